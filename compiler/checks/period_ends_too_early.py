"""A notice whose period ends before it begins: it would never be shown."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked

RULE = Rule("FD623", "period-ends-too-early")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`period:` of each notice."""
    for brand in linked.brands.values():
        for thing in brand.of("notice").values():
            period = thing.value.period
            if period.start is not None and period.to is not None and period.to <= period.start:
                yield found(
                    RULE,
                    "the period ends before it begins",
                    linked.draft.span(thing, ("period", "to")),
                    note="ends here",
                    labels=[Label(linked.draft.span(thing, ("period", "from")), "begins here")],
                    hint="the end is the moment after the last one; leave it out for a notice without end",
                )
