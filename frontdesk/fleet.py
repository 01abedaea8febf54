"""Every process that serves, as `frontdesk status` sees it: from the database of an installation, or from status pages.

Several installations are looked at together; a process that two of them know is one process.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from frontdesk.installation import open_known

UNCLEAR: Final = 4
"""The exit code where not all is fine, and nobody says a word against the release."""
FINE: Final = frozenset({"ACTIVE", "CANARY"})
_NOT_HEARD: Final = frozenset({"FD811"})
"""The release address does not answer that machine: it cannot know of the release, and has nothing against it."""
_LONGEST: Final = 5_000_000  # bytes of an answer
_SECONDS: Final = 10.0


class CannotAskError(click.ClickException):
    """Nobody could be asked; nothing is known of any release."""

    exit_code = UNCLEAR


@dataclass(frozen=True, slots=True)
class Process:
    """One process, or an address that did not answer."""

    name: str
    id: str
    state: str
    active: str | None = None
    wanted: str | None = None
    sequence: int | None = None
    activated_at: str | None = None
    seen_at: str | None = None
    code: str | None = None
    reason: str | None = None
    place: str | None = None

    @property
    def is_silent(self) -> bool:
        """It has not reported for so long that it does not count."""
        return self.state == "SILENT"

    @property
    def is_asked(self) -> bool:
        """It has answered, and has heard of releases: what it serves instead of one says something about that one."""
        return self.state not in {"SILENT", "UNREACHABLE"} and self.code not in _NOT_HEARD


@dataclass(frozen=True, slots=True)
class Fleet:
    """One look at everything."""

    processes: tuple[Process, ...]
    activations: tuple[Mapping[str, Any], ...] = ()

    @property
    def live(self) -> tuple[Process, ...]:
        """The processes that count."""
        return tuple(one for one in self.processes if not one.is_silent)

    def expected(self, asked: str | None) -> str | None:
        """The root that all should serve: the one asked for, else what the newest release offers."""
        if asked is not None:
            return asked
        newest = max(self.live, key=lambda one: (one.sequence or 0, one.activated_at or ""), default=None)
        return newest.wanted if newest is not None else None

    def is_fine(self, asked: str | None) -> bool:
        """Whether every process that counts serves what it should, and nothing is wrong with it."""
        expected = self.expected(asked)
        return bool(self.live) and all(one.state in FINE and serves(one, expected) for one in self.live)

    def against(self, asked: str | None) -> tuple[Process, ...]:
        """The processes that answer and do not serve what they should: they refuse it, or stay with another.

        One that cannot be reached, or is ill while it serves what it should, says nothing against a release.
        """
        expected = self.expected(asked)
        return tuple(one for one in self.live if one.is_asked and not serves(one, expected))


def serves(process: Process, expected: str | None) -> bool:
    """Whether a process serves a root, which may be told by the beginning of its digest."""
    return expected is not None and bool(process.active) and str(process.active).startswith(expected)


def from_database(variables: Mapping[str, str], state: Path | None) -> Callable[[], Fleet]:
    """Looks at the database of an installation, each time anew; the message of a fault is fit for an operator."""
    from runtime.services import system_clock
    from runtime.status.overview import look, told
    from runtime.storage import StorageUnavailableError
    from runtime.store.migrate import is_current

    try:
        store = open_known(variables, state)
    except click.UsageError:
        raise
    except click.ClickException as error:
        raise CannotAskError(error.message) from error

    def read() -> Fleet:
        try:
            if not is_current(store):
                raise CannotAskError("the database is of another version: frontdesk migrate db")
            return of_data([told(look(store, system_clock()))])
        except StorageUnavailableError as error:
            raise CannotAskError(f"the database cannot be asked: {str(error).strip()}") from error

    return read


def from_pages(addresses: Iterable[tuple[str, str]]) -> Callable[[], Fleet]:
    """Asks status pages, each with its token."""
    pages = tuple(addresses)

    def read() -> Fleet:
        answers: list[Mapping[str, Any]] = []
        missing: list[Process] = []
        for address, token in pages:
            found = _asked(address, token)
            if isinstance(found, str):
                missing.append(Process(address, address, "UNREACHABLE", reason=found))
            else:
                answers.append(found)
        fleet = of_data(answers)
        return Fleet((*fleet.processes, *missing), fleet.activations)

    return read


def _asked(address: str, token: str) -> Mapping[str, Any] | str:
    """What a status page says, or why it says nothing."""
    import httpx

    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    try:
        with httpx.stream("GET", _status_address(address), headers=headers, timeout=_SECONDS) as answer:
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > _LONGEST:
                    return "it sends more than a status page has"
            if answer.status_code == httpx.codes.UNAUTHORIZED:
                return "the token is not the one of FRONTDESK_STATUS_TOKEN there"
            if answer.status_code != httpx.codes.OK:
                return f"it answers {answer.status_code}; is FRONTDESK_STATUS_TOKEN set there?"
            return _understood(body)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return str(error) or type(error).__name__


def _understood(body: bytes) -> Mapping[str, Any] | str:
    import json

    try:
        said = json.loads(body)
        of_data([said])
    except (ValueError, KeyError, TypeError, AttributeError):
        return "what it sends is no status page"
    found: Mapping[str, Any] = said
    return found


def _status_address(address: str) -> str:
    """`https://help.example` means its status page."""
    path = address.split("://", 1)[-1].partition("/")[2]
    return address if path else f"{address.rstrip('/')}/-/status"


def of_data(answers: Iterable[Mapping[str, Any]]) -> Fleet:
    """Put together what installations say of themselves; one without a database says what answered."""
    processes: dict[str, Process] = {}
    activations: dict[tuple[str, str], Mapping[str, Any]] = {}
    for said in answers:
        rows = said.get("runtimes")
        for row in [_of_here(said["here"])] if rows is None else rows:
            found: dict[str, Any] = {name: row.get(name) for name in Process.__dataclass_fields__}
            one = Process(**found)
            processes.setdefault(one.id, one)
        for row in said.get("activations", ()):
            activations.setdefault((row["runtime"], row["at"]), row)
    ledger = sorted(activations.values(), key=lambda row: str(row["at"]), reverse=True)
    return Fleet(tuple(processes.values()), tuple(ledger))


def _of_here(here: Mapping[str, Any]) -> dict[str, Any]:
    refused = here.get("refused") or {}
    said = {name: refused.get(name) for name in ("code", "reason", "place")}
    return {**here, **said, "id": f"{here['name']}.{here['process']}"}


def token_of(reference: str, variables: Mapping[str, str]) -> str:
    """What `env:NAME` or `file:PATH` refers to; never the token itself, which others on this machine could see."""
    kind, _, name = reference.partition(":")
    if kind not in {"env", "file"} or not name:
        raise click.UsageError("a token is given as env:NAME or file:PATH, never itself: others could see it")
    try:
        found = variables[name] if kind == "env" else Path(name).read_text()
    except (KeyError, OSError, UnicodeError) as error:
        raise click.UsageError(f"the token {reference} is not there") from error
    if not found.strip():
        raise click.UsageError(f"the token {reference} is empty")
    return found.strip()


def pages_of(urls: tuple[str, ...], tokens: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each address with its token: one for all, or one each, in the same order."""
    for url in urls:
        if not url.startswith(("https://", "http://")):
            raise click.UsageError(f"{url} is no web address: https://help.example, or its /-/status")
    if len(tokens) not in {1, len(urls)}:
        raise click.UsageError("give one --token for all addresses, or one for each, in their order")
    found = [token_of(token, os.environ) for token in tokens]
    return list(zip(urls, found * len(urls) if len(found) == 1 else found, strict=True))
