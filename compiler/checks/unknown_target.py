"""A condition on something a ticket does not have: neither one of the built-in targets nor a field of the brand."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.vocabulary import SYSTEM_FIELD_OF, conditions

RULE = Rule("FD501", "unknown-target")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Targets in triggers and saved lists that no list has; what forms may look at is a check of its own."""
    called = {code: target for target, code in SYSTEM_FIELD_OF.items()}
    for site in conditions(linked):
        name = site.condition.target
        if site.thing.kind == "form" or site.target is not None:
            continue
        if linked.draft.is_poisoned("field", site.brand.id, name):
            continue
        if linked.draft.is_poisoned("customer_property", ORGANIZATION, name.removeprefix("customer.")):
            continue
        known = called.get(name)
        yield found(
            RULE,
            f"a ticket has no {quoted(name)}",
            linked.draft.span(site.thing, (*site.path, "if")),
            note="unknown target",
            hint=f"triggers call it {known}" if known else did_you_mean(name, site.vocabulary.targets),
        )
