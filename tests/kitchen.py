"""The base repository of docs/diagnostics/README.md, changed in memory and compiled: YAML in, text out."""

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image

from compiler.blobs import Blobs, CountingBlobs
from compiler.compile import Compiled, compile_tree, resolve
from compiler.read import SourceTree, check_names
from compiler.report import as_text

PAGES = Path(__file__).parents[1] / "docs" / "diagnostics"
BLOCK = re.compile(r"^(?P<fence>```+)(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
EXPLAIN = re.compile(r"^ += frontdesk explain \S+\n", re.MULTILINE)


def base_page() -> str:
    """The part of the README that describes the base repository."""
    return (PAGES / "README.md").read_text().partition("## The base repository")[2]


def picture(width: int, height: int, format: str = "PNG") -> bytes:
    """A one-coloured picture."""
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, format)
    return file.getvalue()


@cache
def base() -> Mapping[str, bytes]:
    """Every file of the base repository."""
    files: dict[str, bytes] = {}
    for match in BLOCK.finditer(base_page()):
        words = match["info"].split()
        if words == ["setup"]:
            for command in match["body"].splitlines():
                _, path, size = command.split()
                width, height = size.split("x")
                files[path] = picture(int(width), int(height))
        elif len(words) == 2:
            files[words[1]] = match["body"].encode()
    return files


def tree_of(files: Mapping[str, bytes]) -> tuple[SourceTree, list]:
    """Files in memory as the read pass gives them."""
    sizes = {name: len(data) for name, data in files.items()}
    findings = check_names(sizes)

    def read(path: str) -> bytes:
        if path not in sizes:
            raise FileNotFoundError(path)
        return files[path]

    return SourceTree("memory", dict(sorted(sizes.items())), read), findings


def changed(changes: Mapping[str, str | bytes | None]) -> dict[str, bytes]:
    """The files of the base repository with some added, replaced or (`None`) taken away.

    Paths are those of the brand `kitchen` unless they begin with a folder of the repository.
    """
    files = dict(base())
    for name, text in changes.items():
        path = name if name.startswith(("brands/", "environments/", "frontdesk.yaml")) else f"brands/kitchen/{name}"
        files.pop(path, None)
        if text is not None:
            files[path] = text.encode() if isinstance(text, str) else text
    return files


def compiled(
    changes: Mapping[str, str | bytes | None],
    blobs: Blobs | None = None,
    before: Mapping[str, str | bytes | None] | None = None,
    today: str | None = None,
) -> tuple[Compiled, str]:
    """The changed base repository: what it compiles to, what is said; compared with a state `before` where given."""
    tree, findings = tree_of(changed(changes))
    earlier = None if before is None else resolve(tree_of(changed(before))[0])[0]
    result = compile_tree(tree, tuple(findings), blobs or CountingBlobs(), base=earlier, today=today)
    return result, EXPLAIN.sub("", as_text(result.diagnostics, tree.read))


def said(
    changes: Mapping[str, str | bytes | None],
    before: Mapping[str, str | bytes | None] | None = None,
    today: str | None = None,
) -> str:
    """Everything that is said about the changed repository."""
    return compiled(changes, None, before, today)[1].strip()


class KeptBlobs(CountingBlobs):
    """Blobs by digest, to look into what was lowered."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, data: bytes):
        blob = super().put(data)
        self.kept[blob.digest] = data
        return blob


def brand(changes: Mapping[str, str | bytes | None]):
    """The compiled brand of the changed repository, about which nothing is said."""
    result, text = compiled(changes, KeptBlobs())
    assert text == ""
    return result.bundle.brands["kitchen"]


def first(changes: Mapping[str, str | bytes | None]) -> str:
    """The first line of what is said about the changed repository."""
    return said(changes).partition("\n")[0]
