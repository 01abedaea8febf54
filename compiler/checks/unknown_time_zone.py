"""A time zone that does not exist: periods of notices and times in mails would be wrong."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.span import Path, Span

RULE = Rule("FD650", "unknown-time-zone")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`time_zone:` of brands and of the repository's defaults."""
    for brand in linked.brands.values():
        own = brand.brand.value.time_zone
        if own is not None:
            yield from _look(own, linked.draft.span(brand.brand, ("time_zone",)))
    path: Path = ("defaults", "time_zone")
    yield from _look(linked.repository.defaults.time_zone, linked.draft.documents.span("frontdesk.yaml", path))


def _look(name: str, span: Span) -> Iterator[Diagnostic]:
    if name not in _zones():
        near = did_you_mean(name, _zones())
        hint = near if near.startswith("did you mean") else "write region and city, as in Asia/Seoul or Europe/Berlin"
        yield found(RULE, f"there is no time zone {quoted(name)}", span, note="this time zone", hint=hint)


@cache
def _zones() -> frozenset[str]:
    """The names of the packaged tz database: what a machine has installed must not decide."""
    return frozenset((files("tzdata") / "zones").read_text().split())
