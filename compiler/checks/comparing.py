"""Every check that compares with an earlier state (`check --base`), in one explicit list.

Such a check is a file beside this one: `RULE` and `check(linked, base)`. What stayed, moved and is gone between the two
is `compiler.history`.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from compiler.checks import (
    address_without_redirect,
    api_number_changed,
    consent_changed_without_version,
    deleted_while_in_use,
    deleted_without_a_trace,
    field_type_changed,
    fixed_value_changed,
    history_rewritten,
    mass_deletion,
    number_edited,
    portal_address_changed,
    provided_account_changed,
    route_edited,
    translation_not_followed,
    trigger_deleted_while_enabled,
)
from compiler.diagnostic import Diagnostic, Rule
from compiler.link import Linked

BaseCheck: TypeAlias = Callable[[Linked, Linked], Iterator[Diagnostic]]

BASE_CHECKS: tuple[tuple[Rule, BaseCheck], ...] = (
    (fixed_value_changed.RULE, fixed_value_changed.check),
    (field_type_changed.RULE, field_type_changed.check),
    (provided_account_changed.RULE, provided_account_changed.check),
    (api_number_changed.RULE, api_number_changed.check),
    (deleted_without_a_trace.RULE, deleted_without_a_trace.check),
    (history_rewritten.RULE, history_rewritten.check),
    (trigger_deleted_while_enabled.RULE, trigger_deleted_while_enabled.check),
    (deleted_while_in_use.RULE, deleted_while_in_use.check),
    (mass_deletion.RULE, mass_deletion.check),
    (address_without_redirect.RULE, address_without_redirect.check),
    (portal_address_changed.RULE, portal_address_changed.check),
    (consent_changed_without_version.RULE, consent_changed_without_version.check),
    (route_edited.RULE, route_edited.check),
    (number_edited.RULE, number_edited.check),
    (translation_not_followed.RULE, translation_not_followed.check),
)
"""Without an earlier state they do not run."""


def check_against(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """The findings of all checks that compare with an earlier state."""
    for _, run in BASE_CHECKS:
        yield from run(linked, base)
