"""A trigger that sets what cannot be: a status or priority the brand does not have, an answer its field refuses."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path
from compiler.vocabulary import list_of
from schemas.fields import compare, parse_words
from schemas.fields.base import Fault
from schemas.fields.file import FileField
from schemas.triggers.actions.set import Set, answer_of
from schemas.triggers.places import actions_of
from schemas.triggers.targets import STANDARD

RULE = Rule("FD519", "impossible-value-set")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`set` actions: states by the brand's lists, fields by the very function that reads a customer's form."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if isinstance(action, Set):
                    yield from _states(linked, brand, thing, place, action)
                    for code, value in action.fields.items():
                        yield from _field(linked, brand, thing, (*place, "fields", code), value)


def _states(linked: Linked, brand: LinkedBrand, thing: Object, place: Path, action: Set) -> Iterator[Diagnostic]:
    for key, name, source in (("status", action.status, "statuses"), ("priority", action.priority, "priorities")):
        legal = list_of(linked, brand, source)
        if name is not None and legal is not None and name not in legal:
            yield found(
                RULE,
                f"there is no {key} {quoted(name)}",
                linked.draft.span(thing, (*place, key)),
                note="not found",
                hint=did_you_mean(name, legal),
            )


def _field(
    linked: Linked, brand: LinkedBrand, thing: Object, place: Path, value: str | int | bool | tuple[str, ...]
) -> Iterator[Diagnostic]:
    code = str(place[-1])
    definition = brand.of("field").get(code)
    if definition is None:
        if not linked.draft.is_poisoned("field", brand.id, code):
            own = code in STANDARD
            yield found(
                RULE,
                f"the brand has no field {quoted(code)}",
                linked.draft.span(thing, place, "key"),
                note="not a field",
                hint=f"{code} is not set under fields:" if own else did_you_mean(code, brand.of("field")),
            )
        return
    if isinstance(definition.value, FileField):
        span = linked.draft.span(thing, place)
        yield found(RULE, f"the field {quoted(code)} holds files, which no trigger can set", span, note="files")
        return
    answer = answer_of(value)
    if isinstance(answer, bool) and compare(definition.value) == "flag":
        return
    raw = answer if isinstance(answer, tuple) else (str(answer).lower() if isinstance(answer, bool) else answer,)
    parsed = parse_words(definition.value, raw)
    if compare(definition.value) in ("date", "period") and isinstance(parsed, str) and parsed != answer:
        span = linked.draft.span(thing, place)
        yield found(RULE, f"{quoted(code)} is kept in one spelling", span, note="in another", hint=f'write "{parsed}"')
    elif isinstance(parsed, Fault):
        options = tuple(option.id for option in getattr(definition.value, "options", ()))
        yield found(
            RULE,
            f"the field {quoted(code)} does not accept this",
            linked.draft.span(thing, place),
            note="refused as it would be in a form",
            hint=did_you_mean(raw[0] if raw else "", options)
            or f"write what a customer could answer in a field of the type {definition.value.type}",
        )
