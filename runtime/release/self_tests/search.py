"""The search of every open portal answers in each of its languages."""

from typing import Final

from runtime.release.self_tests.trial import Trial
from runtime.release.source import BundleError
from schemas.bundle import bin_of

NAME: Final = "search"
_WORD: Final = "help"


def test(trial: Trial) -> None:
    """Ask each index one question; what it finds does not matter."""
    moment = int(trial.now.timestamp())
    for place in trial.open_portals():
        for language in place.portal.languages:
            try:
                trial.indexes[bin_of(place.brand.id)].search(place.key, language, _WORD, now=moment)
            except Exception as error:
                message = f"the search of {place.key} in {language!r} does not answer: {type(error).__name__}: {error}"
                thing = f"portals/{place.portal.id}"
                raise BundleError("FD832", message, brand=place.brand.id, thing=thing) from error
