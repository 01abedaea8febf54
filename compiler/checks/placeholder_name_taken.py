"""A placeholder of one's own with the name of one that is there already."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.placeholders import ALIASES

RULE = Rule("FD743", "placeholder-name-taken")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Names in `placeholders.yaml`, as they are written in texts: `@[Name]`."""
    for thing in linked.organization.get("placeholder", {}).values():
        meant = ALIASES.get(f"@[{thing.id}]")
        if meant is not None:
            yield found(
                RULE,
                f"@[{thing.id}] means {meant} already",
                linked.draft.span(thing, (), "key"),
                note="this name",
                hint=f"choose another name than {quoted(thing.id)}",
            )
