"""Sample tickets and tests of rules, as written (FC-29).

Fixtures are tickets that could be; the snapshot shows what they cause. A test plays events on one and says what has to
come of it. Running them is not decided here. `plain_ticket` is the ticket of nobody in particular, made of a form.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field as Setting

from schemas.bundle import BrandContract, DeskContract, InquiryTypeFacts
from schemas.fields import Field
from schemas.fields.checkbox import CheckboxField
from schemas.fields.date import DateField
from schemas.fields.date_period import DatePeriodField
from schemas.fields.datetime import DatetimeField
from schemas.fields.datetime_period import DatetimePeriodField
from schemas.fields.dropdown import DropdownField
from schemas.fields.number import NumberField
from schemas.fields.radio import RadioField
from schemas.fields.system import FIRST
from schemas.filling import find_type
from schemas.forms import fields_shown, read
from schemas.model import Model
from schemas.names import Language, Moment, Slug
from schemas.refs import Ref
from schemas.text import Text
from schemas.triggers.actions.set import answer_of
from schemas.triggers.rule import Event
from schemas.triggers.ticket import Customer, TicketState

SampleAnswer: TypeAlias = str | int | bool | tuple[str, ...]


class SampleCustomer(Model):
    """Who wrote; `properties` are those of `customer_properties.yaml`."""

    id: str = ""
    """What your own systems call them."""
    name: str = ""
    """Their name."""
    email: str = ""
    """Their address."""
    phone: str = ""
    """Their telephone."""
    company: str = ""
    """Their company."""
    country: str = ""
    """Two letters, as in `SE`."""
    language: Language | None = None
    """What they read."""
    role: str = ""
    """What they are in their company."""
    member: bool = False
    """Whether they are signed in."""
    properties: Mapping[str, SampleAnswer] = {}
    """Values of the organisation's own customer properties."""


class SampleState(Model):
    """What a ticket may have; left out is what a new ticket starts with."""

    status: str | None = None
    """The status it is in."""
    priority: str | None = None
    """Its priority."""
    inquiry_type: Annotated[Slug | None, Ref("inquiry_type")] = None
    """Its inquiry type."""
    processing_type: Annotated[Slug | None, Ref("processing_type")] = None
    """Its processing type."""
    project: Annotated[Slug | None, Ref("project")] = None
    """Its project."""
    sla: Annotated[Slug | None, Ref("sla")] = None
    """Its service level."""
    inbox: Annotated[Slug | None, Ref("inbox")] = None
    """Its inbox."""
    group: Annotated[Slug | None, Ref("group")] = None
    """The group that has it."""
    agent: Annotated[Slug | None, Ref("agent")] = None
    """The agent who has it."""
    tags: tuple[str, ...] | None = None
    """Its tags."""
    fields: Mapping[str, SampleAnswer] = {}
    """Answers, by field code."""


class SampleTicket(SampleState):
    """The parts of a ticket that its customer brings, beside its state."""

    title: str | None = None
    """Its title."""
    content: str | None = None
    """What the customer wrote."""
    language: Language | None = None
    """The language the customer reads."""
    channel: str | None = None
    """How it came."""
    portal: Annotated[Slug | None, Ref("portal")] = None
    """Where it came from."""
    attachments: tuple[str, ...] = ()
    """The names of files that came with it."""
    customer: SampleCustomer | None = None
    """Whose it is."""


class Fixture(SampleTicket):
    """`fixtures/<id>.yaml`: a sample ticket."""

    description: Text | None = None
    """For whoever reads the list."""


def ticket_of(sample: SampleTicket, desk: DeskContract, brand: BrandContract, now: datetime) -> TicketState:
    """The sample as rules see a ticket made at a moment, with what new tickets start with where it says nothing."""
    customer = sample.customer or SampleCustomer()
    chosen = find_type(desk.inquiry_types, sample.inquiry_type or "")
    language = sample.language or customer.language or brand.default_language
    standard = next((one.id for one in desk.priorities if one.default), "")
    return TicketState(
        id="sample",
        status=sample.status or (desk.statuses[0].id if desk.statuses else ""),
        priority=sample.priority or (chosen.priority if chosen else None) or standard,
        inquiry_type=sample.inquiry_type,
        channel=sample.channel or "portal",
        portal=sample.portal or next(iter(brand.portals), ""),
        language=language,
        title=sample.title or "",
        content=sample.content or "",
        created_at=now,
        customer=_customer(customer, language),
        group=sample.group or (chosen.group if chosen else None),
        agent=sample.agent,
        tags=sample.tags or (),
        attachments=sample.attachments,
        fields={code: answer_of(value) for code, value in sample.fields.items()},
        processing_type=sample.processing_type,
        project=sample.project,
        sla=sample.sla or (chosen.sla if chosen else None),
        inbox=sample.inbox,
    )


def _customer(sample: SampleCustomer, language: str) -> Customer:
    return Customer(
        email=sample.email,
        name=sample.name,
        phone=sample.phone,
        language=sample.language or language,
        id=sample.id,
        company=sample.company,
        country=sample.country,
        member=sample.member,
        properties={name: answer_of(value) for name, value in sample.properties.items()},
    )


def plain_ticket(
    desk: DeskContract, brand: BrandContract, chosen: InquiryTypeFacts, portal: str, now: datetime
) -> TicketState:
    """A ticket of an inquiry type as its own form would make it, every question answered with the plainest answer.

    The form is read as a customer's is: a form that cannot be read raises here, too.
    """
    form = desk.forms.get(chosen.form or "")
    words = {item.code: _plain(desk.fields[item.code]) for item in fields_shown(form)} if form is not None else {}
    reading = read(form, desk, {**words, FIRST: (chosen.id,)}, {}) if form is not None else None
    answers = dict(reading.answers) if reading is not None else {}
    title, content, email, name = (str(answers.get(code, "")) for code in ("title", "content", "email", "name"))
    sample = SampleTicket(
        inquiry_type=chosen.id,
        portal=portal,
        title=title,
        content=content,
        customer=SampleCustomer(email=email, name=name),
        fields={code: answer for code, answer in answers.items() if code not in {FIRST, "title", "content"}},
    )
    return ticket_of(sample, desk, brand, now)


def _plain(field: Field) -> tuple[str, ...]:
    """The plainest thing to send for a field; what does not fit its limits is a fault, and left out."""
    match field:
        case RadioField() | DropdownField() | CheckboxField():
            return (field.options[0].id,) if field.options else ()
        case NumberField():
            return (str(field.min if field.min is not None else 1),)
        case DateField():
            return ("2026-03-02",)
        case DatetimeField():
            return ("2026-03-02T09:00",)
        case DatePeriodField():
            return ("2026-03-02", "2026-03-03")
        case DatetimePeriodField():
            return ("2026-03-02T09:00", "2026-03-02T10:00")
        case _:
            return _PLAIN.get(field.type, ())


_PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("sample",),
    "long_text": ("sample",),
    "email": ("sample@customer.example",),
    "agree": ("true",),
}


class TicketUnderTest(SampleTicket):
    """The ticket of a test: a fixture, what differs from it, or a ticket of its own."""

    fixture: Annotated[Slug | None, Ref("fixture")] = None
    """A fixture to start from; what stands beside it comes on top."""


class Step(SampleState):
    """One event of a test: when, by whom, and what it changes before the rules look."""

    event: Event
    """What happens."""
    at: Moment
    """When."""
    by: Literal["customer", "agent", "admin", "api"] | None = None
    """Who does it."""
    text: str = ""
    """The words written, where the event brings any."""
    rating: Annotated[int, Setting(ge=1, le=5)] | None = None
    """How many stars are given."""


class ExpectedSent(Model):
    """One thing that has to go out; what is left out may be anything."""

    kind: Literal["mail", "reply", "note", "sms", "forward", "webhook", "dooray"] = "mail"
    """What goes out."""
    to: str | None = None
    """Who gets it."""
    language: Language | None = None
    """In which language."""
    contains: str | None = None
    """Words that are in it."""


class Expectation(Model):
    """What has to be true when every step is done. Rules are a trigger's id, or `trigger/case`."""

    fired: tuple[str, ...] = ()
    """Triggers that must have acted."""
    not_fired: tuple[str, ...] = ()
    """Triggers that must not have."""
    ticket: SampleState | None = None
    """What the ticket must be in the end."""
    sent: tuple[ExpectedSent, ...] = ()
    """Messages that must have gone out."""
    not_sent: tuple[ExpectedSent, ...] = ()
    """Messages that must not have."""


class RuleTest(Model):
    """One entry of `tests/<name>.yaml`."""

    name: str
    """What should hold, in one sentence."""
    ticket: TicketUnderTest = TicketUnderTest()
    """What there is at the beginning."""
    steps: Annotated[tuple[Step, ...], Setting(min_length=1)]
    """What happens."""
    expect: Expectation
    """What should have come of it."""
