"""What stands at a place: the words of a hover, and where it is defined."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from compiler.assist.cursor import Seen, seen_at
from compiler.assist.naming import LINK, LINKS, brand_of, meant, owner, place_of
from compiler.assist.shapes import Node, described, mark, shapes, values_of
from compiler.assist.words import in_languages, shown
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path, Span, whole_file
from compiler.vocabulary import own_placeholders
from schemas import placeholders
from schemas.placeholders import REGISTRY, WHERE

LONGEST: Final = 300  # letters of a text in one language
_PERSON: Final = re.compile(r"(?P<kind>agent|group):(?P<id>[a-z0-9-]+)\Z")
_OF_TARGETS: Final = frozenset(
    {"inquiry_type", "processing_type", "project", "sla", "group", "agent", "portal", "inbox"}
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What stands at a place: Markdown to read, and where it is defined, if that is in a file."""

    says: str
    defined: Span | None = None


def meaning(linked: Linked, file: str, text: str, offset: int) -> Meaning | None:
    """What stands at a place of a file's text; `None` for nothing worth saying."""
    word = _of_word(linked, file, text, offset)
    if word is not None:
        return word
    seen = seen_at(file, text, offset)
    if seen is None:
        return None
    document = seen.root[0] if seen.root else None
    node = described(file, seen.path, document)
    thing = _object(linked, file, seen, document) if seen.slot == "value" else None
    parts = [] if node is None or thing is not None else list(_about(seen, node))
    parts += [] if thing is None else [f"**{seen.word}** — {thing.kind.replace('_', ' ')}: {shown(linked, thing)}"]
    parts += _texts(linked, file, seen, document, thing)
    defined = place_of(linked, thing) if thing is not None else _asset(linked, file, seen, document)
    return Meaning("\n\n".join(parts), defined) if parts or defined else None


def _about(seen: Seen, node: Node) -> Iterator[str]:
    """What a key is for."""
    yield f"**{seen.path[-1]}** — {node.get('description', '')}"
    legal = values_of((node,))
    if legal and not all(isinstance(value, bool) for value in legal):
        yield "One of " + " · ".join(f"`{value}`" for value in legal)
    if "default" in node:
        yield f"Left out: `{json.dumps(node['default'], ensure_ascii=False)}`"
    for example in node.get("examples", ())[:1]:
        yield f"Such as `{json.dumps(example, ensure_ascii=False)}`"


def _object(linked: Linked, file: str, seen: Seen, document: Any) -> Object | None:
    """The object that a value names."""
    nodes = shapes(file, seen.path, document)
    kind = mark(nodes, "x-ref")
    person = _PERSON.match(seen.word)
    if kind:
        return meant(linked, file, kind, seen.word)
    if person:
        return meant(linked, file, person["kind"], person["id"])
    if mark(nodes, "x-target"):
        return meant(linked, file, "field", seen.word)
    if mark(nodes, "x-operand"):
        target = _looked_at(seen.path, document)
        return meant(linked, file, target, seen.word) if target in _OF_TARGETS else None
    return None


def _looked_at(path: Path, document: Any) -> str:
    value, said = document, ""
    for step in path:
        said = str(value.get("if", said)) if isinstance(value, dict) else said
        value = _inner(value, step)
    return said


def _inner(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _texts(linked: Linked, file: str, seen: Seen, document: Any, thing: Object | None) -> list[str]:
    """The text at a place as each language shows it."""
    brand = brand_of(linked, file)
    if brand is None:
        return []
    if thing is not None and thing.kind == "code":
        return [_listed(in_languages(brand, {"code": seen.word}))]
    value = document
    for depth, step in enumerate(seen.path):
        value = _inner(value, step)
        if isinstance(value, str | dict) and mark(shapes(file, seen.path[: depth + 1], document), "x-text"):
            return [_listed(found)] if (found := in_languages(brand, value)) else []
    return []


def _listed(texts: Mapping[str, str]) -> str:
    cut = {
        language: words if len(words) <= LONGEST else words[: LONGEST - 1] + "…" for language, words in texts.items()
    }
    return (
        "\n".join(f"- `{language}` {words.strip()}" for language, words in cut.items()) or "No words in any language."
    )


def _asset(linked: Linked, file: str, seen: Seen, document: Any) -> Span | None:
    path = f"brands/{owner(file)}/{seen.word}"
    is_file = seen.slot == "value" and mark(shapes(file, seen.path, document), "x-file")
    return whole_file(path) if is_file and path in linked.draft.documents.tree.sizes else None


def _of_word(linked: Linked, file: str, text: str, offset: int) -> Meaning | None:
    """A link or placeholder in the middle of words."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line, at = text[start : len(text) if end < 0 else end], offset - start
    for match in LINK.finditer(line):
        if match.start() <= at <= match.end():
            thing = meant(linked, file, LINKS[match["kind"]], match["id"])
            said = f"**{match['id']}** — {match['kind']}"
            return Meaning(f"{said}: {shown(linked, thing)}", place_of(linked, thing)) if thing else None
    brand = brand_of(linked, file)
    own = own_placeholders(brand) if brand else {}
    for found in placeholders.parse(line, own):
        if found.start <= at <= found.end:
            return _placeholder(linked, file, found, own)
    return None


def _placeholder(linked: Linked, file: str, found: placeholders.Placeholder, own: Mapping[str, str]) -> Meaning | None:
    if found.name is None:
        return None
    foreign = "" if found.spelling.startswith("#{") else f" means `#{{{found.name}}}`"
    parts = [f"**{found.spelling}** — a placeholder{foreign}"]
    defined: Span | None = None
    name = found.spelling.removeprefix("@[").removesuffix("]")
    if name in own and (thing := meant(linked, file, "placeholder", name)) is not None:
        defined = place_of(linked, thing)
    elif found.name.startswith(placeholders.FIELD):
        field = meant(linked, file, "field", found.name.removeprefix(placeholders.FIELD))
        if field is None:
            return None
        parts.append(f"The answer to {shown(linked, field)}")
        defined = place_of(linked, field)
    entry = next((entry for entry in REGISTRY if entry.name == found.name), None)
    if entry is not None and len(entry.contexts) < len(WHERE):
        parts.append("May stand in " + ", ".join(WHERE[context] for context in entry.contexts))
    if found.fallback is not None:
        parts.append(f"Where there is nothing to fill in: “{found.fallback}”")
    return Meaning("\n\n".join(parts), defined)
