"""Activation: a bundle becomes a `Snapshot` that requests are answered from.

Verify, build what changed under a file lock, swap one reference. A bundle that cannot be served leaves the old one in
place.
"""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from runtime.release.contents import PortalPlace, Release
from runtime.release.pages import PageFile, StoredPage, write_pages
from runtime.release.render import PortalPages, template_environment
from runtime.release.source import BundleFolder
from runtime.settings import Settings
from schemas.bundle import bin_of

BUILDER_VERSION = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A release with its ready pages: what one request is answered from, from beginning to end."""

    release: Release
    files: Mapping[str, PageFile]

    def page(self, place: PortalPlace, path: str) -> StoredPage | None:
        """The ready page of a portal at a path below the portal's own."""
        return self.files[bin_of(place.brand.id)].find(place.key, path)


def origin(settings: Settings, host: str) -> str:
    """Scheme, host and port as customers see them; never taken from a request."""
    port = f":{settings.port}" if settings.port else ""
    return f"{settings.scheme}://{host}{port}"


def activate(settings: Settings) -> Snapshot:
    """Open the current bundle and build what is missing; `BundleError` when it must not be served."""
    source = BundleFolder(settings.bundle)
    release = Release(source, source.pointer().root, settings.environment)
    folder = settings.state / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, PageFile] = {}
    for name, digest in release.root.bins.items():
        file = folder / f"{_file_name(settings, release, digest)}.sqlite"
        if not file.exists():
            with _locked(folder / "build.lock"):
                if not file.exists():
                    _build(settings, release, name, file)
        files[name] = PageFile(file)
    return Snapshot(release, files)


def _file_name(settings: Settings, release: Release, digest: str) -> str:
    parts = (digest, release.environment_digest, str(BUILDER_VERSION), settings.scheme, str(settings.port))
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


def _build(settings: Settings, release: Release, name: str, file: Path) -> None:
    templates = template_environment()
    places = [place for place in release.places if bin_of(place.brand.id) == name]
    write_pages(
        file,
        (
            page
            for place in places
            if place.portal.enabled
            for page in PortalPages(release, place, templates, origin(settings, place.host)).pages()
        ),
    )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
