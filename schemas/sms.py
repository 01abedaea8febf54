"""Text messages that agents send by hand: templates and their categories, and how long a message is (NHN-222).

Numbers they come from are `schemas.channels.sms`.
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from schemas.model import Model
from schemas.names import MmsPicturePath, PhoneNumber, Slug
from schemas.refs import Ref
from schemas.text import Text

SMS_BYTES: Final = 90
MMS_BYTES: Final = 2_000
ENCODING: Final = "cp949"
"""EUC-KR as providers take it: one byte for a Latin letter, digit or sign, two for a Hangul syllable or Hanja."""


class SmsCategory(Model):
    """One node of `sms_templates/_categories.yaml`, at most two levels."""

    id: Slug
    """The category's id."""
    name: Text
    """What agents choose."""
    children: "tuple[SmsCategory, ...]" = ()
    """Categories below it: two levels in all."""


class SmsTemplate(Model):
    """`sms_templates/<id>.yaml`; `editable` lets agents change the words before they send them."""

    category: Annotated[Slug, Ref("sms_category")]
    """Where agents find it."""
    type: Literal["sms", "mms"] = "sms"
    """`sms`: 90 bytes; `mms`: 2,000 bytes and a picture."""
    number: PhoneNumber
    """The number it comes from."""
    text: Text
    """The words; a Hangul syllable is two bytes."""
    image: MmsPicturePath | None = None
    """A .jpg of at most 300 KB, for an `mms`."""
    editable: bool = True
    """Whether agents may change the words before sending."""


def length(text: str) -> int:
    """The bytes of a message in `ENCODING`; a letter that it does not have counts two."""
    return sum(len(letter.encode(ENCODING, errors="replace")) if _has(letter) else 2 for letter in text)


def unsendable(text: str) -> Iterator[str]:
    """The letters of a text that `ENCODING` does not have, each once, in order."""
    return (letter for letter in dict.fromkeys(text) if not _has(letter))


def _has(letter: str) -> bool:
    try:
        letter.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
