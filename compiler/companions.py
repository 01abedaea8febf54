"""Long words outside their YAML file: `messages/received.en.html` beside `messages/received.yaml`; layouts of mails.

Such a file holds the words of one language and nothing else. From here on they stand where the YAML could have had
them, and their place is the file they came from. What YAML and Markdown files hold is `compiler.documents`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from compiler import suspicious
from compiler.diagnostic import Diagnostic, Rule, found
from compiler.documents import BODY_LIMIT, Documents, beside, words_of
from compiler.kinds import locate
from compiler.libraries import beside_brands, in_library, libraries_of
from compiler.origin import Composed, Layer, composed
from compiler.parse import Document, Value, refuse_bytes, too_large
from compiler.span import Part, Path, Span, whole_file

SAID_TWICE = Rule("FD431", "words-said-twice")

LONG: Final[Mapping[str, tuple[Path, str]]] = {
    "message": (("body",), "html txt"),
    "answer_template": (("content",), "html txt"),
    "sms_template": (("text",), "txt"),
    "notice_template": (("notice", "body"), "md"),
    "field": (("text",), "md"),
    "consent": (("text",), "md"),
    "tracking": (("text",), "md"),
}
"""The kinds whose longest words may stand in files of their own: where those words belong, and how the files end."""

ENDINGS: Final = ("html", "md", "txt")

_LAYOUTS = "/mail/layouts/"


@dataclass(frozen=True, slots=True)
class Companion(Document):
    """The words of one file as a document; every place in it is all of its words."""

    lines: int = 1
    width: int = 0

    def span(self, path: Path = (), part: Part = "value") -> Span:
        """From the first letter to the last; the file as a whole for what lies above the words."""
        if len(path) < _depth(self.value):
            return whole_file(self.file)
        return Span(self.file, 1, 1, self.lines, self.width + 1)


def _depth(value: Value) -> int:
    return 1 + _depth(next(iter(value.values()))) if isinstance(value, dict) else 0


def _is_free(value: Value, path: Path) -> bool:
    """Whether nothing stands at a path yet, and something could."""
    for step in path:
        if not isinstance(value, dict) or (len(value) == 1 and "code" in value):
            return False
        if step not in value:
            return True
        value = value[step]
    return False


def join_companions(documents: Documents) -> tuple[Documents, tuple[Diagnostic, ...]]:
    """The documents with the words of the files beside them."""
    joined = _Joined(documents)
    for file in documents.tree.sizes:
        if file.rpartition(".")[2] in ENDINGS:
            joined.take(file)
    return joined.documents(), tuple(joined.findings)


class _Joined:
    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._parsed: dict[str, Document] = {}
        self._taken: set[str] = set()
        self._refused: set[str] = set()
        self.findings: list[Diagnostic] = []

    def documents(self) -> Documents:
        if not self._taken and not self._parsed and not self._refused:
            return self._documents
        parsed = {**self._documents.parsed, **self._parsed}
        return replace(
            self._documents,
            parsed={file: document for file, document in parsed.items() if file not in self._refused},
            refused=self._documents.refused | self._refused,
            companions=frozenset(self._taken),
        )

    def take(self, file: str) -> None:
        """Put the words of a file where they belong, if it is such a file."""
        if _LAYOUTS in file:
            located = locate(beside_brands(file) or file)
            if located is not None and located.kind.name == "mail_layout":
                self._put(file, file, ("content",))
            return
        neighbour = beside(self._documents.tree, file) or self._of_library(file)
        if neighbour is None:
            return
        yaml, language = neighbour
        home = locate(beside_brands(yaml) or yaml)
        path, endings = LONG.get(home.kind.name, ((), "")) if home else ((), "")
        if file.rpartition(".")[2] in endings.split():
            self._taken.add(file)
            self._put(file, yaml, (*path, language))

    def _of_library(self, file: str) -> tuple[str, str] | None:
        """As `beside`, for a brand's words of what only a library has in YAML."""
        named = words_of(file)
        parts = file.split("/", 2)
        if named is None or len(parts) < 3 or parts[0] != "brands" or parts[1].startswith("_"):
            return None
        sizes = self._documents.tree.sizes
        names = libraries_of(self._documents, parts[1])
        rest = named[0].split("/", 2)[2]
        return named if any(in_library(name, rest) in sizes for name in names) else None

    def _put(self, file: str, target: str, path: Path) -> None:
        words = self._words(file)
        document = self._parsed.get(target) or self._documents.parsed.get(target)
        if words is None:
            self._refused |= {file, target}  # without these words nobody knows what the other file says
            return
        value: Value = words
        for step in reversed(path):
            value = {step: value}
        lines = words.split("\n")
        companion = Companion(file, value, lines=len(lines), width=len(lines[-1]))
        if target == file:
            self._parsed[file] = companion
        elif document is not None:
            self._lay(document, companion, path)
        elif target not in self._documents.tree.sizes:  # a library has the rest of it
            self._parsed[target] = composed(target, (Layer(companion, (), value),))

    def _lay(self, document: Document, companion: Companion, path: Path) -> None:
        """The words under what the YAML says; they must not be there as well."""
        if not _is_free(document.value, path):
            self._refuse(document, companion, path)
            return
        earlier = document.layers if isinstance(document, Composed) else (Layer(document, (), document.value),)
        self._parsed[document.file] = composed(document.file, (*earlier, Layer(companion, (), companion.value)))

    def _refuse(self, document: Document, companion: Companion, path: Path) -> None:
        self.findings.append(
            found(
                SAID_TWICE,
                f"these words stand in {companion.file.rpartition('/')[2]}, too",
                document.span(path),
                note="here as well",
                hint="delete one of them",
            )
        )

    def _words(self, file: str) -> str | None:
        size = self._documents.tree.sizes[file]
        if size > BODY_LIMIT:
            self.findings.append(too_large(file, size, BODY_LIMIT))
            return None
        data = self._documents.tree.read(file)
        refused = refuse_bytes(file, data, 0)
        if refused is not None:
            self.findings.append(refused)
            return None
        self.findings += suspicious.look(file, data, 0)
        return data.decode().removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n")
