"""A field with the code of something else: a rule that says `status` must mean the ticket's status and nothing more."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file
from schemas.fields.system import SYSTEM_FIELDS
from schemas.triggers.targets import RESERVED

RULE = Rule("FD413", "reserved-field-code")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Codes that are targets of conditions, or system fields but for their case."""
    for brand in linked.brands.values():
        for name, thing in brand.of("field").items():
            if name.lower() in RESERVED or name.lower() in SYSTEM_FIELDS:
                what = "a system field" if name.lower() in SYSTEM_FIELDS else "something every ticket has"
                yield found(
                    RULE,
                    f"no field can have the code {quoted(name)}: it is the name of {what}",
                    whole_file(thing.file),
                    hint=f"rename the file, for example to {name}_1.yaml",
                )
