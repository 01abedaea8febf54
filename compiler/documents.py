"""What the parse pass makes of a tree: parsed YAML with places, and bodies as digests.

Splitting front matter from a body and the values between `read` and `shape` live here; parsing itself is
`compiler.parse`.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeGuard

from compiler import suspicious
from compiler.allowances import Allowance, allowances
from compiler.cache import Cache, NoCache
from compiler.diagnostic import Diagnostic, Rule, found
from compiler.parse import FILE_LIMIT, Document, Value, parse, refuse_bytes, too_large
from compiler.read import SourceTree, is_asset
from compiler.span import Part, Path, Span, whole_file
from compiler.swallowed import SWALLOWED, swallowed
from schemas.canonical import digest

NO_FRONT_MATTER = Rule("FD030", "front-matter-missing")
_BESIDE = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?)\.(?:md|html|txt)")
BODY_LIMIT = 500_000  # bytes of one article, front matter counted


@dataclass(frozen=True, slots=True)
class Body:
    """A Markdown body, known by digest and length; `offset` and `line` say where it starts in its file."""

    digest: str
    size: int
    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class Documents:
    """Every YAML document and every body of a tree, by path."""

    tree: SourceTree
    parsed: Mapping[str, Document]
    bodies: Mapping[str, Body]
    refused: frozenset[str]
    """Files with findings: what they define is unknown, so nothing is said about names that miss it."""
    allowances: tuple[Allowance, ...] = ()
    """Comments that silence warnings, in the order of files and lines."""
    companions: frozenset[str] = frozenset()
    """Files that hold words of the YAML file beside them, in one language each."""
    inherited: Mapping[str, str] = field(default_factory=dict)
    """Paths that a brand has from its library, with the library's file that is read for each."""
    heirs: Mapping[str, int] = field(default_factory=dict)
    """How many brands have what a library's file says; files of libraries only."""
    without_base: frozenset[tuple[str, Path]] = frozenset()
    """Objects (file and path) whose base is unknown: what they say is not all there is, so nothing is said of them."""

    def span(self, file: str, path: Path = (), part: Part = "value") -> Span:
        """The place of a key or value; the whole file when it was not parsed."""
        document = self.parsed.get(file)
        return whole_file(file) if document is None else document.span(path, part)

    def written(self, span: Span) -> str:
        """The source text of a span within one line; empty when it cannot be read again."""
        if span.file not in self.tree.sizes:
            return ""
        lines = self.tree.read(span.file).decode(errors="replace").splitlines()
        return lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.line <= len(lines) else ""

    def body_text(self, file: str) -> str:
        """The words of a body, read again: bodies are never kept."""
        return self.tree.read(file)[self.bodies[file].offset :].decode()


@dataclass(frozen=True, slots=True)
class Recalled(Document):
    """A document known by its value; it is parsed again when somebody asks for a place in it."""

    again: Callable[[], Document | None] = field(kw_only=True, repr=False)
    _whole: list[Document] = field(default_factory=list, init=False, repr=False, compare=False)

    def span(self, path: Path = (), part: Part = "value") -> Span:
        """The place of a key or value, as in the document itself."""
        if not self._whole:
            found_again = self.again()
            assert found_again is not None, "a document that is recalled was parsed before"
            self._whole.append(found_again)
        return self._whole[0].span(path, part)


_KIND = "document"


def parse_tree(tree: SourceTree, cache: Cache | None = None) -> tuple[Documents, tuple[Diagnostic, ...]]:
    """Parse every YAML file and every front matter of a tree; what the cache knows of the same bytes is not parsed."""
    cache = cache or NoCache()
    parsed: dict[str, Document] = {}
    bodies: dict[str, Body] = {}
    findings: list[Diagnostic] = []
    refused: set[str] = set()
    allowed: list[Allowance] = []
    for file, size in tree.sizes.items():
        limit = FILE_LIMIT if file.endswith(".yaml") else BODY_LIMIT
        if not file.endswith((".yaml", ".md")) or is_asset(file):
            continue
        if file.endswith(".md") and beside(tree, file):
            continue
        document: Document | None
        found_here: tuple[Diagnostic, ...]
        if size > limit:
            document, found_here = None, (too_large(file, size, limit),)
        else:
            data = tree.read(file)
            allowed += allowances(file, data)
            if file.endswith(".yaml"):
                document, found_here = _parse_yaml(file, data, cache)
            else:
                document, found_here = _parse_markdown(file, data, tree, bodies, cache)
        if document is not None:
            parsed[file] = document
        if any(item.rule not in (*suspicious.RULES, SWALLOWED) for item in found_here):
            refused.add(file)
        findings += found_here
    return Documents(tree, parsed, bodies, frozenset(refused), tuple(allowed)), tuple(findings)


def beside(tree: SourceTree, file: str) -> tuple[str, str] | None:
    """For a file with words of a YAML file beside it, `received.en.html`: that file, and the language."""
    named = words_of(file)
    return named if named is not None and named[0] in tree.sizes else None


def words_of(file: str) -> tuple[str, str] | None:
    """The YAML file whose words a file called `received.en.html` would hold, and the language."""
    match = _BESIDE.fullmatch(file)
    return (f"{match['stem']}.yaml", match["language"]) if match else None


def _parse_yaml(file: str, data: bytes, cache: Cache) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    key = b"yaml" + sha256(data).digest()
    known = cache.get(_KIND, key)
    if known is not None:
        return _light(file, known[0], data), ()
    document, findings = parse(file, data)
    if document is not None:
        findings = (*findings, *suspicious.look(file, data, len(data)), *swallowed(file, data, document))
    if _may_be_kept(document, findings):
        cache.put(_KIND, key, (document.value,))
        return _light(file, document.value, data), ()
    return document, findings


def _light(file: str, value: Value, data: bytes) -> Recalled:
    """A document without its places: they take ten times as much room as the file, and are seldom asked for."""
    return Recalled(file, value, again=lambda: parse(file, data)[0])


def _may_be_kept(document: Document | None, findings: tuple[Diagnostic, ...]) -> TypeGuard[Document]:
    """Only what has nothing to report: findings hold places, and places are worked out anew."""
    return document is not None and not findings and not (document.switches or document.blanks)


def _parse_markdown(
    file: str, data: bytes, tree: SourceTree, bodies: dict[str, Body], cache: Cache
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    key = b"text" + sha256(data).digest()  # the same bytes may lie in a YAML file, and mean something else there
    known = cache.get(_KIND, key)
    if known is not None:
        value, *body = known
        bodies[file] = Body(*body)
        return _recalled(file, value, tree), ()
    document, findings = _split(file, data, bodies)
    if document is not None:
        front = data[data.index(b"\n") + 1 : bodies[file].offset]
        odd = suspicious.look(file, data, bodies[file].offset)
        findings = (*findings, *odd, *swallowed(file, front, document))
    if _may_be_kept(document, findings):
        body = bodies[file]
        cache.put(_KIND, key, (document.value, body.digest, body.size, body.offset, body.line))
        return _recalled(file, document.value, tree), ()
    return document, findings


def _recalled(file: str, value: Value, tree: SourceTree) -> Recalled:
    return Recalled(file, value, first_line=1, again=lambda: _split(file, tree.read(file), {})[0])


def _split(file: str, data: bytes, bodies: dict[str, Body]) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Front matter and body; the body is noted in `bodies`."""
    refused = refuse_bytes(file, data, 0)
    if refused is not None:
        return None, (refused,)
    end = end_of_front_matter(data)
    if end is None:
        return None, (
            found(
                NO_FRONT_MATTER,
                "the text has no front matter",
                whole_file(file),
                hint="begin the file with a line ---, then title: and the other keys, then a line --- and the text",
            ),
        )
    front, offset = end
    start = data.index(b"\n") + 1
    document, findings = parse(file, data[start:front], first_line=1)
    body = data[offset:]
    bodies[file] = Body(digest(body), len(body), offset, data.count(b"\n", 0, offset) + 1)
    return document, findings


def end_of_front_matter(data: bytes) -> tuple[int, int] | None:
    """Where the front matter's YAML ends and where the body starts; `None` without front matter."""
    if not data.removeprefix(BOM_UTF8).startswith((b"---\n", b"---\r\n")):
        return None
    position = data.index(b"\n") + 1
    while position < len(data):
        newline = data.find(b"\n", position)
        line_end = len(data) if newline < 0 else newline
        if data[position:line_end].rstrip(b"\r") == b"---":
            return position, min(line_end + 1, len(data))
        position = line_end + 1
    return None


def shown_path(document: Document, path: Path) -> str:
    """A path as it can be typed: keys with dots between them, items of lists by their ids.

    What only a model has, as a default does, is shown by the names the model gives it.
    """
    value: Value = document.value
    words = []
    for step in path:
        inside = isinstance(value, dict | tuple)
        is_there = inside and (
            step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)
        )
        value = value[step] if is_there else None
        is_named = isinstance(step, int) and isinstance(value, dict) and isinstance(value.get("id"), str)
        words.append(value["id"] if is_named else str(step))
    return ".".join(words)
