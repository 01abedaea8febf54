"""JSON Schemas for editors: what a file of each kind may say, from its model.

Values typed in several ways are `handbook.json_shapes`, examples `handbook.json_examples`. Beside the words of the
standard, keys that our own language server reads: `x-ref` (the kind a value names), `x-text` (how a text is written),
`x-file` (what a file is for), `x-target` and `x-operand` (the parts of a condition).
"""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel, RootModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from compiler.companions import LONG
from compiler.compose import extendable
from compiler.kinds import KINDS, Kind
from compiler.span import Path
from handbook.json_shapes import CHECKED, WRITTEN, Node
from handbook.pages import HELD
from handbook.said import about, sentences
from handbook.sources import where
from schemas.names import File
from schemas.refs import Ref
from schemas.text import Format, Text

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_WHOLE: Final = "x-whole"  # while schemas are made: a value that is said whole or not at all
PART: Final = "Part"
"""Ends the names of shapes that may leave out what a base says."""
WITHOUT: Final = frozenset({"mail_layout"})
"""Kinds whose files are neither YAML nor begin with it."""

_BASE: Final = {
    "brand": "The library this brand stands on, as in `_library/games`; the file then says only what differs.",
    "": "The id of a sibling this one is like; it then says only what differs.",
}


class _Generator(GenerateJsonSchema):
    """Pydantic's schemas with our sentences, without titles and without `null`, which our files never hold."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        cls: type[BaseModel] = schema["cls"]
        if cls in WRITTEN:
            return {_WHOLE: True, **WRITTEN[cls]()}
        made = super().model_schema(schema)
        made.pop("title", None)
        made["description"] = about(cls)
        if issubclass(cls, RootModel):
            return made
        said = sentences(cls)
        for name, field in cls.model_fields.items():
            key = field.alias or name
            node = made["properties"][key]
            made["properties"][key] = {"description": said[key], **_marks((field.annotation, field.metadata)), **node}
            made["properties"][key]["description"] = said[key]
        return made

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = self.generate_inner(schema["schema"])
        default = self.get_default_value(schema)
        if isinstance(default, bool | str | int):
            return {**made, "default": default}
        if isinstance(default, tuple) and default and all(isinstance(item, str | int) for item in default):
            return {**made, "default": list(default)}
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        return _checked(schema) or super().function_before_schema(schema)

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        return _checked(schema) or super().function_after_schema(schema)

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        branches = {str(tag): self.generate_inner(choice) for tag, choice in schema["choices"].items()}
        tag = schema["discriminator"]
        if not isinstance(tag, str):
            return {"anyOf": list(branches.values()), "minProperties": 1}  # an empty map shows none of the tags
        return _tagged(tag, branches)

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        names = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        values = self.generate_inner(schema["values_schema"]) if "values_schema" in schema else {}
        names = {key: rule for key, rule in names.items() if key in ("pattern", "maxLength", "minLength", "enum")}
        made = {"type": "object", **({"propertyNames": names} if names else {}), "additionalProperties": values}
        return made | ({"minProperties": schema["min_length"]} if "min_length" in schema else {})


def _checked(schema: Any) -> Node | None:
    module = getattr(schema["function"]["function"], "__module__", "")
    return copy.deepcopy(CHECKED[module]) if module in CHECKED else None


def _tagged(tag: str, branches: Mapping[str, Node]) -> Node:
    """One of several shapes, told apart by a tag: what is wrong is then said of the shape that was meant."""
    cases = [
        {"if": {"properties": {tag: {"const": value}}, "required": [tag]}, "then": branch}
        for value, branch in branches.items()
    ]
    which = {"enum": list(branches), "description": "Which of the shapes this is.", "examples": [next(iter(branches))]}
    said = f"One of several shapes, told apart by `{tag}`."
    return {"type": "object", "description": said, "properties": {tag: which}, "required": [tag], "allOf": cases}


def _marks(annotated: tuple[Any, Any]) -> Node:
    """What our language server wants to know of a key, from the marks in its annotation."""
    marks: Node = {}
    for item in _annotations(*annotated):
        match item:
            case Ref():
                marks.setdefault("x-ref", item.kind)
                marks |= {"x-other-brand": True} if item.other_brand else {}
            case Format():
                marks["x-text"] = item.format
            case File():
                marks["x-file"] = item.use
            case type() if issubclass(item, Text):
                marks.setdefault("x-text", "plain")
    return marks


def _annotations(annotation: Any, metadata: Any = ()) -> Iterator[Any]:
    yield from metadata
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for inner in (getattr(annotation, "__origin__", None), *getattr(annotation, "__args__", ())):
        if inner is not None and not isinstance(inner, str):
            yield from _annotations(inner)


def schema_of(kind: Kind) -> Node:
    """The JSON Schema of a kind's files, without examples."""
    made = TypeAdapter(kind.model).json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Generator
    )
    definitions: dict[str, Node] = made.pop("$defs", {})
    root = made
    if kind.name in LONG:
        _relax(root, LONG[kind.name][0], definitions)
    entry, part = root, _partial(root)
    definitions |= {f"{name}{PART}": _partial(node) for name, node in copy.deepcopy(definitions).items()}
    if extendable(kind):
        extends = {
            "type": "string", "description": _BASE.get(kind.name, _BASE[""]),
            "x-ref": "library" if kind.name == "brand" else kind.name,
            "examples": ["_library/games" if kind.name == "brand" else "standard"],
        }  # fmt: skip
        part = _open(part, extends, definitions)
        whole = _open(entry, extends, definitions)
        entry = {"if": {"type": "object", "required": ["extends"]}, "then": part, "else": whole}
    file = _file(kind, entry)
    described = {"title": kind.name.replace("_", " "), "description": _described(kind)}
    whole_file = {"$schema": DRAFT, **described, **file}
    whole_file["definitions"] = {**definitions, f"File{PART}": {**described, **_file(kind, part)}}
    whole_file["definitions"] = _reached(whole_file)
    made_ready: Node = _without_mark(whole_file)
    return made_ready


def _without_mark(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_mark(item) for item in node]
    if isinstance(node, dict):
        return {key: _without_mark(value) for key, value in node.items() if key != _WHOLE}
    return node


def _relax(node: Node, path: Path, definitions: Mapping[str, Node]) -> None:
    """Words that may lie in a file beside this one are not required in it."""
    if not path:
        return
    if "$ref" in node:
        _relax(definitions[node["$ref"].rpartition("/")[2]], path, definitions)
        return
    for case in node.get("allOf", ()):
        _relax(case["then"], path, definitions)
    below = node.get("properties", {}).get(path[0])
    if below is not None:
        _relax(below, path[1:], definitions)
    inner = definitions[below["$ref"].rpartition("/")[2]] if below is not None and "$ref" in below else below or {}
    # Of an object that has to say more than these words, something stands in the file itself.
    if path[0] in node.get("required", ()) and (len(path) == 1 or not inner.get("required")):
        node["required"] = [key for key in node["required"] if key != path[0]]


def _described(kind: Kind) -> str:
    model = kind.model
    said = about(model) if isinstance(model, type) and issubclass(model, BaseModel) else ""
    return f"`{where(kind)}` {HELD[kind.shape]}" + (f" {said}" if said and not said.startswith("`") else "")


def _file(kind: Kind, entry: Node) -> Node:
    match kind.shape:
        case "map":
            return {"type": "object", "propertyNames": {"pattern": kind.key}, "additionalProperties": entry}
        case "list":
            return {"type": "array", "items": entry}
        case _:
            return {"allOf": [entry]} if "$ref" in entry else entry


def _open(node: Node, extends: Node, definitions: dict[str, Node]) -> Node:
    """A shape that may also say `extends`; shapes behind references are copied under another name."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        opened = f"{name}Entry"
        definitions[opened] = _open(copy.deepcopy(definitions[name]), extends, definitions)
        return {"$ref": f"#/definitions/{opened}"}
    if "allOf" in node:
        cases = [{**case, "then": _open(case["then"], extends, definitions)} for case in node["allOf"]]
        return {**node, "properties": {"extends": extends, **node["properties"]}, "allOf": cases}
    if "properties" in node:
        return {**node, "properties": {"extends": extends, **node["properties"]}}
    return node


def _partial(node: Any) -> Any:
    """The same shape where a base may say the rest: nothing is required but what tells shapes apart."""
    if isinstance(node, list):
        return [_partial(item) for item in node]
    if not isinstance(node, dict) or _WHOLE in node:
        return node
    made = {
        key: value if key in ("if", "examples", "default", "enum", "const") else _partial(value)
        for key, value in node.items()
        if key != "required" or not isinstance(value, list)
    }
    name = str(made.get("$ref", "")).rpartition("/")[2]
    if name:
        made["$ref"] = f"#/definitions/{name}{PART}"
    return made


def _reached(schema: Node) -> dict[str, Node]:
    """The definitions that are used, in the order of their names."""
    definitions = schema["definitions"]
    waiting = [{key: value for key, value in schema.items() if key != "definitions"}, definitions[f"File{PART}"]]
    reached = {f"File{PART}"}
    while waiting:
        for name in _references(waiting.pop()):
            if name not in reached:
                reached.add(name)
                waiting.append(definitions[name])
    return {name: definitions[name] for name in sorted(reached)}


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield re.sub(r"^#/definitions/", "", node["$ref"])
        for key, value in node.items():
            if key not in ("examples", "default", "enum"):
                yield from _references(value)


def described_kinds() -> tuple[Kind, ...]:
    """The kinds that have a schema."""
    return tuple(kind for kind in KINDS if kind.name not in WITHOUT)
