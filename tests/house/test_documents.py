"""Documents cannot rot: what they name exists, what they quote is there, what they promise to be short is short."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.__main__ import BY_HAND, pages
from handbook.said import models, sentences
from runtime.settings import read_settings

ROOT = Path(__file__).parents[2]
STOREYS = ("schemas", "compiler", "runtime", "frontdesk")
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
REFERENCE = ROOT / "docs/reference/README.md"
QUOTED = re.compile(r"^```(?:yaml|markdown|text) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]*)(#[^)\s]*)?\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")


def documents() -> list[Path]:
    folders = (ROOT / "docs", ROOT / "changelog.d")
    return sorted([*ROOT.glob("*.md"), *(path for folder in folders for path in folder.rglob("*.md"))])


def modules() -> Iterator[str]:
    """Every top-level module and package, as `compiler/parse.py` or `compiler/checks/`."""
    for storey in STOREYS:
        for path in sorted((ROOT / storey).iterdir()):
            if path.suffix == ".py" and path.stem != "__init__":
                yield f"{storey}/{path.name}"
            elif path.is_dir() and any(path.rglob("*.py")):
                yield f"{storey}/{path.name}/"


@pytest.mark.parametrize("name", list(modules()))
def test_the_architecture_names_every_top_level_module(name):
    storey, _, rest = name.partition("/")
    stem = rest.removesuffix(".py").removesuffix("/")
    section = ARCHITECTURE.read_text().split(f"### {storey}/", 1)[1].split("\n#", 1)[0]
    assert re.search(rf"`{re.escape(stem)}(/|\.py)?`", section), f"{name} is missing under ### {storey}/"


def test_the_architecture_names_no_module_that_is_gone():
    known = {name.partition("/")[2].removesuffix(".py").removesuffix("/") for name in modules()}
    for storey in STOREYS:
        section = ARCHITECTURE.read_text().split(f"### {storey}/", 1)[1].split("\n#", 1)[0]
        rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
        for stem in re.findall(r"`([a-z0-9_]+)[/`]", " ".join(rows)):
            assert stem in known or (ROOT / storey / stem).is_dir(), f"`{stem}` under ### {storey}/"


def test_the_architecture_stays_under_300_lines():
    assert ARCHITECTURE.read_text().count("\n") < 300


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_a_document_lead_to_files_that_exist(path):
    for target, _ in LINK.findall(CODE.sub("", FENCED.sub("", path.read_text()))):
        if target and ":" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_quotes_from_a_file_stands_in_that_file(path):
    for name, lines in QUOTED.findall(path.read_text()):
        if path.parent.name not in {"diagnostics", "policies"}:  # their samples are repositories of their own
            assert lines in (ROOT / name).read_text(), f"{name} does not say: {lines}"


def test_every_key_of_the_language_has_a_sentence():
    """The sentence stands beside the key, as a string below it: documents and editors show it."""
    missing = [
        f"{model.__name__}.{field.alias or name}"
        for model in models()
        for name, field in model.model_fields.items()
        if (field.alias or name) not in sentences(model)
    ]
    assert missing == []


def test_the_reference_is_as_the_models_and_brands_say():
    differs = [name for name, text in pages(ROOT).items() if (REFERENCE.parent / name).read_text() != text]
    assert differs == [], "make reference"
    generated = {path.name for path in REFERENCE.parent.glob("*.md")} - BY_HAND
    assert generated == set(pages(ROOT))


def test_the_reference_names_every_variable_a_process_reads():
    text = REFERENCE.read_text()
    source = Path(read_settings.__code__.co_filename).read_text()
    for name in set(re.findall(r'"(FRONTDESK_[A-Z_]+)"', source)):
        assert f"`{name}`" in text, name


def test_decisions_are_numbered_without_gaps_and_have_their_three_parts():
    pages = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    listed = (ROOT / "docs/decisions/README.md").read_text()
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text()
        assert text.startswith(f"# {page.name[:4]} ")
        assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], page.name
        assert f"({page.name})" in listed, f"{page.name} is not listed"


def test_pictures_of_the_tour_are_small_and_used():
    used = (ROOT / "README.md").read_text()
    for picture in (ROOT / "docs/tour").glob("*"):
        assert picture.stat().st_size < 150_000, picture.name
        assert f"docs/tour/{picture.name}" in used, f"{picture.name} is not shown in the README"
