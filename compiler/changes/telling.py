"""Collects what is told of one brand: differences become sentences, words become passages.

What a difference of one family means is told by the modules named after the families; how equal changes of many brands
become one is `grouping`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from compiler.bundle import BrandBundle
from compiler.changes.leaves import Leaf, Walk
from compiler.changes.model import Act, Area, Audience, Change, Kind, Passage, Subject, Where
from compiler.changes.values import SHORT, markup_lines, value_in_words, word_lines
from compiler.snapshot.settings import in_words
from schemas.bundle import PortalContract
from schemas.text import Localized, pick

Read: TypeAlias = Callable[[str], bytes]
Labels: TypeAlias = Mapping[str, str]
"""Patterns of paths (`footer.links.*`) to words; `{}` stands for an id. The longest beginning that fits is taken."""

_RICH: Final = frozenset({"html", "body", "notice", "signature", "layouts", "text", "content", "disclaimer"})
"""Keys whose words may be HTML in the bundle."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is told about, and what holds for everything that is told about it."""

    area: Area
    kind: Kind
    subject: Subject
    noticed: tuple[Audience, ...] = ()
    portals: tuple[str, ...] = ()
    labels: Labels = field(default_factory=dict)


class Telling:
    """One brand then and now, and what has been told so far."""

    def __init__(self, before: BrandBundle, after: BrandBundle, read_before: Read, read_after: Read) -> None:
        self.before = before
        self.after = after
        self.read_before = read_before
        self.read_after = read_after
        self.brand = after.brand.id
        self.language = after.brand.default_language
        self.walk = Walk((*before.brand.languages, *after.brand.languages))
        self.changes: list[Change] = []

    def portals(self, shows: Callable[[PortalContract], bool] = lambda _: True) -> tuple[str, ...]:
        """The portals that show something, now or before."""
        now = {name for name, one in self.after.portals.items() if shows(one)}
        then = {name for name, one in self.before.portals.items() if shows(one)}
        return tuple(sorted(now | then))

    def name(self, words: Localized) -> str:
        """A thing's name in the default language."""
        return pick(words, self.language, self.language)

    def say(
        self,
        topic: Topic,
        act: Act,
        sentence: str,
        passage: Passage | None = None,
        languages: tuple[str, ...] = (),
        kind: Kind | None = None,
    ) -> None:
        """Tell one thing."""
        where = (Where(self.brand, topic.portals, tuple(sorted(languages))),)
        self.changes.append(
            Change(topic.area, kind or topic.kind, act, topic.subject, sentence, where, topic.noticed, passage)
        )

    def models(self, topic: Topic, before: BaseModel, after: BaseModel, skip: Collection[str] = ()) -> None:
        """Tell every difference between two models, those of `skip` excepted."""
        for leaf in self.walk.models(before, after, skip=skip):
            self.leaf(topic, leaf)

    def leaf(self, topic: Topic, leaf: Leaf) -> None:
        """Tell one difference by its key."""
        label = self.label(topic, leaf)
        if leaf.is_words:
            self.words(topic, label, leaf.before, leaf.after, is_rich=leaf.is_rich or _is_rich(leaf))
        elif leaf.act == "reordered":
            self.say(
                topic, "reordered", f"{label}: the order is {', '.join(leaf.after)}; it was {', '.join(leaf.before)}"
            )
        elif leaf.act in ("new", "gone"):
            known = leaf.after if leaf.act == "new" else leaf.before
            said = value_in_words(known, self.language)
            self.say(topic, "changed", f"{label} is {leaf.act}" + ("" if said in ("nothing", "") else f": {said}"))
        else:
            self.value(topic, label, leaf.before, leaf.after)

    def value(self, topic: Topic, label: str, before: Any, after: Any, kind: Kind | None = None) -> None:
        """Tell that a value is another one; long ones as a passage."""
        one, other = value_in_words(before, self.language), value_in_words(after, self.language)
        if one == other:  # the same in the default language: what differs is said in another
            one, other = value_in_words(before, ""), value_in_words(after, "")
        if len(one) > SHORT or len(other) > SHORT or "\n" in one + other:
            passage = Passage(tuple(one.split("\n")), tuple(other.split("\n")))
            self.say(topic, "changed", f"{label} changes", passage, kind=kind)
        else:
            self.say(topic, "changed", f"{label}: {one} → {other}", kind=kind)

    def label(self, topic: Topic, leaf: Leaf) -> str:
        """What a path is called."""
        parts, ids = leaf.pattern.split("."), list(leaf.ids)
        for end in range(len(parts), 0, -1):
            words = topic.labels.get(".".join(parts[:end]))
            if words is not None:
                named = parts[:end].count("*")
                rest = _plainly(parts[end:], ids[named:])
                return " ".join(filter(None, (words.format(*ids[:named]), rest)))
        return _plainly(parts, ids)

    def words(self, topic: Topic, label: str, before: Localized, after: Localized, *, is_rich: bool = False) -> None:
        """Tell changed words, once for the languages that changed alike."""
        found: dict[tuple[str, str], list[str]] = {}
        for language in dict.fromkeys((*before, *after)):
            one, other = before.get(language, ""), after.get(language, "")
            if one != other:
                found.setdefault((one, other), []).append(language)
        for (one, other), languages in found.items():
            passage = Passage(word_lines(one, is_rich=is_rich), word_lines(other, is_rich=is_rich))
            sentence = f"{label} {'changes' if one and other else 'is new' if other else 'is gone'}"
            if passage.before == passage.after:
                passage = Passage(markup_lines(one), markup_lines(other))
                sentence = f"{label} has other markup, and the same words"
            self.say(topic, "changed", sentence, passage, tuple(languages))

    def facts(self, model: BaseModel) -> Passage:
        """What a new thing says, as the lines of a passage."""
        return Passage((), tuple(self._facts(model)))

    def _facts(self, model: BaseModel) -> Iterator[str]:
        for key, known in type(model).model_fields.items():
            value = getattr(model, key)
            is_default = not known.is_required() and value == known.get_default(call_default_factory=True)
            if key != "id" and not is_default:
                said = value_in_words(value, self.language)
                for line in word_lines(said, is_rich=key in _RICH):
                    yield f"{in_words(known.alias or key)}: {line}"


def _is_rich(leaf: Leaf) -> bool:
    return any(part in _RICH for part in leaf.path)


def _plainly(parts: list[str], ids: list[str]) -> str:
    rest = iter(ids)
    return " ".join(next(rest) if part == "*" else in_words(part) for part in parts)


def about(topic: Topic, subject: Subject, labels: Labels | None = None) -> Topic:
    """The same topic about another thing."""
    return replace(topic, subject=subject, labels=topic.labels if labels is None else labels)


def told_of(tell: Telling, kind: str) -> frozenset[str]:
    """The ids of things of a kind about which something was told."""
    return frozenset(change.subject.id for change in tell.changes if change.subject.kind == kind)
