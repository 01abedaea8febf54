"""The files a snapshot is made of: per changed bin one page file and one search index, built once per machine.

Names say everything a file depends on, so a file that is there is right, unchanged bins are never built again, and
rolling back finds its files still in place. One process builds while others wait at a lock.
"""

import fcntl
import gc
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from runtime.release.contents import PortalPlace, Release
from runtime.release.pages import Page, PageFile, write_pages
from runtime.release.render import PortalPages, template_environment
from runtime.release.source import BundleError
from runtime.search.documents import documents
from runtime.search.index import Searcher, build
from runtime.settings import Settings

PAGES = "pages"
SEARCH = "search"
_SOURCES = ("runtime/release", "runtime/search", "runtime/templates", "runtime/static", "runtime/i18n.py", "schemas")


@dataclass(frozen=True, slots=True)
class BinFiles:
    """What was built of one bin."""

    name: str
    pages: PageFile
    index: Searcher
    is_new: bool = False
    """Whether this process has just built any of them."""


def origin(settings: Settings, host: str) -> str:
    """Scheme, host and port as customers see them; never taken from a request."""
    port = f":{settings.port}" if settings.port else ""
    return f"{settings.scheme}://{host}{port}"


@cache
def builder_version() -> str:
    """A digest of all code, templates, words and static files that decide what a page says."""
    base = Path(__file__).parents[2]
    seen = sha256()
    for source in _SOURCES:
        path = base / source
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                seen.update(str(file.relative_to(base)).encode() + b"\0" + sha256(file.read_bytes()).digest())
    return seen.hexdigest()


def file_name(settings: Settings, release: Release, bin_name: str) -> str:
    """What the files of a bin are called: everything that decides their content, in one digest."""
    parts = (release.mark_of(bin_name).hex(), builder_version(), settings.scheme, str(settings.port))
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


def built(settings: Settings, release: Release, bin_name: str, now: float) -> BinFiles:
    """The files of a bin, built if they are not there or time has passed them by."""
    name = file_name(settings, release, bin_name)
    page_file, folder = settings.state / PAGES / f"{name}.sqlite", settings.state / SEARCH / name
    pages, index = _pages(page_file, now), _index(folder)
    if pages is not None and index is not None:
        return BinFiles(name, pages, index)
    with locked(settings.state), _uncollected():
        places = list(release.places_of(release.bins[bin_name].brands))
        pages, index = _pages(page_file, now), _index(folder)
        is_new = pages is None or index is None  # another process may have built them while this one waited
        pages = pages or build_pages(settings, release, places, page_file, now)
        index = index or _build_index(places, folder)
        release.forget()
    return BinFiles(name, pages, index, is_new)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Thousands of pages make many objects and few cycles: looking for those would cost a tenth of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _pages(file: Path, now: float) -> PageFile | None:
    """The page file that is there; `None` when there is none, time has passed it by, or a disk has lost part of it."""
    if not file.exists():
        return None
    try:
        pages = PageFile(file)
    except sqlite3.Error:
        return None
    return pages if pages.expires is None or pages.expires > now else None


def _index(folder: Path) -> Searcher | None:
    """The search index that is there; `None` when there is none or it cannot be read."""
    if not folder.is_dir():
        return None
    try:
        return Searcher(folder)
    except (ValueError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        return None


def build_pages(
    settings: Settings, release: Release, places: Iterable[PortalPlace], file: Path, now: float
) -> PageFile:
    """Render every ready page of some portals at a moment into a page file."""
    moment = datetime.fromtimestamp(now, UTC)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_pages(
        file,
        (page for place in places if place.portal.enabled for page in _pages_of(settings, release, place, moment)),
    )
    return PageFile(file)


def _pages_of(settings: Settings, release: Release, place: PortalPlace, moment: datetime) -> Iterator[Page]:
    """The pages of one portal; whatever fails on the way is told as this portal's."""
    try:
        yield from PortalPages(release, place, template_environment(), partial(origin, settings)).pages(moment)
    except BundleError:
        raise
    except Exception as error:
        message = f"the pages of the portal {place.key} could not be made: {type(error).__name__}: {error}"
        raise BundleError("FD809", message, brand=place.brand.id, thing=f"portals/{place.portal.id}") from error


def _build_index(places: list[PortalPlace], folder: Path) -> Searcher:
    folder.parent.mkdir(parents=True, exist_ok=True)
    build(folder, documents(places))
    return Searcher(folder)


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Only one process of this machine builds, remembers or sweeps at a time; a dead one lets go by itself."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "build.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sweep(state: Path, keep: frozenset[str]) -> None:
    """Remove built files but those named, and what a killed builder left; call it with the lock held."""
    for folder in (state / PAGES, state / SEARCH):
        if not folder.is_dir():
            continue
        for entry in os.scandir(folder):
            if entry.name.removesuffix(".sqlite") in keep:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                Path(entry.path).unlink(missing_ok=True)
