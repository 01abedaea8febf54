"""The environment variables of a process, read once into `Settings`.

Nothing else in the runtime looks at the environment; secrets named by a bundle are the one exception
(`runtime.channels.email.secret`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from schemas.buckets import objection

FETCHED: Final = "fetched"
"""The folder in `state` with the blobs of signed releases."""

ADDRESSES: Final = ("file", "http", "https", "s3")
"""What addresses of releases begin with."""


class SettingsError(ValueError):
    """A variable is missing or unreadable; the message names it and is fit for an operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process is told from outside."""

    bundle: Path
    """Where blobs are read: the folder of a development bundle, or what was fetched of signed releases."""
    state: Path
    """Where this machine keeps built pages, indexes, attachments and the embedded database."""
    environment: str
    """Which environment's bindings apply, such as `production`."""
    secret_key: str = field(repr=False)
    """At least 32 characters; keys for links, forms and sessions are derived from it, each for its purpose."""
    database_url: str = field(repr=False)
    scheme: str = "https"
    port: int | None = None
    """The port customers see, when it is not the scheme's own."""
    desk_host: str | None = None
    """Where agents sign in; left out: every host that a portal has."""
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    proxies: int = 0
    """How many proxies in front may be believed about the visitor's address."""
    poll_seconds: float = 1.0
    retry_seconds: float = 30.0
    """The first pause before an effect is tried again; later ones are longer."""
    attachments_url: str = ""
    """Where attachments are kept, such as `s3://bucket/prefix`; empty: a folder in `state`."""
    releases: str = ""
    """The address signed releases are fetched from: `file:///…`, `https://…`, `s3://…`; empty: a development bundle."""
    trust: Path | None = None
    """The root metadata this installation begins to trust with. Whoever has it takes nothing that is not signed."""
    name: str = ""
    """What this machine is called in reports; empty: its own name."""
    status_token: str = field(default="", repr=False)
    """What the status page and the metrics are asked with; empty: nobody is shown them."""


def read_settings(variables: Mapping[str, str]) -> Settings:
    """Settings from `FRONTDESK_…` variables; `SettingsError` names the first that is wrong."""
    state = Path(_need(variables, "FRONTDESK_STATE"))
    scheme = variables.get("FRONTDESK_SCHEME") or "https"
    if scheme not in {"http", "https"}:
        raise SettingsError(f"FRONTDESK_SCHEME is http or https, not {scheme!r}")
    secret_key = _need(variables, "FRONTDESK_SECRET_KEY")
    if len(secret_key) < 32:
        raise SettingsError("FRONTDESK_SECRET_KEY needs at least 32 characters")
    port = _number(variables, "FRONTDESK_PORT", 0)
    releases, trust = variables.get("FRONTDESK_RELEASES", ""), variables.get("FRONTDESK_TRUST", "")
    if releases and variables.get("FRONTDESK_BUNDLE"):
        raise SettingsError(
            "FRONTDESK_RELEASES and FRONTDESK_BUNDLE are both set: signed releases, or a development bundle?"
        )
    if releases and urlsplit(releases).scheme not in ADDRESSES:
        known = ", ".join(f"{scheme}://…" for scheme in ADDRESSES)
        raise SettingsError(
            f"FRONTDESK_RELEASES is an address such as {known}, not {releases.partition('@')[2] or releases!r}"
        )
    if releases and not trust:
        raise SettingsError("FRONTDESK_TRUST is not set: signed releases need the root metadata to begin with")
    attachments = variables.get("FRONTDESK_ATTACHMENTS_URL", "")
    fault = objection(variables) if attachments.startswith("s3://") else None
    if fault is not None:
        raise SettingsError(f"FRONTDESK_ATTACHMENTS_URL is a bucket, but {fault}")
    return Settings(
        bundle=state / FETCHED if releases else Path(_need(variables, "FRONTDESK_BUNDLE")),
        state=state,
        environment=_need(variables, "FRONTDESK_ENVIRONMENT"),
        secret_key=secret_key,
        database_url=variables.get("FRONTDESK_DATABASE_URL") or f"sqlite:///{state / 'frontdesk.sqlite'}",
        scheme=scheme,
        port=port or None,
        desk_host=variables.get("FRONTDESK_DESK_HOST") or None,
        smtp_host=variables.get("FRONTDESK_SMTP_HOST") or "127.0.0.1",
        smtp_port=_number(variables, "FRONTDESK_SMTP_PORT", 25),
        proxies=_number(variables, "FRONTDESK_PROXIES", 0),
        poll_seconds=_seconds(variables, "FRONTDESK_POLL_SECONDS", 1.0),
        retry_seconds=_seconds(variables, "FRONTDESK_RETRY_SECONDS", 30.0),
        attachments_url=attachments,
        releases=releases,
        trust=Path(trust) if trust else None,
        name=variables.get("FRONTDESK_NAME", ""),
        status_token=variables.get("FRONTDESK_STATUS_TOKEN", ""),
    )


def _need(variables: Mapping[str, str], name: str) -> str:
    value = variables.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set")
    return value


def _number(variables: Mapping[str, str], name: str, default: int) -> int:
    value = variables.get(name, "")
    if value and not value.isdigit():
        raise SettingsError(f"{name} is a number, not {value!r}")
    return int(value) if value else default


def _seconds(variables: Mapping[str, str], name: str, default: float) -> float:
    try:
        return float(variables.get(name, "") or default)
    except ValueError as error:
        raise SettingsError(f"{name} is a number of seconds, not {variables[name]!r}") from error
