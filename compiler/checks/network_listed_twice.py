"""An address that an earlier or wider entry of the same list already lets in (NHN-009)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.networks import Caller, callers

RULE = Rule("FD738", "network-listed-twice", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries of `allowed_ips` that lie in another one; of two equal ones the second."""
    everything = tuple(callers(linked))
    for index, entry in enumerate(everything):
        around = next((other for place, other in enumerate(everything) if _covers(other, entry, place < index)), None)
        if around is not None:
            yield found(
                RULE,
                f"{quoted(entry.text)} is let in by {quoted(around.text)} already",
                linked.draft.span(entry.thing, entry.path),
                note="says nothing new",
                labels=[Label(linked.draft.span(around.thing, around.path), "the one that counts")],
                hint="leave one of them out",
            )


def _covers(other: Caller, entry: Caller, is_earlier: bool) -> bool:
    one, two = entry.network, other.network
    if other is entry or entry.thing is not other.thing or one is None or two is None or one.version != two.version:
        return False
    if one == two:
        return is_earlier
    return one.subnet_of(two)  # type: ignore[arg-type]  # versions are equal, which the checker cannot see
