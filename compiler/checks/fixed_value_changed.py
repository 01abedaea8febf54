"""A value that others hold for good was changed: a brand's service id (NHN-006), the organisation's API id."""

from collections.abc import Iterator
from typing import Final

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked

RULE = Rule("FD236", "fixed-value-changed")

_FIXED: Final = (
    ("brand", "service_id", "addresses and programs hold it"),
    ("organization", "api_id", "every signature of the Open API is made with it"),
)


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Values that were set and now differ or are gone; one that was never set may be set."""
    for pair in compared(linked, base):
        for kind, key, why in _FIXED:
            for old, new in pair.kept(kind):
                before, now = getattr(old.value, key), getattr(new.value, key)
                if before is None or before == now:
                    continue
                span = linked.draft.span(new, (key,) if now is not None else ())
                message = f"{key} was {quoted(before)} and never changes"
                yield found(RULE, message, span, note="changed", hint=f"write  {key}: {before}  again: {why}")
