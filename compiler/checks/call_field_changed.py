"""A field of telephone calls that a form requires, hides or makes conditional: no form of a portal ever asks it.

Listed in a form it means that call tickets of such inquiries have it; nothing more can be said of it (NHN-083).
"""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.fields.system import OF_CALLS

RULE = Rule("FD432", "call-field-changed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries for call fields with `required:`, `hidden: true` or `when:`."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                said = {"required": item.required is not None, "hidden": item.hidden, "when": item.when is not None}
                for key in (key for key, is_said in said.items() if is_said and item.field in OF_CALLS):
                    yield found(
                        RULE,
                        f"the field {quoted(item.field)} is on tickets of telephone calls only",
                        linked.draft.span(thing, ("fields", index, key), "key"),
                        note="no customer is asked",
                        hint=f"leave out {key}:",
                    )
