"""An operator that makes no sense for what it is used on, as `contains` on a status."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.vocabulary import conditions
from schemas.triggers.targets import TRACKING, operators

RULE = Rule("FD502", "operator-not-for-target")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Conditions whose operator the type of their target does not have."""
    for site in conditions(linked):
        target, condition = site.target, site.condition
        if target is None or condition.operator in operators(target):
            continue
        if condition.operator in TRACKING and not target.tracked:
            message = f"{quoted(condition.word)} compares with the ticket before the event; {target.name} has no before"
        else:
            message = f"{quoted(condition.word)} cannot be used on {target.name}"
        yield found(
            RULE,
            message,
            linked.draft.span(site.thing, (*site.path, condition.word), "key"),
            note=f"{target.name} is {_KIND[target.type]}",
            hint=f"possible here: {', '.join(operators(target))}; each also with not_ (is_not)",
        )


_KIND = {
    "choice": "one of a list",
    "tree": "a place in a tree",
    "ordered": "one of an ordered list",
    "text": "text",
    "set": "a list",
    "number": "a number",
    "boolean": "true or false",
    "files": "files",
    "moment": "a moment",
    "duration": "a length of time",
    "date": "a day or moment somebody answered",
    "period": "something that can only be there or not",
}
