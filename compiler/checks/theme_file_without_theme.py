"""A page, style sheet or script in a folder of `themes/` that has no `theme.yaml`: nothing would ever read it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.kinds import theme_source
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD695", "theme-file-without-theme")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """One finding for each folder."""
    documents = linked.draft.documents
    said: set[str] = set()
    for file in documents.tree.sizes:
        folder = file.rpartition("/")[0]
        if theme_source(file) is None or folder in said or f"{folder}/theme.yaml" in documents.tree.sizes:
            continue
        said.add(folder)
        yield found(
            RULE,
            f"{folder} has no theme.yaml",
            whole_file(documents.inherited.get(file, file)),
            hint="add theme.yaml with  title:",
        )
