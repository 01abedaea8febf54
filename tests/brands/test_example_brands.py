"""The example brands are the demo, the acceptance test and what people learn from: they hold what they promise."""

import re
from pathlib import Path

import pytest
from PIL import Image

from compiler.blobs import CountingBlobs
from compiler.compile import Compiled, compile_tree
from compiler.documents import Documents, parse_tree
from compiler.read import read_folder

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "brands/cooking-village"
STORY = {"reset-password", "induction-error-codes", "returns-and-refunds", "warranty", "season-cast-iron"}


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    tree, findings = read_folder(ROOT)
    return compile_tree(tree, findings, CountingBlobs())


@pytest.fixture(scope="module")
def parsed() -> Documents:
    tree, _ = read_folder(ROOT)
    return parse_tree(tree)[0]


def texts(parsed: Documents, folder: str) -> dict[str, dict]:
    return {
        file: document.value
        for file, document in parsed.parsed.items()
        if file.startswith(f"brands/cooking-village/{folder}/") and file.endswith(".md")
    }


def test_the_example_brands_compile_without_any_finding(compiled):
    assert [(item.rule.code, item.message, item.span.file) for item in compiled.diagnostics] == []
    assert compiled.bundle is not None
    assert set(compiled.bundle.brands) == {"cooking-village", "cooking-village-en"}


def test_a_dozen_public_articles_are_there_in_both_languages(parsed):
    articles = texts(parsed, "kb")
    public = [file for file, value in articles.items() if value.get("status") == "public"]
    assert len(public) >= 12
    assert {Path(file).stem for file in public} >= STORY
    for file in public:
        assert file.replace(".md", ".en.md") in articles


def test_articles_are_long_enough_to_help_and_short_enough_to_read(parsed):
    for file, value in texts(parsed, "kb").items():
        if file.endswith(".en.md") and texts(parsed, "kb")[file.replace(".en.md", ".md")]["status"] == "public":
            count = len(re.findall(r"\w+", parsed.body_text(file)))
            assert 150 <= count <= 500, f"{file}: {count} words"
            assert value["description"]


def test_there_is_something_of_every_status(parsed):
    assert {value.get("status") for value in texts(parsed, "kb").values()} >= {"draft", "member", "public"}
    draft = next(value for value in texts(parsed, "kb").values() if value.get("status") == "draft")
    assert draft["author"] == "jin"


def test_every_kind_of_link_is_shown_once(parsed):
    bodies = " ".join(parsed.body_text(file) for file in parsed.bodies)
    for scheme in ("article", "faq", "notice", "ask", "portal"):
        assert f"]({scheme}:" in bodies, scheme
    for alert in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"):
        assert f"> [!{alert}]" in bodies, alert


def test_pictures_are_pictures_of_a_sensible_size():
    pictures = [path for path in (ROOT / "brands").glob("*/assets/*") if path.is_file()]
    assert sum(path.stat().st_size for path in pictures) < 1_500_000
    for path in pictures:
        with Image.open(path) as picture:
            width, height = picture.size
        assert width <= 1600
        assert path.stem != "favicon" or width == height


def test_every_picture_is_used():
    words = "".join(path.read_text() for path in (ROOT / "brands").rglob("*") if path.suffix in {".md", ".yaml"})
    for path in (ROOT / "brands").glob("*/assets/*"):
        assert f"assets/{path.name}" in words, path


def test_the_files_teach():
    for path in SHOP.rglob("*.yaml"):
        lines = path.read_text().splitlines()
        if path.parent.name in {"forms", "triggers", "codes", "portals"} and path.name not in {"_folder.yaml"}:
            assert any("#" in line for line in lines), f"{path.name} has no comment"


def test_the_smallest_brand_of_the_readme_compiles_without_any_finding(repository):
    section = (ROOT / "README.md").read_text().split("## The smallest brand")[1].split("\n## ")[0]
    files = dict(re.findall(r"```\w+\n# (\S+)\n(.*?)```", section, re.DOTALL))
    assert len(files) == 6
    folder = repository({"frontdesk.yaml": "version: 1\n", **files})
    (folder / "brands/kitchen/assets").mkdir()
    for name in ("logo.png", "favicon.png"):
        (folder / "brands/kitchen/assets" / name).write_bytes((SHOP / "assets" / name).read_bytes())
    tree, findings = read_folder(folder)
    assert compile_tree(tree, findings, CountingBlobs()).diagnostics == ()
