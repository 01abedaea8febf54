"""A column or detail that customers cannot be shown (HS-27): unknown, for agents only, or kept encrypted."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.span import Path
from compiler.vocabulary import encrypted
from schemas.fields.caption import CaptionField
from schemas.fields.system import SYSTEM_FIELDS
from schemas.portal import COLUMNS

RULE = Rule("FD671", "column-not-of-tickets")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`tickets: {list: {columns}}` and `tickets: {detail}` of every portal."""
    for brand in linked.brands.values():
        legal = _legal(brand)
        for thing in brand.of("portal").values():
            tickets = thing.value.tickets
            places: list[tuple[Path, str]] = [
                *((("tickets", "list", "columns", index), name) for index, name in enumerate(tickets.list.columns)),
                *((("tickets", "detail", index), name) for index, name in enumerate(tickets.detail)),
            ]
            for path, name in places:
                if name in legal or linked.draft.is_poisoned("field", brand.id, name):
                    continue
                yield found(
                    RULE,
                    _why(brand, name),
                    linked.draft.span(thing, path),
                    note="not for customers",
                    hint=did_you_mean(name, legal),
                )


def _legal(brand: LinkedBrand) -> tuple[str, ...]:
    fields = ((name, thing.value) for name, thing in brand.of("field").items())
    own = (name for name, field in fields if field.for_ == "customer" and not isinstance(field, CaptionField))
    return (*COLUMNS, *(name for name in own if not encrypted(brand, name)))


def _why(brand: LinkedBrand, name: str) -> str:
    field = brand.of("field").get(name)
    if field is not None and field.value.for_ == "agent":
        return f"the field {quoted(name)} is for agents"
    if field is not None and isinstance(field.value, CaptionField):
        return f"the field {quoted(name)} is only words"
    if field is not None or (name in SYSTEM_FIELDS and encrypted(brand, name)):
        return f"the field {quoted(name)} is kept encrypted and shown in no list"
    return f"tickets have no column {quoted(name)}"
