"""Two objects with one number in `ids.lock.yaml`, or a next number that was given already (NHN-036)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, worded

RULE = Rule("FD234", "number-given-twice")

_HINT = "put back what was there before; for a new number delete the line and run  frontdesk check --fix"


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The numbers of one brand: all different, all below `next`."""
    for brand in linked.brands.values():
        thing = brand.of("numbers").get("")
        if thing is None:
            continue
        holders: dict[int, tuple[str, str]] = {}
        highest = 0
        for kind, name, number in thing.value.given():
            span = linked.draft.span(thing, (kind, name))
            highest = max(highest, number)
            other = holders.setdefault(number, (kind, name))
            if other != (kind, name):
                message = f"the number {number} belongs to the {worded(other[0])} {quoted(other[1])}"
                label = Label(linked.draft.span(thing, other), "first here")
                yield found(RULE, message, span, note="again here", labels=[label], hint=_HINT)
        if highest >= thing.value.next:
            message = f"the next number would be {thing.value.next}, and {highest} is given already"
            span = linked.draft.span(thing, ("next",) if "next" in thing.value.model_fields_set else ())
            yield found(RULE, message, span, note="too low", hint=f"write  next: {highest + 1}")
