"""A sample ticket that cannot be: a status, tag, channel or answer the brand does not have or would refuse (FC-29)."""

from collections.abc import Iterator, Mapping

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import ORGANIZATION, Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path
from compiler.vocabulary import list_of
from schemas.customers import ChoiceProperty
from schemas.fields import WordsField, parse_words
from schemas.fields.base import Fault
from schemas.samples import Fixture, RuleTest, SampleAnswer, SampleState, SampleTicket
from schemas.triggers.actions.set import answer_of

RULE = Rule("FD484", "impossible-sample")

_LISTS = (("status", "statuses"), ("priority", "priorities"), ("channel", "channels"), ("language", "languages"))


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Fixtures, and what tests say of tickets: what they start with, what steps change, what is expected."""
    for brand in linked.brands.values():
        for kind in ("fixture", "rule_test"):
            for thing in brand.of(kind).values():
                for path, state in states_of(thing.value):
                    yield from _state(linked, brand, thing, path, state)


def states_of(sample: Fixture | RuleTest) -> Iterator[tuple[Path, SampleState]]:
    """The parts of a sample that say what a ticket has."""
    if isinstance(sample, Fixture):
        yield (), sample
        return
    yield ("ticket",), sample.ticket
    for index, step in enumerate(sample.steps):
        yield ("steps", index), step
    if sample.expect.ticket is not None:
        yield ("expect", "ticket"), sample.expect.ticket


def _state(linked: Linked, brand: LinkedBrand, thing: Object, path: Path, state: SampleState) -> Iterator[Diagnostic]:
    for key, source in _LISTS:
        value, legal = getattr(state, key, None), list_of(linked, brand, source)
        if value is not None and legal is not None and value not in legal:
            yield _no(linked, thing, (*path, key), f"there is no {key} {quoted(value)}", value, legal)
    tags = list_of(linked, brand, "tags")
    for index, tag in enumerate(state.tags or ()):
        if tags is not None and tag not in tags:
            yield _no(linked, thing, (*path, "tags", index), f"there is no tag {quoted(tag)}", tag, tags)
    for code, value in state.fields.items():
        yield from _field(linked, brand, thing, (*path, "fields", code), value)
    customer = state.customer if isinstance(state, SampleTicket) else None
    if customer is not None:
        countries = list_of(linked, brand, "countries") or ()
        if customer.country and customer.country not in countries:
            place = (*path, "customer", "country")
            message = f"there is no country {quoted(customer.country)}"
            yield _no(linked, thing, place, message, "", (), "write two letters of ISO 3166, as in SE")
        yield from _properties(linked, brand, thing, (*path, "customer", "properties"), customer.properties)


def _field(linked: Linked, brand: LinkedBrand, thing: Object, place: Path, value: SampleAnswer) -> Iterator[Diagnostic]:
    code = str(place[-1])
    definition = brand.of("field").get(code)
    if definition is None:
        if not linked.draft.is_poisoned("field", brand.id, code):
            span = linked.draft.span(thing, place, "key")
            hint = did_you_mean(code, brand.of("field"))
            yield found(RULE, f"the brand has no field {quoted(code)}", span, note="not a field", hint=hint)
        return
    answer, field = answer_of(value), definition.value
    if not isinstance(field, WordsField) or isinstance(answer, bool):
        return
    if isinstance(parse_words(field, answer if isinstance(answer, tuple) else (answer,)), Fault):
        options = tuple(option.id for option in getattr(field, "options", ()))
        message = f"the field {quoted(code)} does not accept this"
        otherwise = f"write what a customer could answer in a field of the type {field.type}"
        yield _no(linked, thing, place, message, str(value), options, otherwise)


def _properties(
    linked: Linked, brand: LinkedBrand, thing: Object, place: Path, given: Mapping[str, SampleAnswer]
) -> Iterator[Diagnostic]:
    known = brand.of("customer_property")
    for name, value in given.items():
        if name not in known:
            if not linked.draft.is_poisoned("customer_property", ORGANIZATION, name):
                span = linked.draft.span(thing, (*place, name), "key")
                message = f"nothing is known of customers under {quoted(name)}"
                yield found(RULE, message, span, note="unknown", hint=did_you_mean(name, known))
            continue
        one = known[name].value
        options = tuple(option.id for option in one.options) if isinstance(one, ChoiceProperty) else ()
        for item in (value if isinstance(value, tuple) else (value,)) if options else ():
            if item not in options:
                message = f"{quoted(name)} is never {quoted(str(item))}"
                yield _no(linked, thing, (*place, name), message, str(item), options)


def _no(
    linked: Linked,
    thing: Object,
    place: Path,
    message: str,
    value: str,
    legal: tuple[str, ...],
    otherwise: str = "",
) -> Diagnostic:
    """The finding; `otherwise` is what to write where no list of words is legal."""
    hint = did_you_mean(value, legal) or otherwise
    return found(RULE, message, linked.draft.span(thing, place), note="cannot be", hint=hint)
