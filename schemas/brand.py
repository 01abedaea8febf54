"""A brand, its bindings and the repository's own settings.

Portals of a brand are `schemas.portal`; people are `schemas.people`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Field, RootModel, model_serializer, model_validator

from schemas.model import Model
from schemas.names import BindingName, EmailAddress, Language, Slug
from schemas.sizes import Size
from schemas.text import Text

MissingTranslation: TypeAlias = Literal["block", "warn", "fallback", "hide"]
BindingType: TypeAlias = Literal["host", "url", "address", "text", "file"]


class Bound(Model):
    """A value that may come from the environment: written `x` or `{binding: x}`."""

    value: str | None = None
    binding: BindingName | None = None

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
    faq: bool = True
    notices: bool = True
    inquiries: bool = True
    chat: bool = False
    call: bool = False


class Owners(Model):
    """Who must review a change, as code-owner names."""

    content: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    default: tuple[str, ...] = ()


class Brand(Model):
    """`brand.yaml` (OQ-01): the smallest one is a name."""

    name: Text
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | None = None
    default_language: Language | None = None
    time_zone: str | None = None
    date_format: str = "yyyy-MM-dd"
    editor: Literal["html", "text"] = "html"
    support_email: EmailAddress | None = None
    features: Features = Features()
    owners: Owners = Owners()


class Binding(Model):
    """One line of `bindings.yaml`: a value that each environment supplies."""

    type: BindingType


class Values(RootModel[Mapping[str, str]]):
    """One brand's part of `environments/<env>.yaml`: binding to value."""

    model_config = ConfigDict(frozen=True, strict=True)


class Translations(Model):
    """What a portal does about text that is missing or stale in a language."""

    missing: MissingTranslation = "fallback"
    stale: MissingTranslation = "warn"


class RepositoryDefaults(Model):
    """What a brand has when it says nothing."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    time_zone: str = "UTC"
    translations: Translations = Translations()


class Thresholds(Model):
    """Limits that fail a check; shares are written `90%`, sizes `200KB`."""

    rule_coverage: str | None = None
    condition_coverage: str | None = None
    replay_changed: str | None = None
    page_size: Size | None = None
    asset_size: Size = "2MB"


class Repository(Model):
    """`frontdesk.yaml`: only the version is required."""

    version: Literal[1]
    environments: tuple[Slug, ...] = ()
    defaults: RepositoryDefaults = RepositoryDefaults()
    levels: Mapping[str, Literal["error", "warning", "note", "ignore"]] = {}
    strict: bool = False
    thresholds: Thresholds = Thresholds()
    owners: Owners = Owners()
