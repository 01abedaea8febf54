"""Which web addresses a server of ours may call: never into its own network, however such an address is spelt.

Said of an address as it is written. Whoever calls one resolves its name and looks at the result again, because a name
may lead anywhere.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

PORTS: Final = frozenset({None, 80, 443, 8080, 8443})
_INSIDE: Final = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")
_NUMBERS: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}\Z")


def refusal(url: str) -> str | None:
    """Why an address may not be called, in words that follow "the address …"; `None` when nothing speaks against it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "cannot be read: write it as https://host/path"
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "is no web address: write it as https://host/path"
    if parts.username is not None or parts.password is not None:
        return "holds a name or password before its host: they belong into a secret"
    if port not in PORTS:
        return (
            f"has the port {port}: only {', '.join(str(known) for known in sorted(PORTS - {None}, key=str))} are called"
        )
    return _of_host(parts.hostname)


def _of_host(host: str) -> str | None:
    name = host.rstrip(".").lower()
    number = _as_number(name)
    if number is not None:
        return None if is_outside(number) else f"leads into a network of our own ({number})"
    if not all(letter.isalnum() or letter in "-._" for letter in name) or ".." in name:
        return "has a host that cannot be"
    if "." not in name or name.endswith(tuple(f".{end}" for end in _INSIDE)):
        return "leads to a name that only our own network knows"
    return None


def _as_number(host: str) -> IPv4Address | IPv6Address | None:
    """The number a host is, in any spelling a resolver takes: `127.1`, `2130706433`, `::ffff:10.0.0.1`."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return _loose(host)
    return (isinstance(address, IPv6Address) and (address.ipv4_mapped or address.sixtofour)) or address


def _loose(host: str) -> IPv4Address | None:
    if not _NUMBERS.match(host):
        return None
    try:
        *first, last = (
            int(part, 16 if part.startswith("0x") else 8 if _is_octal(part) else 10) for part in host.split(".")
        )
    except ValueError:
        return None
    value = last
    for index, part in enumerate(first):
        value += part << (8 * (3 - index))
    return IPv4Address(value) if value < 2**32 else None


def _is_octal(part: str) -> bool:
    return len(part) > 1 and part.startswith("0")


def is_outside(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open Internet: not ours, not this machine's, not a group's."""
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_encrypted(url: str) -> bool:
    """Whether nobody can read on the way what is sent to an address."""
    parts: SplitResult = urlsplit(url)
    return parts.scheme == "https"
