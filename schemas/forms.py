"""Reading a form: what a customer sent becomes answers and faults.

The same function serves checks, rule tests and the portal, so what passes a check is what a form accepts. Pure: files
are known here by name and size only; where values come from is `runtime.forms`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemas.bundle import DeskContract, FormFacts, FormFieldFacts
from schemas.fields import Field, compare, file, parse_words
from schemas.fields.base import Answer, Fault, is_blank
from schemas.fields.file import FileField, FileLimits, SentFile
from schemas.fields.system import REQUIRED, phone_fault
from schemas.triggers.matching import hold_on_answers
from schemas.triggers.ruleset import ground_of

Raw = Mapping[str, tuple[str, ...]]
"""What was sent in words: field code to values."""

Sent = Mapping[str, tuple[SentFile, ...]]
"""What was sent in files: field code to names and sizes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: an answer or a fault for every visible field. Blank answers are left out, but for a box that was
    not ticked: that is an answer, too.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names to keep each field's files under, in the order they were sent."""
    faults: Mapping[str, Fault] = field(default_factory=dict)
    """In the order of the form."""
    unknown: tuple[str, ...] = ()
    """Names that are no field of this form a customer could see: nothing our own page sends."""
    visible: tuple[str, ...] = ()
    """The fields that apply, in the order of the form."""

    @property
    def is_fine(self) -> bool:
        """Whether a ticket can be made of it."""
        return not self.faults and not self.unknown


def fields_shown(form: FormFacts) -> tuple[FormFieldFacts, ...]:
    """Every field a customer may meet: hidden ones never, conditional ones perhaps."""
    return tuple(item for item in form.fields if not item.hidden)


def visible_fields(form: FormFacts, desk: DeskContract, answers: Mapping[str, Answer]) -> tuple[FormFieldFacts, ...]:
    """The fields that apply to a customer who has given these answers.

    A condition looks at fields above its own only, and at answers that apply themselves: what depends on a field that
    is not asked is not asked either.
    """
    known: dict[str, Answer] = {}
    shown = []
    for item in fields_shown(form):
        if _applies(item, desk, known):
            shown.append(item)
            if item.code in answers:
                known[item.code] = answers[item.code]
    return tuple(shown)


def _applies(item: FormFieldFacts, desk: DeskContract, known: Mapping[str, Answer]) -> bool:
    return item.when is None or hold_on_answers(item.when, known, ground_of(desk))


def read(form: FormFacts, desk: DeskContract, raw: Raw, files: Sent) -> Reading:
    """Read what was sent for a form.

    Values of fields whose condition does not hold are dropped: the customer may have answered before choosing
    otherwise. Names that the form does not have are reported, never ignored.
    """
    answers: dict[str, Answer] = {}
    names: dict[str, tuple[str, ...]] = {}
    faults: dict[str, Fault] = {}
    visible: list[str] = []
    for item in fields_shown(form):
        if not _applies(item, desk, {**answers, **names}):
            continue
        visible.append(item.code)
        definition = desk.fields[item.code]
        answer = _answer(item.code, definition, desk, raw.get(item.code, ()), files.get(item.code, ()))
        if isinstance(answer, Fault):
            faults[item.code] = answer
        elif is_blank(answer) and item.required:
            faults[item.code] = missing(item.code, definition)
        elif is_blank(answer) and not isinstance(answer, bool):
            continue
        elif isinstance(definition, FileField) and isinstance(answer, tuple):
            names[item.code] = answer
        else:
            answers[item.code] = answer
    return Reading(answers, names, faults, tuple(_strange(form, desk, raw, files)), tuple(visible))


def _strange(form: FormFacts, desk: DeskContract, raw: Raw, files: Sent) -> Iterator[str]:
    """What our own page never sends: names of no field, files for words and words for files."""
    offered = {item.code for item in fields_shown(form)}
    for name in raw:
        if name not in offered or isinstance(desk.fields[name], FileField):
            yield name
    for name in files:
        if name not in offered or not isinstance(desk.fields[name], FileField):
            yield name


def _answer(
    code: str, definition: Field, desk: DeskContract, words: tuple[str, ...], files: tuple[SentFile, ...]
) -> Answer | Fault:
    if isinstance(definition, FileField):
        return file.parse(definition, files, FileLimits(desk.limits.attachments, desk.limits.attachment_bytes))
    answer = parse_words(definition, words)
    if code == "phone" and isinstance(answer, str):
        return phone_fault(answer) or answer
    return answer


def missing(code: str, definition: Field) -> Fault:
    """The fault of a required field without an answer, in words that fit the field."""
    if code in REQUIRED:
        return Fault(f"validate.ticket.{code}.required")
    match compare(definition):
        case "choice" | "choices":
            return Fault("validate.required.choice")
        case "files":
            return Fault("validate.required.files")
        case "flag":
            return Fault("validate.required.flag")
        case _:
            return Fault("validate.required")
