"""Two files of a brand with the same name (NHN-156): a theme names files without their folder."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.read import is_asset
from compiler.span import whole_file

RULE = Rule("FD694", "file-name-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Files under `assets/`, brand by brand; case does not count, as some file systems ignore it."""
    documents = linked.draft.documents
    first: dict[tuple[str, str], str] = {}
    for file in documents.tree.sizes:
        if not is_asset(file) or file in documents.inherited:
            continue
        home, _, name = file.partition("/assets/")
        name = name.rpartition("/")[2]
        before = first.setdefault((home, name.casefold()), file)
        if before.casefold() != file.casefold():  # names that differ only in case are refused by the read pass
            yield found(
                RULE,
                f"there are two files called {quoted(name)}",
                whole_file(file),
                labels=[Label(whole_file(before), "the other")],
                hint="rename one of them",
            )
