"""The JSON Schemas that editors use say what the shape pass says, of every example file and of hundreds of broken ones.

A few things JSON Schema cannot say, or says otherwise; the mutations below keep away from them:

- words in a file of their own beside the YAML: a schema sees one file, so those keys are not required there;
- that a day exists (`2026-02-31` has the right shape), and that a period begins before it ends;
- that a decimal number has at most thirty digits when it is typed without quotes;
- `1.0` is a whole number there;
- Python's `$` also stands before a line break at the end (editors, and our own shape pass, do not think so).

No model of the language has a validator across keys: that is what checks are for.
"""

import copy
import json
import os
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from jsonschema.validators import validator_for
from referencing import Registry, Resource

from compiler.companions import LONG, join_companions
from compiler.compose import compose
from compiler.documents import Documents, parse_tree
from compiler.kinds import KINDS, locate
from compiler.read import SourceTree, read_folder
from compiler.shape import SWITCH_WORD, shape
from handbook.json_files import made

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "schemas/json"
ROUNDS = 60 if os.environ.get("FRONTDESK_PROVE") else 4


@cache
def examples() -> Documents:
    tree, _ = read_folder(ROOT)
    return parse_tree(tree)[0]


@cache
def schema(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text())


@cache
def validator(name: str) -> Draft7Validator:
    resources = [(path.name, Resource.from_contents(json.loads(path.read_text()))) for path in FOLDER.glob("*.json")]
    return Draft7Validator(schema(name), registry=Registry().with_resources(resources))


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def kind_of(file: str) -> str:
    located = locate(file)
    return located.kind.name if located and located.kind.name != "mail_layout" else ""


def stands_on_others(file: str) -> bool:
    """Whether a base or a library says a part of what is in effect."""
    whole = compose(examples())[0]
    return file.startswith("brands/_library/") or whole.parsed[file] is not examples().parsed[file]


@cache
def alone() -> tuple[str, ...]:
    """Files that say everything themselves."""
    whole = compose(examples())[0]
    return tuple(
        file
        for file, document in examples().parsed.items()
        if kind_of(file) and whole.parsed[file] is document and file not in whole.inherited
    )


def says(value: Any, path: tuple[Any, ...]) -> bool:
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


def compiler_accepts(file: str, value: Any) -> bool:
    """What parse and shape say of a file with this value in it."""
    text = json.dumps(value, ensure_ascii=False)
    files = {file: (f"---\n{text}\n---\n" if file.endswith(".md") else text).encode()}
    long = LONG.get(kind_of(file))
    is_long = not isinstance(value, dict) or value.get("type", "caption") == "caption" or kind_of(file) != "field"
    if long and is_long and not says(value, long[0]):
        files[file.replace(".yaml", f".en.{long[1].split()[0]}")] = b"words"
    tree = SourceTree("a file", {name: len(data) for name, data in files.items()}, files.__getitem__)
    documents, findings = parse_tree(tree)
    assert not any(item.severity == "error" for item in findings), findings
    _, findings = shape(join_companions(documents)[0])
    return all(item.rule == SWITCH_WORD for item in findings)


def test_the_committed_schemas_are_fresh():
    there = {path.name: path.read_text() for path in FOLDER.glob("*.json")}
    assert there == made(), "run  make schemas"


def test_every_kind_of_yaml_has_a_schema_and_one_for_files_that_stand_on_others():
    names = {kind.name for kind in KINDS} - {"mail_layout"}
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{name}{end}" for name in names for end in (".json", ".part.json")
    }


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_a_schema_keeps_to_its_own_standard(path):
    found = json.loads(path.read_text())
    validator_for(found).check_schema(found)


def keys(node: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key and every shape of a schema."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from keys(item, f"{where}/{index}")
    elif isinstance(node, dict):
        if "properties" in node and "if" not in where.rsplit("/", 1)[-1]:
            yield where, node
            for key, below in node["properties"].items():
                yield f"{where}/{key}", below
        for key, below in node.items():
            if key in ("properties", "definitions"):
                for name, inner in below.items():
                    yield from keys(inner, f"{where}/{name}")
            elif key not in ("if", "examples", "default"):
                yield from keys(below, f"{where}/{key}")


@pytest.mark.parametrize("name", sorted(kind.name for kind in KINDS if kind.name != "mail_layout"))
def test_every_key_is_described_and_shown_and_the_examples_fit(name):
    whole = schema(name)
    assert whole["description"]
    assert whole["examples"]
    for where, node in keys(whole):
        is_case = where.endswith("/then") and "allOf" in where
        assert node.get("description") or is_case, where
        assert node.get("examples") or is_case, where
        if "Part" not in where and "/then/" not in where:
            fits = Draft7Validator({"definitions": whole["definitions"], "allOf": [node]})
            for example in node["examples"]:
                assert not list(fits.iter_errors(example)), (where, example)


def test_everything_the_example_brands_say_fits():
    for file, document in examples().parsed.items():
        name = kind_of(file.replace("_library/", "", 1)) if "_library/" in file else kind_of(file)
        if not name:
            continue
        which = name if file in alone() else f"{name}.part"
        errors = list(validator(which).iter_errors(plain(document.value)))
        assert not errors, (file, errors[0].message)


def test_an_object_that_extends_another_leaves_out_what_that_says():
    says_more = [
        file for file in examples().parsed if kind_of(file) and "extends" in str(examples().parsed[file].value)
    ]
    fits = [file for file in says_more if validator(kind_of(file)).is_valid(plain(examples().parsed[file].value))]
    assert len(fits) >= 3


Mutation = Callable[[random.Random, Any], Any]

WRONG: tuple[Any, ...] = (7, True, "a thing", "", [], {}, ["x"], {"x": 1}, -1, 10**6, "NOT A SLUG!", [[]])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inside:
        yield (*path, step)
        yield from places(item, (*path, step))


def broken(rng: random.Random, value: Any) -> Any:
    """The value with one thing changed: a key gone, misspelt, new or of another type; an item doubled or gone."""
    value = copy.deepcopy(value)
    path = rng.choice(list(places(value)) or [()])
    if not path:
        return rng.choice(WRONG)
    holder = value
    for step in path[:-1]:
        holder = holder[step]
    what = rng.choice(("delete", "misspell", "retype", "swap", "add", "double"))
    match what, holder:
        case "delete", _:
            del holder[path[-1]]
        case "misspell", dict():
            holder[f"{path[-1]}x"] = holder.pop(path[-1])
        case "add", dict():
            holder[rng.choice(("colour", "id", "enabled", "type", "code", "en"))] = rng.choice(WRONG)
        case "double", list():
            holder.append(copy.deepcopy(holder[path[-1]]))
        case "swap", _:
            other = rng.choice(list(places(value)))
            there = value
            for step in other:
                there = there[step]
            holder[path[-1]] = copy.deepcopy(there)
        case _:
            holder[path[-1]] = rng.choice(WRONG)
    return value


def test_the_schemas_and_the_shape_pass_agree_on_what_is_broken():
    rng = random.Random(20261122)
    differ: list[tuple[str, bool, Any]] = []
    tried = refused = 0
    for file in alone():
        before = plain(examples().parsed[file].value)
        for _ in range(ROUNDS):
            value = broken(rng, before)
            if file.endswith(".md") and not isinstance(value, dict):
                continue
            if "extends" in json.dumps(value):
                continue
            said = compiler_accepts(file, value)
            tried, refused = tried + 1, refused + (not said)
            if validator(kind_of(file)).is_valid(value) != said:
                differ.append((file, said, value))
    assert not differ, f"{len(differ)} of {tried}; the first: {differ}"
    assert tried > 500
    assert tried / 4 < refused
