"""A field got another type: answers that were given before cannot be read as the new one (NHN-087)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked, worded

RULE = Rule("FD237", "field-type-changed")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Fields of brands, and what the organisation knows of its customers."""
    for pair in compared(linked, base):
        for kind in ("field", "customer_property"):
            for old, new in pair.kept(kind):
                if old.value.type != new.value.type:
                    yield found(
                        RULE,
                        f"the {worded(kind)} {quoted(new.id)} was of the type {quoted(old.value.type)}",
                        linked.draft.span(new, ("type",)),
                        note="another type",
                        hint="retire it and add one with another code: what was answered before stays readable",
                    )
                elif getattr(old.value, "for_", None) != getattr(new.value, "for_", None):
                    yield found(
                        RULE,
                        f"the {worded(kind)} {quoted(new.id)} was filled in by the {old.value.for_}",
                        linked.draft.span(new, ("for",) if new.value.for_ != "customer" else ()),
                        note="another person",
                        hint="retire it and add one with another code: what was written before stays with who wrote it",
                    )
