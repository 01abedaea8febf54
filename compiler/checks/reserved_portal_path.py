"""A portal's path that the runtime needs for itself, or that looks like a language."""

import re
from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked, LinkedBrand

RULE = Rule("FD638", "reserved-portal-path")

RESERVED = frozenset({"desk", "files", "static", "healthz", "readyz", "widget", "api", "openapi", "metrics"})
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?\Z", re.IGNORECASE)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Parts of the path of each portal."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            parts = thing.value.address.path.strip("/").split("/")
            span = linked.draft.span(thing, ("address", "path"))
            if parts[0].lower() in RESERVED:
                message = f"{quoted('/' + parts[0])} belongs to the runtime"
                yield found(RULE, message, span, note="this path", hint="choose another path, such as /help")
            elif thing.value.address.path == _documented(brand):
                continue
            elif any(_LANGUAGE.match(part) for part in parts):
                looks = next(part for part in parts if _LANGUAGE.match(part))
                message = f"{quoted(looks)} in a portal's path could be a language"
                hint = "pages are at <path>/<language>/…: choose a path of four letters or more, such as /help"
                yield found(RULE, message, span, note="this path", hint=hint)


def _documented(brand: LinkedBrand) -> str:
    """The one address that is fixed from outside: `hc` is no language there (NHN-004)."""
    return f"/{brand.brand.value.service_id}/hc"
