"""One file in its one layout; what it says does not change.

Both sides are parsed and compared before a new layout is handed out: where it would say anything else, or lose a
comment, the file stays as it is. Reading nodes is `compiler.editing.nodes`, printing them `compiler.editing.printing`.
"""

import re
from collections import Counter
from dataclasses import dataclass

from compiler.documents import end_of_front_matter
from compiler.editing.edits import Changes, with_changes
from compiler.editing.key_order import put_in_order
from compiler.editing.nodes import Page, UnusualError, read
from compiler.editing.printing import printed
from compiler.kinds import Kind, locate
from compiler.libraries import beside_brands
from compiler.parse import parse
from compiler.read import SourceTree, is_asset

_BOM = "\ufeff"
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Unformatted:
    """A file that is left as it is, and why."""

    file: str
    reason: str


def formatted(tree: SourceTree, file: str) -> bytes | Unformatted | None:
    """The new bytes of a file, or why it has none; `None` for files that have no layout of ours."""
    located = locate(beside_brands(file) or file)
    if is_asset(file) or located is None or not file.endswith((".yaml", ".md")):
        return None
    data = tree.read(file)
    try:
        return _markdown(file, data, located.kind) if file.endswith(".md") else _yaml(file, data, located.kind)
    except UnusualError as unusual:
        return Unformatted(file, str(unusual))


def laid_out_again(tree: SourceTree, changes: Changes) -> Changes:
    """Changes with new files, and files that were in their layout before, in their layout; others stay as changed."""
    now = with_changes(tree, changes)
    done: dict[str, bytes | None] = {}
    for file, data in changes.items():
        keeps = data is not None and (file not in tree.sizes or formatted(tree, file) == tree.read(file))
        result = formatted(now, file) if keeps else None
        done[file] = result if isinstance(result, bytes) else data
    return done


def _yaml(file: str, data: bytes, kind: Kind) -> bytes:
    return _laid_out(file, data, kind).encode()


def _markdown(file: str, data: bytes, kind: Kind) -> bytes:
    """Front matter in its layout above the very same text."""
    end = end_of_front_matter(data)
    if end is None:
        raise UnusualError("it has no front matter")
    front, _ = end
    start = data.index(b"\n") + 1
    laid_out = _laid_out(file, data[start:front], kind).encode()
    if data[:start].endswith(b"\r\n"):
        laid_out = laid_out.replace(b"\n", b"\r\n")
    return data[:start].removeprefix(_BOM.encode()) + laid_out + data[front:]


def _laid_out(file: str, data: bytes, kind: Kind) -> str:
    document, findings = parse(file, data)
    if document is None or findings:
        raise UnusualError(f"it cannot be read: {findings[0].message}" if findings else "it cannot be read")
    text = data.decode().removeprefix(_BOM)
    if _ODD_BREAKS.search(text):
        raise UnusualError("it has line breaks that not every editor knows")
    text = text.replace("\r\n", "\n")
    page = read(text)
    put_in_order(page.root, kind)
    result = printed(page)
    again, problems = parse(file, result.encode())
    if again is None or problems or again.value != document.value or _comments(read(result)) != _comments(read(text)):
        raise UnusualError("its layout cannot be changed without changing what it says or losing a comment")
    return result


def _comments(page: Page) -> Counter[str]:
    """Every comment of a text, however often it stands there."""
    around = (*page.header, *page.footer, *([page.after] if page.after else []))
    found = Counter(comment.text for comment in around)
    pending = [page.root]
    while pending:
        node = pending.pop()
        found.update(comment.text for comment in (*node.foot, *([node.head] if node.head else [])))
        for entry in node.entries:
            found.update(comment.text for comment in (*entry.before, *([entry.after] if entry.after else [])))
            pending.append(entry.value)
    return found
