"""Two models of one type, walked together: every place where they differ, and how.

Whatever a model holds is met, also what was added to it yesterday: a teller names what it tells differently, and all
else is told by its key. Objects in lists are known by their ids; texts and conditions are one value each.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from compiler.changes.model import Act
from schemas.brand import Bound
from schemas.bundle import Asset, Blob, Link
from schemas.conditions import Conditions
from schemas.hours import Hours
from schemas.mail import Secret
from schemas.settings import formats
from schemas.text import Localized, Text

Path: TypeAlias = tuple[str, ...]

_WHOLE: Final = (Text, Bound, Secret, Conditions, Asset, Blob, Hours)
"""Models that are one value to whoever reads them."""
_KEYS: Final = ("id", "code")
_MARK: Final = "="  # before an id in a path; no key begins so


@dataclass(frozen=True, slots=True)
class Leaf:
    """One place that differs. What was not there before, or is there no more, is `None`."""

    path: Path
    """Keys as admins type them, ids where objects have some."""
    act: Act
    before: Any
    after: Any
    is_words: bool = False
    """Whether both sides are words by language."""
    is_rich: bool = False
    """Whether the model says that its words are not plain."""

    @property
    def pattern(self) -> str:
        """The path without ids, as in `footer.links.*.label`: what labels are found by."""
        return ".".join("*" if part.startswith(_MARK) else part for part in self.path)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the path."""
        return tuple(part.removeprefix(_MARK) for part in self.path if part.startswith(_MARK))


class Walk:
    """Looks for differences. `languages` are those of both states: a map of words is known by them."""

    def __init__(self, languages: Collection[str]) -> None:
        self._languages = frozenset(languages)

    def models(
        self, before: BaseModel, after: BaseModel, path: Path = (), skip: Collection[str] = ()
    ) -> Iterator[Leaf]:
        """Every difference, in the order of keys; fields named in `skip` are told elsewhere."""
        if type(before) is not type(after):
            yield Leaf(path, "changed", before, after)
            return
        of_texts = formats(type(after))
        for name, field in type(after).model_fields.items():
            if name not in skip:
                key = (field.alias or name).strip("_")
                rich = of_texts[name] != "plain"
                yield from self.values(getattr(before, name), getattr(after, name), (*path, key), rich)

    def values(self, before: Any, after: Any, path: Path, rich: bool = False) -> Iterator[Leaf]:
        """Every difference between two values of one key."""
        if before == after and type(before) is type(after):
            return
        if self._are_words(before, after):
            yield Leaf(path, "changed", as_words(before), as_words(after), is_words=True, is_rich=rich)
        elif isinstance(before, BaseModel) and isinstance(after, BaseModel) and not isinstance(after, _WHOLE):
            yield from self.models(before, after, path)
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self.entries(before, after, path, rich)
        elif _is_keyed(before) and _is_keyed(after):
            one, other = _by_key(before), _by_key(after)
            called = _called(one, other)
            yield from (Leaf((*path, _MARK + then, "id"), "changed", then, now) for then, now in called.items())
            one = {
                called.get(name, name): other[called[name]] if name in called else item for name, item in one.items()
            }
            yield from self.entries(one, other, path, rich)
            if [name for name in one if name in other] != [name for name in other if name in one]:
                yield Leaf(path, "reordered", tuple(one), tuple(other))
        else:
            yield Leaf(path, "changed", before, after)

    def entries(
        self, before: Mapping[str, Any], after: Mapping[str, Any], path: Path = (), rich: bool = False
    ) -> Iterator[Leaf]:
        """Differences between two maps: what is gone, what is new, what changed inside."""
        for name in before:
            if name not in after:
                yield Leaf((*path, _MARK + name), "gone", before[name], None, is_rich=rich)
        for name, value in after.items():
            if name not in before:
                yield Leaf((*path, _MARK + name), "new", None, value, is_rich=rich)
            else:
                yield from self.values(before[name], value, (*path, _MARK + name), rich)

    def _are_words(self, before: Any, after: Any) -> bool:
        if isinstance(before, Text) or isinstance(after, Text):
            return all(isinstance(value, Text) or value is None for value in (before, after))
        sides = [value for value in (before, after) if value]
        return bool(sides) and all(self.is_words(value) for value in sides)

    def is_words(self, value: Any) -> bool:
        """Whether a value is words by language."""
        return isinstance(value, Text) or (
            isinstance(value, Mapping)
            and all(key in self._languages and isinstance(words, str) for key, words in value.items())
        )


def as_words(value: Any) -> Localized:
    """Words by language of a text in either form; none for nothing."""
    if isinstance(value, Text):
        return value.by_language or {}
    return value if isinstance(value, Mapping) else {}


def _is_keyed(value: Any) -> bool:
    """Whether it is a list of objects with ids of their own; an empty list may be one."""
    if not isinstance(value, tuple):
        return False
    names = [_key(item) for item in value]
    return None not in names and len(set(names)) == len(names)


def _called(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Links that differ in their ids alone, by the id each had: nobody sees those, nothing is gone."""
    gone = [name for name, link in before.items() if name not in after and isinstance(link, Link)]
    new = [name for name, link in after.items() if name not in before and isinstance(link, Link)]
    called: dict[str, str] = {}
    for name in gone:
        twin = next((other for other in new if after[other].model_copy(update={"id": name}) == before[name]), None)
        if twin is not None:
            called[name] = twin
            new.remove(twin)
    return called


def _by_key(items: tuple[Any, ...]) -> dict[str, Any]:
    return {str(_key(item)): item for item in items}


def _key(item: Any) -> str | None:
    if not isinstance(item, BaseModel):
        return None
    return next((getattr(item, key) for key in _KEYS if isinstance(getattr(item, key, None), str)), None)
