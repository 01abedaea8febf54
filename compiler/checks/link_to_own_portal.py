"""A drop-down entry that leads to the portal it stands in (OQ-51)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked

RULE = Rule("FD608", "link-to-own-portal")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries with `portal:` of each portal."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            for index, entry in enumerate(thing.value.footer.dropdown):
                if entry.portal in {thing.id, f"{brand.id}/{thing.id}"}:
                    yield found(
                        RULE,
                        "this entry leads to the portal it stands in",
                        linked.draft.span(thing, ("footer", "dropdown", index, "portal")),
                        note="this portal",
                        hint="name another portal, or delete the entry",
                    )
