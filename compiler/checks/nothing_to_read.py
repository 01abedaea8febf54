"""An open portal that shows a knowledge base in which customers can read nothing (OQ-03): the last article went."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.visibility import is_public

RULE = Rule("FD603", "nothing-to-read", may_lower=True)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Open portals that show the knowledge base, in brands whose articles could all be read."""
    for brand in linked.brands.values():
        if any(is_public(brand, thing) for thing in brand.of("article").values()):
            continue
        if any(linked.draft.has_poisoned(kind, brand.id) for kind in ("article", "category", "folder")):
            continue
        for thing in brand.of("portal").values():
            show, features = thing.value.show, brand.brand.value.features
            if thing.value.enabled and show.knowledge_base and features.knowledge_base:
                yield found(
                    RULE,
                    f"the portal {quoted(thing.id)} is open, and customers can read no article",
                    linked.draft.span(thing, ("enabled",)),
                    note="open because of this",
                    labels=[_why(linked, article) for article in list(brand.of("article").values())[:1]],
                    hint="make an article and its category public, or write  show: {knowledge_base: false}",
                )


def _why(linked: Linked, article: Object) -> Label:
    """Why customers cannot read one of the articles."""
    match article.value.status:
        case "draft":
            words = "a draft is for its author"
        case "member":
            words = "members alone may read it"
        case _:
            words = "public, in a section for members"
    return Label(linked.draft.span(article, ("status",)), words)
