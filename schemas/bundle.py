"""The compiled contract: all that crosses from compiler to runtime.

A bundle is a tree of digests: root → up to 256 bins → one shard per brand → blobs. The models of each level and of the
blobs live here; how they are laid out in a folder is `schemas.release`. Texts are maps of languages with fallbacks
applied; names are resolved; files are assets with digests. Nothing is left to look up but the environment's bindings.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final, Literal, TypeAlias

from schemas.access import Access, AccessMode
from schemas.brand import Bound, Features, Translations
from schemas.conditions import Conditions
from schemas.feedback import ArticleFeedback
from schemas.fields import Field
from schemas.fields.base import Personal
from schemas.hours import Hours
from schemas.knowledge import SectionStatus, Status
from schemas.mail import Outgoing
from schemas.model import Model
from schemas.people import Cti
from schemas.portal import PortalTickets, Show
from schemas.text import Localized
from schemas.triggers.rule import Trigger
from schemas.triggers.targets import TargetType

FORMAT: Final = 1
LANGUAGE_VERSION = 1
RULES_VERSION = 1

Digest: TypeAlias = str


class Blob(Model):
    """Where bytes are found: their digest and length."""

    digest: Digest
    size: int


class Root(Model):
    """The root manifest; its digest names the bundle."""

    format: Literal[1] = FORMAT
    language: int = LANGUAGE_VERSION
    rules: int = RULES_VERSION
    compiler: str
    bins: Mapping[str, Digest]
    environments: Mapping[str, Digest]


class Environment(Model):
    """One environment's values: brand, then binding, then value."""

    bindings: Mapping[str, Mapping[str, str]]


class Bin(Model):
    """The brands whose ids hash into one bin."""

    brands: Mapping[str, Digest]


class Shard(Model):
    """Everything of one brand by name, such as `brand`, `portals/main`, `articles/reset-password/ko`."""

    brand: str
    entries: Mapping[str, Blob]
    blobs: tuple[Blob, ...] = ()
    """What the entries refer to, by digest: who fetches or verifies a shard need not understand it."""
    links: tuple[str, ...] = ()
    """Other brands whose portals are linked to: what is made of this one changes with their addresses."""


def bin_of(brand: str) -> str:
    """The bin of a brand: the first byte of its id's hash, as two hexadecimal digits."""
    return sha256(brand.encode()).hexdigest()[:2]


class Asset(Model):
    """A file of the brand, ready to be sent."""

    path: str
    digest: Digest
    size: int
    media_type: str
    width: int | None = None
    height: int | None = None


def asset_path(asset: Asset) -> str:
    """Where a file of the bundle is served, in every address that is made of it: its digest makes it unchanging."""
    return f"/files/{asset.digest.removeprefix('sha256:')[:32]}/{asset.path.rpartition('/')[2]}"


class TocEntry(Model):
    """A heading of a body."""

    level: int
    anchor: str
    title: str


class Words(Model):
    """An article, FAQ document or notice in one language; bodies are blobs of their own."""

    language: str
    """The language of these words; another than asked for where a fallback is shown."""
    title: str
    description: str = ""
    body: Digest
    text: Digest
    contents: tuple[TocEntry, ...] = ()
    minutes: int = 1
    stale: bool = False


class ArticleFacts(Model):
    """What is true of an article in every language."""

    id: str
    status: Status
    """The effective one: never wider than its sections."""
    author: str | None = None
    tags: tuple[str, ...] = ()
    updated: str | None = None
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class SectionFacts(Model):
    """A category, or a folder in one."""

    id: str
    name: Localized
    description: Localized = {}
    status: SectionStatus
    icon: str = "book"
    folders: "tuple[SectionFacts, ...]" = ()
    articles: tuple[ArticleFacts, ...] = ()


class KnowledgeFacts(Model):
    """`kb`: the tree of a knowledge base, in the order readers see."""

    categories: tuple[SectionFacts, ...] = ()


class Link(Model):
    """A link with words for each language."""

    id: str
    label: Localized
    url: str | None = None
    article: str | None = None
    portal: "PortalAddress | None" = None


class PortalAddress(Model):
    """Where another portal is, for links to it."""

    brand: str
    portal: str
    host: Bound
    path: str
    languages: tuple[str, ...]
    default_language: str
    enabled: bool


class CompanyFacts(Model):
    """What the footer says of the company."""

    name: Localized
    address: Localized = {}
    registration: str | None = None
    trademark: str | None = None
    links: tuple[Link, ...] = ()


class FooterFacts(Model):
    """The bottom of every page; the text is sanitised HTML."""

    html: Localized = {}
    links: tuple[Link, ...] = ()
    dropdown: tuple[Link, ...] = ()
    company: CompanyFacts | None = None


class ConsentFacts(Model):
    """A consent a portal asks for; the text is sanitised HTML."""

    id: str
    version: int
    purpose: Localized
    html: Localized
    sentence: Localized
    required: bool = True
    keep_seconds: int | None = None
    ask: tuple[str, ...] = ()


class ThemeFacts(Model):
    """`themes/<id>`: what a theme adds to the page of its base; blobs are the sources, files of style sheets in place.

    `words` are the codes the page names, `assets` the files, by the names it uses.
    """

    id: str
    title: Localized
    base: str
    page: Blob | None = None
    styles: Mapping[str, Blob] = {}
    script: Blob | None = None
    words: Mapping[str, Localized] = {}
    assets: Mapping[str, Asset] = {}


class PortalContract(Model):
    """`portals/<id>`: one portal, everything but the articles."""

    brand: str
    id: str
    enabled: bool
    host: Bound
    path: str
    languages: tuple[str, ...]
    default_language: str
    access: AccessMode
    """In any mode but `public` the portal is closed to a runtime that cannot do it."""
    entry: Access = Access()
    """Everything about coming in; groups and messages by id."""
    tickets: PortalTickets = PortalTickets()
    consents: tuple[ConsentFacts, ...] = ()
    domain: Literal["custom", "system"] | None = None
    """What the domain is whose host this is; `None` for a host of the portal's own."""
    foreign_path: str | None = None
    """A documented path of another product (`/<service_id>/hc`) that leads here, too."""
    name: Localized
    logo: Asset | None = None
    logo_side: Literal["left", "right"] = "right"
    favicon: Asset | None = None
    image: Asset | None = None
    image_alt: Localized = {}
    theme: str | None = None
    mobile_theme: str | None = None
    """Names of built-in themes or of the brand's (`themes/<id>`); for now only their colours are used."""
    tokens: Blob
    """The brand's colours as a style sheet, for both modes."""
    buttons: tuple[Link, ...] = ()
    footer: FooterFacts = FooterFacts()
    show: Show
    translations: Translations
    feedback: ArticleFeedback


class BrandContract(Model):
    """`brand`: what the runtime must know of a brand beside its portals."""

    id: str
    name: Localized
    languages: tuple[str, ...]
    default_language: str
    time_zone: str
    date_format: str
    features: Features
    portals: tuple[str, ...]
    support_email: str | None = None
    type: Literal["consultation", "issue", "field_service"] = "consultation"
    service_id: str | None = None
    editor: Literal["html", "text"] = "html"
    banner: Asset | None = None
    assets: Mapping[str, Asset] = {}


class DocumentFacts(Model):
    """What is true of an FAQ document or a notice in every language."""

    id: str
    updated: str | None = None
    aliases: tuple[str, ...] = ()
    attachments: tuple[Asset, ...] = ()


class FaqDocumentFacts(DocumentFacts):
    """An FAQ document: words at `faq/<id>/<language>`."""

    category: str
    pinned: Literal["main", "category"] | None = None
    status: Literal["draft", "public"]


class FaqCategoryFacts(Model):
    """One FAQ category with its children, in order."""

    id: str
    name: Localized
    children: "tuple[FaqCategoryFacts, ...]" = ()


class FaqFacts(Model):
    """`faq`: the whole FAQ of a brand."""

    categories: tuple[FaqCategoryFacts, ...] = ()
    documents: tuple[FaqDocumentFacts, ...] = ()


class NoticeFacts(DocumentFacts):
    """A notice: words at `notices/<id>/<language>`; moments are the brand's local time."""

    heading: Localized
    tags: tuple[Localized, ...] = ()
    start: str | None = None
    end: str | None = None
    shown_date: str | None = None
    pinned: bool = False
    status: Literal["draft", "public"]


class NoticesFacts(Model):
    """`notices`: newest first, pinned ones before the others."""

    notices: tuple[NoticeFacts, ...] = ()


class InquiryTypeFacts(Model):
    """One inquiry type; `enabled` counts its parents, `form`, `group` and `priority` are inherited already."""

    id: str
    name: Localized
    description: Localized = {}
    enabled: bool
    form: str | None = None
    group: str | None = None
    priority: str | None = None
    sla: str | None = None
    children: "tuple[InquiryTypeFacts, ...]" = ()


def offered(types: tuple[InquiryTypeFacts, ...], names: tuple[str, ...] | None) -> tuple[InquiryTypeFacts, ...]:
    """The types a portal offers (HS-29): those it names with all below them and the way to them; without names, all."""
    if names is None:
        return types
    found = []
    for one in types:
        below = one.children if one.id in names else offered(one.children, names)
        if below or one.id in names:
            found.append(one.model_copy(update={"children": below}))
    return tuple(found)


class FormFieldFacts(Model):
    """One field of a form, in its place."""

    code: str
    required: bool
    hidden: bool = False
    when: Conditions | None = None


class FormFacts(Model):
    """A form with every field a customer may meet, system fields in their place, order settled."""

    id: str
    fields: tuple[FormFieldFacts, ...]
    on_calls: tuple[str, ...] = ()
    """System fields the form lists that only tickets of telephone calls have."""


class ProcessingTypeFacts(Model):
    """What agents say a ticket or a chat was, with its children, in order."""

    id: str
    name: Localized
    children: "tuple[ProcessingTypeFacts, ...]" = ()


class PropertyFacts(Model):
    """What a brand says of something agents set on every ticket; left out, the interface has words of its own."""

    label: Localized = {}
    notice: Localized = {}
    """Sanitised HTML."""
    personal: Personal | None = None


class StatusFacts(Model):
    """An agents' status; `progress` is what the customer reads."""

    id: str
    name: Localized
    progress: str
    on_reply: str | None = None
    final: bool = False
    shown: bool = True
    after_seconds: int | None = None
    """How long nothing happens until the ticket goes to `after_status` by itself."""
    after_status: str | None = None


class NamedFacts(Model):
    """An id with words: a progress step or a priority, in order."""

    id: str
    name: Localized
    default: bool = False


class AgentFacts(Model):
    """An agent with the member's name and address."""

    id: str
    name: str
    email: str
    role: Literal["agent", "admin"]
    permissions: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    mobile: str | None = None
    may_pause: tuple[str, ...] = ()
    cti: Cti | None = None
    signature: Localized = {}


class GroupFacts(Model):
    """A group; the order of agents is linear assignment's."""

    id: str
    name: Localized
    agents: tuple[str, ...] = ()
    signature: Localized = {}


class MessageFacts(Model):
    """The words of a mail: subject is plain text, body is sanitised HTML with placeholders."""

    id: str
    subject: Localized
    body: Localized
    sms: Localized = {}
    """The words of a text message, where the message may be sent as one."""


class SenderFacts(Model):
    """Who mail comes from."""

    name: Localized
    address: str
    send: Outgoing | None = None
    """Left out: the installation's own mail server."""


class LimitFacts(Model):
    """Limits on what customers send; sizes in bytes, times in seconds."""

    attachments: int = 5
    attachment_bytes: int = 10 * 1024**2
    inquiries_count: int = 20
    inquiries_seconds: int = 3600


class CalendarFacts(Model):
    """The working time of a service level: its hours, and the dates that are off."""

    hours: tuple[Hours, ...]
    days_off: tuple[str, ...] = ()


class DeskContract(Model):
    """`desk`: everything about tickets: types, forms, fields, people, words of mail, and the rules in their order."""

    inquiry_types: tuple[InquiryTypeFacts, ...] = ()
    forms: Mapping[str, FormFacts] = {}
    fields: Mapping[str, Field] = {}
    """System fields, too; texts hold every language of the brand."""
    statuses: tuple[StatusFacts, ...] = ()
    progress: tuple[NamedFacts, ...] = ()
    priorities: tuple[NamedFacts, ...] = ()
    tags: tuple[NamedFacts, ...] | None = None
    """`None` means that any tag may be used."""
    agents: Mapping[str, AgentFacts] = {}
    groups: Mapping[str, GroupFacts] = {}
    messages: Mapping[str, MessageFacts] = {}
    sender: SenderFacts
    limits: LimitFacts = LimitFacts()
    triggers: tuple[Trigger, ...] = ()
    """In evaluation order; texts hold every language of the brand."""
    processing_types: tuple[ProcessingTypeFacts, ...] = ()
    chat_processing_types: tuple[ProcessingTypeFacts, ...] = ()
    close_reasons: tuple[NamedFacts, ...] = ()
    properties: Mapping[str, PropertyFacts] = {}
    """`processing_type` and `priority`, where the brand says something of them."""
    layouts: Mapping[str, Localized] = {}
    """Status to what is put around the answers mailed with it: sanitised HTML, `#{content}` in it."""
    calendars: Mapping[str, CalendarFacts] = {}
    """By service level."""
    customer_properties: Mapping[str, TargetType] = {}
    """How the organisation's own properties of customers compare, by target (`customer.plan`)."""
    wording: Mapping[str, Localized] = {}
    """System codes the brand words differently."""
