"""How a unit stands in a language.

`missing`: there are no words. `stale`: they were recorded for other words of the source, or the source changed since an
earlier state and they did not. `acknowledged`: somebody recorded that they say what the source says now. `fresh`: they
are there, and nothing speaks against them.
"""

from typing import Final, Literal, TypeAlias

from compiler.translation.hashes import text_hash
from compiler.translation.units import Unit

State: TypeAlias = Literal["fresh", "acknowledged", "stale", "missing"]
STATES: Final[tuple[State, ...]] = ("fresh", "acknowledged", "stale", "missing")


def state_of(unit: Unit, language: str, before: Unit | None = None) -> State:
    """The state of a language other than the source's; `before` is the unit in an earlier state, where there is one."""
    if language not in unit.words:
        return "missing"
    recorded = unit.recorded.get(language)
    if recorded is not None:
        return "acknowledged" if recorded == unit.hash else "stale"
    return "stale" if was_left_behind(unit, language, before) else "fresh"


def was_left_behind(unit: Unit, language: str, before: Unit | None) -> bool:
    """Whether the source changed since an earlier state and the words of a language did not."""
    if before is None or before.hash == unit.hash or language not in before.words:
        return False
    return text_hash(before.words[language]) == text_hash(unit.words[language])
