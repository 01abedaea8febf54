"""A form no inquiry type has (OQ-55): nobody will ever see it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD411", "unused-form", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Forms that `form:` of no inquiry type names."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("inquiry_type", brand.id):
            continue
        used = {thing.value.form for thing in brand.of("inquiry_type").values()}
        for name, thing in brand.of("form").items():
            if name not in used:
                yield found(
                    RULE,
                    f"no inquiry type has the form {quoted(name)}",
                    whole_file(thing.file),
                    hint=f"write form: {name} at an inquiry type, or remove the file",
                )
