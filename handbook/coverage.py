"""Which requirement is proved by which test: from the IDs that tests name in their docstrings.

An ID stands in a docstring as `OQ-27: an e-mail address cannot be left out.`; several may stand before one sentence.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FAMILIES: Final[Mapping[str, tuple[str, int]]] = {
    "OQ": ("A help centre that is public", 55),
    "FC": ("A tracking page behind a link", 55),
    "NHN": ("A service with every channel", 227),
    "HS": ("A portal behind a sign-in", 34),
}
ID: Final = re.compile(r"\b(OQ|FC|NHN|HS)-(\d{2,3})(?:\.\.(?:\1-)?(\d{2,3})| to \1-(\d{2,3}))?\b")


@dataclass(frozen=True, slots=True)
class Proof:
    """One sentence about one requirement, and the test that says it."""

    requirement: str
    sentence: str
    test: str


def proofs(root: Path) -> Iterator[Proof]:
    """Every requirement named before a colon in the docstring of a test, with the rest of its sentence."""
    for path in sorted((root / "tests").rglob("test_*.py")):
        text = path.read_text()
        if not ID.search(text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower().startswith("test"):
                words = ast.get_docstring(node) or ""
                yield from _in_docstring(words, f"{path.relative_to(root).as_posix()}::{node.name}")


def _in_docstring(words: str, test: str) -> Iterator[Proof]:
    for paragraph in re.split(r"\n(?=\s*(?:OQ|FC|NHN|HS)-\d)|\n\s*\n", words):
        line = " ".join(paragraph.split())
        head = re.match(r"(?P<ids>(?:(?:OQ|FC|NHN|HS)-[\d., andtoOQFCNHS-]+?)+): (?P<said>.+)", line)
        if head is None:
            continue
        for requirement in numbers(head["ids"]):
            yield Proof(requirement, head["said"].rstrip(".") + ".", test)


def numbers(text: str) -> Iterator[str]:
    """Every ID in `OQ-27 and NHN-041..043`, ranges written out."""
    for family, first, last, other in ID.findall(text):
        end = last or other or first
        width = 3 if family == "NHN" else 2
        yield from (f"{family}-{number:0{width}}" for number in range(int(first), int(end) + 1))


def coverage_page(root: Path) -> str:
    """The page: a table for each family, and what no test names, with the reason."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for proof in proofs(root):
        found[proof.requirement].append(proof)
    reasons = dict(_reasons(root))
    blocks = ["# What is proved", INTRO]
    for family, (name, count) in FAMILIES.items():
        width = 3 if family == "NHN" else 2
        wanted = [f"{family}-{number:0{width}}" for number in range(1, count + 1)]
        proved = [row for item in wanted if item in found for row in _rows(item, found[item])]
        open_ = [f"| {item} | {reasons.get(item, 'no test names it yet')} |" for item in wanted if item not in found]
        blocks.append(f"## {name}: {count - len(open_)} of {count}")
        if proved:
            blocks.append("\n".join(["| | What holds | Test |", "|---|---|---|", *proved]))
        if open_:
            blocks.append("\n".join(["| Without a test | Why |", "|---|---|", *open_]))
    return "\n\n".join(blocks) + "\n"


def _rows(requirement: str, several: list[Proof]) -> Iterator[str]:
    for number, proof in enumerate(several):
        path, _, name = proof.test.partition("::")
        label = requirement if number == 0 else ""
        yield f"| {label} | {proof.sentence.replace('|', chr(92) + '|')} | [{name}](../../{path}) |"


def _reasons(root: Path) -> Iterator[tuple[str, str]]:
    for line in (root / "handbook/without-a-test.txt").read_text().splitlines():
        ids, _, reason = line.partition(":")
        if reason and not line.startswith("#"):
            for requirement in numbers(ids):
                yield requirement, reason.strip()


INTRO = """\
Four products' guides were read sentence by sentence; each sentence became a requirement with a number. Here stands what
of them is proved, in our words, by which test. The page is written by `make reference` from the tests themselves."""
