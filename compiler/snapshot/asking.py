"""Inquiry types and their forms, question by question."""

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.bundle import FormFieldFacts, InquiryTypeFacts, PortalContract, offered
from schemas.fields import Field
from schemas.fields.agree import AgreeField
from schemas.fields.caption import CaptionField
from schemas.fields.checkbox import CheckboxField
from schemas.fields.date import DateField
from schemas.fields.date_period import DatePeriodField
from schemas.fields.datetime import DatetimeField
from schemas.fields.datetime_period import DatetimePeriodField
from schemas.fields.dropdown import DropdownField
from schemas.fields.email import EmailField
from schemas.fields.file import FileField
from schemas.fields.long_text import LongTextField
from schemas.fields.number import NumberField
from schemas.fields.radio import RadioField
from schemas.fields.system import FIRST
from schemas.fields.text import TextField


def write_public(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """What a customer may ask about, and every question of each form."""
    lines.section("Inquiry types")
    if not contract.show.inquiries:
        lines.nothing("(not shown)")
        return
    said = Wording(brand, language)
    here = offered(brand.desk.inquiry_types, contract.tickets.inquiry_types)
    enabled = [one for one in here if one.enabled]
    _types(lines, said, enabled, for_agents=False)
    if not enabled:
        lines.nothing()
    reachable = {one.form for one in _leaves(enabled) if one.form is not None}
    lines.section("Forms")
    for name in sorted(reachable & set(brand.desk.forms)):
        with lines.item(name):
            for place in brand.desk.forms[name].fields:
                if not place.hidden:
                    _question(lines, said, place)
    if not reachable:
        lines.nothing()


def write_all(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Every inquiry type with what a new ticket starts with; hidden questions and fields only agents fill in."""
    said = Wording(brand, language)
    lines.section("Inquiry types at the desk")
    _types(lines, said, brand.desk.inquiry_types, for_agents=True)
    if not brand.desk.inquiry_types:
        lines.nothing()
    lines.section("Hidden questions")
    hidden = [(name, place) for name, form in sorted(brand.desk.forms.items()) for place in form.fields if place.hidden]
    for name, place in hidden:
        lines.fact(f"form {name}", place.code)
    if not hidden:
        lines.nothing()
    lines.section("Fields agents fill in")
    theirs = {code: field for code, field in sorted(brand.desk.fields.items()) if field.for_ == "agent"}
    for code, field in theirs.items():
        with lines.item(code, said.text(field.label)):
            _kind(lines, said, code, field)
            for line in html_lines(said.text(field.notice)):
                lines.fact("notice", line)
            lines.fact("who may change it", "admins" if field.permission == "admin" else "agents")
    if not theirs:
        lines.nothing()


def _types(lines: Lines, said: Wording, types: Iterable[InquiryTypeFacts], *, for_agents: bool) -> None:
    for one in types:
        if not one.enabled and not for_agents:
            continue
        with lines.item(one.id, said.say(one.name), "" if one.enabled else "switched off"):
            lines.fact_if("description", said.say(one.description))
            if for_agents:
                lines.fact_if("new tickets go to group", one.group)
                lines.fact_if("new tickets have priority", one.priority)
                lines.fact_if("new tickets have service level", one.sla)
            elif not any(child.enabled for child in one.children):
                lines.fact("form", one.form or "(standard questions only)")
            _types(lines, said, one.children, for_agents=for_agents)


def _leaves(types: Iterable[InquiryTypeFacts]) -> Iterator[InquiryTypeFacts]:
    """The types a customer can choose: those with nothing enabled below them."""
    for one in types:
        below = [child for child in one.children if child.enabled]
        if below:
            yield from _leaves(below)
        elif one.enabled:
            yield one


def _question(lines: Lines, said: Wording, place: FormFieldFacts) -> None:
    field = said.brand.desk.fields.get(place.code)
    if field is None:
        lines.item(place.code, "", "no such field")
        return
    with lines.item(place.code, said.text(field.label)):
        _kind(lines, said, place.code, field)
        if not isinstance(field, CaptionField):
            lines.fact("required", "yes" if place.required else "no")
        if place.when is not None:
            for line in said.conditions(place.when):
                lines.fact("asked only when", line)
        for line in html_lines(said.text(field.notice)):
            lines.fact("notice", line)
        if field.personal is not None:
            kept = "encrypted" if field.personal.encrypt else "not encrypted"
            until = f", destroyed after {field.personal.destroy_after}" if field.personal.destroy_after else ""
            lines.fact("personal data", kept + until)


def _kind(lines: Lines, said: Wording, code: str, field: Field) -> None:
    match field:
        case TextField() | LongTextField() | NumberField():
            lines.fact("kind", _typed(field))
            lines.fact_if("shown while empty", said.text(field.placeholder))
        case RadioField() | DropdownField() | CheckboxField():
            lines.fact("kind", _CHOSEN[field.type])
            if code == FIRST:
                lines.fact("choices", "the inquiry types above")
            else:
                _choices(lines, said, field)
        case EmailField():
            lines.fact("kind", "e-mail address")
        case FileField():
            lines.fact("kind", f"files{_files(field)}")
        case DateField() | DatetimeField() | DatePeriodField() | DatetimePeriodField():
            lines.fact("kind", _DATES[field.type])
            lines.fact_if("filled in already", field.default)
        case CaptionField():
            lines.fact("kind", "words only, nothing to answer")
            _words(lines, "text", said.text(field.text))
        case AgreeField():
            lines.fact("kind", "a text to agree to")
            _words(lines, "consent text", said.text(field.text))
            lines.fact("sentence beside the box", said.text(field.sentence))
        case _:
            assert_never(field)


def _typed(field: TextField | LongTextField | NumberField) -> str:
    match field:
        case TextField():
            return f"one line of text, up to {field.max_length:,} characters"
        case LongTextField():
            return f"text of several lines, up to {field.max_length:,} characters"
        case NumberField():
            return f"number{_range(field)}, in steps of {field.step}"


def _words(lines: Lines, label: str, html: str) -> None:
    for line in html_lines(html):
        lines.fact(label, line)


_CHOSEN: Final = {
    "radio": "one of several, all shown",
    "dropdown": "one of a list that opens",
    "checkbox": "any of several",
}
_DATES: Final = {
    "date": "a day",
    "datetime": "a day and a time",
    "date_period": "from one day to another",
    "datetime_period": "from one day and time to another",
}


def _range(field: NumberField) -> str:
    if field.min is not None and field.max is not None:
        return f" from {field.min} to {field.max}"
    if field.min is not None:
        return f", {field.min} or more"
    return f", {field.max} or less" if field.max is not None else ""


def _files(field: FileField) -> str:
    parts = [
        f"up to {field.max_files}" if field.max_files is not None else "",
        f"each up to {field.max_size}" if field.max_size is not None else "",
        f"only {', '.join(field.extensions)}" if field.extensions is not None else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f": {said}" if said else ""


def _choices(lines: Lines, said: Wording, field: RadioField | DropdownField | CheckboxField) -> None:
    required = {box.id for box in field.options if box.required} if isinstance(field, CheckboxField) else set()
    for option in field.options:
        must = " (must be ticked)" if option.id in required else ""
        lines.fact(f"choice {option.id}", said.text(option.label) + must)
