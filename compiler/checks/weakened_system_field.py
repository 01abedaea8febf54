"""A required system field that a form hides, makes optional or makes conditional (OQ-27): no ticket without it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.fields.system import REQUIRED

RULE = Rule("FD402", "weakened-system-field")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries for required system fields with `hidden: true`, `required: false` or `when:`."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                weak = {"hidden": item.hidden, "required": item.required is False, "when": item.when is not None}
                for key in (key for key, is_weak in weak.items() if is_weak and item.field in REQUIRED):
                    yield found(
                        RULE,
                        f"the system field {quoted(item.field)} must always be asked and answered",
                        linked.draft.span(thing, ("fields", index, key), "key"),
                        note="this would change that",
                        hint=f"leave out {key}:",
                    )
