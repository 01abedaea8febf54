"""The contents of one release: its brands, and which portal answers at which address.

`Release` is immutable to its users: a request that pinned one keeps seeing the same content whatever is activated
meanwhile. A release that follows another one takes over the brands that are the same.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from runtime.release.brand import BrandContents
from runtime.release.source import BundleError, BundleFolder
from schemas.bundle import FORMAT, LANGUAGE_VERSION, RULES_VERSION, Bin, Environment, PortalContract, Root

__all__ = ["BrandContents", "PortalPlace", "Release", "manifest"]

BRANDS_OPEN: Final = 200
"""Brands that a process keeps everything of that it has read: those that were asked for last."""

THINGS_KEPT: Final = 128
"""Portals and hosts of which a process keeps what it has worked out: those that were asked for last."""

T = TypeVar("T")


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


def _places(brand: BrandContents) -> Iterator[PortalPlace]:
    for portal in brand.portals.values():
        host = portal.host.resolve(brand.bindings)
        if host is not None:
            yield PortalPlace(brand, portal, host, portal.path.rstrip("/"))


class _Versions(BaseModel):
    """The part of a root that every version can read."""

    format: int
    language: int = LANGUAGE_VERSION
    rules: int = RULES_VERSION


def manifest(source: BundleFolder, digest: str) -> Root:
    """The root manifest; its versions are looked at before anything of it is believed."""
    data = source.blob(digest)
    found = source.parse(digest, data, _Versions)
    for name, has, known in (
        ("format", found.format, FORMAT),
        ("language", found.language, LANGUAGE_VERSION),
        ("rules", found.rules, RULES_VERSION),
    ):
        if has != known:
            raise BundleError("FD806", f"the bundle's {name} version is {has}; this runtime knows {known}")
    return source.parse(digest, data, Root)


class Release:
    """One root digest, opened in one environment.

    `only` names the brands whose portals are served, all of them if left out; others are there to be linked to.
    """

    def __init__(
        self,
        source: BundleFolder,
        root_digest: str,
        environment: str,
        only: Container[str] | None = None,
        previous: "Release | None" = None,
    ) -> None:
        self.source = source
        self._only = only
        self.root_digest = root_digest
        self.environment = environment
        self.root = manifest(source, root_digest)
        if environment not in self.root.environments:
            known = ", ".join(sorted(self.root.environments)) or "none"
            raise BundleError("FD807", f"the bundle has no environment {environment!r} (it has: {known})")
        bindings = source.read(self.root.environments[environment], Environment).bindings
        self.bins = {name: source.read(digest, Bin) for name, digest in self.root.bins.items()}
        known_brands = previous.brands if previous is not None else {}
        self.brands: dict[str, BrandContents] = {}
        for found in self.bins.values():
            for brand, digest in found.brands.items():
                values, known_brand = bindings.get(brand, {}), known_brands.get(brand)
                if known_brand is not None and known_brand.is_same(digest, values):
                    known_brand.source = source  # the folder is the same, and an older one would stay open for it
                    self.brands[brand] = known_brand
                else:
                    self.brands[brand] = BrandContents(source, brand, digest, values)
        self._opening = threading.Lock()
        self._opened: OrderedDict[str, None] = OrderedDict()
        self._kept: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
        if previous is not None:
            self._opened.update((name, None) for name in previous.opened if name in self.brands)

    def keep(self, name: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What was worked out of this release before under a name, else made now: it goes when the release goes."""
        with self._opening:
            found: T | None = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
                return found
        made = make()
        with self._opening:
            self._kept[name] = made
            while len(self._kept) > THINGS_KEPT:
                self._kept.popitem(last=False)
        return made

    @property
    def opened(self) -> tuple[str, ...]:
        """The brands that were asked for last."""
        with self._opening:
            return tuple(self._opened)

    @property
    def places(self) -> tuple[PortalPlace, ...]:
        """Every portal with its address; a portal whose host this environment does not supply is not served.

        All brands are read for it: whoever wants a few portals asks for those.
        """
        return tuple(self.places_of(name for name in self.brands if self._is_served(name)))

    def places_of(self, brands: Iterable[str]) -> Iterator[PortalPlace]:
        """The portals of some brands that have an address."""
        for name in brands:
            if name in self.brands:
                yield from _places(self.brands[name])

    def place_named(self, brand: str, portal: str) -> PortalPlace | None:
        """The portal of a name, also one that is only linked to."""
        self._open(brand)
        return next((place for place in self.places_of((brand,)) if place.portal.id == portal), None)

    def has_host(self, host: str) -> bool:
        """Whether any portal answers at a host."""
        return host in self._hosts

    def at_host(self, host: str) -> Iterator[PortalPlace]:
        """The portals of a host."""
        for brand, portal in self._hosts.get(host, ()):
            place = self.place_named(brand, portal)
            if place is not None:
                yield place

    def brands_at(self, host: str) -> Iterator[BrandContents]:
        """The brands with portals at a host."""
        for brand in dict.fromkeys(brand for brand, _ in self._hosts.get(host, ())):
            yield self.brands[brand]

    def brands_of(self, agent: str) -> Iterator[BrandContents]:
        """The brands an agent works for."""
        return (brand for brand in self.brands.values() if any(one.id == agent for one in brand.agents))

    def find(self, host: str, path: str) -> PortalPlace | None:
        """The portal that answers at a host and path: the one whose own path is the longest."""
        if host not in self._hosts:
            return None
        start = "/".join(path.split("/", self._deepest + 1)[: self._deepest + 1])
        while True:
            found = self._addresses.get((host, start))
            if found is not None:
                return self.place_named(*found)
            if not start:
                return None
            start = start.rpartition("/")[0]

    def mark_of(self, bin_name: str) -> bytes:
        """Equal for two bins of two releases only if their pages say the same and lead to the same addresses."""
        seen = sha256(self.root.bins[bin_name].encode())
        for name in sorted(self.bins[bin_name].brands):
            brand = self.brands[name]
            seen.update(brand.outline.mark)
            for other in brand.outline.links:
                if other in self.brands:
                    seen.update(self.brands[other].outline.mark)
        return seen.digest()

    def is_same_bin(self, bin_name: str, other: "Release") -> bool:
        """Whether the brands of a bin, and those they link to, were taken over from another release."""
        if self.root.bins.get(bin_name) != other.root.bins.get(bin_name):
            return False
        here = self.bins[bin_name].brands
        names = {*here, *(link for name in here for link in self.brands[name].outline.links)}
        return all(self.brands.get(name) is other.brands.get(name) for name in names)

    def forget(self) -> None:
        """Let go of what was read of brands that nobody asked for."""
        opened = frozenset(self.opened)
        for name, brand in self.brands.items():
            if name not in opened:
                brand.forget()

    def _is_served(self, brand: str) -> bool:
        return self._only is None or brand in self._only

    def _open(self, brand: str) -> None:
        """Note that a brand was asked for, and let go of the one that nobody has asked for in the longest time."""
        with self._opening:
            if brand in self.brands:
                self._opened[brand] = None
                self._opened.move_to_end(brand)
            if len(self._opened) > BRANDS_OPEN:
                self.brands[self._opened.popitem(last=False)[0]].forget()

    @cached_property
    def _addresses(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Brand and portal by host and path."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for name, brand in self.brands.items():
            for where in brand.outline.whereabouts if self._is_served(name) else ():
                if where.host is not None:
                    found.setdefault((where.host, where.path), (name, where.portal))
        return found

    @cached_property
    def _hosts(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        hosts: dict[str, list[tuple[str, str]]] = {}
        for (host, _), named in self._addresses.items():
            hosts.setdefault(host, []).append(named)
        return {host: tuple(named) for host, named in hosts.items()}

    @cached_property
    def _deepest(self) -> int:
        """How many parts the longest path of a portal has."""
        return max((path.count("/") for _, path in self._addresses), default=0)
