"""The contents of one release, read from its blobs when first asked for.

`Release` is immutable to its users: a request that pinned one keeps seeing the same content whatever is activated
meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from runtime.release.source import BundleError, BundleFolder
from schemas.bundle import (
    FORMAT,
    Bin,
    BrandContract,
    Environment,
    KnowledgeFacts,
    PortalContract,
    Root,
    Shard,
    Words,
)


class BrandContents:
    """One brand of a release."""

    def __init__(self, source: BundleFolder, shard: Shard, bindings: Mapping[str, str]) -> None:
        self._source = source
        self._shard = shard
        self.id = shard.brand
        self.bindings = bindings
        self._words: dict[str, Words] = {}

    @cached_property
    def contract(self) -> BrandContract:
        """What is known of the brand itself."""
        return self._source.read(self._shard.entries["brand"].digest, BrandContract)

    @cached_property
    def portals(self) -> Mapping[str, PortalContract]:
        """The brand's portals by id."""
        return {
            name: self._source.read(self._shard.entries[f"portals/{name}"].digest, PortalContract)
            for name in self.contract.portals
        }

    @cached_property
    def knowledge(self) -> KnowledgeFacts:
        """The tree of the knowledge base."""
        return self._source.read(self._shard.entries["kb"].digest, KnowledgeFacts)

    def words(self, name: str) -> Words:
        """An article, FAQ document or notice in one language, as `articles/<id>/<language>`."""
        return self._source.read(self._shard.entries[name].digest, Words)

    def body(self, digest: str) -> str:
        """A rendered body or its plain text."""
        return self._source.blob(digest).decode()


@dataclass(frozen=True, slots=True)
class PortalPlace:
    """A portal with its address in this environment."""

    brand: BrandContents
    portal: PortalContract
    host: str
    path: str
    """Without a trailing slash; empty for the root of the host."""

    @property
    def key(self) -> str:
        """What its pages are filed under."""
        return f"{self.brand.id}/{self.portal.id}"


class Release:
    """One root digest, opened in one environment."""

    def __init__(self, source: BundleFolder, root_digest: str, environment: str) -> None:
        self.source = source
        self.root_digest = root_digest
        self.root = source.read(root_digest, Root)
        if self.root.format != FORMAT:
            raise BundleError("FD806", f"bundle format {self.root.format} is not {FORMAT}")
        if environment not in self.root.environments:
            known = ", ".join(sorted(self.root.environments)) or "none"
            raise BundleError("FD807", f"the bundle has no environment {environment!r} (it has: {known})")
        self.environment_digest = self.root.environments[environment]
        self._bindings = source.read(self.environment_digest, Environment).bindings
        self.bins = {name: source.read(digest, Bin) for name, digest in self.root.bins.items()}
        self.brands = {
            brand: BrandContents(source, source.read(digest, Shard), self._bindings.get(brand, {}))
            for found in self.bins.values()
            for brand, digest in found.brands.items()
        }

    @cached_property
    def places(self) -> tuple[PortalPlace, ...]:
        """Every portal with its address; a portal whose host this environment does not supply is not served."""
        found = []
        for brand in self.brands.values():
            for portal in brand.portals.values():
                host = portal.host.resolve(brand.bindings)
                if host is not None:
                    found.append(PortalPlace(brand, portal, host, portal.path.rstrip("/")))
        return tuple(found)

    @cached_property
    def by_host(self) -> Mapping[str, tuple[PortalPlace, ...]]:
        """Portals of a host, the longest path first."""
        hosts: dict[str, list[PortalPlace]] = {}
        for place in self.places:
            hosts.setdefault(place.host, []).append(place)
        return {host: tuple(sorted(group, key=lambda item: -len(item.path))) for host, group in hosts.items()}

    def find(self, host: str, path: str) -> PortalPlace | None:
        """The portal that answers at a host and path."""
        for place in self.by_host.get(host, ()):
            if path == place.path or path.startswith(f"{place.path}/"):
                return place
        return None
