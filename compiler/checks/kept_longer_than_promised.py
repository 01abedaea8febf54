"""Tickets that are kept longer than customers were told when they agreed (NHN-093)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.durations import seconds

RULE = Rule("FD746", "kept-longer-than-promised", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Consents asked with inquiries, beside the retention of tickets; without one, the promise is what counts."""
    for brand in linked.brands.values():
        security = brand.of("security").get("")
        kept = security.value.retention.tickets if security else None
        if security is None or kept is None:
            continue
        named = {name for thing in brand.of("portal").values() for name in thing.value.consents}
        for name, thing in brand.of("consent").items():
            promised = thing.value.keep
            if name in named and promised and "inquiry" in thing.value.ask and seconds(kept) > seconds(promised):
                yield found(
                    RULE,
                    f"{quoted(name)} promises {promised}, and tickets are kept {kept}",
                    linked.draft.span(thing, ("keep",)),
                    note="promised here",
                    labels=[Label(linked.draft.span(security, ("retention", "tickets")), "kept so long")],
                    hint=f"write  retention: {{tickets: {promised}}}  in security.yaml",
                )
