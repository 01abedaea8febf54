"""Who may read what: the effective status of an article with its sections counted, and what customers can reach.

Read off `Linked`; whether an unreachable text is a mistake is for `compiler.checks`.
"""

from compiler.link import LinkedBrand
from compiler.shape import Object
from schemas.knowledge import Status, effective_status


def sections(brand: LinkedBrand, article: Object) -> tuple[Object, ...]:
    """The category and, if there is one, the folder an article or folder stands in; what is broken is left out."""
    category, folder = article.parts.get("category", ""), article.parts.get("folder")
    around = [brand.of("category").get(category)]
    if article.kind == "article" and folder is not None:
        around.append(brand.of("folder").get(f"{category}/{folder}"))
    return tuple(section for section in around if section is not None)


def article_status(brand: LinkedBrand, article: Object) -> Status:
    """Who really may read an article, its sections counted (OQ-13, OQ-19)."""
    own: Status = "public" if article.value.status == "publish" else article.value.status
    return effective_status(own, *(section.value.status for section in sections(brand, article)))


def switched_off(brand: LinkedBrand, name: str) -> Object | None:
    """The inquiry type that is off: this one or one above it; `None` where customers may choose it."""
    types = brand.of("inquiry_type")
    while name in types:
        if not types[name].value.enabled:
            return types[name]
        name = types[name].parts.get("parent", "")
    return None


def is_public(brand: LinkedBrand, thing: Object) -> bool:
    """Whether customers can reach an object on an open portal that shows its kind."""
    match thing.kind:
        case "article":
            return article_status(brand, thing) == "public"
        case "category":
            return bool(thing.value.status == "public")
        case "folder":
            around = (thing, *sections(brand, thing))
            return all(section.value.status == "public" for section in around)
        case "faq" | "notice":
            return bool(thing.value.status == "public")
        case "inquiry_type":
            return switched_off(brand, thing.id) is None
        case _:
            return True
