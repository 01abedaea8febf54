"""A condition in a form on something that is not answered above it in the same form.

Fields are asked from top to bottom: what a condition looks at must be there before. That also keeps conditions from
going round in circles.
"""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path
from schemas.conditions import Condition, placed
from schemas.fields import compare
from schemas.fields.system import BEFORE, OF_CALLS

RULE = Rule("FD415", "condition-out-of-reach")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Conditions whose target stands lower in the form, or not in it."""
    for brand in linked.brands.values():
        unanswered = {*OF_CALLS, *(name for name, field in brand.of("field").items() if _is_caption(field))}
        for thing in brand.of("form").values():
            listed = reversed([(item.field, index) for index, item in enumerate(thing.value.fields)])
            places = {name: index for name, index in listed if name not in unanswered}
            above = [code for code in BEFORE if code not in places]
            for index, item in enumerate(thing.value.fields):
                reach = (*above, *(code for code, place in places.items() if place < index))
                for path, condition in placed(item.when) if item.when else ():
                    if condition.target not in reach:
                        yield _out_of_reach(linked, thing, ("fields", index, "when", *path), condition, places, reach)


def _is_caption(field: Object) -> bool:
    return compare(field.value) == "nothing"


def _out_of_reach(
    linked: Linked, thing: Object, path: Path, condition: Condition, places: dict[str, int], reach: tuple[str, ...]
) -> Diagnostic:
    name = condition.target
    labels, hint = [], did_you_mean(name, reach)
    if name in places:
        labels = [Label(linked.draft.span(thing, ("fields", places[name], "field")), "asked only here")]
        hint = f"move {name} above this field"
    return found(
        RULE,
        f"the condition looks at {quoted(name)}, which is not asked above it in this form",
        linked.draft.span(thing, (*path, "if")),
        note="not answered yet",
        labels=labels,
        hint=hint,
    )
