"""Every place that says an object's name, as an edit that says another one.

Names stand in fields that refer, in conditions and what they compare with, in lists of columns, as keys of answers, in
links, placeholders and Liquid. Which object is meant is decided by the brand a file belongs to and by the kind each
place speaks of; definitions are not looked at here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from compiler.diagnostic import Edit
from compiler.documents import parse_tree
from compiler.editing.edits import Places
from compiler.editing.names import Target, brands_seeing, spelt
from compiler.kinds import locate
from compiler.libraries import beside_brands
from compiler.link import ORGANIZATION, Linked, flat, own_references
from compiler.origin import nodes
from compiler.parse import Document, Value
from compiler.read import SourceTree, is_asset
from compiler.span import Part, Path, Span

Spot: TypeAlias = tuple[Path, Part]

_LINK_WORDS: Mapping[str, str] = {"inquiry_type": "ask"}
_LINKED = ("article", "category", "faq", "notice", "inquiry_type", "portal")
_COMPARED: Mapping[str, tuple[str, ...]] = {
    kind: (kind,) for kind in ("inquiry_type", "processing_type", "project", "sla", "group", "portal", "inbox", "agent")
} | {"agent": ("agent", "actor.id")}
"""Kinds whose ids conditions compare with, and the targets that hold them."""
_ORDERED = ("category", "folder", "article")
_COLUMNS = ("columns", "detail", "filters")
_TEXTS = (".yaml", ".md", ".html", ".txt", ".liquid")


@dataclass(frozen=True, slots=True)
class Renaming:
    """One name for another."""

    target: Target
    new: str


def mentions(linked: Linked, tree: SourceTree, renaming: Renaming) -> Iterator[Edit]:
    """An edit for every place that names the target; some places may come twice."""
    brands = frozenset(brands_seeing(linked, renaming.target))
    yield from _references(linked, tree, renaming, brands)
    documents, _ = parse_tree(tree)
    for file, document in documents.parsed.items():
        if _belongs(file) in brands or (renaming.target.kind == "policy" and file == "frontdesk.yaml"):
            for path, part in _raw(document, _kind_of(file), renaming):
                yield from _renamed(tree, document.span(path, part), renaming)
        if file.startswith("environments/") and isinstance(document.value, dict):
            for path in _in_environment(document.value, renaming.target):
                yield from _renamed(tree, document.span(path, "key"), renaming)
    for file in tree.sizes:
        if file.endswith(_TEXTS) and not is_asset(file):
            yield from _in_text(tree, file, renaming, is_own=_belongs(file) in brands)


def _in_environment(value: Mapping[str, Value], target: Target) -> Iterator[Path]:
    """A brand's part of an environment, and the bindings in it."""
    if target.kind == "brand" and target.id in value:
        yield (target.id,)
    of_brand = value.get(target.brand)
    if target.kind == "binding" and isinstance(of_brand, dict) and target.id in of_brand:
        yield target.brand, target.id


def _belongs(file: str) -> str:
    """The brand a file is a brand's, the organisation's or the libraries'."""
    return file.split("/")[1] if file.startswith("brands/") else ""


def _kind_of(file: str) -> str:
    located = locate(beside_brands(file) or file)
    return located.kind.name if located else ""


def _references(linked: Linked, tree: SourceTree, renaming: Renaming, brands: frozenset[str]) -> Iterator[Edit]:
    """Fields that refer: bare ids in the brand, `brand/id` from others."""
    target = renaming.target
    for thing in flat(linked.draft.objects):
        for reference in own_references(thing):
            other, slash, last = reference.name.rpartition("/")
            is_other = bool(slash) and reference.ref.other_brand
            home, name = (other, last) if is_other else (thing.brand, reference.name)
            names_brand = target.kind == "brand" and is_other and other == target.id
            is_anybodys = reference.ref.in_brands and home == ORGANIZATION and _alone_has(linked, target)
            names_it = reference.ref.kind == target.kind and name == target.id and (home in brands or is_anybodys)
            if names_it or names_brand:
                yield from _renamed(tree, linked.draft.span(thing, reference.place), renaming)


def _alone_has(linked: Linked, target: Target) -> bool:
    """Whether no other brand has such an object: then what all brands share means this one."""
    return [brand.id for brand in linked.brands.values() if target.id in brand.of(target.kind)] == [target.brand]


def _renamed(tree: SourceTree, span: Span, renaming: Renaming) -> Iterator[Edit]:
    """The letters of a value or key with the new name in place of the old; nothing where the old is not there."""
    text = tree.read(span.file).decode(errors="replace")
    start, end = Places(text).range_of(span)
    written, old, new = text[start:end], renaming.target.id, renaming.new
    begins = renaming.target.kind in ("trigger", "brand")  # as in trigger/case and brand/portal
    place = written.find(old) if begins else written.rfind(old)
    if place < 0:
        return
    is_whole = written == old
    yield Edit(span, spelt(new) if is_whole else written[:place] + new + written[place + len(old) :])


def _raw(document: Document, kind: str, renaming: Renaming) -> Iterator[Spot]:
    """Places in a file as it is written that no model marks as a reference."""
    target = renaming.target
    for path, value in ((), document.value), *nodes(document.value):
        last = path[-1] if path else None
        if isinstance(value, dict):
            yield from _in_map(path, value, kind, target)
        elif value == target.id and isinstance(last, int) and len(path) > 1:
            if _is_listed(path[-2], path, kind, target):
                yield path, "value"
        elif isinstance(value, str) and last is not None and _is_said(value, str(last), path, kind, target):
            yield path, "value"


def _in_map(path: Path, value: Mapping[str, Value], kind: str, target: Target) -> Iterator[Spot]:
    """Conditions, and maps whose keys are names."""
    if "if" in value:
        looked_at = value["if"]
        if (target.kind == "field" and looked_at in (target.id, f"field.{target.id}")) or (
            target.kind == "customer_property" and looked_at == f"customer.{target.id}"
        ):
            yield (*path, "if"), "value"
        elif looked_at in _COMPARED.get(target.kind, ()):
            for key, operand in value.items():
                operands = enumerate(operand) if isinstance(operand, tuple) else (((), operand),)
                for index, word in operands:
                    if key != "if" and word == target.id:
                        yield (*path, key, *((index,) if isinstance(index, int) else ())), "value"
    if target.id in value and path and _has_names_as_keys(path, kind, target):
        yield (*path, target.id), "key"
    if target.kind == "binding" and value == {"binding": target.id}:
        yield (*path, "binding"), "value"


def _has_names_as_keys(path: Path, kind: str, target: Target) -> bool:
    """Whether the keys of a map are ids of the target's kind."""
    last = path[-1]
    if target.kind == "field":
        return last == "fields" and kind in ("trigger", "fixture", "rule_test")
    if target.kind == "customer_property":
        return last == "properties"
    if target.kind == "policy":
        return kind == "repository" and path == ("levels",)
    return kind == "numbers" and path == (target.kind,)


def _is_listed(key: object, path: Path, kind: str, target: Target) -> bool:
    """Whether a list holds ids of the target's kind: columns, the order of a knowledge base, triggers in a test."""
    if target.kind == "field":
        return key in _COLUMNS and kind in ("view", "portal")
    if target.kind in _ORDERED:
        return key == "order" and kind in ("knowledge_base", "category", "folder")
    return target.kind == "trigger" and key in ("fired", "not_fired")


def _is_said(value: str, key: str, path: Path, kind: str, target: Target) -> bool:
    """Whether a word names the target in a way of its own: `agent:jin`, `portals/main`, `field.serial_no`."""
    old = target.id
    if target.kind in ("agent", "group") and value == f"{target.kind}:{old}":
        return True
    if key == "extends":
        return value == old and kind == target.kind
    if target.kind == "trigger":
        return value.startswith(f"{old}/") and len(path) > 1 and path[-2] in ("fired", "not_fired")
    if target.kind == "field" and ((key == "by" and "sort" in path) or key == "means"):
        return value in (old, f"field.{old}")
    if kind == "waiver" and len(path) > 1 and path[-2] == "objects":
        return value.rpartition("/")[2] == old and value.startswith(_WAIVED.get(target.kind, "\0"))
    return False


_WAIVED: Mapping[str, str] = {
    "portal": "portals/", "field": "fields/", "form": "forms/", "message": "messages/", "group": "groups/",
    "agent": "agents/", "trigger": "triggers/", "inquiry_type": "inquiry_types/", "consent": "consents/",
    "view": "views/", "article": "articles/", "answer_template": "answer_templates/",
}  # fmt: skip
"""How waivers call objects: by the folder or file of their kind."""


def _in_text(tree: SourceTree, file: str, renaming: Renaming, *, is_own: bool) -> Iterator[Edit]:
    """Links, placeholders and Liquid, wherever text stands: in values, bodies, layouts and comments."""
    pattern = _pattern(renaming.target, is_own=is_own)
    if pattern is None:
        return
    text = tree.read(file).decode(errors="replace")
    for match in re.finditer(pattern, text):
        start, end = match.span("name")
        before = text[:start]
        line = len(re.findall("\r\n|[\n\r\x85\u2028\u2029]", before)) + 1
        column = start - max(before.rfind(mark) for mark in "\n\r\x85\u2028\u2029")
        yield Edit(Span(file, line, column, line, column + end - start), renaming.new)


def _pattern(target: Target, *, is_own: bool) -> str | None:
    """What a name of the target looks like in text; from other brands only portals are named."""
    name = rf"(?P<name>{re.escape(target.id)})"
    if target.kind == "portal":
        return rf"\]\(portal:{re.escape(target.brand)}/{name}(?=[)#\s])"
    if target.kind == "brand":
        return rf"\]\(portal:{name}(?=/)"
    if not is_own:
        return None
    match target.kind:
        case kind if kind in _LINKED:
            return rf"\]\({_LINK_WORDS.get(kind, kind)}:{name}(?=[)#\s])"
        case "field":
            return rf"#\{{\s*field\.{name}(?=\s*[|}}])"
        case "placeholder":
            return rf"(?:#\{{\s*|@\[|\[#){name}(?=\s*[|}}\]])"
        case "code":
            return rf"\{{\{{-?\s*['\"]{name}(?=['\"]\s*\|\s*t\b)"
    return None
