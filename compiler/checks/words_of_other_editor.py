"""Words in a file of plain text where the brand writes HTML, or the other way round (NHN-101, NHN-115)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked, LinkedBrand
from compiler.span import whole_file

RULE = Rule("FD440", "words-of-other-editor")

_ENDINGS = {"html": "html", "text": "txt"}
_FOLDERS = ("messages", "answer_templates", "mail")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Layouts, and long words of messages and answer templates, that end in `.txt` or `.html`."""
    documents = linked.draft.documents
    layouts = (file for file in documents.tree.sizes if "/mail/layouts/" in file)
    for file in sorted({*documents.companions, *layouts}):
        _, name, folder, *_ = file.split("/")
        brand = linked.brands.get(name)
        if brand is not None and folder in _FOLDERS:
            yield from _look(linked, brand, file)


def _look(linked: Linked, brand: LinkedBrand, file: str) -> Iterator[Diagnostic]:
    editor = brand.brand.value.editor
    stem, _, ending = file.rpartition(".")
    if ending in _ENDINGS.values() and ending != _ENDINGS[editor]:
        wanted, held = ("HTML", "plain text") if editor == "html" else ("plain text", "HTML")
        yield found(
            RULE,
            f"the brand writes {wanted}, and this file holds {held}",
            whole_file(file),
            labels=[Label(linked.draft.span(brand.brand, ("editor",)), f"editor: {editor}")],
            hint=f"call it {stem.rpartition('/')[2]}.{_ENDINGS[editor]}",
        )
