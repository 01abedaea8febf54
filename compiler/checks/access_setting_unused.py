"""A setting of access that the portal's mode does not look at: it reads as if it did something."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.access import SETTINGS, SIGNED_IN

RULE = Rule("FD668", "access-setting-unused", "warning")

_LISTED = {"visible", "company_when", "list"}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Settings that stand in the same file as the mode, one finding for all; those of a base are there for its heirs.

    Where tickets wait for people who sign in and nobody can, that is what has to be mended, and nothing is said here.
    """
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            access = thing.value.access
            written = linked.draft.documents.parsed[thing.file].value
            keys = written.get("access", {})
            at = linked.draft.span(thing, ("access", "mode") if "mode" in keys else ("access",))
            spans = {key: linked.draft.span(thing, ("access", key), "key") for key in keys}
            legal = SETTINGS[access.mode]
            idle = [key for key in keys if key not in ("mode", *legal) and spans[key].file == at.file]
            if not idle or (access.mode not in SIGNED_IN and _LISTED & written.get("tickets", {}).keys()):
                continue
            names = ", ".join(f"{key}:" for key in idle)
            yield found(
                RULE,
                f"{names} {'does' if len(idle) == 1 else 'do'} nothing where the mode is {access.mode}",
                spans[idle[0]],
                note="nobody looks at this",
                labels=[Label(at, "the mode")] if "mode" in keys else (),
                hint=f"leave it out; {quoted(access.mode)} looks at {', '.join(legal) if legal else 'nothing else'}",
            )
