"""Field types, in one explicit union. One file per type: its settings, `parse`, `format` and `compare`."""

from typing import Annotated, TypeAlias

from pydantic import Field as Setting

from schemas.fields.agree import AgreeField
from schemas.fields.checkbox import CheckboxField
from schemas.fields.dropdown import DropdownField
from schemas.fields.email import EmailField
from schemas.fields.file import FileField
from schemas.fields.long_text import LongTextField
from schemas.fields.number import NumberField
from schemas.fields.radio import RadioField
from schemas.fields.text import TextField

Field: TypeAlias = Annotated[
    TextField
    | LongTextField
    | NumberField
    | RadioField
    | CheckboxField
    | DropdownField
    | EmailField
    | FileField
    | AgreeField,
    Setting(discriminator="type"),
]
