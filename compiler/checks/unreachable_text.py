"""A public article or folder inside something members alone may read (OQ-13, OQ-19): customers cannot reach it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.visibility import sections

RULE = Rule("FD605", "unreachable-text", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Articles that say `public`, and folders that say so themselves."""
    for brand in linked.brands.values():
        for kind in ("folder", "article"):
            for thing in brand.of(kind).values():
                if not _says_public(linked, thing):
                    continue
                closed = next((section for section in sections(brand, thing) if section.value.status == "member"), None)
                if closed is not None:
                    name = thing.parts["folder"] if kind == "folder" else thing.id
                    yield found(
                        RULE,
                        f"customers cannot reach the {kind} {quoted(name)}",
                        linked.draft.span(thing, ("status",)),
                        note="public here",
                        labels=[Label(linked.draft.span(closed, ("status",)), f"this {closed.kind} is for members")],
                        hint="move it, or write  status: member",
                    )


def _says_public(linked: Linked, thing: Object) -> bool:
    """Whether `public` is written there: a folder that says nothing means no contradiction."""
    written = linked.draft.documents.parsed[thing.file].value
    return "status" in written and thing.value.status in {"public", "publish"}
