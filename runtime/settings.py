"""The environment variables of a process, read once into `Settings`.

Nothing else in the runtime looks at the environment; secrets named by a bundle are the one exception
(`runtime.secrets`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingsError(ValueError):
    """A variable is missing or unreadable; the message names it and is fit for an operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process is told from outside."""

    bundle: Path
    """The bundle folder, with `current.json`."""
    state: Path
    """Where this machine keeps built pages, indexes and the embedded database."""
    environment: str
    """Which environment's bindings apply, such as `production`."""
    scheme: str = "https"
    port: int | None = None
    """The port customers see, when it is not the scheme's own."""
    poll_seconds: float = 1.0


def read_settings(variables: Mapping[str, str]) -> Settings:
    """Settings from `FRONTDESK_…` variables; `SettingsError` names the first that is wrong."""

    def need(name: str) -> str:
        value = variables.get(name, "")
        if not value:
            raise SettingsError(f"{name} is not set")
        return value

    scheme = variables.get("FRONTDESK_SCHEME", "https")
    if scheme not in {"http", "https"}:
        raise SettingsError(f"FRONTDESK_SCHEME is http or https, not {scheme!r}")
    port = variables.get("FRONTDESK_PORT", "")
    if port and not port.isdigit():
        raise SettingsError(f"FRONTDESK_PORT is a number, not {port!r}")
    return Settings(
        bundle=Path(need("FRONTDESK_BUNDLE")),
        state=Path(need("FRONTDESK_STATE")),
        environment=need("FRONTDESK_ENVIRONMENT"),
        scheme=scheme,
        port=int(port) if port else None,
        poll_seconds=float(variables.get("FRONTDESK_POLL_SECONDS", "1.0")),
    )
