"""A regular expression RE2 does not know: it has no look-around and no back-references, and is never slow for that."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.vocabulary import conditions
from schemas.triggers.conditions.text import compiled

RULE = Rule("FD504", "bad-regular-expression")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`matches:` with something that is no regular expression."""
    for site in conditions(linked):
        operand = site.condition.operand
        if site.condition.operator != "matches" or not isinstance(operand, str):
            continue
        try:
            compiled(operand)
        except ValueError as error:
            yield found(
                RULE,
                f"this is not a regular expression: {error}",
                linked.draft.span(site.thing, (*site.path, site.condition.word)),
                note="RE2 refuses it",
                hint="RE2 has neither (?=…), (?!…), (?<…) nor \\1; to find the characters themselves, write contains:",
            )
