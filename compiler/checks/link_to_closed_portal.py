"""An open portal whose drop-down leads to one that is closed (OQ-51): customers would meet a closed door."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD609", "link-to-closed-portal", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries with `portal:` of open portals."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            for index, entry in enumerate(thing.value.footer.dropdown if thing.value.enabled else ()):
                other, _, name = (entry.portal or "").rpartition("/")
                home = linked.brands.get(other or brand.id)
                target = home.of("portal").get(name) if home is not None else None
                if target is None or target.value.enabled:
                    continue
                switch = linked.draft.span(target, ("enabled",))
                yield found(
                    RULE,
                    f"the portal {quoted(entry.portal or '')} is closed",
                    linked.draft.span(thing, ("footer", "dropdown", index, "portal")),
                    note="leads there",
                    labels=[Label(switch, "closed here")] if switch.line == switch.end_line else [],
                    hint="open it with  enabled: true, or delete the entry",
                )
