"""What the pages are made of beside the models: example files, executed diagnostics, and where files of a kind lie."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from compiler.catalogue import RULES
from compiler.kinds import KINDS, Kind, locate
from handbook.pages import Example, Finding

LONGEST: Final = 32  # lines of an example: more than a page nobody reads
_PLACE: Final = re.compile(r"^ *┌─ (\S+?)(?::\d+)*$")
_HEAD: Final = re.compile(r"^(?:error|warning|note)\[(FD\d{3})\]")
_GROUP: Final = re.compile(r"\(\?P<(\w+)>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")


def where(kind: Kind) -> str:
    """The path of a kind's files, as in `brands/<brand>/portals/<id>.yaml`."""
    text = kind.pattern.pattern.removesuffix(r"\Z")
    text = re.sub(r"\(\?P<brand>_organization\)", "_organization", text)
    text = _GROUP.sub(lambda match: f"<{match[1]}>", text)
    text = re.sub(r"\(\?:(<\w+>/)\)\?", r"[\1]", text)
    text = re.sub(r"\(\?:<folder>/\)\?", "[<folder>/]", text)
    return text.replace("\\.", ".").replace("\\", "")


def examples(root: Path) -> Mapping[str, Example]:
    """For each kind the file of the example brands that shows most keys on one page, else the shortest."""
    files: dict[str, list[Example]] = defaultdict(list)
    for path in sorted((root / "brands").rglob("*")):
        name = path.relative_to(root).as_posix()
        located = locate(name) if path.suffix in {".yaml", ".md", ".html", ".txt"} and path.is_file() else None
        if located is not None:
            files[located.kind.name].append(Example(name, path.read_text()))
    for name in (
        "frontdesk.yaml",
        *(f"environments/{item.name}" for item in sorted((root / "environments").glob("*"))),
    ):
        located = locate(name)
        if located is not None:
            files[located.kind.name].append(Example(name, (root / name).read_text()))
    return {kind: _best(found) for kind, found in files.items()}


def _best(found: Sequence[Example]) -> Example:
    short = [item for item in found if item.text.count("\n") <= LONGEST]
    if not short:
        return min(found, key=lambda item: (item.text.count("\n"), item.path))
    return max(short, key=lambda item: (_keys(item.text), -len(item.text)))


def _keys(text: str) -> int:
    head = text.split("\n---\n", maxsplit=1)[0] if text.startswith("---\n") else text
    return len(set(re.findall(r"(?:^|[\s{,-])([a-z][a-z0-9_]*):(?=\s)", head)))


def findings(root: Path) -> Mapping[str, Sequence[Finding]]:
    """By kind, every code whose page shows it in a file of that kind."""
    by_kind: dict[str, dict[str, Finding]] = defaultdict(dict)
    names = {rule.code: rule.name for rule in RULES}
    for path in sorted((root / "docs/diagnostics").glob("FD*.md")):
        text = path.read_text()
        code = path.name[:5]
        if code in names:
            finding = Finding(code, names[code], first_sentence(text))
            for kind in _kinds_of(text, code):
                by_kind[kind][code] = finding
    return {kind: tuple(found[code] for code in sorted(found)) for kind, found in by_kind.items()}


def first_sentence(page: str) -> str:
    """What a page of a diagnostic says first, on one line."""
    prose = page.split("\n", 1)[1].split("\n## ", maxsplit=1)[0].strip().split("\n\n")[0]
    line = " ".join(prose.split())
    match = re.match(r"(.+?[.!?])(?:\s|$)", line)
    return match[1] if match else line


def _kinds_of(page: str, code: str) -> Iterator[str]:
    is_ours = is_first = False
    for line in page.splitlines():
        head = _HEAD.match(line)
        place = _PLACE.match(line)
        if head:
            is_ours = is_first = head[1] == code
        elif place and is_ours and is_first:
            is_first = False
            located = locate(place[1])
            if located is not None:
                yield located.kind.name


KIND_PAGES: Final[Mapping[str, str]] = {kind.name: f"{kind.name.replace('_', '-')}.md" for kind in KINDS}
