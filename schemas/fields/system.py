"""System fields: those every brand has, their standard place, and what an admin may set of them (OQ-27, OQ-28).

Required ones can be neither hidden, removed nor made optional.
"""

from schemas.fields.base import Personal
from schemas.model import Model
from schemas.text import Text

REQUIRED = ("inquiry_type", "email", "title", "content", "personal_information")
BASIC = ("name", "phone", "attachments")
SYSTEM_FIELDS = (*REQUIRED, *BASIC)


class SystemField(Model):
    """`fields/<system code>.yaml`: label, notice and personal only."""

    label: Text | None = None
    notice: Text | None = None
    personal: Personal | None = None
