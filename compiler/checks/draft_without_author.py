"""A draft that nobody wrote (OQ-20): only its author may see a draft, so this one could be seen by nobody."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD606", "draft-without-author")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Articles whose status is draft, written or by default."""
    for brand in linked.brands.values():
        for thing in brand.of("article").values():
            if thing.value.status != "draft" or thing.value.author is not None:
                continue
            written = "status" in linked.draft.documents.parsed[thing.file].value
            yield found(
                RULE,
                f"the article {quoted(thing.id)} is a draft without an author",
                linked.draft.span(thing, ("status",)) if written else whole_file(thing.file),
                note="draft here" if written else "",
                hint="add  author: (an agent's id)" if written else "add  status: public, or  author: (an agent's id)",
            )
