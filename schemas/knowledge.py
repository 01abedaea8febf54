"""What a brand publishes: the knowledge base, the FAQ and notices, as written (OQ-04 to OQ-22).

Bodies are never values here: they are files, known by digest and length. Their front matter is what these models hold.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.model import Model
from schemas.names import AssetPath, Date, Moment, Slug, SourceHash
from schemas.refs import Ref
from schemas.text import Text

Status: TypeAlias = Literal["draft", "member", "public"]
SectionStatus: TypeAlias = Literal["member", "public"]

_RANK: Mapping[Status, int] = {"draft": 0, "member": 1, "public": 2}


def effective_status(own: Status, *parents: SectionStatus) -> Status:
    """What an article's readers really are: never wider than any section it stands in (OQ-13, OQ-19)."""
    return min((own, *parents), key=lambda status: _RANK[status])


class KnowledgeBase(Model):
    """`kb/_kb.yaml`: order of the categories (those not named follow by name), and tags where only some may be used."""

    order: tuple[Slug, ...] = ()
    tags: tuple[str, ...] | None = None


class Section(Model):
    """`_category.yaml` or `_folder.yaml` (OQ-07 to OQ-14)."""

    name: Text
    status: SectionStatus = "public"
    description: Text | None = None
    order: tuple[Slug, ...] = ()
    icon: Literal["book", "key", "card", "truck", "gear", "chat", "pot", "star", "heart", "lock", "home", "tag"] = (
        "book"
    )


class Article(Model):
    """Front matter of `<article>.md`, the text in the brand's default language (OQ-15 to OQ-22, OQ-54)."""

    title: str
    description: str | None = None
    status: Status | Literal["publish"] = "draft"
    author: Annotated[Slug | None, Ref("agent")] = None
    tags: tuple[str, ...] = ()
    related: tuple[Annotated[Slug, Ref("article")], ...] | None = None
    updated: Date | None = None
    aliases: tuple[Slug, ...] = ()


class Translation(Model):
    """Front matter of `<article>.<lang>.md`."""

    title: str
    description: str | None = None
    of: SourceHash | None = None


class FaqCategory(Model):
    """One entry of `faq/_categories.yaml`, a tree of up to three levels."""

    id: Slug
    name: Text
    children: "tuple[FaqCategory, ...]" = ()


class FaqDocument(Model):
    """Front matter of `faq/<doc>.md`."""

    title: str
    description: str | None = None
    category: Annotated[Slug, Ref("faq_category")]
    status: Literal["draft", "public"] = "draft"
    pinned: Literal["main", "category"] | None = None
    attachments: tuple[AssetPath, ...] = ()
    updated: Date | None = None
    aliases: tuple[Slug, ...] = ()


class NoticeHeading(Model):
    """One entry of `notices/_headings.yaml`."""

    id: Slug
    name: Text


class NoticeTag(Model):
    """One entry of `notices/_tags.yaml`."""

    name: Text


class Period(Model):
    """When a notice is shown, in the brand's time zone; an open end has no end."""

    start: Annotated[Moment | None, Field(alias="from")] = None
    to: Moment | None = None


class Notice(Model):
    """Front matter of `notices/<doc>.md`."""

    title: str
    description: str | None = None
    heading: Annotated[Slug, Ref("notice_heading")]
    tags: tuple[Annotated[Slug, Ref("notice_tag")], ...] = ()
    status: Literal["draft", "public"] = "draft"
    period: Period = Period()
    shown_date: Date | None = None
    pinned: bool = False
    updated: Date | None = None
    aliases: tuple[Slug, ...] = ()
