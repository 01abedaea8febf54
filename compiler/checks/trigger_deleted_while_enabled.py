"""A trigger was deleted that was enabled until now (NHN-046): what it did ends without anybody having seen it off."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD242", "trigger-deleted-while-enabled", "warning")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Triggers that are gone and were not switched off before; `strict: true` makes this refuse a build."""
    for pair in compared(linked, base):
        for old in pair.gone("trigger"):
            if old.value.enabled:
                yield found(
                    RULE,
                    f"the trigger {quoted(old.id)} was enabled when it was deleted",
                    whole_file(old.file),
                    hint="write  enabled: false  in one release, delete it in the next",
                )
