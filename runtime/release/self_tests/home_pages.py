"""Every open portal has a home page in each of its languages."""

from typing import Final

from runtime.release.self_tests.trial import Trial
from runtime.release.source import BundleError
from schemas.bundle import bin_of

NAME: Final = "home pages"


def test(trial: Trial) -> None:
    """Look for each home page among those that were rendered."""
    for place in trial.open_portals():
        for language in place.portal.languages:
            if not trial.pages[bin_of(place.brand.id)].size(place.key, f"/{language}/"):
                raise BundleError(
                    "FD810",
                    f"the portal {place.key} came out without a home page in {language!r}",
                    brand=place.brand.id,
                    thing=f"portals/{place.portal.id}",
                )
