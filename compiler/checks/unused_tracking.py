"""A tracking profile that no project uses: nobody ever sees it (FC-02)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD478", "unused-tracking", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled profiles that no project of the brand names."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("project", brand.id):
            continue
        used = {thing.value.tracking for thing in brand.of("project").values()}
        for thing in brand.of("tracking").values():
            if thing.id not in used and thing.value.enabled:
                yield found(
                    RULE,
                    f"no project uses the tracking profile {quoted(thing.id)}",
                    whole_file(thing.file),
                    hint=f"write  tracking: {thing.id}  in a project, or delete the file",
                )
