"""A portal without a place to answer at, or with two: a host of its own, or a domain of the organisation (HS-05)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import Span

RULE = Rule("FD665", "portal-without-host")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Addresses of all portals, open or closed."""
    names = tuple(linked.organization.get("domain", {}))
    domain = f"domain: {names[0]}" if names else "domain: … (organization.yaml has none yet)"
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            address = thing.value.address
            has_own = "host" in _written(linked, thing.file)
            if address.domain is not None and has_own:
                yield found(
                    RULE,
                    f"the portal {quoted(thing.id)} has a host of its own and a domain",
                    linked.draft.span(thing, ("address", "host"), "key"),
                    note="one too many",
                    hint=f"leave out  host:  or  domain: {address.domain}",
                )
            elif address.domain is None and address.host is None:
                span = linked.draft.span(thing, ("address",), "key")
                yield found(
                    RULE,
                    f"the portal {quoted(thing.id)} has no host",
                    Span(span.file, span.line, span.column, span.line, span.end_column),
                    note="neither host: nor domain: here",
                    hint=f"write  host: help.shop.example,  host: {{binding: …}}  or  {domain}",
                )


def _written(linked: Linked, file: str) -> tuple[str, ...]:
    """The keys of the address as they stand in the file."""
    return tuple(linked.draft.documents.parsed[file].value.get("address", {}))
