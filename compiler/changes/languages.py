"""Languages that a brand speaks since now, or no more: one change with all its words, not one for every text.

Both states are compared without them; what a new language says is collected here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import BaseModel

from compiler.bundle import BrandBundle
from compiler.changes.leaves import Walk
from compiler.changes.model import Passage, Subject
from compiler.changes.telling import Telling, Topic
from compiler.snapshot.settings import in_words
from schemas.text import Text, compiled

_PARTS: Final = ("brand", "portals", "knowledge", "faq", "notices", "desk", "settings", "themes")


def without(brand: BrandBundle, languages: Collection[str]) -> BrandBundle:
    """The brand as it would be if it did not speak some languages; the lists of languages stay."""
    if not languages:
        return brand
    walk = Walk(brand.brand.languages)
    parts = {name: _without(getattr(brand, name), languages, walk) for name in _PARTS}
    words = {name: one for name, one in brand.words.items() if name.rpartition("/")[2] not in languages}
    return replace(brand, words=words, **parts)


def _without(value: Any, languages: Collection[str], walk: Walk) -> Any:
    match value:
        case Text():
            left = {name: words for name, words in (value.by_language or {}).items() if name not in languages}
            return compiled(left) if left else value
        case BaseModel():
            changes = {name: _without(getattr(value, name), languages, walk) for name in type(value).model_fields}
            return value.model_copy(update=changes)
        case Mapping():
            if walk.is_words(value):
                return {name: words for name, words in value.items() if name not in languages}
            return {name: _without(item, languages, walk) for name, item in value.items()}
        case tuple():
            return tuple(_without(item, languages, walk) for item in value)
        case _:
            return value


def tell_languages(tell: Telling, before: BrandBundle, after: BrandBundle) -> None:
    """Each new language: how many texts have words of their own, which, and how many are shown in the default one."""
    for language in after.brand.languages:
        if language in before.brand.languages:
            continue
        texts = dict(_texts(after, language))
        own = tuple(f"{place}: {words}" for place, (words, is_own) in texts.items() if is_own)
        subject = Subject("brand", tell.brand, tell.name(after.brand.name))
        portals = tuple(sorted(name for name, portal in after.portals.items() if language in portal.languages))
        topic = Topic("brands", "content", subject, ("customers", "mail"), portals)
        sentence = f"speaks {language} now: {len(own)} of {len(texts)} texts have words of their own"
        if len(own) < len(texts):
            sentence += f"; the others are shown in {after.brand.default_language}"
        tell.say(topic, "new", sentence, Passage((), own) if own else None, (language,))


def _texts(brand: BrandBundle, language: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Every text of a language by its place, and whether it says anything but the default language does."""
    walk, default = Walk(brand.brand.languages), brand.brand.default_language
    for name in _PARTS:
        for place, words in _in_value(getattr(brand, name), "" if name == "desk" else name, walk):
            said = words.get(language, "")
            if said:
                yield place, (said, language == default or said != words.get(default, ""))
    for name, one in brand.words.items():
        if name.endswith(f"/{language}"):
            yield f"{name.removesuffix(f'/{language}').replace('/', ' ')} title", (one.title, one.language == language)


def _in_value(value: Any, place: str, walk: Walk) -> Iterator[tuple[str, Mapping[str, str]]]:
    match value:
        case Text():
            yield place.strip(), value.by_language or {}
        case BaseModel():
            named = f"{place} {getattr(value, 'id', '')}".rstrip()
            for name in type(value).model_fields:
                yield from _in_value(getattr(value, name), f"{named} {in_words(name)}", walk)
        case Mapping() if value and walk.is_words(value):
            yield place.strip(), value
        case Mapping():
            for name, item in value.items():
                yield from _in_value(item, place if getattr(item, "id", None) == name else f"{place} {name}", walk)
        case tuple():
            for item in value:
                yield from _in_value(item, place, walk)
