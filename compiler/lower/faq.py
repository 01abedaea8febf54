"""The FAQ: its tree of categories and the facts of its documents. Their words are `compiler.lower.texts`."""

from compiler.history import old_addresses
from compiler.lower.asset_uses import use
from compiler.lower.bench import Bench
from compiler.shape import Object
from schemas.bundle import FaqCategoryFacts, FaqDocumentFacts, FaqFacts
from schemas.knowledge import FaqCategory


def lower_faq(bench: Bench) -> FaqFacts:
    """The whole FAQ of a brand: categories in the written order, documents pinned ones first, then by title."""
    brand = bench.brand
    top = [thing.value for thing in brand.of("faq_category").values() if "parent" not in thing.parts]
    documents = sorted(brand.of("faq").values(), key=_rank)
    return FaqFacts(
        categories=tuple(_category(bench, category) for category in top),
        documents=tuple(_document(bench, thing) for thing in documents),
    )


def _category(bench: Bench, category: FaqCategory) -> FaqCategoryFacts:
    children = tuple(_category(bench, child) for child in category.children)
    return FaqCategoryFacts(id=category.id, name=bench.wording.of(category.name), children=children)


def _rank(thing: Object) -> tuple[int, str, str]:
    """Pinned to the home page, pinned in its category, the rest."""
    return ("main", "category", None).index(thing.value.pinned), thing.value.title.casefold(), thing.id


def _document(bench: Bench, thing: Object) -> FaqDocumentFacts:
    document = thing.value
    span = bench.linked.draft.span
    attachments = (
        use(bench, path, "file", span(thing, ("attachments", index))) for index, path in enumerate(document.attachments)
    )
    return FaqDocumentFacts(
        id=thing.id,
        category=document.category,
        pinned=document.pinned,
        status=document.status,
        updated=document.updated,
        aliases=old_addresses(bench.brand.objects, thing),
        attachments=tuple(asset for asset in attachments if asset is not None),
    )
