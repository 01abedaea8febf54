"""An entry of `order:` that nothing is called: it would be passed over in silence."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object

RULE = Rule("FD653", "order-names-nothing")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Order of categories in `_kb.yaml`, of folders and articles in their section."""
    for brand in linked.brands.values():
        inside = _inside(brand)
        for kind in ("knowledge_base", "category", "folder"):
            for thing in brand.of(kind).values():
                yield from _look(linked, brand, thing, inside.get(_place(thing), []))


def _inside(brand: LinkedBrand) -> dict[tuple[str, ...], list[str]]:
    """What stands in each place of the knowledge base, by id."""
    inside: dict[tuple[str, ...], list[str]] = {(): list(brand.of("category"))}
    for folder in brand.of("folder").values():
        inside.setdefault((folder.parts["category"],), []).append(folder.parts["folder"])
    for article in brand.of("article").values():
        place = tuple(article.parts[part] for part in ("category", "folder") if part in article.parts)
        inside.setdefault(place, []).append(article.id)
    return inside


def _place(thing: Object) -> tuple[str, ...]:
    return tuple(thing.parts[part] for part in ("category", "folder") if part in thing.parts)


def _look(linked: Linked, brand: LinkedBrand, thing: Object, here: list[str]) -> Iterator[Diagnostic]:
    for index, name in enumerate(thing.value.order):
        again = name in thing.value.order[:index]
        broken = any(linked.draft.is_poisoned(kind, brand.id, name) for kind in ("category", "folder", "article"))
        if (name in here and not again) or broken:
            continue
        yield found(
            RULE,
            f"{quoted(name)} is listed twice" if again else f"there is no {quoted(name)} here to put in order",
            linked.draft.span(thing, ("order", index)),
            note="again here" if again else "not found",
            hint="delete one of the two" if again else did_you_mean(name, here) or "this section is empty",
        )
