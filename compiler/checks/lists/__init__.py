"""Every check, listed in the file of its area: the one place where a check is named.

What the lists are made into is `compiler.checks`.
"""

from collections.abc import Iterator
from typing import Protocol

from compiler.diagnostic import Diagnostic, Rule
from compiler.link import Linked


class Problem(Protocol):
    """What every check is: a module that states a problem."""

    RULE: Rule

    def check(self, linked: Linked, /) -> Iterator[Diagnostic]:
        """Every finding of the problem."""
