"""One page for each kind: its keys, an example out of the example brands, and the findings that can arise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from compiler.kinds import Kind
from handbook.said import about, sentences
from handbook.shapes import default_of, holds, in_words, models_in

TITLES: Mapping[str, str] = {"faq": "FAQ", "faq_category": "FAQ category", "faq_translation": "FAQ translation"}
TAGS = ("type", "do", "protocol", "method")
"""Keys by which models that may stand in one place are told apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """A key as the table shows it."""

    key: str
    holds: str
    default: str
    says: str


@dataclass(frozen=True, slots=True)
class Example:
    """A file of the example brands."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A code that can arise in a kind, and the first thing its page says."""

    code: str
    name: str
    says: str


def title(kind: str) -> str:
    """A kind's name as people write it."""
    return TITLES.get(kind, kind.replace("_", " ").capitalize())


def kind_page(
    kind: Kind, where: str, example: Example | None, findings: Sequence[Finding], pages: Mapping[str, str]
) -> str:
    """The whole page of a kind."""
    models = models_in(kind.model)
    intro = about(models[0]) if len(models) == 1 else ""
    blocks = [f"# {title(kind.name)}", f"`{where}` {HELD[kind.shape]}"]
    blocks += [intro] if intro and not intro.startswith("`") else []
    blocks += list(_tables(models, pages))
    if example is not None:
        language = "markdown" if example.path.endswith(".md") else "yaml"
        blocks += ["## Example", f"```{language} {example.path}\n{example.text.rstrip()}\n```"]
    if findings:
        rows = [f"| [{item.code}](../diagnostics/{item.code}-{item.name}.md) | {item.says} |" for item in findings]
        blocks += ["## Findings", "\n".join(["| Code | Says |", "|---|---|", *rows])]
    return "\n\n".join(blocks) + "\n"


HELD = {
    "object": "holds one, named by the path.",
    "map": "holds a map: id to what is said below.",
    "list": "holds a list, in the order that counts.",
}


def _tables(models: Sequence[type[BaseModel]], pages: Mapping[str, str]) -> Iterator[str]:
    """One table, or one for what all of them share and one for each."""
    if len(models) == 1:
        if not issubclass(models[0], RootModel):
            yield _table(rows(models[0], pages))
        return
    shared = [name for name in models[0].model_fields if all(_same(name, models) for _ in (0,))]
    yield _table(tuple(_rows(models[0], "", pages, (models[0],), frozenset(shared))))
    for model in models:
        own = frozenset(name for name in model.model_fields if name not in shared and name not in TAGS)
        yield f"### `{_tag(model)}`"
        if not about(model).startswith("`"):
            yield about(model)
        if own:
            yield _table(tuple(_rows(model, "", pages, (model,), own)))


def _same(name: str, models: Sequence[type[BaseModel]]) -> bool:
    return name not in TAGS and all(name in model.model_fields for model in models)


def _tag(model: type[BaseModel]) -> str:
    for name in TAGS:
        field = model.model_fields.get(name)
        values = getattr(field.annotation, "__args__", ()) if field else ()
        if values and all(isinstance(value, str) for value in values):
            return f"{name}: {' | '.join(values)}"
    return model.__name__


def rows(model: type[BaseModel], pages: Mapping[str, str]) -> tuple[Row, ...]:
    """Every key of a model and of what stands below it."""
    return tuple(_rows(model, "", pages, (model,), frozenset(model.model_fields)))


def _rows(
    model: type[BaseModel],
    before: str,
    pages: Mapping[str, str],
    above: tuple[type[BaseModel], ...],
    names: frozenset[str],
) -> Iterator[Row]:
    said = sentences(model)
    for name, field in model.model_fields.items():
        if name not in names:
            continue
        key = field.alias or name
        below = models_in(field.annotation)
        yield Row(f"{before}{key}", _held(field, below, above, pages), default_of(field), said.get(key, ""))
        step = {"one": "", "list": "[]", "map": ".<id>"}[holds(field.annotation)]
        if len(below) == 1 and below[0] not in above:
            inner = below[0]
            yield from _rows(inner, f"{before}{key}{step}.", pages, (*above, inner), frozenset(inner.model_fields))
        elif len(below) > 1:
            for inner in below:
                tag = f"{before}{key}{step}"
                kept = frozenset(item for item in inner.model_fields if item not in TAGS)
                yield from _rows(inner, f"{tag} ({_tag(inner)}) ", pages, (*above, inner), kept)


def _held(
    field: FieldInfo, below: Sequence[type[BaseModel]], above: Sequence[type[BaseModel]], pages: Mapping[str, str]
) -> str:
    if not below:
        return in_words(field, pages)
    kept = holds(field.annotation)
    many = {"one": "keys", "list": "a list", "map": "a map from id"}[kept]
    if len(below) > 1:
        return f"{many}, one of {len(below)} forms"
    return f"{many} of the same" if below[0] in above else many


def _table(lines: Sequence[Row]) -> str:
    body = [f"| `{row.key}` | {_cell(row.holds)} | {row.default} | {_cell(row.says)} |" for row in lines]
    return "\n".join(["| Key | Holds | Default | Says |", "|---|---|---|---|", *body])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
