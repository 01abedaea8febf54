"""Articles in a folder of the knowledge base that has no `_category.yaml` or `_folder.yaml`: nobody knows its name."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD654", "section-without-file")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every place an article or folder stands in, reported once."""
    for brand in linked.brands.values():
        said: set[str] = set()
        for kind in ("folder", "article"):
            for thing in brand.of(kind).values():
                category, folder = thing.parts["category"], thing.parts.get("folder")
                places = [(f"kb/{category}/_category.yaml", "category", category)]
                if folder is not None:
                    places.append((f"kb/{category}/{folder}/_folder.yaml", "folder", folder))
                for path, word, name in places:
                    file = f"brands/{brand.id}/{path}"
                    if file in said or file in linked.draft.documents.tree.sizes:
                        continue
                    said.add(file)
                    yield found(
                        RULE,
                        f"the {word} {quoted(name)} has no {path.rpartition('/')[2]}",
                        whole_file(thing.file),
                        hint=f"add {path} with  name:",
                    )
