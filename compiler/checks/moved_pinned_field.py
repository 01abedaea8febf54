"""A form that lists the inquiry type or the consent in another place: one is always first, the other always last."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.fields.system import FIRST, LAST

RULE = Rule("FD404", "moved-pinned-field")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The inquiry type anywhere but at the top of a list, the consent anywhere but at its end."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            fields = thing.value.fields
            for index, item in enumerate(fields):
                place = {FIRST: 0, LAST: len(fields) - 1}.get(item.field, index)
                if index != place:
                    word = "first" if item.field == FIRST else "last"
                    yield found(
                        RULE,
                        f"the field {quoted(item.field)} is always {word}",
                        linked.draft.span(thing, ("fields", index, "field")),
                        note="not in this place",
                        hint=f"leave the entry out: the field stands {word} without it",
                    )
