"""Which file holds which kind: the path decides the kind and the id.

One table. What a kind may say is its model in `schemas`; what it may refer to is declared there too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import TypeAdapter

from schemas.brand import Binding, Brand, Repository, Values
from schemas.codes import Code, CodeTag
from schemas.fields import Field
from schemas.fields.system import SYSTEM_FIELDS, SystemField
from schemas.inquiry import Form, InquiryType, Tickets
from schemas.knowledge import (
    Article,
    FaqCategory,
    FaqDocument,
    KnowledgeBase,
    Notice,
    NoticeHeading,
    NoticeTag,
    Section,
    Translation,
)
from schemas.mail import MailAccount, Message, Sender
from schemas.names import BINDING, SLUG, TEXT_CODE
from schemas.people import Agent, CompanyInfo, Group, Member, Organization
from schemas.portal import Portal
from schemas.triggers.rule import Trigger

Shape: TypeAlias = Literal["object", "map", "list"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object: its word, where its files lie, its model and whether a file holds one, a map or a list."""

    name: str
    pattern: re.Pattern[str]
    model: Any
    """A model, or a tagged union of models."""
    shape: Shape = "object"
    key: str = SLUG
    """How ids are spelt where a file holds a map of them."""


@dataclass(frozen=True, slots=True)
class Located:
    """What a path says: the kind, and the named parts such as brand, id and language."""

    kind: Kind
    parts: Mapping[str, str]


_BRAND = r"brands/(?P<brand>[a-z0-9]+(?:-[a-z0-9]+)*)/"
_ORGANIZATION = r"brands/(?P<brand>_organization)/"
_EITHER = r"brands/(?P<brand>_organization|[a-z0-9]+(?:-[a-z0-9]+)*)/"  # what the organisation may hold for all brands
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = rf"(?P<id>{_SLUG})"
_LANGUAGE = r"(?P<language>[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?)"
_CATEGORY = rf"kb/(?P<category>{_SLUG})/"
_FOLDER = rf"(?P<folder>{_SLUG})/"

OWNER = r"^(_organization|[a-z0-9]+(-[a-z0-9]+)*)$"  # of bindings: a brand, or the organisation


def _kind(name: str, pattern: str, model: Any, shape: Shape = "object", key: str = SLUG) -> Kind:
    return Kind(name, re.compile(pattern + r"\Z"), model, shape, key)


KINDS: tuple[Kind, ...] = (
    _kind("repository", r"frontdesk\.yaml", Repository),
    _kind("environment", r"environments/(?P<environment>[a-z0-9][a-z0-9-]*)\.yaml", Values, "map", OWNER),
    _kind("brand", _BRAND + r"brand\.yaml", Brand),
    _kind("binding", _BRAND + r"bindings\.yaml", Binding, "map", BINDING),
    _kind("portal", _BRAND + rf"portals/{_ID}\.yaml", Portal),
    _kind("knowledge_base", _BRAND + r"kb/_kb\.yaml", KnowledgeBase),
    _kind("category", _BRAND + _CATEGORY + r"_category\.yaml", Section),
    _kind("folder", _BRAND + _CATEGORY + _FOLDER + r"_folder\.yaml", Section),
    _kind("article_translation", _BRAND + _CATEGORY + rf"(?:{_FOLDER})?{_ID}\.{_LANGUAGE}\.md", Translation),
    _kind("article", _BRAND + _CATEGORY + rf"(?:{_FOLDER})?{_ID}\.md", Article),
    _kind("faq_category", _BRAND + r"faq/_categories\.yaml", FaqCategory, "list"),
    _kind("faq_translation", _BRAND + rf"faq/{_ID}\.{_LANGUAGE}\.md", Translation),
    _kind("faq", _BRAND + rf"faq/{_ID}\.md", FaqDocument),
    _kind("notice_heading", _BRAND + r"notices/_headings\.yaml", NoticeHeading, "list"),
    _kind("notice_tag", _BRAND + r"notices/_tags\.yaml", NoticeTag, "map"),
    _kind("notice_translation", _BRAND + rf"notices/{_ID}\.{_LANGUAGE}\.md", Translation),
    _kind("notice", _BRAND + rf"notices/{_ID}\.md", Notice),
    _kind("inquiry_type", _BRAND + r"inquiry_types\.yaml", InquiryType, "list"),
    _kind("tickets", _BRAND + r"tickets\.yaml", Tickets),
    _kind("form", _BRAND + rf"forms/{_ID}\.yaml", Form),
    _kind("system_field", _BRAND + rf"fields/(?P<id>{'|'.join(SYSTEM_FIELDS)})\.yaml", SystemField),
    _kind("field", _BRAND + r"fields/(?P<id>[A-Za-z][A-Za-z0-9_]*)\.yaml", Field),
    _kind("system_code", _BRAND + r"codes/_system\.yaml", Code, "map", TEXT_CODE),
    _kind("code", _EITHER + r"codes/(?P<group>[a-z0-9][a-z0-9-]*)\.yaml", Code, "map", TEXT_CODE),
    _kind("code_tag", _EITHER + r"code_tags\.yaml", CodeTag, "map"),
    _kind("trigger", _BRAND + r"triggers/(?P<file>[0-9]{2}-[a-z0-9-]+)\.yaml", Trigger, "list"),
    _kind("message", _EITHER + rf"messages/{_ID}\.yaml", Message),
    _kind("sender", _BRAND + r"mail/sender\.yaml", Sender),
    _kind("mail_account", _BRAND + r"mail/accounts\.yaml", MailAccount, "map"),
    _kind("agent", _BRAND + r"agents\.yaml", Agent, "map"),
    _kind("group", _BRAND + r"groups\.yaml", Group, "map"),
    _kind("organization", _ORGANIZATION + r"organization\.yaml", Organization),
    _kind("company_info", _ORGANIZATION + r"company_info\.yaml", CompanyInfo),
    _kind("member", _ORGANIZATION + r"members\.yaml", Member, "map"),
)

FOLDERS = (
    "brands", "environments", "portals", "kb", "faq", "notices", "forms", "fields", "codes", "triggers", "messages",
    "mail", "_organization",
)  # fmt: skip
FILES = (
    "frontdesk.yaml", "brand.yaml", "bindings.yaml", "_kb.yaml", "_category.yaml", "_folder.yaml", "_categories.yaml",
    "_headings.yaml", "_tags.yaml", "inquiry_types.yaml", "tickets.yaml", "_system.yaml", "code_tags.yaml",
    "sender.yaml", "accounts.yaml", "agents.yaml", "groups.yaml", "organization.yaml", "company_info.yaml",
    "members.yaml",
)  # fmt: skip
"""The fixed names of the layout, for did-you-mean."""

ADAPTERS: Mapping[str, TypeAdapter[Any]] = {kind.name: TypeAdapter(kind.model) for kind in KINDS}


def locate(file: str) -> Located | None:
    """The kind a path belongs to; `None` when no kind lives there."""
    for kind in KINDS:
        match = kind.pattern.match(file)
        if match:
            return Located(kind, {name: part for name, part in match.groupdict().items() if part is not None})
    return None
