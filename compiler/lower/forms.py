"""Fields and forms: system fields join a brand's own, every field of a form gets its place.

Fields of telephone calls exist where the brand takes calls. No portal asks them, whatever a form lists (NHN-076).

What a form does with a customer's words is `schemas.forms`. Notices and consent texts are Markdown as written; from
here on they are sanitised HTML.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from compiler.bodies import render
from compiler.lower.bench import Bench
from compiler.lower.system_words import SystemWords
from schemas.bundle import FormFacts, FormFieldFacts, InquiryTypeFacts, PropertyFacts
from schemas.fields import Field
from schemas.fields.options import Option
from schemas.fields.system import AFTER, BASIC, BEFORE, FIRST, LAST, OF_AGENTS, OF_CALLS, REQUIRED, definition
from schemas.inquiry import Form, FormField
from schemas.text import Localized, Text, compiled, pick

_PLAIN = ("label", "placeholder", "sentence")
_MARKDOWN = ("notice", "text")


def lower_fields(bench: Bench, types: tuple[InquiryTypeFacts, ...], said: SystemWords) -> Mapping[str, Field]:
    """Every field of a brand by code, system fields, too; texts hold every language of the brand."""
    brand = bench.brand
    options = tuple(_choices(types, brand.languages, brand.default_language, {}))
    fields = {code: thing.value for code, thing in brand.of("field").items()}
    for code in (*REQUIRED, *BASIC, *(OF_CALLS if brand.brand.value.features.call else ())):
        # Without an inquiry type there is nothing to choose, and no form that could be reached.
        if code != FIRST or options:
            own = brand.of("system_field").get(code)
            fields[code] = definition(code, own.value if own else None, options, said.text)
    return {code: localized(field, bench.wording.of) for code, field in sorted(fields.items())}


def _choices(
    types: tuple[InquiryTypeFacts, ...], languages: tuple[str, ...], default: str, above: Localized
) -> Iterator[Option]:
    """The types a customer may choose, each with the way to it as its label: `Billing › Refund`."""
    for one in types:
        if not one.enabled:
            continue
        way = {
            language: " › ".join(filter(None, (above.get(language), pick(one.name, language, default))))
            for language in languages
        }
        below = [child for child in one.children if child.enabled]
        if below:
            yield from _choices(one.children, languages, default, way)
        else:
            yield Option(id=one.id, label=compiled(way))


def localized(field: Field, say: Callable[[Text], Localized]) -> Field:
    """A field whose texts hold every language."""
    changes: dict[str, Any] = {}
    for name in _PLAIN:
        text = getattr(field, name, None)
        if text is not None:
            changes[name] = _complete(text, say)
    for name in _MARKDOWN:
        text = getattr(field, name, None)
        if text is not None:
            changes[name] = compiled({language: render(words).html for language, words in say(text).items()})
    options = getattr(field, "options", None)
    if options is not None:
        changes["options"] = tuple(_localized_option(option, say) for option in options)
    return field.model_copy(update=changes)


def _localized_option(option: Option, say: Callable[[Text], Localized]) -> Option:
    label = _complete(option.label, say)
    return option if label is option.label else option.model_copy(update={"label": label})


def _complete(text: Text, say: Callable[[Text], Localized]) -> Text:
    """A text in every language; one that says them all stays what it is, which is worth it for thousands of options."""
    words = say(text)
    return text if text.by_language == words else compiled(words)


def lower_form(name: str, form: Form, fields: Mapping[str, Field]) -> FormFacts:
    """A form with every field in its place (OQ-38): the inquiry type first, consent last, system fields that are not
    listed before and after those that are.
    """
    listed = {item.field: item for item in form.fields}
    own = [item.field for item in form.fields if item.field not in (FIRST, LAST, *OF_CALLS)]
    order = [
        *(code for code in BEFORE if code == FIRST or code not in listed),
        *own,
        *(code for code in AFTER if code == LAST or code not in listed),
    ]
    places = tuple(_place(code, listed.get(code)) for code in order if code in fields)
    return FormFacts(id=name, fields=places, on_calls=tuple(code for code in listed if code in OF_CALLS))


def lower_properties(bench: Bench) -> Mapping[str, PropertyFacts]:
    """What a brand says of the processing type and the priority: label, notice, and how it is kept."""
    own = {code: bench.brand.of("system_field").get(code) for code in OF_AGENTS}
    say = bench.wording.of
    return {
        code: PropertyFacts(
            label=say(thing.value.label),
            notice={language: render(words).html for language, words in say(thing.value.notice).items()},
            personal=thing.value.personal,
        )
        for code, thing in own.items()
        if thing is not None
    }


def _place(code: str, item: FormField | None) -> FormFieldFacts:
    required = code in REQUIRED
    if item is None:
        return FormFieldFacts(code=code, required=required)
    return FormFieldFacts(
        code=code,
        required=required if item.required is None else item.required,
        hidden=item.hidden,
        when=item.when,
    )
