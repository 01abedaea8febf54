"""What a brand remembers of ids: those that moved, those that must never come back, and the numbers the Open API shows.

Whether a change keeps to it is for the compiler's checks; nothing here knows an earlier state.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from schemas.model import Model
from schemas.names import FORMER_ID, KIND_WORD, Date
from schemas.text import Text

KindWord = Annotated[str, StringConstraints(pattern=KIND_WORD, max_length=40)]
"""A kind as the layout calls it (`inquiry_type`); which ones there are is known to the compiler."""
FormerId = Annotated[str, StringConstraints(pattern=FORMER_ID, max_length=160)]
"""An id of any kind: a slug, a field's code, a text's code, or `brand/id`."""
ApiNumber = Annotated[int, Field(ge=1, lt=2**53)]

FIRST_NUMBER: Final = 101
"""What the first object gets: small numbers look like positions in a list."""


class Moved(Model):
    """An object that got another id: old addresses and old tickets find it under the new one."""

    what: KindWord
    """The kind."""
    former: Annotated[FormerId, Field(alias="from")]
    """What it was."""
    to: FormerId
    """What it is."""
    date: Date
    """Since when."""


class Retired(Model):
    """An id that is gone for good; the label is what old tickets go on showing (OQ-25)."""

    what: KindWord
    """The kind."""
    id: FormerId
    """What it was."""
    date: Date
    """Since when."""
    label: Text | None = None
    """What old tickets still show."""


class History(Model):
    """`retired.yaml`: nothing it lists may be used again (NHN-087)."""

    moved: tuple[Moved, ...] = ()
    """Ids that have become others."""
    retired: tuple[Retired, ...] = ()
    """Ids that may never be used again."""


class Numbers(Model):
    """`ids.lock.yaml`: by kind the number of each id, and the next one to give (NHN-036). Written by a command."""

    next: ApiNumber = FIRST_NUMBER
    """The next free number."""
    inquiry_type: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    processing_type: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    chat_processing_type: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    faq_category: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    faq: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    notice_heading: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    notice_tag: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    notice: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    mail_account: Mapping[str, ApiNumber] = {}
    """Numbers by id."""
    agent: Mapping[str, ApiNumber] = {}
    """Numbers by id."""

    def given(self) -> Iterator[tuple[str, str, int]]:
        """Every number that was given: kind, id, number."""
        for kind in NUMBERED:
            for name, number in getattr(self, kind).items():
                yield kind, name, number


NUMBERED: Final[tuple[str, ...]] = tuple(name for name in Numbers.model_fields if name != "next")
"""The kinds whose objects have a number in the Open API, in the order the lock lists them."""
