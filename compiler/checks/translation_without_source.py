"""A translation of nothing: there is no file in the default language beside it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD308", "translation-without-source")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Translations of articles, FAQ documents and notices; an article's lies beside the article."""
    for brand in linked.brands.values():
        for kind in ("article", "faq", "notice"):
            for thing in brand.of(f"{kind}_translation").values():
                source = f"{thing.file.rpartition('/')[0]}/{thing.id}.md"
                if source in linked.draft.documents.tree.sizes:
                    continue
                elsewhere = brand.of(kind).get(thing.id)
                hint = did_you_mean(thing.id, brand.of(kind)) if elsewhere is None else f"it stands in {elsewhere.file}"
                yield found(RULE, f"there is no {source} to translate", whole_file(thing.file), hint=hint)
