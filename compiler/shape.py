"""The shape pass: parsed documents to a `Draft` of typed objects.

The models of `schemas` decide; here their verdicts become findings with the key's place, an unknown key next to a
missing one becomes a single "did you mean", and a file no kind lives in is reported.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, did_you_mean, found
from compiler.documents import Documents
from compiler.kinds import ADAPTERS, KINDS, Kind, locate
from compiler.parse import Document
from compiler.span import Path, Span, whole_file

UNKNOWN_KEY = Rule("FD101", "unknown-key")
MISSING_KEY = Rule("FD102", "missing-key")
WRONG_VALUE = Rule("FD103", "wrong-value")
WRONG_SHAPE = Rule("FD104", "wrong-file-shape")
UNKNOWN_FILE = Rule("FD105", "file-of-no-kind")
DUPLICATE_ID = Rule("FD106", "id-used-twice")
MISSPELT_KEY = Rule("FD107", "misspelt-key")


@dataclass(frozen=True, slots=True)
class Object:
    """One typed object: where it stands, what it is called, and its value."""

    kind: str
    brand: str
    id: str
    file: str
    path: Path
    value: Any
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Every object whose shape is right. `poisoned` names (kind, brand, id) that exist but are broken."""

    documents: Documents
    objects: tuple[Object, ...]
    poisoned: frozenset[tuple[str, str, str]]

    def span(self, thing: Object, path: Path = (), part: str = "value") -> Span:
        """The place of something inside an object."""
        return self.documents.span(thing.file, (*thing.path, *path), "key" if part == "key" else "value")


def shape(documents: Documents) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Give every document its type."""
    objects: list[Object] = []
    findings: list[Diagnostic] = []
    poisoned: set[tuple[str, str, str]] = set()
    for file in documents.tree.sizes:
        located = locate(file)
        if located is None:
            if _must_have_kind(file):
                findings.append(_unknown_file(file))
            continue
        brand, name = located.parts.get("brand", ""), _id(located.parts)
        document = documents.parsed.get(file)
        if document is None:
            poisoned.add((located.kind.name, brand, name))
            continue
        for thing, problems in _objects(located.kind, located.parts, document):
            findings += problems
            if thing.value is None or problems:
                poisoned.add((thing.kind, brand, thing.id))
            else:
                objects.append(thing)
    return Draft(documents, tuple(objects), frozenset(poisoned)), tuple(findings)


def _id(parts: Mapping[str, str]) -> str:
    return parts.get("id") or parts.get("folder") or parts.get("category") or parts.get("environment") or ""


def _must_have_kind(file: str) -> bool:
    return file.endswith((".yaml", ".yml", ".md")) and "/assets/" not in file


def _unknown_file(file: str) -> Diagnostic:
    name = file.rpartition("/")[2]
    if name.endswith(".yml"):
        hint = f"rename it to {name.removesuffix('.yml')}.yaml"
    else:
        hint = "the path decides the kind: see the layout in docs/reference"
    return found(UNKNOWN_FILE, f"no kind of object lives at {file}", whole_file(file), hint=hint)


def _objects(
    kind: Kind, parts: Mapping[str, str], document: Document
) -> Iterator[tuple[Object, tuple[Diagnostic, ...]]]:
    """The objects of one document, each with its findings; the value is `None` where it has no shape."""
    brand, value = parts.get("brand", ""), document.value

    def one(name: str, path: Path, part: Any) -> tuple[Object, tuple[Diagnostic, ...]]:
        model, problems = validate(kind, document, path, part)
        return Object(kind.name, brand, name, document.file, path, model, parts), problems

    match kind.shape:
        case "object":
            yield one(_id(parts), (), value)
        case "map" if isinstance(value, dict):
            for key, part in value.items():
                yield one(key, (key,), part)
        case "list" if isinstance(value, tuple):
            for index, part in enumerate(value):
                name = part.get("id", "") if isinstance(part, dict) else ""
                yield one(name if isinstance(name, str) else "", (index,), part)
        case _:
            wanted = "a map from id to object" if kind.shape == "map" else "a list of objects, each with an id"
            bad = found(WRONG_SHAPE, f"this file holds {wanted}", document.span(), note="not that")
            yield Object(kind.name, brand, "", document.file, (), None, parts), (bad,)


def validate(kind: Kind, document: Document, path: Path, value: Any) -> tuple[BaseModel | None, tuple[Diagnostic, ...]]:
    """One value against its kind's model."""
    try:
        return ADAPTERS[kind.name].validate_python(value), ()
    except ValidationError as error:
        return None, tuple(_explain(kind, document, path, error.errors(include_url=False)))


def _explain(kind: Kind, document: Document, path: Path, errors: Iterable[Any]) -> Iterator[Diagnostic]:
    rows = [(item, _real_path(document.value, path, item["loc"])) for item in errors]
    missing = {place: item for item, place in rows if item["type"] == "missing"}
    for item, place in rows:
        match item["type"]:
            case "missing":
                if place in missing:
                    yield _missing(document, place)
            case "extra_forbidden":
                twin = _twin(place, missing)
                legal = _legal_keys(kind, path, place)
                yield _unknown_key(document, place, twin, legal)
                if twin is not None:
                    del missing[twin]
            case _:
                yield _wrong_value(document, place, item)


def _twin(place: Path, missing: Mapping[Path, Any]) -> Path | None:
    """The missing key beside an unknown one that looks like it."""
    beside = {str(other[-1]): other for other in missing if other[:-1] == place[:-1]}
    hint = did_you_mean(str(place[-1]), beside)
    for name, other in beside.items():
        if hint == f"did you mean {name!r}?":
            return other
    return None


def _real_path(value: Any, prefix: Path, loc: tuple[str | int, ...]) -> Path:
    """A pydantic location without its tag steps: only steps that exist in the document, and the last one."""
    path: list[str | int] = list(prefix)
    for step in prefix:
        value = value[step]
    for index, step in enumerate(loc):
        inner = _step_into(value, step)
        if inner is not None:
            value = inner[0]
        elif index != len(loc) - 1 or not isinstance(value, dict):
            continue
        path.append(step)
    return tuple(path)


def _step_into(value: Any, step: str | int) -> tuple[Any] | None:
    """The child of a parsed value, in a tuple because it may be `None` itself."""
    if isinstance(value, dict) and step in value:
        return (value[step],)
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return (value[step],)
    return None


def _missing(document: Document, place: Path) -> Diagnostic:
    key = place[-1]
    return found(
        MISSING_KEY,
        f"the key {key!r} is missing",
        _opening(document.span(place[:-1])),
        note="in this object",
        hint=f"add {key}:",
    )


def _opening(span: Span) -> Span:
    """A one-line span for something that may be long."""
    if span.end_line == span.line:
        return span
    return Span(span.file, span.line, span.column, span.line, span.column + 1)


def _unknown_key(document: Document, place: Path, twin: Path | None, legal: tuple[str, ...]) -> Diagnostic:
    span = document.span(place, "key")
    key = str(place[-1])
    if twin is not None:
        name = str(twin[-1])
        fix = Suggestion((Edit(span, name),))
        return found(
            MISSPELT_KEY,
            f"{key!r} is not a key here, and {name!r} is missing",
            span,
            hint=f"write {name}:",
            suggestion=fix,
        )
    hint = did_you_mean(key, legal)
    return found(UNKNOWN_KEY, f"{key!r} is not a key here", span, note="unknown key", hint=hint)


def _wrong_value(document: Document, place: Path, item: Any) -> Diagnostic:
    span = document.span(place)
    message, hint = _words(item)
    return found(WRONG_VALUE, message, _opening(span), note="this value", hint=hint)


_PLAIN: Mapping[str, str] = {
    "string_type": "text is needed here",
    "int_type": "a whole number is needed here",
    "float_type": "a number is needed here",
    "bool_type": "true or false is needed here",
    "tuple_type": "a list is needed here",
    "dict_type": "a map of keys is needed here",
    "mapping_type": "a map of keys is needed here",
    "model_type": "a map of keys is needed here",
    "model_attributes_type": "a map of keys is needed here",
}


def _words(item: Any) -> tuple[str, str]:
    """What is wrong with a value, in an admin's words, and what to write."""
    context = item.get("ctx", {})
    shown = _shown(item.get("input"))
    match item["type"]:
        case "literal_error":
            legal = [word.strip().strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
            return f"{shown} is not possible here", did_you_mean(str(item["input"]), legal)
        case "string_pattern_mismatch":
            return f"{shown} is not spelt as it must be", _SPELLINGS.get(
                context["pattern"], f"it must match {context['pattern']}"
            )
        case "too_short":
            return "the list is too short", f"at least {context['min_length']} are needed"
        case "too_long" | "string_too_long":
            return "this is too long", f"at most {context['max_length']} are allowed"
        case "value_error":
            return str(context.get("error", item["msg"])), ""
        case kind if kind in _PLAIN:
            quote = isinstance(item.get("input"), (bool, int, float)) and kind == "string_type"
            return f"{_PLAIN[kind]}, not {shown}", f'quote it: "{item["input"]}"' if quote else ""
        case _:
            return f"{shown}: {item['msg'][0].lower()}{item['msg'][1:]}", ""


def _shown(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case dict():
            return "a map"
        case tuple():
            return "a list"
        case str():
            return repr(value if len(value) <= 60 else value[:57] + "…")
        case _:
            return repr(value)


_SPELLINGS: Mapping[str, str] = {}


def _legal_keys(kind: Kind, prefix: Path, place: Path) -> tuple[str, ...]:
    """The keys the model at `place` has; the union of all models it may be when it is a union."""
    models: list[type[BaseModel]] = list(_models_in(kind.model))
    for step in place[len(prefix) : -1]:
        models = [inner for model in models for inner in _inner_models(model, step)]
    return tuple(field.alias or name for model in models for name, field in model.model_fields.items())


def _inner_models(model: type[BaseModel], step: str | int) -> list[type[BaseModel]]:
    if isinstance(step, int):
        return [model]
    for name, field in model.model_fields.items():
        if (field.alias or name) == step:
            return list(_models_in(field.annotation))
    return [model]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


assert all(kind.name in ADAPTERS for kind in KINDS)
