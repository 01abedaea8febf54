"""What the parse pass makes of a tree: parsed YAML with places, and bodies as digests.

Splitting front matter from a body and the values between `read` and `shape` live here; parsing itself is
`compiler.parse`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.parse import FILE_LIMIT, Document, parse
from compiler.read import SourceTree
from compiler.span import Part, Path, Span, whole_file
from schemas.canonical import digest

NO_FRONT_MATTER = Rule("FD030", "front-matter-missing")
BODY_NOT_TEXT = Rule("FD031", "body-not-utf8")
BODY_LIMIT = 1_000_000  # bytes of one article


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

    def span(self, file: str, path: Path = (), part: Part = "value") -> Span:
        """The place of a key or value; the whole file when it was not parsed."""
        document = self.parsed.get(file)
        return whole_file(file) if document is None else document.span(path, part)

    def body_text(self, file: str) -> str:
        """The words of a body, read again: bodies are never kept."""
        return self.tree.read(file)[self.bodies[file].offset :].decode()


def parse_tree(tree: SourceTree) -> tuple[Documents, tuple[Diagnostic, ...]]:
    """Parse every YAML file and every front matter of a tree."""
    parsed: dict[str, Document] = {}
    bodies: dict[str, Body] = {}
    findings: list[Diagnostic] = []
    refused: set[str] = set()
    for file, size in tree.sizes.items():
        if file.endswith(".yaml"):
            data = tree.read(file) if size <= FILE_LIMIT else bytes(FILE_LIMIT + 1)
            document, found_here = parse(file, data)
        elif file.endswith(".md"):
            document, found_here = _parse_markdown(file, tree, bodies)
        else:
            continue
        if document is not None:
            parsed[file] = document
        if found_here:
            refused.add(file)
            findings += found_here
    return Documents(tree, parsed, bodies, frozenset(refused)), tuple(findings)


def _parse_markdown(
    file: str, tree: SourceTree, bodies: dict[str, Body]
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    if tree.sizes[file] > BODY_LIMIT:
        return parse(file, bytes(FILE_LIMIT + 1))
    data = tree.read(file)
    end = _end_of_front_matter(data)
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
    try:
        body.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, offset + error.start) + 1
        bad = found(BODY_NOT_TEXT, "the text is not UTF-8", Span(file, line, 1, line, 1), hint="save the file as UTF-8")
        return document, (*findings, bad)
    bodies[file] = Body(digest(body), len(body), offset, data.count(b"\n", 0, offset) + 1)
    return document, findings


def _end_of_front_matter(data: bytes) -> tuple[int, int] | None:
    """Where the front matter's YAML ends and where the body starts; `None` without front matter."""
    if not data.startswith((b"---\n", b"---\r\n")):
        return None
    position = data.index(b"\n") + 1
    while position < len(data):
        newline = data.find(b"\n", position)
        line_end = len(data) if newline < 0 else newline
        if data[position:line_end].rstrip(b"\r") == b"---":
            return position, min(line_end + 1, len(data))
        position = line_end + 1
    return None
