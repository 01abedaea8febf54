"""Every check, in one explicit order.

A check is a file that states a problem: `RULE` and `check(linked)`, which yields findings. Checks know nothing of each
other; what they look at is `Linked`, where every name is found. Each is listed once, with its area, in `lists`; those
that compare with an earlier state are listed in `comparing`.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from compiler.checks.lists.across import ACROSS
from compiler.checks.lists.channels import CHANNELS
from compiler.checks.lists.content import CONTENT
from compiler.checks.lists.desk import DESK
from compiler.checks.lists.forms import FORMS
from compiler.checks.lists.organization import ORGANIZATION
from compiler.checks.lists.portals import PORTALS
from compiler.checks.lists.repository import REPOSITORY
from compiler.checks.lists.rules import RULES
from compiler.checks.lists.tracking import TRACKING
from compiler.diagnostic import Diagnostic, Rule
from compiler.link import Linked

Check: TypeAlias = Callable[[Linked], Iterator[Diagnostic]]

CHECKS: tuple[tuple[Rule, Check], ...] = tuple(
    (problem.RULE, problem.check)
    for area in (REPOSITORY, ORGANIZATION, PORTALS, CONTENT, FORMS, DESK, CHANNELS, TRACKING, RULES)
    for problem in area
)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The findings of all checks."""
    for _, run in CHECKS:
        yield from run(linked)


_ACROSS = frozenset(problem.check for problem in ACROSS)
_WITHIN = tuple(run for _, run in CHECKS if run not in _ACROSS)


def check_across(linked: Linked) -> Iterator[Diagnostic]:
    """The findings of checks that look at more than one brand at a time."""
    for problem in ACROSS:
        yield from problem.check(linked)


def check_within(linked: Linked, brand: str) -> Iterator[Diagnostic]:
    """The findings of all other checks about one brand and what it shares with others; for all brands, those of all."""
    alone = replace(linked, brands={brand: linked.brands[brand]})
    for run in _WITHIN:
        yield from run(alone)
