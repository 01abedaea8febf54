"""Where things were written travels beside the bundle: right to the line, and never part of what is served."""

from compiler.blobs import SpooledBlobs
from compiler.cache import FileCache
from compiler.compile import compile_tree
from schemas.release import BrandPlaces, Places
from tests.kitchen import base, tree_of

TYPES = "brands/kitchen/inquiry_types.yaml"
TRIGGERS = "brands/kitchen/triggers/10-routing.yaml"
FILES = {
    TYPES: "# what is asked\n- id: question\n  name: Question\n  form: question\n"
    "  children:\n    - {id: oven, name: Oven, form: question}\n",
    TRIGGERS: "- id: first\n  title: First\n  events: [created]\n  then: [{do: tag, add: [a]}]\n"
    "- id: second\n  title: Second\n  events: [created]\n  then: [{do: tag, add: [b]}]\n",
    "brands/kitchen/fields/oven.yaml": "type: text\nlabel: Which oven\n",
    "brands/kitchen/forms/question.yaml": "fields: [{field: oven}]\n",
}


def compiled(changed=None, cache=None):
    """The root digest, and the places of the kitchen."""
    files = {**base(), **{name: text.encode() for name, text in {**FILES, **(changed or {})}.items()}}
    blobs = SpooledBlobs()
    result = compile_tree(*tree_of(files), blobs, cache)
    assert result.root_digest is not None, [str(item) for item in result.diagnostics]
    brand = Places.model_validate_json(blobs.read(result.places)).brands["kitchen"]
    return result.root_digest, BrandPlaces.model_validate_json(blobs.read(brand)).places


def test_every_thing_a_runtime_can_name_has_its_file_and_line():
    _, places = compiled()
    assert places["portals/main"] == "brands/kitchen/portals/main.yaml:1"
    assert places["inquiry_types/question"] == f"{TYPES}:2"
    assert places["inquiry_types/oven"] == f"{TYPES}:6"
    assert places["triggers/second"] == f"{TRIGGERS}:5"
    assert places["forms/question"] == "brands/kitchen/forms/question.yaml:1"
    assert places["fields/oven"] == "brands/kitchen/fields/oven.yaml:1"
    assert places["agents/jin"] == "brands/kitchen/agents.yaml:1"
    assert places["brand"] == "brands/kitchen/brand.yaml:1"


def test_a_line_that_moves_changes_the_places_and_no_digest():
    root, before = compiled()
    same, after = compiled({TYPES: "\n# words for people\n\n" + FILES[TYPES]})
    assert same == root
    assert (before["inquiry_types/oven"], after["inquiry_types/oven"]) == (f"{TYPES}:6", f"{TYPES}:9")


def test_what_a_brand_has_from_a_library_was_written_there():
    library = "brands/_library/cookery/fields/oven.yaml"
    changed = {
        "brands/kitchen/brand.yaml": "name: Kitchen\nlanguages: [en]\nextends: _library/cookery\n",
        "brands/_library/cookery/brand.yaml": "time_zone: Asia/Seoul\n",
        library: FILES["brands/kitchen/fields/oven.yaml"],
    }
    files = {**base(), **{name: text.encode() for name, text in {**FILES, **changed}.items()}}
    del files["brands/kitchen/fields/oven.yaml"]
    blobs = SpooledBlobs()
    result = compile_tree(*tree_of(files), blobs)
    assert result.places is not None, [str(item) for item in result.diagnostics]
    brand = Places.model_validate_json(blobs.read(result.places)).brands["kitchen"]
    assert BrandPlaces.model_validate_json(blobs.read(brand)).places["fields/oven"] == f"{library}:1"


def test_a_warm_run_knows_the_same_places_as_a_cold_one(tmp_path):
    cold = compiled()
    for _ in range(2):
        cache = FileCache(tmp_path / "cache", b"k" * 32)
        assert compiled(cache=cache) == cold
        cache.close()
    cache = FileCache(tmp_path / "cache", b"k" * 32)
    moved = {TYPES: "\n" + FILES[TYPES]}
    assert compiled(moved, cache) == compiled(moved)
    assert cache.hits["places"] > 0
