"""How far the translation is: states counted by part of a brand and language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.link import Linked
from compiler.span import Span
from compiler.translation.state import STATES, State, state_of
from compiler.translation.units import Owner, Unit, owners, place, units


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in one language."""

    unit: Unit
    language: str
    state: State
    span: Span

    @property
    def part(self) -> str:
        """The part of the brand it belongs to: the first folder, or the file."""
        return self.unit.name.partition(":")[0].partition("/")[0].removesuffix(".yaml").removesuffix(".md")


@dataclass(frozen=True, slots=True)
class Standing:
    """Every unit of one owner in every language but its source's."""

    owner: Owner
    rows: tuple[Row, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are translated into."""
        return tuple(
            language for language in self.owner.languages if any(row.language == language for row in self.rows)
        )

    def cells(self) -> Mapping[str, Mapping[str, Counter[State]]]:
        """States counted by part, then language."""
        found: dict[str, dict[str, Counter[State]]] = {}
        for row in self.rows:
            found.setdefault(row.part, {}).setdefault(row.language, Counter())[row.state] += 1
        return dict(sorted(found.items()))


def standings(linked: Linked, base: Linked | None = None) -> Iterator[Standing]:
    """Every owner that has anything to translate."""
    for owner in owners(linked):
        before = {} if base is None else {unit.name: unit for unit in _units_before(base, owner)}
        rows = tuple(
            Row(unit, language, state_of(unit, language, before.get(unit.name)), place(linked, unit, language))
            for unit in units(linked, owner)
            for language in owner.languages
            if language != unit.language
        )
        if rows:
            yield Standing(owner, rows)


def _units_before(base: Linked, owner: Owner) -> Iterator[Unit]:
    for earlier in owners(base):
        if earlier.id == owner.id:
            yield from units(base, earlier)


def total(rows: tuple[Row, ...], language: str) -> Counter[State]:
    """States of one language counted; every state is there."""
    counted = Counter(dict.fromkeys(STATES, 0))
    counted.update(row.state for row in rows if row.language == language)
    return counted
