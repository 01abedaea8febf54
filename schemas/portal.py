"""A portal as written: address, access, look, footer and what it shows (OQ-39 to OQ-53).

Colours become tokens in `schemas.theme`; what a portal compiles to is `schemas.bundle`.
"""

from typing import Annotated, Literal

from pydantic import Field

from schemas.access import Access
from schemas.brand import Bound, Translations
from schemas.conditions import Conditions
from schemas.feedback import ArticleFeedback
from schemas.model import Model
from schemas.names import AssetPath, Color, Language, Slug, UrlPath, WebUrl
from schemas.refs import Ref
from schemas.text import Text


class Address(Model):
    """Where a portal answers: host and path together are unique.

    The host is one of its own or that of a domain of the organisation (HS-09, HS-10).
    """

    host: Bound | None = None
    """The host name, for a portal that has one of its own."""
    domain: Annotated[Slug | None, Ref("domain")] = None
    """A domain of the organisation, in place of `host`."""
    path: UrlPath | None = None
    """Left out: the whole host; at a domain, for a brand with a `service_id`, the documented `/<service_id>/hc`."""


class Domain(Model):
    """A host that portals share (HS-08 to HS-13); a `system` one is the vendor's and sends no membership mail."""

    host: Bound
    """The host name."""
    type: Literal["custom", "system"] = "custom"
    """A `custom` domain is yours; a `system` domain is the installation's own and sends no membership mail."""
    language: Language | None = None
    """Its portals speak this one language unless they say otherwise."""


class Profile(Model):
    """Name, logo (at the top right unless moved) and favicon (OQ-40 to OQ-42)."""

    name: Text
    """The name in the header and in the browser's tab."""
    logo: AssetPath | None = None
    """The picture in the header."""
    logo_side: Literal["right", "left"] = "right"
    """Where the logo stands."""
    favicon: AssetPath | None = None
    """The square picture in the browser's tab."""


class Colors(Model):
    """The five brand colours (OQ-44); with a theme only what differs."""

    background: Color | None = None
    """Behind everything."""
    divider: Color | None = None
    """Lines between things."""
    button: Color | None = None
    """Buttons and what is chosen."""
    link: Color | None = None
    """The words of links."""
    text: Color | None = None
    """All other words."""


class Button(Model):
    """A button on the home page (OQ-46)."""

    id: Slug
    """Tells the button apart from the others."""
    label: Text
    """The words on it."""
    url: Annotated[WebUrl, Field(description="where the button leads")]
    """Where it leads."""


class Design(Model):
    """The look: a theme, five colours or both; the picture on the home page; its buttons."""

    theme: Annotated[Slug, Ref("theme")] | None = None
    """A built-in look (`plain`, `warm`, `cool`, `fresh`, `night`) or a theme of yours."""
    mobile_theme: Annotated[Slug, Ref("theme")] | None = None
    """For small screens; left out, the same."""
    colors: Colors = Colors()
    """The five colours, or what differs from the theme's."""
    image: AssetPath | None = None
    """The picture at the top of the home page."""
    image_alt: Text | None = None
    """The picture in words, for those who cannot see it."""
    buttons: Annotated[tuple[Button, ...], Field(max_length=4)] = ()
    """Buttons below the search, at most four."""


class FooterLink(Model):
    """A link in the footer: to a web address or to an article."""

    id: Slug
    """Tells the link apart from the others."""
    label: Text
    """The words of the link."""
    url: WebUrl | None = None
    """A web address it leads to."""
    article: Annotated[Slug, Ref("article")] | None = None
    """An article it leads to, in place of `url`."""


class DropdownEntry(Model):
    """An entry of the drop-down at the bottom right: any website, or another portal (OQ-50, OQ-51)."""

    id: Slug
    """Tells the entry apart from the others."""
    label: Text
    """The words of the entry."""
    url: WebUrl | None = None
    """A web address it leads to."""
    portal: Annotated[str, Ref("portal", other_brand=True)] | None = None
    """A portal it leads to, in place of `url`."""


class Footer(Model):
    """Text, links and drop-down at the bottom of every page (OQ-47 to OQ-49)."""

    text: Text | None = None
    """Words at the bottom, in Markdown."""
    links: tuple[FooterLink, ...] = ()
    """Links beside them: terms, privacy and the like."""
    dropdown: tuple[DropdownEntry, ...] = ()
    """The menu at the bottom right: other sites, other portals."""


class Show(Model):
    """What the portal shows; a feature that is off in the brand stays off."""

    knowledge_base: bool = True
    """Categories and articles."""
    faq: bool = True
    """The list of questions."""
    notices: bool = True
    """The list of notices."""
    inquiries: bool = True
    """The form and “my inquiries”."""
    chat: bool = False
    """The chat button at the bottom right."""
    navigation: bool = True
    """The menu in the header."""
    company_info: bool = False
    """The organisation's details in the footer."""


COLUMNS = ("id", "title", "status", "inquiry_type", "priority", "customer", "created", "updated")
"""What every ticket shows its customer; a brand's fields join by their codes. `status` is the progress they read."""


class Sorting(Model):
    """The order of a list."""

    by: Literal["created", "updated"] = "updated"
    """The column that counts."""
    order: Literal["newest_first", "oldest_first"] = "newest_first"
    """Which end comes first."""


class TicketList(Model):
    """How a customer's tickets are listed (HS-27)."""

    columns: Annotated[tuple[str, ...], Field(min_length=1)] = ("id", "title", "status", "updated")
    """The columns, from left to right."""
    progress: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    """Only tickets at these steps; left out, all."""
    filters: tuple[Literal["status", "inquiry_type", "priority", "created"], ...] = ()
    """What the list can be narrowed by."""
    sort: Sorting = Sorting()
    """The order at first."""


class PortalTickets(Model):
    """What customers do with tickets here (HS-13 to HS-30)."""

    inbox: Annotated[Slug | None, Ref("inbox")] = None
    """Where new tickets land."""
    inquiry_types: Annotated[tuple[Annotated[Slug, Ref("inquiry_type")], ...], Field(min_length=1)] | None = None
    """Left out: every enabled type."""
    visible: Literal["own", "company"] = "own"
    """Whether customers see their own tickets or their company's, too."""
    company_when: Conditions | None = None
    """With `visible: company`: only customers for whom it holds see their company's; the others see their own."""
    list: TicketList = TicketList()
    """How the list looks."""
    detail: tuple[str, ...] = ()
    """Beside title, thread and state."""
    reply: bool = True
    """Whether customers may answer there."""
    attachments: bool = True
    """Whether they may send files with it."""


class Portal(Model):
    """`portals/<id>.yaml`. The only object that starts switched off."""

    enabled: bool = False
    """Opens the portal; until then visitors read that it is closed."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | None = None
    """Fewer than the brand's; left out, the domain's language or all of the brand's."""
    address: Address
    """Where the portal answers."""
    access: Access = Access()
    """Who may come in, and how."""
    profile: Profile | None = None
    """The portal's name and signs."""
    design: Design = Design()
    """The look."""
    footer: Footer = Footer()
    """What stands at the bottom of every page."""
    show: Show = Show()
    """Which of the brand's features this portal shows."""
    translations: Translations | None = None
    """What happens to texts that are missing or stale in a language."""
    article_feedback: ArticleFeedback = ArticleFeedback()
    """How readers rate an article."""
    tickets: PortalTickets = PortalTickets()
    """What customers see of their tickets, and may do with them."""
    consents: tuple[Annotated[Slug, Ref("consent")], ...] = ()
    """What people must agree to here."""

    def placed(self, domain: Domain | None, service_id: str | None) -> "Portal":
        """The portal with what its domain gives it: host, language and, for a service, the documented path."""
        default = f"/{service_id}/hc" if self.address.domain and service_id else "/"
        address = self.address.model_copy(update={"path": self.address.path or default})
        if domain is None:
            return self.model_copy(update={"address": address})
        spoken = self.languages or ((domain.language,) if domain.language else None)
        at = address.model_copy(update={"host": address.host or domain.host})
        return self.model_copy(update={"address": at, "languages": spoken})
