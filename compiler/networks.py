"""Where calls go and where they come from: addresses a brand has us call, networks that may call us.

Both are read here as written, for the checks that look at them; what a runtime does with a caller's address or with
what a name resolves to is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

from compiler.authored import bounds, owners
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path

CALLED: Final = ("url", "issuer", "sink")
"""Keys whose addresses are called; those that end in `_url` are, too."""


@dataclass(frozen=True, slots=True)
class Called:
    """An address that will be called, and where it is written."""

    thing: Object
    path: Path
    url: str


def called(linked: Linked) -> Iterator[Called]:
    """Addresses in files of brands and of the organisation; those of environments are looked at when called."""
    for owner in owners(linked):
        for thing, path, bound in bounds(linked, owner):
            key, value = str(path[-1]), bound.value
            is_address = key in CALLED or key.endswith("_url") or (value or "").startswith(("http:", "https:"))
            if value is not None and is_address:
                yield Called(thing, path, value)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who may call, as one entry of a list says.

    `network` is `None` where the entry is none; `meant` is then what it would be, if that is clear.
    """

    thing: Object
    path: Path
    text: str
    network: IPv4Network | IPv6Network | None
    meant: str = ""


def callers(linked: Linked) -> Iterator[Caller]:
    """Every entry of `allowed_ips`, brand by brand."""
    for brand in linked.brands.values():
        for thing in brand.of("open_api").values():
            for index, text in enumerate(thing.value.allowed_ips):
                yield _caller(thing, ("allowed_ips", index), text)


def _caller(thing: Object, path: Path, text: str) -> Caller:
    try:
        return Caller(thing, path, text, ip_network(text))
    except ValueError:
        pass
    try:
        return Caller(thing, path, text, None, str(ip_network(text, strict=False)))
    except ValueError:
        return Caller(thing, path, text, None)
