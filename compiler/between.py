"""What brands have to do with each other beside what their faces show: what checks of several brands go by in each.

A check listed in `checks.lists.across` finds things in faces by faces and by what is named here, and nothing else: that
is what lets other brands be remembered.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from compiler.authored import bound_names, field_codes, owners
from compiler.checks.call_to_ourselves import called_hosts
from compiler.checks.mail_to_own_inbox import written_to
from compiler.link import Linked

Seen: TypeAlias = Mapping[str, frozenset[str]]

BOUND, FIELDS, CALLED, WRITTEN = "bound names", "field codes", "called hosts", "addresses written to"


def seen_of(linked: Linked, name: str) -> Seen:
    """What checks of several brands go by in a brand, beside its face."""
    alone = replace(linked, brands={name: linked.brands[name]})
    (owner,) = (owner for owner in owners(alone) if owner.id == name)
    return {
        BOUND: bound_names(linked, owner),
        FIELDS: field_codes(linked.brands[name]),
        CALLED: frozenset(called_hosts(alone)),
        WRITTEN: frozenset(written_to(alone)),
    }
