"""A condition in a form on a field the form hides: it is never answered, so the condition never changes."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.conditions import placed

RULE = Rule("FD416", "condition-on-hidden-field", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Conditions whose target is listed with `hidden: true`."""
    for brand in linked.brands.values():
        for thing in brand.of("form").values():
            hidden = {item.field: index for index, item in enumerate(thing.value.fields) if item.hidden}
            for index, item in enumerate(thing.value.fields):
                for path, condition in placed(item.when) if item.when else ():
                    if condition.target in hidden:
                        place = ("fields", hidden[condition.target], "hidden")
                        yield found(
                            RULE,
                            f"the condition looks at {quoted(condition.target)}, which nobody is asked",
                            linked.draft.span(thing, ("fields", index, "when", *path, "if")),
                            note="always blank",
                            labels=[Label(linked.draft.span(thing, place, "key"), "hidden here")],
                            hint="show that field, or hide this one, too",
                        )
