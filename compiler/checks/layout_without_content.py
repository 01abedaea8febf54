"""A mail layout without `#{content}`: the customer would get everything but the answer (NHN-117)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.span import whole_file
from schemas.placeholders import parse

RULE = Rule("FD437", "layout-without-content")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every layout of every status and language."""
    for brand in linked.brands.values():
        for thing in brand.of("mail_layout").values():
            if not any(one.name == "content" for one in parse(thing.value.content)):
                yield found(
                    RULE,
                    "the layout has no place for the answer",
                    whole_file(thing.file),
                    hint="write #{content} where the answer belongs",
                )
