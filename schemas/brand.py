"""A brand, its bindings and the repository's own settings.

Portals of a brand are `schemas.portal`; people are `schemas.people`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Field, RootModel, model_serializer, model_validator

from schemas.model import Model
from schemas.names import BindingName, EmailAddress, Language, PicturePath, ServiceId, Slug
from schemas.sizes import Size
from schemas.text import Text

MissingTranslation: TypeAlias = Literal["block", "warn", "fallback", "hide"]
BindingType: TypeAlias = Literal["host", "url", "address", "text", "file"]


class Bound(Model):
    """A value that may come from the environment: written `x` or `{binding: x}`."""

    value: str | None = None
    """The value itself, the same in every environment."""
    binding: BindingName | None = None
    """A name of `bindings.yaml`, whose value each environment supplies."""

    @model_validator(mode="before")
    @classmethod
    def _tag(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"value": value}
        if isinstance(value, dict) and set(value) == {"binding"}:
            return value
        raise ValueError("a value or {binding: name}")

    @model_serializer
    def _as_written(self) -> Any:
        return self.value if self.value is not None else {"binding": self.binding}

    def resolve(self, bindings: Mapping[str, str]) -> str | None:
        """The value in an environment; `None` when the environment does not supply it."""
        return self.value if self.value is not None else bindings.get(self.binding or "")


class Features(Model):
    """Gates: what is off is invisible at run time."""

    knowledge_base: bool = True
    """Categories, folders and articles."""
    faq: bool = True
    """Questions and short answers."""
    notices: bool = True
    """Notices with a heading and a period."""
    inquiries: bool = True
    """The form, and customers' own inquiries."""
    chat: bool = False
    """Talking to an agent at once."""
    call: bool = False
    """The telephone."""
    callback: bool = False
    """Customers may ask to be called."""
    sms: bool = False
    """Text messages."""
    customer_data: bool = False
    """Showing agents what another system knows of a customer."""
    security: bool = False
    """Masking personal details and passing on the log."""
    booking: bool = False
    """Customers may choose a day for a visit."""


class Owners(Model):
    """Who must review a change, as code-owner names."""

    content: tuple[str, ...] = ()
    """Who reviews words and pictures, as code-owner names."""
    rules: tuple[str, ...] = ()
    """Who reviews triggers, forms and settings."""
    default: tuple[str, ...] = ()
    """Who reviews everything else."""


class Brand(Model):
    """`brand.yaml` (OQ-01): the smallest one is a name."""

    name: Text
    """The brand's name, as customers and agents read it."""
    type: Literal["consultation", "issue", "field_service"] = "consultation"
    """`consultation` answers inquiries, `issue` takes escalations of other brands, `field_service` sends people."""
    service_id: ServiceId | None = None
    """The brand's id in addresses and in the Open API: letters, never changed."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | None = None
    """The languages the brand writes in; left out, those of `frontdesk.yaml`."""
    default_language: Language | None = None
    """The language of plain texts and of readers of none of the others; left out, the first."""
    time_zone: str | None = None
    """Where the brand's days begin, as in `Asia/Seoul`."""
    date_format: str = "yyyy-MM-dd"
    """How dates are written, of `yyyy`, `MM` and `dd`."""
    editor: Literal["html", "text"] = "html"
    """Whether answer templates, layouts and messages are written as HTML or as plain text."""
    support_email: EmailAddress | None = None
    """The address customers read where there is no form."""
    banner: PicturePath | None = None
    """A wide picture; also the agent's picture in chats."""
    features: Features = Features()
    """What the brand has at all; what is off here is invisible everywhere."""
    owners: Owners = Owners()
    """Who reviews a change in this brand."""


class Binding(Model):
    """One line of `bindings.yaml`: a value that each environment supplies."""

    type: BindingType
    """What kind of value environments supply."""


class Values(RootModel[Mapping[str, str]]):
    """One brand's part of `environments/<env>.yaml`: binding to value."""

    model_config = ConfigDict(frozen=True, strict=True)


class Translations(Model):
    """What a portal does about text that is missing or stale in a language."""

    missing: MissingTranslation = "fallback"
    """`block` the build, `warn`, show the default language (`fallback`) or `hide` what is not translated."""
    stale: MissingTranslation = "warn"
    """The same for a translation that is older than its original."""


class RepositoryDefaults(Model):
    """What a brand has when it says nothing."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    """The languages of a brand that names none."""
    time_zone: str = "UTC"
    """The time zone of a brand that names none."""
    translations: Translations = Translations()
    """What a portal that says nothing does about missing and stale translations."""


class Thresholds(Model):
    """Limits that fail a check; shares are written `90%`, sizes `200KB`."""

    rule_coverage: str | None = None
    """The share of triggers that the brand's own tests must reach."""
    condition_coverage: str | None = None
    """The share of conditions that they must see both ways."""
    replay_changed: str | None = None
    """The share of recorded events that may be decided otherwise."""
    page_size: Size | None = None
    """The largest page a portal may serve."""
    asset_size: Size = "2MB"
    """The largest file of a brand."""


class Repository(Model):
    """`frontdesk.yaml`: only the version is required."""

    version: Literal[1]
    """The version of the language; there is one."""
    environments: tuple[Slug, ...] = ()
    """The names of the files in `environments/`."""
    defaults: RepositoryDefaults = RepositoryDefaults()
    """What a brand has when it says nothing."""
    levels: Mapping[str, Literal["error", "warning", "note", "ignore"]] = {}
    """How much a finding weighs, by its code, its name or the id of a policy; errors of the language stay errors."""
    strict: bool = False
    """True: warnings refuse a build, too."""
    thresholds: Thresholds = Thresholds()
    """Limits that fail a check or a release."""
    owners: Owners = Owners()
    """Who reviews a change where the brand names nobody."""
