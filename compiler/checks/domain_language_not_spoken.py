"""A portal that does not speak the language of its domain (HS-13): people who know the domain expect it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD744", "domain-language-not-spoken", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals at a domain with a language, and with languages of their own; beside it they may speak others."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            domain = brand.of("domain").get(thing.value.address.domain or "")
            language = domain.value.language if domain else None
            if domain is None or language is None or language in (thing.value.languages or ()):
                continue
            yield found(
                RULE,
                f"the domain {quoted(domain.id)} speaks {language}, the portal {quoted(thing.id)} does not",
                linked.draft.span(thing, ("languages",)),
                note="without it",
                labels=[Label(linked.draft.span(domain, ("language",)), "the domain's language")],
                hint=f"add {language}, or leave languages: out to speak it alone",
            )
