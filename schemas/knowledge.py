"""What a brand publishes: the knowledge base, the FAQ and notices, as written (OQ-04 to OQ-22).

Bodies are never values here: they are files, known by digest and length. Their front matter is what these models hold.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from schemas.model import Model
from schemas.names import AssetPath, Date, Moment, Slug, SourceHash
from schemas.refs import Ref
from schemas.text import Markdown, Text

Status: TypeAlias = Literal["draft", "member", "public"]
SectionStatus: TypeAlias = Literal["member", "public"]

_RANK: Mapping[Status, int] = {"draft": 0, "member": 1, "public": 2}


def effective_status(own: Status, *parents: SectionStatus) -> Status:
    """What an article's readers really are: never wider than any section it stands in (OQ-13, OQ-19)."""
    return min((own, *parents), key=lambda status: _RANK[status])


class KnowledgeBase(Model):
    """`kb/_kb.yaml`: order of the categories (those not named follow by name), and tags where only some may be used."""

    order: tuple[Slug, ...] = ()
    """Categories first to last; the others follow by title."""
    tags: tuple[str, ...] | None = None
    """The closed list of tags; left out, any word."""


class Section(Model):
    """`_category.yaml` or `_folder.yaml` (OQ-07 to OQ-14)."""

    name: Text
    """What readers choose."""
    status: SectionStatus = "public"
    """`member` hides everything in it from customers."""
    description: Text | None = None
    """One line below the name."""
    order: tuple[Slug, ...] = ()
    """What is in it, first to last; the others follow by title."""
    icon: Literal["book", "key", "card", "truck", "gear", "chat", "pot", "star", "heart", "lock", "home", "tag"] = (
        "book"
    )
    """A small picture beside the name."""


class Article(Model):
    """Front matter of `<article>.md`, the text in the brand's default language (OQ-15 to OQ-22, OQ-54)."""

    title: str
    """The heading."""
    description: str | None = None
    """One line for lists and search."""
    status: Literal["draft", "member", "public", "publish"] = "draft"
    """`draft` for its author, `member` for staff, `public` for everybody; never wider than its section."""
    author: Annotated[Slug | None, Ref("agent")] = None
    """Whose draft it is."""
    tags: tuple[str, ...] = ()
    """Words that classify; shown, searched, and used to find related articles."""
    related: tuple[Annotated[Slug, Ref("article")], ...] | None = None
    """Articles to name below the text; left out, they are found by tags and place."""
    updated: Date | None = None
    """The date readers see."""
    aliases: tuple[Slug, ...] = ()
    """Old ids, whose addresses lead here."""


class Translation(Model):
    """Front matter of `<article>.<lang>.md`."""

    title: str
    """The title in this language."""
    description: str | None = None
    """One line in this language."""
    of: SourceHash | None = None
    """The hash of the text it translates; `frontdesk translate ack` writes it."""


class FaqCategory(Model):
    """One entry of `faq/_categories.yaml`, a tree of up to three levels."""

    id: Slug
    """The category's id."""
    name: Text
    """What readers choose."""
    children: "tuple[FaqCategory, ...]" = ()
    """Categories below it: three levels in all."""


class FaqDocument(Model):
    """Front matter of `faq/<doc>.md`."""

    title: str
    """The question."""
    description: str | None = None
    """One line for lists and search."""
    category: Annotated[Slug, Ref("faq_category")]
    """Where it stands."""
    status: Literal["draft", "public"] = "draft"
    """`draft` for staff, `public` for everybody."""
    pinned: Literal["main", "category"] | None = None
    """`main`: on the home page and first in its category; `category`: first there."""
    attachments: tuple[AssetPath, ...] = ()
    """Files to download."""
    updated: Date | None = None
    """The date readers see."""
    aliases: tuple[Slug, ...] = ()
    """Old ids, whose addresses lead here."""


class NoticeHeading(Model):
    """One entry of `notices/_headings.yaml`."""

    id: Slug
    """The heading's id."""
    name: Text
    """What stands before the title."""


class NoticeTag(Model):
    """One entry of `notices/_tags.yaml`."""

    name: Text
    """The tag as readers see it."""


class Period(Model):
    """When a notice is shown, in the brand's time zone; an open end has no end."""

    start: Annotated[Moment | None, Field(alias="from")] = None
    """The moment it appears, in the brand's time zone."""
    to: Moment | None = None
    """The moment it disappears."""


class DraftNotice(Model):
    """What a notice made from a template begins with."""

    heading: Annotated[Slug, Ref("notice_heading")]
    """What it is about."""
    tags: tuple[Annotated[Slug, Ref("notice_tag")], ...] = ()
    """Words that classify."""
    status: Literal["draft", "public"] = "draft"
    """The status it starts with."""
    pinned: bool = False
    """Whether it starts above all others."""
    title: Text
    """The title it starts with."""
    body: Annotated[Text, Markdown]
    """The words it starts with, in Markdown."""


class NoticeTemplate(Model):
    """`notices/templates/<id>.yaml`: a notice that is written again and again."""

    description: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """For whoever chooses a template."""
    notice: DraftNotice
    """What a new notice starts with."""


class Notice(Model):
    """Front matter of `notices/<doc>.md`."""

    title: str
    """The title."""
    description: str | None = None
    """One line for lists and search."""
    heading: Annotated[Slug, Ref("notice_heading")]
    """What it is about."""
    tags: tuple[Annotated[Slug, Ref("notice_tag")], ...] = ()
    """Words that classify."""
    status: Literal["draft", "public"] = "draft"
    """`draft` for staff, `public` for everybody while its period lasts."""
    period: Period = Period()
    """When it is shown; left out, at once and without an end."""
    shown_date: Date | None = None
    """The date beside it, whatever the period says."""
    pinned: bool = False
    """True: above all others."""
    updated: Date | None = None
    """The date readers see in the text."""
    aliases: tuple[Slug, ...] = ()
    """Old ids, whose addresses lead here."""
