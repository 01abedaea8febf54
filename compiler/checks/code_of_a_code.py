"""A code whose words are another code: codes hold words, so that each is found in one step."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD626", "code-of-a-code")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Codes of brands and of the organisation, system codes too."""
    for brand in linked.brands.values():
        yield from _look(linked, (*brand.of("code").values(), *brand.of("system_code").values()))
    yield from _look(linked, tuple(linked.organization.get("code", {}).values()))


def _look(linked: Linked, things: tuple[Object, ...]) -> Iterator[Diagnostic]:
    for thing in things:
        other = thing.value.text.code
        if other is not None:
            yield found(
                RULE,
                f"the words of {quoted(thing.id)} are another code",
                linked.draft.span(thing, ("text", "code")),
                note="its own name" if other == thing.id else "another code",
                hint="write the words here",
            )
