"""What agents work with beside tickets themselves: answers ready to be used, words to keep out, saved lists, inboxes.

Types of inquiries and states of tickets are `schemas.inquiry`; people are `schemas.people`.
"""

import re
import unicodedata
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, StringConstraints

from schemas.conditions import Conditions
from schemas.model import Model
from schemas.names import NOT_BLANK, SearchCode, Slug
from schemas.refs import Ref
from schemas.text import Edited, Text

Words: TypeAlias = Annotated[str, StringConstraints(pattern=NOT_BLANK, max_length=200)]


class AnswerTemplate(Model):
    """`answer_templates/<id>.yaml`: offered on tickets with one of its processing types (NHN-096 to NHN-110)."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """What agents read in the list."""
    search_code: SearchCode | None = None
    """What agents type to find it: letters and digits."""
    processing_types: tuple[Annotated[Slug, Ref("processing_type", in_brands=True)], ...] = ()
    """Offered on tickets with one of these."""
    content: Annotated[Text, Edited]
    """The words put into an answer; long ones may lie beside the file as `<id>.<lang>.html` (`.txt` by `editor`)."""


class SensitiveWords(Model):
    """`sensitive_words.yaml`: words that stop an answer from being sent (NHN-119, NHN-120)."""

    contains: tuple[Words, ...] = ()
    """Found inside words, too."""
    exact: tuple[Words, ...] = ()
    """Found as whole words only."""


COLUMNS: Final = (
    "id", "title", "status", "progress", "priority", "inquiry_type", "processing_type", "project", "group", "agent",
    "customer", "channel", "portal", "language", "tags", "created", "updated", "resolve_due", "first_response_due",
)  # fmt: skip
"""What a list of tickets may show and sort by, beside fields by their codes."""


class Sort(Model):
    """The order of a list; `newest_first` puts the greatest value first, whatever it is."""

    by: str
    """What the order goes by."""
    order: Literal["newest_first", "oldest_first"] = "oldest_first"
    """Which end comes first."""


class View(Model):
    """`views/<id>.yaml`: a saved list of tickets; for everybody, or for some groups."""

    title: Text
    """What agents choose."""
    when: Conditions = Conditions()
    """Which tickets it shows; left out, all."""
    columns: Annotated[tuple[str, ...], Field(min_length=1)] = ("id", "title", "status", "updated")
    """The columns, from left to right."""
    sort: Sort = Sort(by="updated", order="newest_first")
    """The order at first."""
    for_: Annotated[tuple[Annotated[Slug, Ref("group")], ...], Field(alias="for")] = ()
    """Groups that see it; left out, everybody."""


class Inbox(Model):
    """One entry of `inboxes.yaml`: where tickets of a portal or channel arrive, and which groups see to them."""

    name: Text
    """What agents read."""
    type: Literal["inbox", "helpdesk"] = "inbox"
    """An `inbox` holds conversations, a `helpdesk` tickets with statuses and promises."""
    groups: tuple[Annotated[Slug, Ref("group")], ...] = ()
    """Who works on it."""


def sensitive(words: SensitiveWords, text: str) -> tuple[tuple[tuple[str, int], str], ...]:
    """The sensitive words a text has: where each is listed, and the word. Case does not count.

    `contains` finds a word inside others, too; `exact` only where no letter or digit stands beside it.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    found: list[tuple[tuple[str, int], str]] = []
    for index, word in enumerate(words.contains):
        if _fold(word) in folded:
            found.append((("contains", index), word))
    for index, word in enumerate(words.exact):
        if re.search(rf"(?<!\w){re.escape(_fold(word))}(?!\w)", folded):
            found.append((("exact", index), word))
    return tuple(found)


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().strip()
