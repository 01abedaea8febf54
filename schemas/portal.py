"""A portal as written: address, access, look, footer and what it shows (OQ-39 to OQ-53).

Colours become tokens in `schemas.theme`; what a portal compiles to is `schemas.bundle`.
"""

from typing import Annotated, Literal

from pydantic import Field

from schemas.brand import Bound, Translations
from schemas.model import Model
from schemas.names import AssetPath, Color, Language, Slug, UrlPath, WebUrl
from schemas.refs import Ref
from schemas.text import Text


class Address(Model):
    """Where a portal answers: host and path together are unique."""

    host: Bound
    path: UrlPath = "/"


class Access(Model):
    """Who may come in."""

    mode: Literal["public"] = "public"


class Profile(Model):
    """Name, logo (at the top right unless moved) and favicon (OQ-40 to OQ-42)."""

    name: Text
    logo: AssetPath | None = None
    logo_side: Literal["right", "left"] = "right"
    favicon: AssetPath | None = None


class Colors(Model):
    """The five brand colours (OQ-44); with a theme only what differs."""

    background: Color | None = None
    divider: Color | None = None
    button: Color | None = None
    link: Color | None = None
    text: Color | None = None


class Button(Model):
    """A button on the home page (OQ-46)."""

    id: Slug
    label: Text
    url: Annotated[WebUrl, Field(description="where the button leads")]


class Design(Model):
    """The look: a theme, five colours or both; the picture on the home page; its buttons."""

    theme: Literal["plain", "warm", "cool", "fresh", "night"] | None = None
    colors: Colors = Colors()
    image: AssetPath | None = None
    image_alt: Text | None = None
    buttons: Annotated[tuple[Button, ...], Field(max_length=4)] = ()


class FooterLink(Model):
    """A link in the footer: to a web address or to an article."""

    id: Slug
    label: Text
    url: WebUrl | None = None
    article: Annotated[Slug, Ref("article")] | None = None


class DropdownEntry(Model):
    """An entry of the drop-down at the bottom right: any website, or another portal (OQ-50, OQ-51)."""

    id: Slug
    label: Text
    url: WebUrl | None = None
    portal: Annotated[str, Ref("portal", other_brand=True)] | None = None


class Footer(Model):
    """Text, links and drop-down at the bottom of every page (OQ-47 to OQ-49)."""

    text: Text | None = None
    links: tuple[FooterLink, ...] = ()
    dropdown: tuple[DropdownEntry, ...] = ()


class Show(Model):
    """What the portal shows; a feature that is off in the brand stays off."""

    knowledge_base: bool = True
    faq: bool = True
    notices: bool = True
    inquiries: bool = True
    chat: bool = False
    navigation: bool = True
    company_info: bool = False


class Feedback(Model):
    """How articles are rated: by thumbs or stars, with or without words."""

    stars: Literal[0, 5] = 0
    reason: bool = True


class Portal(Model):
    """`portals/<id>.yaml`. The only object that starts switched off."""

    enabled: bool = False
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | None = None
    address: Address
    access: Access = Access()
    profile: Profile | None = None
    design: Design = Design()
    footer: Footer = Footer()
    show: Show = Show()
    translations: Translations | None = None
    article_feedback: Feedback = Feedback()
