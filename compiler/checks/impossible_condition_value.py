"""A value that a condition's target can never have: an unknown status, a length of time on a text, crossed bounds."""

from collections.abc import Iterator
from datetime import UTC, datetime

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked, parting
from compiler.vocabulary import Site, conditions
from schemas.triggers.conditions.order import is_crossed
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.facts import Ground
from schemas.triggers.targets import Target, operators, wrong_values

RULE = Rule("FD503", "impossible-condition-value")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Values of the wrong type or shape, ids that do not exist, and bounds with nothing between them."""
    for site in conditions(linked):
        target, condition = site.target, site.condition
        if target is None or condition.operator not in operators(target):
            continue
        place = (*site.path, condition.word)
        wrong = wrong_values(condition, target, site.vocabulary)
        for item in wrong:
            yield found(
                RULE,
                item.message,
                linked.draft.span(site.thing, place if item.index is None else (*place, item.index)),
                note="this value",
                labels=parting(linked, site.brand.id, target.name, item.value),
                hint=item.hint or did_you_mean(item.value, item.legal),
            )
        if not wrong and condition.operator == "between" and _is_crossed(site, target):
            yield found(
                RULE,
                f"nothing of {quoted(target.name)} lies between these two",
                linked.draft.span(site.thing, place),
                note="the first is the greater one",
                hint="write the lower one first",
            )


def _is_crossed(site: Site, target: Target) -> bool:
    ground = Ground(priorities=site.vocabulary.legal.get("priority", ()))
    subject = Subject(target.type, None, None, ground, datetime(2000, 1, 1, tzinfo=UTC))
    return is_crossed(subject, site.condition.operand)
