"""A portal that is told to show the FAQ or notices, and there are none, or the brand has the feature off (OQ-02)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.visibility import is_public

RULE = Rule("FD655", "nothing-to-show", "warning")

_KINDS = {"knowledge_base": "article", "faq": "faq", "notices": "notice", "inquiries": "inquiry_type"}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """What is written as `true` under `show:` of open portals; what is shown by default asks for nothing."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            written = linked.draft.documents.parsed[thing.file].value.get("show", {})
            for name in written if thing.value.enabled else ():
                if name in _KINDS and getattr(thing.value.show, name):
                    yield from _look(linked, brand, thing, name)


def _look(linked: Linked, brand: LinkedBrand, thing: Object, name: str) -> Iterator[Diagnostic]:
    place = linked.draft.span(thing, ("show", name))
    features = brand.brand
    if not getattr(features.value.features, name):
        yield found(
            RULE,
            f"{name} is switched off in the brand",
            place,
            note="not shown",
            labels=[Label(linked.draft.span(features, ("features", name)), "switched off here")],
            hint="switch it on in brand.yaml, or delete it here",
        )
    elif name in {"faq", "notices"} and not _has_any(linked, brand, _KINDS[name]):
        yield found(
            RULE,
            f"there is nothing public in {name}/ to show",
            place,
            note="shows an empty page",
            hint=f"add a public one, or write  {name}: false",
        )


def _has_any(linked: Linked, brand: LinkedBrand, kind: str) -> bool:
    """Whether customers can read one; what is broken may be one."""
    return linked.draft.has_poisoned(kind, brand.id) or any(
        is_public(brand, thing) for thing in brand.of(kind).values()
    )
