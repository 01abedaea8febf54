"""A code that carries Markdown, named where text is plain: customers would read the asterisks."""

from collections.abc import Iterator

from compiler.authored import texts
from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD627", "markdown-code-in-plain-text")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Texts that name a code with `format: markdown`."""
    for brand in linked.brands.values():
        for item in texts(brand):
            code = brand.of("code").get(item.text.code or "")
            if code is None or code.value.format != "markdown" or _takes_markdown(item.thing, item.path):
                continue
            yield found(
                RULE,
                f"the code {quoted(code.id)} carries Markdown, and this text is plain",
                linked.draft.span(item.thing, (*item.path, "code")),
                note="named here",
                labels=[Label(linked.draft.span(code, ("format",)), "Markdown because of this")],
                hint="name a plain code; Markdown belongs to the footer text, notices of fields and texts of consents",
            )


def _takes_markdown(thing: Object, path: Path) -> bool:
    if thing.kind == "portal":
        return path == ("footer", "text")
    return thing.kind in {"field", "system_field"} and path in {("notice",), ("text",)}
