"""Two sections of one place with the same name in a language (OQ-07, OQ-12): readers could not tell them apart."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.mismatch import opening
from compiler.shape import Object
from schemas.text import localize

RULE = Rule("FD620", "name-twice-among-siblings")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Categories, folders of one category, FAQ categories under one parent; case and blanks around do not count."""
    for brand in linked.brands.values():
        codes = {name: thing.value.text for name, thing in brand.of("code").items()}
        first: dict[tuple[str, str, str, str], Object] = {}
        for thing in _sections(brand):
            names = localize(thing.value.name, brand.languages, brand.default_language, codes)
            for language, name in names.items():
                seen = first.setdefault((thing.kind, _place(thing), language, name.strip().casefold()), thing)
                if seen is not thing:
                    yield found(
                        RULE,
                        f"two {_word(thing)} here are called {quoted(name.strip())}",
                        opening(linked.draft.span(thing, ("name",))),
                        note="again here",
                        labels=[Label(opening(linked.draft.span(seen, ("name",))), "first here")],
                        hint="give one of them another name",
                    )
                    break


def _sections(brand: LinkedBrand) -> Iterator[Object]:
    for kind in ("category", "folder", "faq_category", "sms_category"):
        yield from brand.of(kind).values()


def _place(thing: Object) -> str:
    return thing.parts.get("category", "") if thing.kind == "folder" else thing.parts.get("parent", "")


def _word(thing: Object) -> str:
    words = {"category": "categories", "folder": "folders", "sms_category": "SMS categories"}
    return words.get(thing.kind, "FAQ categories")
