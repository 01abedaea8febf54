"""A number field that no number, or not its own default, could satisfy (OQ-31)."""

from collections.abc import Iterator
from decimal import Decimal

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from compiler.shape import Object
from schemas.fields.number import NumberField, out_of_bounds

RULE = Rule("FD405", "crossed-number-bounds")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`min` above `max`, a step of nothing, a default that the field itself would refuse."""
    for brand in linked.brands.values():
        for thing in brand.of("field").values():
            if isinstance(thing.value, NumberField):
                yield from _in(linked, thing, thing.value)


def _in(linked: Linked, thing: Object, field: NumberField) -> Iterator[Diagnostic]:
    span = linked.draft.span
    if Decimal(field.step) <= 0:
        yield found(
            RULE,
            f"a step of {field.step} reaches no number",
            span(thing, ("step",)),
            note="must be more than nothing",
            hint="write step: 1 for whole numbers, step: 0.01 for hundredths",
        )
    elif field.min is not None and field.max is not None and Decimal(field.min) > Decimal(field.max):
        yield found(
            RULE,
            f"no number is at least {field.min} and at most {field.max}",
            span(thing, ("max",)),
            note="less than the least",
            labels=[Label(span(thing, ("min",)), "the least")],
            hint="exchange the two",
        )
    elif field.default is not None and out_of_bounds(field, field.default) is not None:
        limits = ", ".join(
            f"{key} {getattr(field, key)}" for key in ("min", "max", "step") if getattr(field, key) is not None
        )
        yield found(
            RULE,
            f"the field would refuse its own default {field.default}",
            span(thing, ("default",)),
            note="not an answer",
            hint=f"choose a number that fits {limits}",
        )
