"""Working hours on a condition that counts no time (NHN-050)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.vocabulary import conditions

RULE = Rule("FD524", "hours-of-no-duration")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`business_hours:` beside anything but a length of time."""
    for site in conditions(linked):
        target = site.target
        if site.condition.business_hours is None or target is None:
            continue
        if target.type != "duration" or site.condition.operator == "present":
            yield found(
                RULE,
                f"{quoted(site.condition.word)} on {target.name} counts no time",
                linked.draft.span(site.thing, (*site.path, "business_hours"), "key"),
                note="has no effect here",
                hint="business_hours: stands beside at_least, at_most and between of since_…; "
                "for a moment write  within:",
            )
