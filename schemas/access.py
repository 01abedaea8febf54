"""Who may come into a portal, and how: its access modes, single sign-on, passwords, links (HS-22, HS-31, HS-32).

Groups of customers are `schemas.customers`; what a customer sees of tickets once inside is `schemas.portal`.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from schemas.brand import Bound
from schemas.durations import Duration
from schemas.mail import Secret
from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref

AccessMode: TypeAlias = Literal["public", "member_interlink", "registration", "magic_link", "sso", "ticket_link"]

SIGNED_IN: Final[tuple[AccessMode, ...]] = ("member_interlink", "registration", "magic_link", "sso")
"""Modes in which customers sign in; the others know a customer by a link at most."""

SettingName: TypeAlias = Literal[
    "access_groups", "self_registration", "magic_link", "idle_timeout", "mails", "password_rules", "sso", "lifetime"
]

SETTINGS: Final[Mapping[AccessMode, tuple[SettingName, ...]]] = {
    "public": (),
    "member_interlink": ("idle_timeout",),
    "registration": (
        "access_groups",
        "self_registration",
        "magic_link",
        "idle_timeout",
        "mails",
        "password_rules",
    ),
    "magic_link": ("access_groups", "self_registration", "magic_link", "idle_timeout", "mails"),
    "sso": ("access_groups", "idle_timeout", "sso"),
    "ticket_link": ("lifetime",),
}
"""What each mode looks at; anything else does nothing there."""


class MagicLink(Model):
    """A link by mail in place of the password: works once, for a while."""

    lifetime: Duration = "15m"
    """How long the link works."""


class AccessMails(Model):
    """The words of membership mails; they go to the customer's membership address (HS-24)."""

    invitation: Annotated[Slug | None, Ref("message")] = None
    """Sent to whoever is invited to register."""
    reset: Annotated[Slug | None, Ref("message")] = None
    """Sent to whoever wants a new password."""


class PasswordRules(Model):
    """What a password needs beyond the standard: eight characters of three classes, ten of two, or twelve."""

    min_length: Annotated[int, Field(ge=8, le=128)] = 8
    """The fewest characters."""
    classes: Annotated[int, Field(ge=1, le=4)] | None = None
    """How many of small letters, capital letters, digits and signs there must be."""


class OidcSignOn(Model):
    """Sign-on at a provider that speaks OpenID Connect."""

    protocol: Literal["oidc"]
    """OpenID Connect."""
    issuer: Bound
    """The address of the identity provider."""
    client_id: Annotated[str, Field(min_length=1, max_length=200)]
    """What the provider calls us."""
    client_secret: Secret
    """What proves that we are it."""
    attributes: Mapping[Literal["email", "name", "company", "phone"], str] = {}
    """Which of the provider's words are `email` and `name`."""


class SamlSignOn(Model):
    """Sign-on at a provider that speaks SAML: its metadata, and who we say we are."""

    protocol: Literal["saml"]
    """SAML 2."""
    metadata: Bound
    """The file the identity provider hands out."""
    audience: Annotated[str, Field(min_length=1, max_length=200)]
    """Whom its answers are for."""
    attributes: Mapping[Literal["email", "name", "company", "phone"], str] = {}
    """Which of the provider's words are `email` and `name`."""


SignOn: TypeAlias = Annotated[OidcSignOn | SamlSignOn, Field(discriminator="protocol")]


class Access(Model):
    """Who may come in. All settings stand side by side, so that a sibling that extends a portal may change the mode."""

    mode: AccessMode = "public"
    """`public` for everybody; the others ask who somebody is, each in its way."""
    access_groups: Annotated[tuple[Annotated[Slug, Ref("access_group")], ...], Field(min_length=1)] | None = None
    """Left out: any customer."""
    self_registration: bool = False
    """Whether strangers may register by themselves."""
    magic_link: MagicLink | None = None
    """In the mode of that name always; in `registration` beside the password."""
    idle_timeout: Literal["20m", "40m", "60m", "24h"] = "60m"
    """How long somebody may do nothing before signing in again."""
    mails: AccessMails = AccessMails()
    """The messages of membership, sent to the address of the membership."""
    password_rules: PasswordRules = PasswordRules()
    """Stricter than the standard."""
    sso: SignOn | None = None
    """Signing in at somebody else's, for the mode of that name."""
    lifetime: Duration = "90d"
    """How long a ticket's link opens it."""
