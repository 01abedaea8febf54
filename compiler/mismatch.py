"""What pydantic found wrong with a value, in an admin's words and at its place.

One value against its kind's model; which objects a file holds is `compiler.shape`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, did_you_mean, found, nearest, quoted
from compiler.kinds import ADAPTERS, Kind
from compiler.parse import MANY, Document
from compiler.span import Path, Span
from schemas.names import SPELLINGS

UNKNOWN_KEY = Rule("FD101", "unknown-key")
MISSING_KEY = Rule("FD102", "missing-key")
WRONG_VALUE = Rule("FD103", "wrong-value")
MISSPELT_KEY = Rule("FD107", "misspelt-key")

_TAGS = ("type", "do", "protocol", "method")  # the keys that say which of several shapes an object has
SHOWN_OF_ONE = 20  # findings of one object; each costs a walk over its file

Written = Callable[[Span], str]
"""The source text at a place, read again only when there is something to report."""


def validate(
    kind: Kind, document: Document, path: Path, value: Any, written: Written, *, is_part: bool = False
) -> tuple[BaseModel | None, tuple[Diagnostic, ...]]:
    """One value against its kind's model: the model, or every reason why there is none.

    Of what is a part only, such as a library's file, nothing is missing: others may say it.
    """
    try:
        return ADAPTERS[kind.name].validate_python(value), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        if is_part:
            errors = [item for item in errors if not _may_be_said_elsewhere(item)]
        findings = list(_Mismatch(kind, document, path, written).explain(errors[:SHOWN_OF_ONE]))
        if len(errors) > SHOWN_OF_ONE:
            findings.append(_many(document, path, len(errors)))
        return None, tuple(findings)


def _many(document: Document, path: Path, count: int) -> Diagnostic:
    message = f"{count - SHOWN_OF_ONE:,} more findings in this object are not shown"
    return found(MANY, message, opening(document.span(path)), hint="mend the first ones and check again")


def _may_be_said_elsewhere(item: Any) -> bool:
    """Whether a mismatch would be gone if somebody else said more of the same object."""
    if item["type"] == "too_short":
        has_some: bool = item["input"] != ()  # lists of objects merge by id, but one that says nothing gives way
        return has_some
    return item["type"] in ("missing", "union_tag_not_found")


def opening(span: Span) -> Span:
    """A one-line span for something that may be long."""
    if span.end_line == span.line and span.end_column > span.column:
        return span
    return Span(span.file, span.line, span.column, span.line, span.column + 1)


def advice_for_nothing(span: Span, written: Written) -> str:
    """What to write where there is no value; a colour without quotes became a comment."""
    after = written(Span(span.file, span.line, span.column, span.line, 1_000_000))
    if re.match(r"[ \t]*#", after):
        return "an unquoted # begins a comment: put the value in quotes"
    return "write a value, or leave the key out"


class _Mismatch:
    """One object that does not fit its model."""

    def __init__(self, kind: Kind, document: Document, path: Path, written: Written) -> None:
        self.kind = kind
        self.document = document
        self.path = path
        self.written = written

    def explain(self, errors: Iterable[Any]) -> Iterator[Diagnostic]:
        rows = list(_without_alternatives((item, self._place(item["loc"])) for item in errors))
        missing = {place for item, place in rows if item["type"] == "missing"}
        twins = {}
        for item, place in rows:
            if item["type"] == "extra_forbidden":
                twin = _twin(place, missing)
                if twin is not None:
                    twins[place] = twin
                    missing.discard(twin)
        for item, place in rows:
            match item["type"]:
                case "missing" if place in missing:
                    yield self._missing(place)
                case "missing":
                    continue
                case "extra_forbidden" if place in twins:
                    yield self._misspelt(place, str(twins[place][-1]))
                case "extra_forbidden":
                    yield self._unknown(place)
                case _:
                    yield self._wrong(place, item)

    def _place(self, loc: tuple[str | int, ...]) -> Path:
        """A pydantic location without its tag steps: only steps that exist in the document, and the last one."""
        value, path = self.document.value, list(self.path)
        for step in self.path:
            value = value[step]
        tags = 0  # of the value at hand: a tagged union puts the tag before its member's keys
        for index, step in enumerate(loc):
            is_last = index == len(loc) - 1
            if not tags and not is_last and isinstance(value, dict) and step in map(value.get, _TAGS):
                tags += 1
                continue
            inner = _step_into(value, step)
            if inner is not None:
                value, tags = inner[0], 0
            elif not is_last or not isinstance(value, dict) or step == "[key]":
                continue
            path.append(step)
        return tuple(path)

    def _missing(self, place: Path) -> Diagnostic:
        key = place[-1]
        span = opening(self.document.span(place[:-1]))
        message = f"the key {quoted(str(key))} is missing"
        return found(MISSING_KEY, message, span, note="in this object", hint=f"add  {key}:")

    def _misspelt(self, place: Path, name: str) -> Diagnostic:
        span = self.document.span(place, "key")
        fix = Suggestion((Edit(span, name),))
        message = f"{quoted(str(place[-1]))} is not a key here, and {quoted(name)} is missing"
        return found(MISSPELT_KEY, message, span, note="unknown key", hint=f"write {name}:", suggestion=fix)

    def _unknown(self, place: Path) -> Diagnostic:
        span = self.document.span(place, "key")
        key, legal = str(place[-1]), self._legal_keys(place)
        near = nearest(key, legal)
        fix = None if near is None else Suggestion((Edit(span, near),))
        hint = _said_elsewhere(key, legal) if near is None else did_you_mean(key, legal)
        message = f"{quoted(key)} is not a key here"
        return found(UNKNOWN_KEY, message, span, note="unknown key", hint=hint, suggestion=fix)

    def _legal_keys(self, place: Path) -> tuple[str, ...]:
        """The keys the model at `place` has; those of all members when it is a union."""
        models: list[type[BaseModel]] = list(_models_in(self.kind.model))
        value = self.document.value
        for step in self.path:
            value = value[step]
        models = _chosen(models, value)
        for step in place[len(self.path) : -1]:
            value = value[step]
            inside = [inner for model in models for inner in _inner_models(model, step)]
            models = _chosen(inside, value) if isinstance(value, dict) else inside
        return tuple(field.alias or name for model in models for name, field in model.model_fields.items())

    def _wrong(self, place: Path, item: Any) -> Diagnostic:
        if item["type"] == "union_tag_invalid":
            place = (*place, str(item["ctx"]["discriminator"]).strip("'"))
        is_key = bool(item["loc"]) and item["loc"][-1] == "[key]"
        span = self.document.span(place, "key" if is_key else "value")
        message, hint = self._words(item, span)
        fix = None
        if item["type"] == "bool_type" and str(item["input"]).lower() in _MEANT:
            meant = _MEANT[str(item["input"]).lower()]
            hint, fix = f"write {meant}", Suggestion((Edit(span, meant),), "safe")
        note = "this key" if is_key else "this value"
        return found(WRONG_VALUE, message, opening(span), note=note, hint=hint, suggestion=fix)

    def _words(self, item: Any, span: Span) -> tuple[str, str]:
        """What is wrong with a value, and what to write."""
        context, value = item.get("ctx", {}), item.get("input")
        shown = _shown(value)
        match item["type"]:
            case "literal_error":
                legal = re.findall(r"'([^']*)'|(\d+)", str(context["expected"]))
                return f"{shown} is not possible here", did_you_mean(
                    str(value), [word or digit for word, digit in legal]
                )
            case "string_pattern_mismatch":
                return f"{shown} is not spelt as it must be", SPELLINGS.get(
                    context["pattern"], f"it must match {context['pattern']}"
                )
            case "union_tag_invalid":
                legal = re.findall(r"'([^']*)'", str(context["expected_tags"]))
                return f"{quoted(str(context['tag']))} is not possible here", did_you_mean(str(context["tag"]), legal)
            case "union_tag_not_found":
                key = str(context["discriminator"]).strip("'")
                return f"the key {quoted(key)} is missing", f"add  {key}:"
            case "value_error":
                message, advised, hint = str(context.get("error", item["msg"])).partition(": write ")
                return message, f"write {hint}" if advised else ""
            case "too_short" | "too_long" as kind:
                return _counted(kind == "too_short", context), ""
            case kind if kind in _PLAIN:
                return f"{_PLAIN[kind].format(**context)}, not {shown}", self._advice(kind, value, span)
            case _:
                return f"{shown}: {item['msg'][0].lower()}{item['msg'][1:]}", ""

    def _advice(self, kind: str, value: Any, span: Span) -> str:
        """What to write instead of a value of another type."""
        if value is None:
            return advice_for_nothing(span, self.written)
        if kind == "string_type" and isinstance(value, (bool, int, float)):
            return f'quote it: "{self.written(span)}"'
        if kind == "string_too_long":
            return f"shorten it: it has {len(value)}"
        if kind == "tuple_type" and isinstance(value, (str, int)):
            return f"write a list: [{self.written(opening(span))}]"
        return ""


_SWITCHES = ("active", "activated", "inactive", "disabled", "disable", "state", "status")
_HAPPENING = (
    "state", "status", "uses", "used", "use_count", "count", "views", "online", "presence", "confirmed", "verified",
    "rejected", "reject_reason", "rejection_reason", "activated_at", "created_at", "updated_at", "last_login",
)  # fmt: skip
"""Words for what other products keep beside their settings and what is known here only while a portal runs."""


_BY_PATH = ("kind", "apiVersion", "id", "brand")


def _said_elsewhere(key: str, legal: Iterable[str]) -> str:
    """What to do with a key that is not misspelt but belongs somewhere else."""
    legal = tuple(legal)
    if key in _BY_PATH:
        return "leave it out: the folder says brand and kind, the file's name the id\n" + did_you_mean(key, legal)
    if key in _SWITCHES and "enabled" in legal:
        return "on and off is  enabled: true  or  enabled: false"
    if key in _HAPPENING:
        return "leave it out: this is known while the portal runs, and is no setting\n" + did_you_mean(key, legal)
    return did_you_mean(key, legal)


_MEANT: Mapping[str, str] = {
    "yes": "true", "on": "true", "true": "true", "1": "true", "no": "false", "off": "false", "false": "false",
    "0": "false",
}  # fmt: skip

_PLAIN: Mapping[str, str] = {
    "string_type": "text is needed here",
    "int_type": "a whole number is needed here",
    "int_from_float": "a whole number is needed here",
    "float_type": "a number is needed here",
    "bool_type": "true or false is needed here",
    "tuple_type": "a list is needed here",
    "dict_type": "a map of keys is needed here",
    "mapping_type": "a map of keys is needed here",
    "model_type": "a map of keys is needed here",
    "model_attributes_type": "a map of keys is needed here",
    "string_too_short": "at least {min_length} characters are needed here",
    "string_too_long": "at most {max_length} characters are allowed here",
    "greater_than_equal": "{ge} or more is needed here",
    "less_than_equal": "{le} or less is needed here",
    "greater_than": "more than {gt} is needed here",
    "less_than": "less than {lt} is needed here",
}


def _counted(is_too_short: bool, context: Mapping[str, Any]) -> str:
    """How many there must be, and how many there are."""
    limit = context["min_length"] if is_too_short else context["max_length"]
    must = (
        f"at least {limit} {_are(limit)} needed here" if is_too_short else f"at most {limit} {_are(limit)} allowed here"
    )
    number = context.get("actual_length")
    return must if number is None else f"{must}, and there {_are(number)} {number or 'none'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _without_alternatives(rows: Iterable[tuple[Any, Path]]) -> Iterator[tuple[Any, Path]]:
    """One row per place where a value fits none of several plain types: pydantic reports every member.

    A list whose only items are wrong is not short of any.
    """
    rows = list(rows)
    seen: set[Path] = set()
    for item, place in rows:
        if item["type"] == "too_short" and any(place == other[: len(place)] != other for _, other in rows):
            continue
        is_plain = item["type"].endswith("_type")
        if is_plain and place in seen:
            continue
        if is_plain:
            seen.add(place)
        yield item, place


def _twin(place: Path, missing: Iterable[Path]) -> Path | None:
    """The missing key beside an unknown one that looks like it."""
    beside = {str(other[-1]): other for other in missing if other[:-1] == place[:-1]}
    near = nearest(str(place[-1]), beside)
    return None if near is None else beside[near]


def _step_into(value: Any, step: str | int) -> tuple[Any] | None:
    """The child of a parsed value, in a tuple because it may be `None` itself."""
    if isinstance(value, dict) and step in value:
        return (value[step],)
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return (value[step],)
    return None


def _shown(value: Any) -> str:
    """A value in a message: its own words when short, else what it is."""
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
            return quoted(value.replace("\n", " "))
        case _:
            return str(value)


def _inner_models(model: type[BaseModel], step: str | int) -> list[type[BaseModel]]:
    if isinstance(step, int):
        return [model]
    for name, field in model.model_fields.items():
        if (field.alias or name) == step:
            return list(_models_in(field.annotation))
    return [model]


def _chosen(models: list[type[BaseModel]], value: Any) -> list[type[BaseModel]]:
    """Of the members of a tagged union those whose tag the value has; all when it has none of them."""
    if len(models) < 2 or not isinstance(value, dict):
        return models
    tags = {tag for tag in map(value.get, _TAGS) if isinstance(tag, str)}
    fitting = [model for model in models if tags & set(_tags_of(model))]
    return fitting or models


def _tags_of(model: type[BaseModel]) -> Iterator[str]:
    for name in _TAGS:
        field = model.model_fields.get(name)
        yield from getattr(field.annotation, "__args__", ()) if field is not None else ()


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)
