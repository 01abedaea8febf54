"""How far brands are translated before and after: counts by language, and the units that opened."""

from collections import Counter
from collections.abc import Iterator, Mapping

from compiler.changes.model import Counted, LanguageChange
from compiler.link import Linked
from compiler.translation.counts import Row, Standing, standings
from compiler.translation.state import State

Key = tuple[str, str]


def language_changes(before: Linked, after: Linked) -> tuple[LanguageChange, ...]:
    """Every brand and language whose counts changed, or in which a unit opened.

    A translation that stayed behind while its source changed counts as stale: it is compared with the earlier state.
    """
    then = {standing.owner.id: standing for standing in standings(before)}
    now = {standing.owner.id: standing for standing in standings(after, before)}
    return tuple(
        change
        for brand in sorted({*then, *now})
        for change in _brand(brand, then.get(brand), now.get(brand))
        if change.before != change.after or change.opened
    )


def _brand(brand: str, before: Standing | None, after: Standing | None) -> Iterator[LanguageChange]:
    then, now = (_rows(standing) for standing in (before, after))
    for language in sorted({*then, *now}):
        one, other = then.get(language), now.get(language)
        good = {name for name, state in (one or {}).items() if state in ("stale", "missing")}
        opened = tuple(
            (address, state)
            for address, state in (other or {}).items()
            if state in ("stale", "missing") and address not in good
        )
        yield LanguageChange(brand, language, _counted(one), _counted(other), opened)


def _rows(standing: Standing | None) -> Mapping[str, Mapping[str, State]]:
    """By language the state of each unit, by its address."""
    found: dict[str, dict[str, State]] = {}
    rows: tuple[Row, ...] = standing.rows if standing is not None else ()
    for row in rows:
        found.setdefault(row.language, {})[row.unit.address] = row.state
    return found


def _counted(units: Mapping[str, State] | None) -> Counted | None:
    if units is None:
        return None
    counted = Counter(units.values())
    return Counted(counted["fresh"], counted["acknowledged"], counted["stale"], counted["missing"])
