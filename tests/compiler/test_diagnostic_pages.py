"""Every page of docs/diagnostics is run: its failing samples report exactly its code, its working ones nothing.

The format of a page is described in docs/diagnostics/README.md, which also holds the base repository of all samples.
"""

import ast
import os
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from compiler.blobs import CountingBlobs
from compiler.catalogue import RULES, shared_codes
from compiler.checks.comparing import BASE_CHECKS
from compiler.compile import Compiled, compile_tree, resolve
from compiler.read import read_folder
from compiler.report import as_text
from tests.kitchen import BLOCK, EXPLAIN, PAGES, base_page, picture

ROOT = Path(__file__).parents[2]
WRITE = bool(os.environ.get("FRONTDESK_WRITE_PAGES"))
COMPARING = {f"{rule.code}-{rule.name}.md" for rule, _ in BASE_CHECKS}
TODAY = "2026-03-01"

_HEADING = re.compile(r"^## (?P<title>(?P<kind>Fails|Works)[^\n]*)$", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    page: str
    title: str
    text: str  # the part of the page under the heading

    @property
    def fails(self) -> bool:
        return self.title.startswith("Fails")

    @property
    def others(self) -> tuple[str, ...]:
        """Codes that are reported, too: `## Fails beside FD101`."""
        return tuple(re.findall(r"beside (FD\d{3})", self.title))

    @property
    def expected(self) -> str | None:
        return next((match["body"] for match in BLOCK.finditer(self.text) if match["info"].strip() == "text"), None)


@cache
def samples_of(page: str) -> tuple[Sample, ...]:
    text = (PAGES / page).read_text()
    headings = list(_HEADING.finditer(text))
    ends = [match.start() for match in headings[1:]] + [len(text)]
    return tuple(
        Sample(page, match["title"], text[match.end() : end]) for match, end in zip(headings, ends, strict=True)
    )


def name_of(rule) -> str:
    return f"{rule.code}-{rule.name}.md"


def build(folder: Path, text: str, *, base: bool = False) -> None:
    """Write the files of a sample's blocks and run its setup; of the state before, with `base`."""
    for match in BLOCK.finditer(text):
        words = match["info"].split()
        if ("base" in words) is not base:
            continue
        words = [word for word in words if word != "base"]
        if words == ["setup"]:
            for command in match["body"].splitlines():
                run(folder, command)
        elif len(words) == 2:
            path = folder / words[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["body"])


def run(folder: Path, command: str) -> None:
    """One command of a `setup` block."""
    word, path, *rest = command.split(maxsplit=2)
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    match word:
        case "delete":
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        case "write":
            text, _, times = rest[0].rpartition(" * ")
            place.write_bytes(ast.literal_eval("b" + (text or times)) * (int(times) if text else 1))
        case "sparse":
            with place.open("wb") as file:
                file.truncate(int(rest[0]))
        case "picture":
            width, height = (int(number) for number in rest[0].split("x"))
            place.write_bytes(picture(width, height, "JPEG" if path.endswith(".jpg") else "PNG"))
        case "link":
            place.symlink_to(rest[0])
        case "pipe":
            os.mkfifo(place)
        case _:
            raise ValueError(f"unknown setup command: {command}")


def checked(folder: Path, text: str, page: str = "") -> tuple[Compiled, str]:
    before = folder / "before"
    folder = folder / "now"
    build(folder, base_page())
    build(folder, text)
    tree, findings = read_folder(folder)
    base = None
    if page in COMPARING:
        build(before, base_page())
        build(before, text, base=True)
        base, _ = resolve(read_folder(before)[0])
    compiled = compile_tree(tree, findings, CountingBlobs(), base=base, today=TODAY)
    return compiled, EXPLAIN.sub("", as_text(compiled.diagnostics, tree.read))


SAMPLES = [sample for path in sorted(PAGES.glob("FD*.md")) for sample in samples_of(path.name)]


def test_no_two_rules_share_a_code_or_a_name():
    assert not shared_codes()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule):
    page = PAGES / name_of(rule)
    assert page.is_file(), f"write docs/diagnostics/{name_of(rule)} (see docs/diagnostics/README.md)"
    assert page.read_text().startswith(f"# {rule.code} {rule.name}\n")
    kinds = {sample.fails for sample in samples_of(page.name)}
    assert kinds == {True, False}, "a page has a sample under ## Fails and one under ## Works"


def test_every_page_belongs_to_a_rule():
    assert {path.name for path in PAGES.glob("*.md")} - {name_of(rule) for rule in RULES} <= {"README.md"}


def test_every_rule_in_the_compiler_is_in_the_catalogue():
    listed = {rule.code for rule in RULES}
    for path in sorted((ROOT / "compiler").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
                code = ast.literal_eval(node.args[0])
                assert code in listed, f"{path.name}: {code} is in neither compiler.catalogue nor compiler.checks"


def test_nothing_is_reported_about_the_base_repository(tmp_path):
    compiled, text = checked(tmp_path, "")
    assert text == ""
    assert compiled.root_digest


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.page[:5]}-{sample.title.replace(' ', '-')}")
def test_a_sample_reports_what_its_page_says(sample, tmp_path):
    compiled, text = checked(tmp_path, sample.text, sample.page)
    if not sample.fails:
        assert sample.expected is None
        assert text == ""
        return
    if WRITE:
        write(sample, text)
    assert {item.code for item in compiled.diagnostics} == {sample.page[:5], *sample.others}, text
    assert text.strip() == (text if WRITE else sample.expected or "").strip()


def write(sample: Sample, text: str) -> None:
    """Put what was reported into the page."""
    path = PAGES / sample.page
    block = f"```text\n{text.strip()}\n```"
    if sample.expected is None:
        new = sample.text.rstrip() + f"\n\n{block}\n\n"
    else:
        new = BLOCK.sub(lambda match: block if match["info"].strip() == "text" else match[0], sample.text)
    heading = f"## {sample.title}"  # the text alone may occur in another sample, too
    path.write_text(path.read_text().replace(heading + sample.text, heading + new, 1).rstrip() + "\n")
