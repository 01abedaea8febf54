"""The shape of a place in a file, read off the JSON Schema of its kind: which keys, which values, what each means."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from compiler.assist.associations import schema, schema_of
from compiler.span import Path

Node = Mapping[str, Any]

_HANDED_DOWN: Final = ("x-ref", "x-other-brand", "x-text", "x-file")
"""What a key says of everything in it."""


def shapes(file: str, path: Path, document: Any) -> tuple[Node, ...]:
    """Every shape that the value at a path may have; `document` is what is known of the file, for tags.

    None for a file or path that has none.
    """
    name = schema_of(file)
    if name is None:
        return ()
    root = schema(name.replace(".part.json", ".json"))
    nodes: list[Node] = list(_expanded(root, root, document))
    value = document
    for step in path:
        value = _step_into(value, step)
        nodes = [inner for node in nodes for below in _below(node, step) for inner in _expanded(root, below, value)]
    return tuple(nodes)


def keys_of(nodes: tuple[Node, ...]) -> Mapping[str, Node]:
    """The keys that may stand in a value, and what each says."""
    found: dict[str, Node] = {}
    for node in nodes:
        for key, below in node.get("properties", {}).items():
            found.setdefault(key, below)
    return found


def mark(nodes: tuple[Node, ...], name: str) -> Any:
    """What any of the shapes says under a key of our own, such as `x-ref`; `None` when none does."""
    return next((node[name] for node in nodes if name in node), None)


def values_of(nodes: tuple[Node, ...]) -> tuple[Any, ...]:
    """The values of a closed list, and the two of a switch."""
    found: list[Any] = []
    for node in nodes:
        found += node.get("enum", ())
        found += [node["const"]] if "const" in node else []
        found += [True, False] if node.get("type") == "boolean" else []
    return tuple(dict.fromkeys(found))


def described(file: str, path: Path, document: Any) -> Node | None:
    """What the schema says of a key: its sentence, examples and default; `None` for a key it does not know."""
    if not path:
        return None
    above = shapes(file, path[:-1], document)
    step = path[-1]
    own = keys_of(above).get(step) if isinstance(step, str) else None
    return own or next((below for node in above for below in _below(node, step) if "description" in below), None)


def _step_into(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _below(node: Node, step: str | int) -> Iterator[Node]:
    handed = {name: node[name] for name in _HANDED_DOWN if name in node}
    if isinstance(step, int):
        if isinstance(node.get("items"), dict):
            yield {**handed, **node["items"]}
        return
    if step in node.get("properties", {}):
        yield node["properties"][step]
        return
    for below in (*node.get("patternProperties", {}).values(), node.get("additionalProperties")):
        if isinstance(below, dict):
            yield {**handed, **below}


def _expanded(root: Node, node: Node, value: Any) -> Iterator[Node]:
    """A shape with those it refers to; of several only the one that the tag chooses."""
    handed = {name: node[name] for name in _HANDED_DOWN if name in node}
    if "$ref" in node:
        for inner in _expanded(root, root["definitions"][node["$ref"].rpartition("/")[2]], value):
            yield {**handed, **inner}
        return
    yield node
    for branch in (one for one in node.get("anyOf", ()) if _could_be(root, one, value)):
        for inner in _expanded(root, branch, value):
            yield {**handed, **inner}
    for case in (*node.get("allOf", ()), *((node,) if "if" in node else ())):
        branch = _chosen(case, value)
        if branch is not None:
            yield from _expanded(root, branch, value)


def _could_be(root: Node, node: Node, value: Any) -> bool:
    """Whether the keys that are there already may stand in a shape."""
    if "$ref" in node:
        return _could_be(root, root["definitions"][node["$ref"].rpartition("/")[2]], value)
    is_closed = node.get("additionalProperties") is False and "properties" in node
    return not (isinstance(value, dict) and is_closed) or value.keys() <= node["properties"].keys()


def _chosen(case: Node, value: Any) -> Node | None:
    if "if" not in case:
        return case
    asked = case["if"]
    tags = asked.get("properties", {})
    if tags:
        holds = isinstance(value, dict) and all(value.get(key) == rule.get("const") for key, rule in tags.items())
    else:
        holds = isinstance(value, dict) and all(key in value for key in asked.get("required", ()))
    chosen: Node | None = case.get("then") if holds else case.get("else")
    return chosen
