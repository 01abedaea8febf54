"""A form as a page asks it: every field with its words, its value as it was sent, and what is wrong with it.

Which fields apply and what their answers are is `schemas.forms`; how each looks is `templates/fields/<type>.html`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from runtime.i18n import Interface
from schemas.bundle import DeskContract, FormFacts, FormFieldFacts
from schemas.conditions import placed
from schemas.fields import Field
from schemas.fields.base import Fault
from schemas.fields.calendar import filled_in
from schemas.fields.date import DateField
from schemas.fields.date_period import DatePeriodField
from schemas.fields.datetime import DatetimeField
from schemas.fields.datetime_period import DatetimePeriodField
from schemas.fields.file import EXTENSIONS, FileField, FileLimits, limits_of
from schemas.fields.number import NumberField
from schemas.fields.options import Box, Option
from schemas.fields.system import FIRST
from schemas.forms import fields_shown
from schemas.sizes import shown
from schemas.text import Text, pick

_AUTOCOMPLETE: Final = {"email": "email", "name": "name", "phone": "tel"}
_LENGTH_SAID: Final = 1000
"""Longer limits are not worth a customer's attention until they are broken."""

_BOUNDS: Final = frozenset({"min", "max", "step"})
"""What a fault of a number names."""

_ENDS: Final = 2
"""The controls of a period."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it stands on the page."""

    id: str
    label: str
    chosen: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One field on the page."""

    code: str
    type: str
    label: str
    notice: Markup
    required: bool
    conditional: bool
    leads: bool
    """Whether another field's condition looks at it."""
    value: str
    """What a control holds; of a period the beginning."""
    choices: tuple[Choice, ...]
    error: str
    end: str = ""
    """Of a period the end."""
    placeholder: str = ""
    autocomplete: str = ""
    clears: bool = False
    text: Markup = Markup("")  # noqa: RUF009  unchanging, as text is
    sentence: str = ""
    limits: str = ""
    """What may be sent, said before it is."""
    accept: str = ""
    multiple: bool = False
    size: int = 0
    """The most bytes one file may have."""
    size_said: str = ""

    @property
    def id(self) -> str:
        """The id of its control, or of the first of several: where the error summary leads."""
        return f"field-{self.code}"

    @property
    def described_by(self) -> str:
        """The ids of what explains it, for screen readers."""
        parts = (("notice", self.notice), ("limits", self.limits), ("error", self.error))
        return " ".join(f"{self.id}-{name}" for name, words in parts if words)


@dataclass(frozen=True, slots=True)
class Asking:
    """What asking a form needs: the desk, the reader's language, and how links by name are turned into addresses."""

    desk: DeskContract
    ui: Interface
    default_language: str
    linked: Callable[[str], str]
    now: datetime
    """Where the brand is: what `today` means there."""

    def questions(
        self,
        form: FormFacts,
        visible: tuple[str, ...],
        values: Mapping[str, tuple[str, ...]] | None,
        faults: Mapping[str, Fault],
    ) -> tuple[Question, ...]:
        """The visible fields in order. `values` is what was sent; `None` means that nothing was yet."""
        leading = {condition.target for item in form.fields if item.when for _, condition in placed(item.when)}
        return tuple(
            self._question(item, values, faults.get(item.code), item.code in leading)
            for item in fields_shown(form)
            if item.code in visible and item.code != FIRST
        )

    def _question(
        self, item: FormFieldFacts, values: Mapping[str, tuple[str, ...]] | None, fault: Fault | None, leads: bool
    ) -> Question:
        field = self.desk.fields[item.code]
        sent = self._default(field) if values is None else values.get(item.code, ())
        limits = self._limits(field)
        return Question(
            code=item.code,
            type=field.type,
            label=self.say(field.label),
            notice=self._html(field.notice),
            required=item.required,
            conditional=item.when is not None,
            leads=leads,
            value=next(iter(sent), ""),
            end=sent[1] if len(sent) == _ENDS else "",
            choices=self._choices(getattr(field, "options", ()), sent),
            error=self.fault(item.code, fault) if fault else "",
            placeholder=self.say(getattr(field, "placeholder", None)),
            autocomplete=_AUTOCOMPLETE.get(item.code, ""),
            clears=getattr(field, "clear_on_click", False),
            text=self._html(getattr(field, "text", None)),
            sentence=self.say(getattr(field, "sentence", None)),
            limits=self._limits_said(field, limits),
            accept=",".join(f".{name}" for name in _extensions(field)),
            multiple=limits is not None and limits.files > 1,
            size=limits.size if limits else 0,
            size_said=shown(limits.size) if limits else "",
        )

    def _default(self, field: Field) -> tuple[str, ...]:
        """What stands in a control before anybody answers."""
        match field:
            case NumberField():
                return (field.default or "",)
            case DateField() | DatetimeField() | DatePeriodField() | DatetimePeriodField():
                return filled_in(field.default or "", self.now)
            case _:
                return ("",)

    def say(self, text: Text | None) -> str:
        """A field's words in the reader's language."""
        return (
            "" if text is None else pick(text.written(self.default_language), self.ui.language, self.default_language)
        )

    def _html(self, text: Text | None) -> Markup:
        return Markup(self.linked(self.say(text)))  # noqa: S704  sanitised by the compiler

    def _choices(self, options: tuple[Option, ...], sent: tuple[str, ...]) -> tuple[Choice, ...]:
        return tuple(
            Choice(option.id, self.say(option.label), option.id in sent, isinstance(option, Box) and option.required)
            for option in options
        )

    def _limits(self, field: Field) -> FileLimits | None:
        if not isinstance(field, FileField):
            return None
        return limits_of(field, FileLimits(self.desk.limits.attachments, self.desk.limits.attachment_bytes))

    def _limits_said(self, field: Field, limits: FileLimits | None) -> str:
        if limits is not None:
            code = "asking.files" if limits.files > 1 else "asking.files.one"
            allowed = ", ".join(_extensions(field))
            return self.ui(code, files=limits.files, size=shown(limits.size), extensions=allowed)
        longest = getattr(field, "max_length", None)
        if field.type == "long_text" and longest is not None and longest <= _LENGTH_SAID:
            return self.ui("asking.length", limit=longest)
        return ""

    def fault(self, code: str, fault: Fault) -> str:
        """What is wrong with an answer, in words."""
        field = self.desk.fields[code]
        values: dict[str, object] = {**fault.values, "label": self.say(field.label)}
        for bound in _BOUNDS & fault.values.keys():
            values[bound] = Decimal(fault.values[bound])  # kept as text in forms
        option = next((one for one in getattr(field, "options", ()) if one.id == fault.values.get("option")), None)
        if option is not None:
            values["option"] = self.say(option.label)
        return self.ui(fault.code, **values)


def _extensions(field: Field) -> tuple[str, ...]:
    return (field.extensions or EXTENSIONS) if isinstance(field, FileField) else ()
