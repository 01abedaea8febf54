"""`frontdesk export site`: the public pages of every open portal as plain files, for any web server or cache.

The runtime itself is asked for every page, so that a file's bytes and headers are what customers would have been sent.
What depends on the visitor (search, forms, tickets, the desk) has no file: those addresses stay the runtime's.
"""

import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import click
from werkzeug.test import Client, TestResponse

from runtime.app import create_app
from runtime.release.contents import PortalPlace
from runtime.release.current import Current
from runtime.release.snapshot import Snapshot
from runtime.services import services_of
from runtime.settings import Settings
from runtime.telemetry import silent_log
from schemas.bundle import bin_of

MANIFEST: Final = "site.json"
_LINKED = re.compile(rb"""["'(](/(?:files|static)/[^"'()\s?#]+)""")
_OWN_TYPES = frozenset({".xml", ".txt"})
_OF_THE_SERVER = frozenset(
    {"content-length", "content-encoding", "etag", "x-release", "vary", "location", "x-request-id"}
)
"""Headers that belong to one answer; what serves the files says its own."""


@dataclass(frozen=True, slots=True)
class File:
    """One address of a host, and what is sent there."""

    address: str
    """The path as customers ask for it."""
    body: bytes
    packed: bytes | None
    headers: Mapping[str, str]
    location: str | None = None

    @property
    def name(self) -> str:
        """The file below the host's folder."""
        if self.address.endswith("/"):
            return f"{self.address[1:]}index.html"
        has_type = self.address.startswith(("/files/", "/static/")) or Path(self.address).suffix in _OWN_TYPES
        return self.address[1:] + ("" if has_type else ".html")


@dataclass(frozen=True, slots=True)
class Site:
    """Everything public of a release, by host."""

    root: str
    hosts: Mapping[str, tuple[File, ...]]
    redirects: Mapping[str, tuple[tuple[str, str, int], ...]]
    """By host: from, to, status."""


def site_of(bundle: Path, environment: str, scheme: str, port: int | None) -> Site:
    """The public pages of a bundle; `click.ClickException` when the runtime refuses the bundle."""
    with silent_log(), tempfile.TemporaryDirectory(prefix="frontdesk-site-") as state:
        settings = Settings(
            bundle=bundle.resolve(),
            state=Path(state),
            environment=environment,
            secret_key=secrets.token_urlsafe(48),
            database_url=f"sqlite:///{state}/nothing.sqlite",
            scheme=scheme,
            port=port,
        )
        current = Current(settings)
        snapshot = current.snapshot
        if snapshot is None:
            refused = current.refused
            raise click.ClickException(f"{refused.code}: {refused.reason}" if refused else f"no bundle at {bundle}")
        client = Client(create_app(settings, current, services_of(settings)))
        return _collected(client, snapshot, scheme)


def _collected(client: Client, snapshot: Snapshot, scheme: str) -> Site:
    hosts: dict[str, dict[str, File]] = {}
    moved: dict[str, list[tuple[str, str, int]]] = {}
    for place in snapshot.release.places:
        if not place.portal.enabled or place.portal.access != "public":
            continue
        files, redirects = hosts.setdefault(place.host, {}), moved.setdefault(place.host, [])
        redirects.append((f"{place.path}/", f"{place.path}/{place.portal.default_language}/", 302))
        for address in _addresses(snapshot, place):
            file = _asked(client, place.host, address, scheme)
            if file.location is None:
                files[address] = file
            else:
                redirects.append((address, file.location, 301))
    for host, files in hosts.items():
        files["/robots.txt"] = _asked(client, host, "/robots.txt", scheme)
        _follow(client, host, files, scheme)
    found = {host: tuple(files[address] for address in sorted(files)) for host, files in sorted(hosts.items())}
    return Site(snapshot.release.root_digest, found, {host: tuple(each) for host, each in sorted(moved.items())})


def _addresses(snapshot: Snapshot, place: PortalPlace) -> Iterator[str]:
    for path in snapshot.files[bin_of(place.brand.id)].paths(place.key):
        yield f"{place.path}{path}"


def _follow(client: Client, host: str, files: dict[str, File], scheme: str) -> None:
    """Add the pictures, sheets and scripts that pages name, and those that these name."""
    waiting = list(files.values())
    while waiting:
        for found in _LINKED.findall(waiting.pop().body):
            address = found.decode()
            if address not in files:
                files[address] = _asked(client, host, address, scheme)
                if address.endswith(".css"):
                    waiting.append(files[address])


def _asked(client: Client, host: str, address: str, scheme: str) -> File:
    """What the runtime sends at an address, plain and compressed."""
    plain, packed = (_get(client, host, address, scheme, coding) for coding in ("identity", "gzip"))
    is_packed = packed.headers.get("Content-Encoding") == "gzip"
    headers = {name: value for name, value in plain.headers.items() if name.lower() not in _OF_THE_SERVER}
    return File(address, plain.data, packed.data if is_packed else None, headers, plain.headers.get("Location"))


def _get(client: Client, host: str, address: str, scheme: str, coding: str) -> TestResponse:
    answer = client.get(address, base_url=f"{scheme}://{host}", headers={"Accept-Encoding": coding})
    if answer.status_code not in {200, 301}:
        raise click.ClickException(f"{host}{address} answers {answer.status_code}; nothing was written")
    return answer


def write_site(site: Site, output: Path) -> int:
    """Write every file, or nothing: the folder is made beside and moved into place. How many files there are.

    A folder that is there is replaced only if it is empty or an earlier export; else `click.UsageError`.
    """
    if output.exists() and (not output.is_dir() or (any(output.iterdir()) and not (output / MANIFEST).is_file())):
        raise click.UsageError(f"{output} is there and is no earlier export: name another folder")
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as work:
        fresh = Path(work) / "site"
        count = sum(_write_host(fresh / host, files, site.redirects[host]) for host, files in site.hosts.items())
        _put(fresh / MANIFEST, _manifest(site))
        fresh.chmod(0o755)
        if output.exists():
            output.replace(Path(work) / "before")
        fresh.replace(output)
    return count


def _write_host(folder: Path, files: Iterable[File], redirects: Iterable[tuple[str, str, int]]) -> int:
    count = 0
    headers: list[str] = []
    for file in files:
        _put(folder / file.name, file.body)
        count += 1
        if file.packed is not None:
            _put(folder / f"{file.name}.gz", file.packed)
        headers += [file.address, *(f"  {name}: {value}" for name, value in file.headers.items())]
    _put(folder / "_headers", ("\n".join(headers) + "\n").encode())
    _put(folder / "_redirects", "".join(f"{old} {new} {status}\n" for old, new, status in redirects).encode())
    return count


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        os.fchmod(file.fileno(), 0o644)


def _manifest(site: Site) -> bytes:
    """Every file with its address, digest and headers, for scripts that upload them."""
    hosts = {
        host: [
            {
                "address": file.address,
                "file": file.name,
                "sha256": sha256(file.body).hexdigest(),
                "gzip": file.packed is not None,
                "headers": dict(file.headers),
            }
            for file in files
        ]
        for host, files in site.hosts.items()
    }
    moved = {host: [list(each) for each in found] for host, found in site.redirects.items()}
    facts = {"root": site.root, "hosts": hosts, "redirects": moved}
    return json.dumps(facts, ensure_ascii=False, indent=1).encode() + b"\n"
