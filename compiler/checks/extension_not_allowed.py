"""A file field that takes what is never taken: programs, pages and pictures that can run scripts."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.fields.file import EXTENSIONS, FileField

RULE = Rule("FD418", "extension-not-allowed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Extensions that are not on the closed list."""
    for brand in linked.brands.values():
        for thing in brand.of("field").values():
            if not isinstance(thing.value, FileField):
                continue
            for index, extension in enumerate(thing.value.extensions or ()):
                if extension not in EXTENSIONS:
                    yield found(
                        RULE,
                        f"files ending in {quoted(extension)} cannot be attached",
                        linked.draft.span(thing, ("extensions", index)),
                        note="not on the list",
                        hint=f"possible are {', '.join(EXTENSIONS)}",
                    )
