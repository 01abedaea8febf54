"""A caption that must be answered: nobody can, so the form could never be sent."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.fields.caption import CaptionField

RULE = Rule("FD433", "caption-required")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries of forms with `required: true` for a field of `type: caption`."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                field = brand.of("field").get(item.field)
                if item.required and field is not None and isinstance(field.value, CaptionField):
                    yield found(
                        RULE,
                        f"the caption {quoted(item.field)} has nothing to answer",
                        linked.draft.span(thing, ("fields", index, "required"), "key"),
                        note="cannot be required",
                        labels=[Label(linked.draft.span(field, ("type",)), "only words")],
                        hint="leave out required:",
                    )
