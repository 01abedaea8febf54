"""Every check, in one explicit list.

A check is a file that states a problem: `RULE` and `check(linked)`, which yields findings. Checks know nothing of each
other; what they look at is `Linked`, where every name is found.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from compiler.checks import missing_portal_profile
from compiler.diagnostic import Diagnostic, Rule
from compiler.link import Linked

Check: TypeAlias = Callable[[Linked], Iterator[Diagnostic]]

CHECKS: tuple[tuple[Rule, Check], ...] = ((missing_portal_profile.RULE, missing_portal_profile.check),)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The findings of all checks."""
    for _, run in CHECKS:
        yield from run(linked)
