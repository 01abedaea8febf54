"""Translated words, and the record of what they were made from, put into files; every other letter stays.

Which words and which units is decided elsewhere. A translated document says its source in `of:`; texts in YAML are
recorded in the `translations.lock.yaml` of their brand.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from compiler.documents import end_of_front_matter
from compiler.editing.edits import Changes, Places, bytes_of
from compiler.editing.insertion import in_yaml, with_key
from compiler.editing.nodes import Node, UnusualError, read
from compiler.editing.quoting import in_quotes
from compiler.link import Linked
from compiler.read import SourceTree
from compiler.translation.hashes import as_yaml
from compiler.translation.units import Owner, Unit, units

_HEAD = "# Written by  frontdesk translate : which words of the default language each translation was made from.\n"
_NOT_PLAIN = frozenset("{}[],:#&*!|>'\"%@`\n")


class CannotBeWrittenError(Exception):
    """A document that has not all a new file needs; the message is fit to be shown."""


def acknowledged(tree: SourceTree, linked: Linked, owner: Owner, said: Iterable[tuple[Unit, str]]) -> Changes:
    """Records that translations say what their sources say now: units with the language of the translation."""
    changes: dict[str, bytes | None] = {}
    recorded: dict[str, dict[str, str]] = {}
    for unit, language in said:
        if unit.is_document:
            file = unit.translations[language].file
            changes[file] = in_yaml(file, bytes_of(tree, file), partial(_of, hash_=unit.hash))
        else:
            recorded.setdefault(unit.name, {})[language] = unit.hash
    if recorded:
        file = f"brands/{owner.id}/translations.lock.yaml"
        changes[file] = _lock(units(linked, owner), recorded).encode()
    return changes


def _of(text: str, hash_: str) -> str:
    """Front matter with the hash of its source."""
    root = read(text).root
    entry = next((entry for entry in root.entries if entry.key is not None and entry.key.value == "of"), None)
    if entry is None:
        return with_key(text, "of", as_yaml(hash_))
    return text[: entry.value.start] + as_yaml(hash_) + text[entry.value.end :]


def _lock(there: Iterable[Unit], recorded: Mapping[str, Mapping[str, str]]) -> str:
    """The whole record anew, without what is gone."""
    lines = []
    for unit in sorted(there, key=lambda unit: unit.name):
        known = {**unit.recorded, **recorded.get(unit.name, {})}
        hashes = {language: known[language] for language in sorted(known) if language in unit.words}
        if hashes and not unit.is_document:
            said = ", ".join(f"{language}: {as_yaml(hash_)}" for language, hash_ in hashes.items())
            lines.append(f"{in_quotes(unit.name)}: {{{said}}}\n")
    return _HEAD + ("".join(lines) or "{}\n")


def with_words(
    tree: SourceTree, linked: Linked, said: Iterable[tuple[Unit, str, str]]
) -> tuple[Changes, tuple[str, ...]]:
    """Texts with their words in a language, and what could not be written, each with its reason.

    Words that lie in a file of their own (`received.en.html`) get one beside it.
    """
    changes: dict[str, bytes | None] = {}
    wanted: dict[str, list[tuple[Unit, str, str]]] = {}
    for unit, language, words in said:
        file = _own_file(linked, unit, language)
        if file is not None:
            changes[file] = f"{words.rstrip()}\n".encode()
        else:
            wanted.setdefault(linked.draft.span(unit.thing, unit.path).file, []).append((unit, language, words))
    problems: list[str] = []
    for file, ones in wanted.items():
        text = bytes_of(tree, file).decode().replace("\r\n", "\n")
        try:
            changes[file] = _with_all(text, linked, ones, problems).encode()
        except UnusualError as unusual:
            problems += (f"{unit.address} cannot be put into {file}: {unusual}" for unit, *_ in ones)
    return changes, tuple(problems)


def _own_file(linked: Linked, unit: Unit, language: str) -> str | None:
    """The file that holds the words of a language alone, or would; `None` where they stand in YAML."""
    value = linked.draft.documents.parsed[unit.thing.file].value
    for step in (*unit.thing.path, *unit.path):
        value = value[step]
    near = language if language in unit.words else unit.language
    if not isinstance(value, dict) or near not in value:
        return None
    file = linked.draft.span(unit.thing, (*unit.path, near)).file
    if file.endswith(".yaml"):
        return None
    stem, _, ending = file.rpartition(".")
    return f"{stem.removesuffix(f'.{near}')}.{language}.{ending}"


def _with_all(text: str, linked: Linked, ones: Iterable[tuple[Unit, str, str]], problems: list[str]) -> str:
    places = Places(text)
    by_start: dict[int, Node] = {}
    for node in _values(read(text).root):
        by_start.setdefault(node.start, node)  # the outermost value that begins at a letter
    edits = []
    for unit, language, words in ones:
        span = linked.draft.span(unit.thing, unit.path)
        found = by_start.get(places.offset(span.line, span.column))
        if found is None or found.sort == "list":
            problems.append(f"{unit.address} could not be found in {span.file}")
        else:
            edits.append(_edit(text, found, unit.language, language, words))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _values(node: Node) -> Iterator[Node]:
    yield node
    for entry in node.entries:
        yield from _values(entry.value)


def _edit(text: str, node: Node, source: str, language: str, words: str) -> tuple[int, int, str]:
    """Where a text begins and ends in its file, and what stands there with the words of a language."""
    said = in_quotes(words)
    if node.sort == "scalar":
        whole = f"{{{source}: {_in_brackets(text, node)}, {language}: {said}}}"
        return node.start, node.end, whole + _break(text, node)
    entry = next((entry for entry in node.entries if entry.key is not None and entry.key.value == language), None)
    if entry is not None:
        return entry.value.start, entry.value.end, said + _break(text, entry.value)
    last = node.entries[-1].value
    if node.flow:
        return last.end, last.end, f", {language}: {said}"
    end = text.find("\n", last.end - 1) + 1
    line = f"{' ' * node.entries[0].column}{language}: {said}\n"
    return (end, end, line) if end else (len(text), len(text), f"\n{line}")


def _break(text: str, node: Node) -> str:
    """The line break that a block text ends with."""
    return "\n" if text[node.start : node.end].endswith("\n") else ""


def _in_brackets(text: str, node: Node) -> str:
    """A scalar as it may stand between brackets."""
    written = text[node.start : node.end]
    is_safe = node.block is None and (written[:1] in ("'", '"') or not _NOT_PLAIN & {*written})
    return written if is_safe else in_quotes(node.value)


def with_document(tree: SourceTree, unit: Unit, language: str, parts: Mapping[str, str]) -> Changes:
    """A document in a language: `title`, `description` and `body`, as far as they are given.

    Raises `CannotBeWrittenError` where a new file would have no title or no text.
    """
    known = unit.translations.get(language)
    file = known.file if known is not None else f"{unit.thing.file.removesuffix('.md')}.{language}.md"
    if known is None:
        if not parts.get("title") or not parts.get("body"):
            raise CannotBeWrittenError(f"{unit.address} needs a title and a text in {language}")
        described = f"description: {in_quotes(parts['description'])}\n" if parts.get("description") else ""
        front = f"title: {in_quotes(parts['title'])}\n{described}of: {as_yaml(unit.hash)}\n"
        return {file: f"---\n{front}---\n{parts['body'].rstrip()}\n".encode()}
    data = in_yaml(file, bytes_of(tree, file), lambda text: _front(text, unit, parts))
    body = parts.get("body")
    end = end_of_front_matter(data)
    if body and end is not None:
        data = data[: end[1]] + f"{body.rstrip()}\n".encode()
    return {file: data}


def _front(text: str, unit: Unit, parts: Mapping[str, str]) -> str:
    for key in ("title", "description"):
        if parts.get(key):
            text = _with_value(text, key, in_quotes(parts[key]))
    return _of(text, unit.hash)


def _with_value(text: str, key: str, value: str) -> str:
    entry = next((one for one in read(text).root.entries if one.key is not None and one.key.value == key), None)
    if entry is None:
        return with_key(text, key, value)
    end = "\n" if text[entry.value.start : entry.value.end].endswith("\n") else ""
    return text[: entry.value.start] + value + end + text[entry.value.end :]
