"""Which file holds which kind: the path decides the kind and the id.

One table. What a kind may say is its model in `schemas`; what it may refer to is declared there too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import TypeAdapter

from schemas.brand import Binding, Brand, Repository, Values
from schemas.channels import CHANNELS
from schemas.codes import Code, CodeTag
from schemas.customers import AccessGroup, CustomerProperty
from schemas.desk import AnswerTemplate, Inbox, SensitiveWords, View
from schemas.fields import Field
from schemas.fields.system import SYSTEM_FIELDS, SystemField
from schemas.history import History, Numbers
from schemas.holidays import Holidays
from schemas.inquiry import Form, InquiryType, ProcessingType, Tickets
from schemas.interfaces import CustomerData, ExternalMenu, MemberInterlink, OpenApi
from schemas.knowledge import (
    Article,
    FaqCategory,
    FaqDocument,
    KnowledgeBase,
    Notice,
    NoticeHeading,
    NoticeTag,
    NoticeTemplate,
    Section,
    Translation,
)
from schemas.mail import MailAccount, MailLayout, Message, Sender
from schemas.names import ACCOUNT, BINDING, OWN_PLACEHOLDER, SLUG, TEXT_CODE
from schemas.organization import CompanyInfo, Organization, OwnPlaceholder
from schemas.people import Agent, Group, Member
from schemas.policies import Policy, Waiver
from schemas.portal import Portal
from schemas.privacy import Consent, Security
from schemas.samples import Fixture, RuleTest
from schemas.sms import SmsCategory, SmsTemplate
from schemas.theme_folder import SOURCES, Theme
from schemas.tracking import Project, ServiceLevel, Tracking
from schemas.translation import UNIT, Recorded
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

    def fits(self, value: Any) -> bool:
        """Whether the value of a whole file is a map or list, as it must be."""
        return isinstance(value, tuple if self.shape == "list" else dict)


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
    _kind("binding", _EITHER + r"bindings\.yaml", Binding, "map", BINDING),
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
    _kind("processing_type", _BRAND + r"processing_types\.yaml", ProcessingType, "list"),
    _kind("chat_processing_type", _BRAND + r"chat_processing_types\.yaml", ProcessingType, "list"),
    _kind("answer_template", _EITHER + rf"answer_templates/{_ID}\.yaml", AnswerTemplate),
    _kind("sensitive_words", _BRAND + r"sensitive_words\.yaml", SensitiveWords),
    _kind("view", _BRAND + rf"views/{_ID}\.yaml", View),
    _kind("inbox", _BRAND + r"inboxes\.yaml", Inbox, "map"),
    _kind("notice_template", _BRAND + rf"notices/templates/{_ID}\.yaml", NoticeTemplate),
    _kind("trigger", _BRAND + r"triggers/(?P<file>[0-9]{2}-[a-z0-9-]+)\.yaml", Trigger, "list"),
    _kind("project", _BRAND + rf"projects/{_ID}\.yaml", Project),
    _kind("tracking", _BRAND + rf"tracking/{_ID}\.yaml", Tracking),
    _kind("sla", _BRAND + rf"sla/{_ID}\.yaml", ServiceLevel),
    _kind("fixture", _BRAND + rf"fixtures/{_ID}\.yaml", Fixture),
    _kind("rule_test", _BRAND + rf"tests/(?P<file>{_SLUG})\.yaml", RuleTest, "list"),
    _kind("message", _EITHER + rf"messages/{_ID}\.yaml", Message),
    _kind("mail_layout", _BRAND + rf"mail/layouts/(?P<id>{_SLUG})\.{_LANGUAGE}\.(?:html|txt)", MailLayout),
    _kind("sender", _BRAND + r"mail/sender\.yaml", Sender),
    _kind("mail_account", _BRAND + r"mail/accounts\.yaml", MailAccount, "map", ACCOUNT),
    _kind("agent", _BRAND + r"agents\.yaml", Agent, "map"),
    _kind("group", _BRAND + r"groups\.yaml", Group, "map"),
    _kind("organization", _ORGANIZATION + r"organization\.yaml", Organization),
    _kind("company_info", _ORGANIZATION + r"company_info\.yaml", CompanyInfo),
    *(_kind(f"{name}_channel", _BRAND + rf"channels/{name}\.yaml", model) for name, model in CHANNELS.items()),
    _kind("sms_category", _BRAND + r"sms_templates/_categories\.yaml", SmsCategory, "list"),
    _kind("sms_template", _BRAND + rf"sms_templates/{_ID}\.yaml", SmsTemplate),
    _kind("theme", _EITHER + rf"themes/{_ID}/theme\.yaml", Theme),
    _kind("member", _ORGANIZATION + r"members\.yaml", Member, "map"),
    _kind("customer_property", _ORGANIZATION + r"customer_properties\.yaml", CustomerProperty, "map", BINDING),
    _kind("access_group", _ORGANIZATION + rf"access_groups/{_ID}\.yaml", AccessGroup),
    _kind("holidays", _ORGANIZATION + rf"holidays/{_ID}\.yaml", Holidays),
    _kind("placeholder", _ORGANIZATION + r"placeholders\.yaml", OwnPlaceholder, "map", OWN_PLACEHOLDER),
    _kind("consent", _EITHER + rf"consents/{_ID}\.yaml", Consent),
    _kind("security", _BRAND + r"security\.yaml", Security),
    _kind("open_api", _BRAND + r"open_api\.yaml", OpenApi),
    _kind("member_interlink", _BRAND + r"member_interlink\.yaml", MemberInterlink),
    _kind("customer_data", _BRAND + r"customer_data\.yaml", CustomerData, "map"),
    _kind("external_menu", _BRAND + r"external_menus\.yaml", ExternalMenu, "list"),
    _kind("history", _EITHER + r"retired\.yaml", History),
    _kind("numbers", _BRAND + r"ids\.lock\.yaml", Numbers),
    _kind("policy", _ORGANIZATION + rf"policies/{_ID}\.yaml", Policy),
    _kind("waiver", _EITHER + r"waivers\.yaml", Waiver, "map"),
    _kind("translation_lock", _EITHER + r"translations\.lock\.yaml", Recorded, "map", UNIT),
)

FOLDERS = (
    "brands", "environments", "portals", "kb", "faq", "notices", "forms", "fields", "codes", "triggers", "messages",
    "mail", "_organization", "channels", "sms_templates", "themes", "answer_templates", "views", "templates", "layouts",
    "access_groups", "holidays", "consents", "projects", "tracking", "sla", "fixtures", "tests",
    "policies",
)  # fmt: skip
FILES = (
    "frontdesk.yaml", "brand.yaml", "bindings.yaml", "_kb.yaml", "_category.yaml", "_folder.yaml", "_categories.yaml",
    "_headings.yaml", "_tags.yaml", "inquiry_types.yaml", "tickets.yaml", "_system.yaml", "code_tags.yaml",
    "sender.yaml", "accounts.yaml", "processing_types.yaml", "chat_processing_types.yaml", "sensitive_words.yaml",
    "inboxes.yaml", "agents.yaml", "groups.yaml", "organization.yaml", "company_info.yaml",
    "members.yaml", "theme.yaml", *(f"{name}.yaml" for name in CHANNELS), *SOURCES,
    "customer_properties.yaml", "placeholders.yaml", "security.yaml", "open_api.yaml",
    "member_interlink.yaml", "customer_data.yaml", "external_menus.yaml",
    "retired.yaml", "ids.lock.yaml", "waivers.yaml", "translations.lock.yaml",
)  # fmt: skip
"""The fixed names of the layout, for did-you-mean."""

ADAPTERS: Mapping[str, TypeAdapter[Any]] = {kind.name: TypeAdapter(kind.model) for kind in KINDS}

_THEME_SOURCE = re.compile(_EITHER + rf"themes/(?P<id>{_SLUG})/(?P<name>{'|'.join(map(re.escape, SOURCES))})\Z")


def theme_source(file: str) -> tuple[str, str, str] | None:
    """Brand (or organisation), theme and name of a file that is neither YAML nor Markdown but belongs to a theme."""
    match = _THEME_SOURCE.match(file)
    return (match["brand"], match["id"], match["name"]) if match else None


def locate(file: str) -> Located | None:
    """The kind a path belongs to; `None` when no kind lives there."""
    for kind in _KINDS_IN.get(_first_word(file), ()):
        match = kind.pattern.match(file)
        if match:
            return Located(kind, {name: part for name, part in match.groupdict().items() if part is not None})
    return None


def _first_word(file: str) -> str:
    """The folder or file below the brand, which narrows seventy patterns down to a few."""
    parts = file.split("/", 3)
    return parts[2] if parts[0] == "brands" and len(parts) > 2 else parts[0]


def _kinds_in() -> dict[str, tuple[Kind, ...]]:
    """The kinds by the first word below the brand, which every pattern spells out."""
    found: dict[str, list[Kind]] = {}
    for kind in KINDS:
        rest = kind.pattern.pattern.removesuffix(r"\Z")
        for prefix in (_BRAND, _ORGANIZATION, _EITHER):
            rest = rest.removeprefix(prefix)
        word = rest.split("/")[0].replace("\\.", ".")
        assert re.fullmatch(r"[a-z_.]+", word), kind.name
        found.setdefault(word, []).append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}


_KINDS_IN = _kinds_in()
