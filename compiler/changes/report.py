"""Everything reviewers are told, put together from two compiled states."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from compiler.changes.compare import compare, paired
from compiler.changes.data_map import changed_rows
from compiler.changes.model import PersonalChange, Report, Revision
from compiler.changes.reach import radius
from compiler.changes.sides import Side
from compiler.changes.translated import language_changes
from compiler.diagnostic import Diagnostic
from compiler.link import Linked


@dataclass(frozen=True, slots=True)
class State:
    """One of the two states with all that is told of it."""

    label: str
    commit: str | None
    side: Side
    linked: Callable[[frozenset[str]], Linked]
    """The names of some brands: how far they are translated is asked of it."""
    findings: tuple[Diagnostic, ...]
    portals: int


def report(before: State, after: State) -> Report:
    """The whole report; an empty one for two equal bundles."""
    base, head = (Revision(one.label, one.commit, one.side.root) for one in (before, after))
    if base.root == head.root:
        return Report(base, head, (), radius((), len(after.side.shards), after.portals))
    brands_at_all = len({*before.side.shards, *after.side.shards})
    changes = compare(before.side, after.side)
    rows, unchanged = _personal(before.side, after.side)
    brands = frozenset(name for pair in paired(before.side, after.side) for name in pair if name is not None)
    new, settled = _findings(before.findings, after.findings)
    return Report(
        base=base,
        head=head,
        changes=changes,
        radius=radius(changes, brands_at_all, max(before.portals, after.portals)),
        personal=rows,
        personal_unchanged=unchanged,
        translation=language_changes(before.linked(brands), after.linked(brands)),
        findings=new,
        settled=settled,
    )


def _personal(before: Side, after: Side) -> tuple[tuple[PersonalChange, ...], int]:
    """The data maps of all brands that changed."""
    changed: list[PersonalChange] = []
    unchanged = 0
    for then, now in paired(before, after):
        one = before.brand(then) if then is not None else None
        other = after.brand(now) if now is not None else None
        rows, others = changed_rows(one, other)
        changed += rows
        unchanged += others
    return tuple(changed), unchanged


def _findings(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], int]:
    """Findings that the base did not have, and how many of its own are gone; lines above one may come and go."""
    had = Counter(item.fingerprint for item in before)
    new = []
    for item in after:
        if had[item.fingerprint]:
            had[item.fingerprint] -= 1
        else:
            new.append(item)
    return tuple(new), had.total()
