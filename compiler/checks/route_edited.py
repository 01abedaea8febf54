"""A registered telephone route was edited (NHN-128): the exchange knows it as it was; delete it and add another."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked

RULE = Rule("FD248", "route-edited")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Routes of `channels/call.yaml` under a code that is in both states."""
    for pair in compared(linked, base):
        for old, new in pair.kept("call_channel"):
            for code, before in old.value.ivr_routes.items():
                now = new.value.ivr_routes.get(code)
                if now is not None and now != before:
                    yield found(
                        RULE,
                        f"the route {quoted(code)} was registered as something else",
                        linked.draft.span(new, ("ivr_routes", code)),
                        note="edited",
                        hint="delete it in one release and add it again in the next (or under another code)",
                    )
