"""An example for every key and shape of a JSON Schema: what the example brands say, else the smallest that fits."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from jsonschema import Draft7Validator

from handbook.json_shapes import Node
from schemas import names

LONGEST: Final = 400  # characters of an example: it is shown beside what somebody types

_AS_IN: Final = {
    **{
        pattern: match[1]
        for pattern, words in names.SPELLINGS.items()
        if (match := re.search(r'as in "?([^\s",;]+)', words))
    },
    names.SOURCE_HASH: "5c1e9a3f",
    names.OUTSIDE: "env:NAME",
    names.DAY_SPAN: "mon-fri",
    names.EMAIL_ADDRESS: "help@shop.example",
}
"""A value of each spelling, out of what we say of it."""

Where = tuple[str, str]
"""A shape by its name, and a key of it; the shape itself for no key."""


class Examples:
    """Values seen in files, by shape and key; shapes that leave out what a base says count with their whole ones."""

    def __init__(self) -> None:
        self._seen: dict[Where, set[str]] = defaultdict(set)

    def look(self, schema: Node, value: Any) -> None:
        """Note every value of a file that fits its schema."""
        self._look(schema, schema, value, schema["title"])

    def fill(self, schema: Node) -> Node:
        """The schema with an example on every key and every shape."""
        filled: Node = self._filled(schema, schema, schema["title"])
        definitions = {
            name: self._filled(node, schema, _shape(name)) for name, node in schema.get("definitions", {}).items()
        }
        return {**filled, "definitions": definitions}

    def _look(self, root: Node, node: Node, value: Any, shape: str) -> None:
        if isinstance(value, dict) and "extends" in value:
            return  # what it says is not all there is
        node, shape = _resolved(root, node, shape)
        for branch in _fitting(root, node, value):
            self._look(root, branch, value, shape)
        if isinstance(value, dict):
            if "properties" in node or "additionalProperties" in node:
                self._note(shape, "", value)
            for key, inner in value.items():
                below = node.get("properties", {}).get(key)
                if below is not None:
                    self._note(shape, key, inner)
                    self._look(root, below, inner, f"{shape}.{key}")
                elif isinstance(node.get("additionalProperties"), dict):
                    self._look(root, node["additionalProperties"], inner, f"{shape}.*")
        elif isinstance(value, list):
            if shape == root["title"]:
                self._note(shape, "", value)
            for inner in value:
                self._look(root, node.get("items", {}), inner, f"{shape}[]")

    def _note(self, shape: str, key: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        if len(text) <= LONGEST:
            self._seen[shape, key].add(json.dumps(value, ensure_ascii=False))

    def _filled(self, node: Any, root: Node, shape: str) -> Any:
        if isinstance(node, list):
            return [self._filled(item, root, shape) for item in node]
        if not isinstance(node, dict):
            return node
        made = {
            key: value
            if key in ("definitions", "properties", "examples", "if", "enum", "default")
            else self._filled(value, root, f"{shape}{_STEP.get(key, '')}")
            for key, value in node.items()
        }
        if "properties" in node:
            made["properties"] = {
                key: self._of_key(self._filled(below, root, f"{shape}.{key}"), root, shape, key)
                for key, below in node["properties"].items()
            }
        if "examples" not in made and ("properties" in node or node is root):
            made["examples"] = self._best(shape, "", lambda: made_up(root, node))
        return made

    def _of_key(self, node: Node, root: Node, shape: str, key: str) -> Node:
        if "examples" in node:
            return node
        return {**node, "examples": self._best(shape, key, lambda: made_up(root, node))}

    def _best(self, shape: str, key: str, otherwise: Any) -> list[Any]:
        """The shortest example that says something, always the same one."""
        seen = sorted(self._seen.get((shape, key), ()), key=lambda text: (text in _SAYS_NOTHING, len(text), text))
        return [json.loads(seen[0])] if seen else [otherwise()]


_STEP: Final = {"items": "[]", "additionalProperties": ".*"}
_SAYS_NOTHING: Final = ("{}", "[]", '""')


def _shape(name: str) -> str:
    """The name under which values of a definition are noted."""
    return name.removesuffix("Part").removesuffix("Entry")


def _resolved(root: Node, node: Node, shape: str) -> tuple[Node, str]:
    while "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        node, shape = root["definitions"][name], _shape(name)
    return node, shape


def _fitting(root: Node, node: Node, value: Any) -> Iterator[Node]:
    """The branches of a shape that are meant."""
    fits = _Fits(root)
    if "if" in node and "then" in node:
        branch = node["then"] if fits(node["if"], value) else node.get("else")
        if branch is not None and ("properties" in branch or "$ref" in branch or "allOf" in branch):
            yield branch
    yield from node.get("allOf", ())
    meant: Iterable[Node] = node.get("anyOf", ())
    yield from (branch for branch in meant if fits(branch, value))


class _Fits:
    def __init__(self, root: Node) -> None:
        self._root = root

    def __call__(self, node: Node, value: Any) -> bool:
        whole = {"definitions": self._root["definitions"], "allOf": [node]}
        return bool(Draft7Validator(whole).is_valid(value))


def made_up(root: Node, node: Node) -> Any:  # noqa: PLR0911  one line for each kind of shape
    """The smallest value of a shape that nobody uses in the example brands."""
    node, _ = _resolved(root, node, "")
    for key in ("const", "default"):
        if key in node:
            return node[key]
    for key in ("examples", "enum"):
        if key in node:
            return node[key][0]
    if "anyOf" in node:
        return made_up(root, node["anyOf"][0])
    if "else" in node and "properties" not in node:
        return made_up(root, node["else"])
    match node.get("type"):
        case "boolean":
            return True
        case "integer" | "number":
            return node.get("minimum", 1)
        case "array":
            return [made_up(root, node["items"])]
        case "object":
            return _object(root, node)
        case "string":
            return _AS_IN.get(node.get("pattern", ""), "words")
        case _:
            return _object(root, node["allOf"][0]) if node.get("allOf") else "words"


def _object(root: Node, node: Node) -> Any:
    node, _ = _resolved(root, node, "")
    if node.get("minProperties") and isinstance(node.get("additionalProperties"), dict):
        name = made_up(root, {"type": "string", **node.get("propertyNames", {})})
        return {name: made_up(root, node["additionalProperties"])}
    keys = node.get("required") or [*node.get("properties", {})][:1]
    made = {key: made_up(root, node["properties"][key]) for key in keys if key in node.get("properties", {})}
    for case in node.get("allOf", ()):
        tag, rule = next(iter(case["if"]["properties"].items()))
        if made.get(tag) == rule["const"]:
            return {**_object(root, case["then"]), **made}
    return made
