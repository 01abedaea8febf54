"""A setting of access that the portal's mode does not look at: it reads as if it did something."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.access import SETTINGS

RULE = Rule("FD668", "access-setting-unused", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Settings that stand in the same file as the mode; those of a base are there for its other heirs."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            mode = thing.value.access.mode
            written = linked.draft.documents.parsed[thing.file].value.get("access", {})
            at = linked.draft.span(thing, ("access", "mode") if "mode" in written else ("access",))
            for key in written:
                span = linked.draft.span(thing, ("access", key), "key")
                if key == "mode" or key in SETTINGS[mode] or span.file != at.file:
                    continue
                legal = SETTINGS[mode]
                yield found(
                    RULE,
                    f"{key}: does nothing where the mode is {mode}",
                    span,
                    note="nobody looks at this",
                    labels=[Label(at, "the mode")] if "mode" in written else (),
                    hint=f"leave it out; {quoted(mode)} looks at {', '.join(legal) if legal else 'nothing else'}",
                )
