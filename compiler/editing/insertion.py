"""One entry more or less in a YAML file; every other letter of the file stays where it is."""

import re
from collections.abc import Callable

from compiler.documents import end_of_front_matter
from compiler.editing.nodes import Entry, Node, UnusualError, read
from compiler.span import Path


def in_yaml(file: str, data: bytes, change: Callable[[str], str]) -> bytes:
    """A file with its YAML changed: all of it, or the front matter above a text."""
    if not file.endswith(".md"):
        return _changed(file, data, change)
    end = end_of_front_matter(data)
    if end is None:
        return data
    start = data.index(b"\n") + 1
    return data[:start] + _changed(file, data[start : end[0]], change) + data[end[0] :]


def _changed(file: str, data: bytes, change: Callable[[str], str]) -> bytes:
    try:
        return change(data.decode().replace("\r\n", "\n")).encode()
    except UnusualError as unusual:
        raise UnusualError(f"{file}: {unusual}") from unusual


def with_item(text: str, key: str | None, item: str) -> str:
    """`item` at the end of the list under `key` (which is made where it is missing), or of the file's own list.

    Lines of an item after its first stand below it.
    """
    if not text.strip():
        return f"{_listed(item, 0)}" if key is None else f"{key}:\n{_listed(item, 2)}"
    root = read(text).root
    if key is None:
        return _into_list(text, root, item)
    entry = next((entry for entry in root.entries if entry.key is not None and entry.key.value == key), None)
    if entry is None:
        return with_key(text, key, f"[{item}]" if root.flow else f"\n{_listed(item, 2)}".rstrip("\n"))
    return _into_list(text, entry.value, item)


def with_key(text: str, key: str, value: str) -> str:
    """A new key at the end of a map. A value that begins with a line break stands below its key."""
    line = f"{key}:{value}" if value.startswith("\n") else f"{key}: {value}"
    if not text.strip():
        return f"{line}\n"
    root = read(text).root
    if root.sort == "map" and root.flow:
        return into_brackets(text, root, line)
    return into_block(text, root, line)


def _into_list(text: str, node: Node, item: str) -> str:
    if node.sort != "list":
        raise ValueError("not a list")
    if node.flow:
        return into_brackets(text, node, item)
    return into_block(text, node, _listed(item, 0).rstrip("\n"))


def into_brackets(text: str, node: Node, words: str) -> str:
    """Words before the closing bracket, before comments there. `words` of several lines are not handed in."""
    start = node.entries[-1].value.end if node.entries else node.start + 1
    if "#" in text[start : node.end - 1]:
        return f"{text[:start]}{', ' if node.entries else ''}{words}{text[start:]}"
    inner = text[node.start + 1 : node.end - 1].rstrip().rstrip(",")
    comma = ", " if inner.strip() else ""
    return f"{text[: node.start + 1]}{inner}{comma}{words}{text[node.end - 1 :]}"


def into_block(text: str, node: Node, words: str) -> str:
    """Words after the last line of a block, as deep as its entries."""
    indent = " " * (node.entries[0].column if node.entries else 0)
    lines = "".join(f"{indent}{line}".rstrip() + "\n" for line in words.split("\n"))
    end = text.find("\n", node.end)
    if end < 0:
        return f"{text}\n{lines}"
    return f"{text[: end + 1]}{lines}{text[end + 1 :]}"


def _listed(item: str, indent: int) -> str:
    """An item with its dash; its other lines below it."""
    first, *others = item.split("\n")
    pad = " " * indent
    return "\n".join([f"{pad}- {first}", *(f"{pad}  {line}" for line in others)]) + "\n"


def without(text: str, path: Path) -> str:
    """A file without the value at a path, with the comments directly above it.

    A map or list that would be empty goes, too; of the whole file nothing but comments may be left.
    """
    root = read(text).root
    chain = _chain(root, path)
    while len(chain) > 1 and len(chain[-1][0].entries) == 1:
        chain.pop()
    node, entry = chain[-1]
    return _without_in_brackets(text, node, entry) if node.flow else _without_lines(text, root, node, entry)


def _chain(root: Node, path: Path) -> list[tuple[Node, Entry]]:
    """The maps and lists a path leads through, each with the entry it takes."""
    chain, node = [], root
    for step in path:
        entry = (
            node.entries[step]
            if isinstance(step, int)
            else next(entry for entry in node.entries if entry.key is not None and entry.key.value == step)
        )
        chain.append((node, entry))
        node = entry.value
    return chain


def _without_in_brackets(text: str, node: Node, entry: Entry) -> str:
    place = node.entries.index(entry)
    if len(node.entries) == 1:
        return text[: node.start + 1] + text[node.end - 1 :]
    if place + 1 < len(node.entries):
        return text[: entry.start] + text[node.entries[place + 1].start :]
    return text[: node.entries[place - 1].value.end] + text[entry.value.end :]


def _without_lines(text: str, root: Node, node: Node, entry: Entry) -> str:
    start = text.rfind("\n", 0, entry.start) + 1
    end = text.find("\n", entry.value.end)
    end = len(text) if end < 0 else end + 1
    if text[start : entry.start].strip():  # the first key of an item stands behind its dash, which stays
        following = node.entries[1]
        return text[: entry.start] + text[following.start :]
    if node is not root or entry is not root.entries[0]:
        start = _with_comments(text, start, entry.column)
    if re.match(r"[ \t]*\n", text[end:]) and (start == 0 or text[:start].endswith("\n\n")):
        end += text[end:].index("\n") + 1  # of two empty lines around it one is left
    return text[:start] + text[end:]


def _with_comments(text: str, start: int, column: int) -> int:
    """Where the comments begin that stand directly above a line and as deep as its entry."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        line = text[above : start - 1]
        if not line.strip().startswith("#") or len(line) - len(line.lstrip()) != column:
            break
        start = above
    return start
