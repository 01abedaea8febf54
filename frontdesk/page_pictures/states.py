"""One of the two states as the runtime shows it: its portals opened, public pages built, all other pages asked for.

Nothing listens and nothing leaves the process: pages are asked of the application directly. What is written goes to a
temporary folder.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from werkzeug.test import Client, TestResponse

from compiler.blobs import SpooledBlobs
from compiler.changes.sides import Side
from compiler.emit import emit_brand
from runtime.app import create_app
from runtime.forms import OWN
from runtime.ready import ReadyPages
from runtime.release.build import build_pages
from runtime.release.contents import PortalPlace, Release
from runtime.release.current import Current
from runtime.release.serving import Serving
from runtime.release.snapshot import Snapshot
from runtime.release.source import BundleError, BundleFolder
from runtime.services import services_of
from runtime.settings import Settings
from schemas.bundle import InquiryTypeFacts, bin_of, offered

_KEY: Final = "pictures of pages are signed by nobody"
"""The secret of an application that nobody can reach; tokens made with it open nothing."""

_ONCE: Final = re.compile(rf'(?P<begin><input type="hidden" name="(?:{"|".join(sorted(OWN))})" value=")[^"]*')
"""What a form carries for itself: a token of its own each time, and what it was made from."""


class CompiledBlobs(BundleFolder):
    """The blobs of a compile that was just done, wherever it keeps them. They are ours: there is nothing to verify."""

    def __init__(self, side: Side) -> None:
        super().__init__(Path())
        self._side = side
        self._brands = {shard: brand for brand, shard in side.shards.items()}
        self._emitted = SpooledBlobs()

    def blob(self, name: str, size: int | None = None) -> bytes:
        """The bytes of a digest."""
        # Whoever reads a brand begins with its shard: one that was remembered is made, and written, when that happens.
        brand = self._brands.pop(name, None)
        if brand is not None:
            emit_brand(brand, self._side.brand(brand), self._emitted)
        for read in (self._side.read, self._emitted.read):
            try:
                return read(name)
            except KeyError:
                continue
        raise BundleError("FD803", f"the bundle lacks {name}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What tells a page from another: a digest of what it says, or where it leads."""

    tag: str
    location: str | None = None


class _Pinned(Current):
    """One snapshot that stays."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.serving, self.refused = Serving(snapshot), None


class State:
    """The portals of some brands, ready to be asked for pages at one moment."""

    def __init__(self, release: Release, work: Path, moment: datetime) -> None:
        settings = Settings(
            bundle=work, state=work, environment="", secret_key=_KEY, database_url=f"sqlite:///{work / 'none.sqlite'}"
        )
        work.mkdir(parents=True, exist_ok=True)
        now = moment.timestamp()
        bins: dict[str, list[PortalPlace]] = {}
        for place in release.places:
            bins.setdefault(bin_of(place.brand.id), []).append(place)
        files = {name: build_pages(settings, release, places, work / name, now) for name, places in bins.items()}
        current = _Pinned(Snapshot(release, files, {}, frozenset(), now))
        application = create_app(settings, current, services_of(settings, lambda: moment)).application
        self._files = files
        self._client = Client(ReadyPages(current, application, lambda: now))
        self.places: Mapping[str, PortalPlace] = {place.key: place for place in release.places}

    def pages(self) -> dict[tuple[str, str], Seen]:
        """Every page of every portal, by portal and path below it."""
        found = {
            (page.portal, page.path): Seen(page.etag, page.location)
            for file in self._files.values()
            for page in file.listed()
            if page.type.startswith("text/html")
        }
        for place in self.places.values():
            for path in _asked_for(place):
                answer = self.answer(place, path)
                if answer.status_code == 200 or not place.portal.enabled:
                    found[place.key, path] = Seen(sha256(_lasting(answer.get_data())).hexdigest())
        return found

    def body(self, portal: str, path: str) -> str:
        """What a page says, without what it says differently each time."""
        return _lasting(self.answer(self.places[portal], path).get_data()).decode()

    def answer(self, place: PortalPlace, path: str) -> TestResponse:
        """A page of a portal, at a path below it."""
        return self.ask(place.host, f"{place.path}{path}")

    def ask(self, host: str, path: str) -> TestResponse:
        """Whatever is asked of a host."""
        return self._client.get(path, base_url=f"https://{host}")


def _lasting(body: bytes) -> bytes:
    return _ONCE.sub(r"\g<begin>", body.decode()).encode()


def _asked_for(place: PortalPlace) -> Iterator[str]:
    """The paths of pages that are not built in advance: forms, the search, and the page of a closed portal."""
    portal = place.portal
    types = tuple(_each(offered(place.brand.desk.inquiry_types, portal.tickets.inquiry_types)))
    for language in portal.languages:
        if not portal.enabled:
            yield f"/{language}/"
            continue
        if portal.show.knowledge_base or portal.show.faq or portal.show.notices:
            yield f"/{language}/search"
        if portal.show.inquiries:
            yield f"/{language}/ask"
            for one in types:
                yield f"/{language}/ask/{one}"


def _each(types: tuple[InquiryTypeFacts, ...]) -> Iterator[str]:
    for one in types:
        yield one.id
        yield from _each(one.children)


def opened(side: Side, environment: str, only: frozenset[str]) -> Release | None:
    """A release with the portals of some brands; `None` where it does not know the environment."""
    if environment not in side.environments:
        return None
    return Release(CompiledBlobs(side), side.root, environment, only)


def changed_brands(base: Side | None, head: Side, environment: str) -> frozenset[str]:
    """The brands that are not the same in both, their values in an environment included."""
    before, after = (_marks(side, environment) if side else {} for side in (base, head))
    return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _marks(side: Side, environment: str) -> dict[str, tuple[str, Mapping[str, str]]]:
    values = side.environments.get(environment, {})
    return {name: (shard, values.get(name, {})) for name, shard in side.shards.items()}
