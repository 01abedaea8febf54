"""A text without words in the brand's default language: every other language falls back to those."""

from collections.abc import Iterator

from compiler.authored import texts
from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.mismatch import opening
from compiler.shape import Object
from schemas.text import Text

RULE = Rule("FD302", "default-language-missing")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Texts of a brand, and texts of the organisation that the brand uses."""
    for brand in linked.brands.values():
        for item in texts(brand):
            shared = _shared_code(brand, item.text)
            text = item.text if shared is None else shared.value.text
            if _has_default(brand, text) or set(text.by_language or ()) - {*brand.languages}:
                continue  # words in a language the brand does not have were meant to be in one it has: FD301 says so
            yield found(
                RULE,
                f"no words in {quoted(brand.default_language)}, the default language of the brand",
                opening(linked.draft.span(item.thing, item.path)),
                note="this text",
                labels=[] if shared is None else [Label(opening(linked.draft.span(shared, ("text",))), "written here")],
                hint=f"add  {brand.default_language}: …",
            )
        yield from _company(linked, brand)


def _shared_code(brand: LinkedBrand, text: Text) -> Object | None:
    """The organisation's code a text names; a brand's own codes are texts of the brand."""
    code = brand.of("code").get(text.code or "")
    return None if code is None or code.brand == brand.id else code


def _has_default(brand: LinkedBrand, text: Text) -> bool:
    return text.code is not None or bool(text.written(brand.default_language).get(brand.default_language))


def _company(linked: Linked, brand: LinkedBrand) -> Iterator[Diagnostic]:
    """What portals show of the company has words for their brand."""
    company = linked.organization.get("company_info", {}).get("")
    shown = [thing for thing in brand.of("portal").values() if thing.value.enabled and thing.value.show.company_info]
    if company is None or not shown or _has_default(brand, company.value.name):
        return
    yield found(
        RULE,
        f"no words in {quoted(brand.default_language)}, the default language of the brand {quoted(brand.id)}",
        opening(linked.draft.span(company, ("name",))),
        note="this text",
        labels=[Label(linked.draft.span(shown[0], ("show", "company_info")), "shown because of this")],
        hint=f"add  {brand.default_language}: …",
    )
