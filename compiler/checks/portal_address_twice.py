"""Two portals at the same address in an environment (OQ-01, OQ-53): only one of them could answer."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Span

RULE = Rule("FD639", "portal-address-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Host and path of every portal of the repository, open or closed, once for each environment."""
    reported: set[tuple[str, str]] = set()
    for environment in linked.environments or ("",):
        first: dict[tuple[str, str], Object] = {}
        for thing in _portals(linked):
            host = _host(linked, thing, environment)
            if host is None:
                continue
            seen = first.setdefault((host, thing.value.address.path), thing)
            pair = (f"{seen.brand}/{seen.id}", f"{thing.brand}/{thing.id}")
            if seen is thing or pair in reported:
                continue
            reported.add(pair)
            where = f" in the environment {quoted(environment)}" if environment else ""
            yield found(
                RULE,
                f"the portals {quoted(pair[0])} and {quoted(pair[1])} have the same address{where}",
                _span(linked, thing),
                note=f"also {host}{thing.value.address.path}",
                labels=[Label(_span(linked, seen), f"{host}{seen.value.address.path}")],
                hint="give one of them another path, such as  path: /help",
            )


def _portals(linked: Linked) -> Iterator[Object]:
    for brand in linked.brands.values():
        yield from brand.of("portal").values()


def _host(linked: Linked, thing: Object, environment: str) -> str | None:
    """The host in an environment; without environments two portals with the same binding are the same."""
    host = thing.value.address.host
    if host is None:
        return None
    found_host: str | None = host.resolve(linked.values(environment, thing.brand))
    if found_host is None and not environment and host.binding is not None:
        return f"{thing.brand}:{host.binding}"
    return found_host


def _span(linked: Linked, thing: Object) -> Span:
    """The domain, the host, or the name of its binding."""
    address = thing.value.address
    if address.domain is not None:
        return linked.draft.span(thing, ("address", "domain"))
    bound = address.host.binding is not None
    return linked.draft.span(thing, ("address", "host", "binding") if bound else ("address", "host"))
