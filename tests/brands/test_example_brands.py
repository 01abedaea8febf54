"""The example brands are the demo, the acceptance test and what people learn from: they hold what they promise."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from pydantic import BaseModel

from compiler.blobs import CountingBlobs
from compiler.compile import Compiled, compile_tree
from compiler.compose import compose
from compiler.documents import Documents, parse_tree
from compiler.kinds import locate
from compiler.read import read_folder
from compiler.shape import Draft, shape
from frontdesk.cli import main
from handbook.said import models
from schemas.fields.base import FieldBase
from schemas.samples import SampleState

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "brands/cooking-village"
STORIES = {"easy-printer": ("en",), "game-a": ("ko", "en"), "nordic": ("sv",)}
NOT_SHOWN = {
    *(f"GetInterlink.{name}" for name in ("method", "verify_url", "key", "non_members")),  # the other of two ways
    "MailLayout.content",  # the whole file
    "Set.project",
    "ProjectStatus.shown",
    "SampleCustomer.role",
    "Translation.of",  # `frontdesk translate ack` writes it
}
STORY = {"reset-password", "induction-error-codes", "returns-and-refunds", "warranty", "season-cast-iron"}


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    tree, findings = read_folder(ROOT)
    return compile_tree(tree, findings, CountingBlobs())


@pytest.fixture(scope="module")
def parsed() -> Documents:
    tree, _ = read_folder(ROOT)
    return parse_tree(tree)[0]


@pytest.fixture(scope="module")
def drafted(parsed) -> Draft:
    return shape(compose(parsed)[0])[0]


def texts(parsed: Documents, folder: str) -> dict[str, dict]:
    return {
        file: document.value
        for file, document in parsed.parsed.items()
        if file.startswith(f"brands/cooking-village/{folder}/") and file.endswith(".md")
    }


def test_the_example_brands_compile_without_any_finding(compiled):
    assert [(item.rule.code, item.message, item.span.file) for item in compiled.diagnostics] == []
    assert compiled.bundle is not None
    assert set(compiled.bundle.brands) == {"cooking-village", "cooking-village-en", *STORIES}


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
    pictures = [path for path in (ROOT / "brands").glob("*/assets/*") if path.suffix in {".png", ".jpg"}]
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


def test_every_kind_of_file_is_explained_in_some_brand(parsed):
    kinds, explained = set(), set()
    for file in parsed.parsed:
        kind = locate(file.replace("_library/", "")).kind.name
        kinds.add(kind)
        if re.search(r"(^|\s)# ", (ROOT / file).read_text()) or file.endswith("ids.lock.yaml"):
            explained.add(kind)
    assert kinds - explained == set()


@pytest.mark.parametrize("brand", STORIES)
def test_a_story_is_told_in_the_languages_it_names(compiled, brand):
    contract = compiled.bundle.brands[brand]
    assert {portal.languages for portal in contract.portals.values()} == {STORIES[brand]}


def test_every_key_of_the_language_is_shown_once(drafted):
    """A newcomer learns the language by reading the brands: whatever may be typed is typed somewhere."""
    used = {}
    for thing in drafted.objects:
        _note(thing.value, used)
    missing = {
        f"{model.__name__}.{name}"
        for model in models()
        for name in model.model_fields
        if name not in {"enabled", *used.get(model, ())} and not issubclass(model, FieldBase | SampleState)
    }
    assert missing == NOT_SHOWN


def _note(value, used):
    if isinstance(value, BaseModel):
        used.setdefault(type(value), set()).update(value.model_fields_set)
        value = [getattr(value, name) for name in type(value).model_fields]
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            _note(item, used)


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


def test_the_example_brands_are_laid_out_as_fmt_would():
    result = CliRunner().invoke(main, ["fmt", "--check", str(ROOT)])
    assert result.exit_code == 0, f"run frontdesk fmt:\n{result.output}"
