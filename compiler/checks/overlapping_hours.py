"""Two spans of hours that share time on a day: which of them an appointment or an answer counts in cannot be said."""

from collections.abc import Iterator

from compiler.authored import owners, values_of
from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path
from schemas.hours import Hours, overlaps

RULE = Rule("FD472", "overlapping-hours")

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every list of hours: of service levels, tracking profiles and channels; one finding for each pair."""
    for owner in owners(linked):
        for thing in owner.objects:
            lists: dict[Path, list[Hours]] = {}
            for path, hours in values_of(thing, Hours):
                lists.setdefault(path[:-1], []).append(hours)
            for path, several in lists.items():
                yield from _of(linked, thing, path, several)


def _of(linked: Linked, thing: Object, path: Path, hours: list[Hours]) -> Iterator[Diagnostic]:
    for earlier, later, day in overlaps(hours):
        first, second = hours[earlier], hours[later]
        yield found(
            RULE,
            f"{second.start} to {second.to} and {first.start} to {first.to} overlap on {_NAMES[day]}",
            linked.draft.span(thing, (*path, later, "from")),
            note="not apart from the other",
            labels=[Label(linked.draft.span(thing, (*path, earlier, "from")), "the other")],
            hint="let one end where the next begins, or make one span of them",
        )
