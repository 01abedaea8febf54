"""Which of several languages suits a browser best: RFC 4647, “lookup”, with the order the browser gives.

Every tag is shortened until one fits before the next is looked at: who reads `en-GB`, and Korean only if need be, reads
English. Where the address names a language it counts more (`runtime.web.language`).
"""

from collections.abc import Iterable, Iterator

from babel.core import get_global
from werkzeug.datastructures import LanguageAccept

from schemas.names import bcp47

_EVERY = "*"


def best_language(asked: LanguageAccept, offered: Iterable[str]) -> str | None:
    """The language of those offered (`zh_TW` or `zh-TW`) that the browser asks for; `None` when it asks for none.

    After a tag itself and its shorter forms, a relative in another region will do: `pt-BR` for who asks for `pt`.
    """
    tags = {bcp47(language).lower(): language for language in offered}
    ranges = [(name.lower().replace("_", "-"), weight) for name, weight in asked if name]
    wanted = [name for name, weight in ranges if weight > 0]
    refused = {name for name, weight in ranges if weight <= 0}
    fit = {tag: language for tag, language in tags.items() if not _is_refused(tag, wanted, refused)}
    for name in wanted:
        if name == _EVERY:
            continue  # says nothing of its own: what follows counts, or the default
        for shorter in _shortened(name):
            if shorter in fit:
                return fit[shorter]
        relatives = [tag for tag in fit if tag.partition("-")[0] == name.partition("-")[0]]
        if relatives:
            return fit[max(relatives, key=lambda tag: len(_parts(tag) & _parts(name)))]
    return None


def _shortened(tag: str) -> Iterator[str]:
    """A tag and its shorter forms, the longest first; a letter that only introduces what follows goes with it."""
    parts = tag.split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
        while parts and len(parts[-1]) == 1:
            parts.pop()


def _is_refused(tag: str, wanted: list[str], refused: set[str]) -> bool:
    """Whether the browser says of a language, by itself or the family it belongs to, that it is not to come."""
    named = next((shorter for shorter in _shortened(tag) if shorter in refused or shorter in wanted), None)
    return named in refused


def _parts(tag: str) -> frozenset[str]:
    """Language, script and region, those that go without saying included: Taiwan writes traditional characters."""
    likely = get_global("likely_subtags")
    language, *rest = tag.split("-")
    known = [language, *(part.title() if len(part) == 4 else part.upper() for part in rest)]
    for length in range(len(known), 0, -1):
        found = likely.get("_".join(known[:length]))
        if found is not None:
            return frozenset((*found.lower().split("_"), *tag.split("-")))
    return frozenset(tag.split("-"))
