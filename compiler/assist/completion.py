"""What could be typed at a place: keys, values of closed lists, names of objects, codes, placeholders, links, files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from compiler.assist.cursor import Cursor, cursor
from compiler.assist.naming import LINKS, Named, brand_of, names, owner
from compiler.assist.shapes import Node, keys_of, mark, shapes, values_of
from compiler.assist.words import shown, title_of
from compiler.catalogue import RULES
from compiler.kinds import locate
from compiler.link import Linked, LinkedBrand
from compiler.vocabulary import of_forms, of_triggers, of_views, own_placeholders
from schemas.conditions import OPERATORS, OPPOSITES
from schemas.placeholders import ALIASES, REGISTRY, WHERE
from schemas.triggers.targets import Vocabulary, operators

Sort = Literal["key", "value", "name", "placeholder", "file", "code"]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that could be typed; `back` letters before the cursor give way to `text`."""

    label: str
    text: str
    back: int
    sort: Sort
    says: str = ""
    """A line on what it is, in Markdown."""


_PLACEHOLDER: Final = re.compile(r"#\{([a-z_.A-Z0-9]*)$")
_FOREIGN: Final = re.compile(r"@\[([A-Za-z_0-9]*)$|\[#([A-Za-z_0-9]*)$")
_LINK: Final = re.compile(r"\]\((?:(article|category|faq|notice|ask|portal):)?([a-z0-9-/]*)$")
_ALLOW: Final = re.compile(r"#\s*frontdesk:\s*allow\s+([A-Z0-9]*)$")
_RECIPIENTS: Final = ("to", "cc", "bcc")


def offers(linked: Linked, file: str, text: str, offset: int) -> tuple[Offer, ...]:
    """Everything that could be typed at a place of a file's text, in the order it is best shown."""
    at = cursor(file, text, offset)
    if at is None:
        return ()
    if at.slot == "comment":
        return tuple(_codes_to_allow(at.typed))
    inside = tuple(_in_words(linked, file, at.typed))
    if inside or at.slot == "body":
        return inside
    return tuple(_at(linked, file, at))


def _codes_to_allow(line: str) -> Iterator[Offer]:
    match = _ALLOW.search(line)
    for rule in RULES if match else ():
        if rule.severity != "error" and match:
            yield Offer(rule.code, rule.code, len(match[1]), "code", rule.name.replace("-", " "))


def _in_words(linked: Linked, file: str, typed: str) -> Iterator[Offer]:
    """Placeholders and links, which stand in the middle of words."""
    ours, foreign, link = _PLACEHOLDER.search(typed), _FOREIGN.search(typed), _LINK.search(typed)
    brand = brand_of(linked, file)
    if ours:
        for name, says in _placeholders(brand):
            yield Offer(f"#{{{name}}}", f"{name}}}", len(ours[1]), "placeholder", says)
    elif foreign:
        own = own_placeholders(brand) if brand else {}
        for spelling, means in {**ALIASES, **{f"@[{name}]": entry for name, entry in own.items()}}.items():
            if spelling.startswith(foreign[0][:2]):
                yield Offer(spelling, spelling[2:], len(foreign[0]) - 2, "placeholder", f"means `#{{{means}}}`")
    elif link and link[1] is None:
        for kind in LINKS:
            yield Offer(f"{kind}:", f"{kind}:", len(link[2]), "name", f"a link to a {LINKS[kind].replace('_', ' ')}")
    elif link:
        found = names(linked, file, LINKS[link[1]], other_brand=link[1] == "portal")
        yield from (_name(linked, each, len(link[2])) for each in found)


def _placeholders(brand: LinkedBrand | None) -> Iterator[tuple[str, str]]:
    for entry in REGISTRY:
        where = "" if len(entry.contexts) == len(WHERE) else ", ".join(WHERE[context] for context in entry.contexts)
        yield entry.name, f"only in {where}" if where else ""
    for code, thing in (brand.of("field") if brand else {}).items():
        yield f"field.{code}", title_of(thing)


def _at(linked: Linked, file: str, at: Cursor) -> Iterator[Offer]:
    nodes = shapes(file, at.path, at.document)
    is_map = isinstance(at.holder, dict) and at.slot == "key"
    if at.slot == "value":
        yield from _values(linked, file, at, nodes)
    keys = keys_of(nodes)
    there = {*at.holder} if is_map else set()
    legal = _operators(linked, file, at.holder) if is_map and "x-target" in keys.get("if", {}) else None
    if not is_map or "\n" not in at.typed:
        for key, node in keys.items():
            is_operator = key in OPERATORS or key in OPPOSITES
            if key not in there and not (legal is not None and is_operator and key not in legal):
                yield Offer(key, f"{key}: ", len(at.typed), "key", _says(node))


def _says(node: Node) -> str:
    return str(node.get("description", ""))


def _values(linked: Linked, file: str, at: Cursor, nodes: tuple[Node, ...]) -> Iterator[Offer]:
    back = len(at.typed)
    for value in values_of(nodes):
        label = str(value).lower() if isinstance(value, bool) else str(value)
        yield Offer(label, label, back, "value")
    kind = mark(nodes, "x-ref")
    if kind:
        found = names(linked, file, kind, other_brand=bool(mark(nodes, "x-other-brand")))
        itself = _own_name(file, kind)
        yield from (_name(linked, each, back) for each in found if each.name != itself)
    if mark(nodes, "x-file"):
        prefix = f"brands/{owner(file)}/"
        for path in linked.draft.documents.tree.sizes:
            if path.startswith(f"{prefix}assets/"):
                yield Offer(path.removeprefix(prefix), path.removeprefix(prefix), back, "file")
    if mark(nodes, "x-target") or mark(nodes, "x-operand"):
        yield from _of_condition(linked, file, at, back)
    if any(step in _RECIPIENTS for step in at.path[-2:]):
        yield from _recipients(linked, file, back)


def _own_name(file: str, kind: str) -> str:
    located = locate(file)
    return located.parts.get("id", "") if located is not None and located.kind.name == kind else ""


def _name(linked: Linked, each: Named, back: int) -> Offer:
    says = "" if each.thing is None else shown(linked, each.thing)
    return Offer(each.name, each.name, back, "name", says)


def _recipients(linked: Linked, file: str, back: int) -> Iterator[Offer]:
    for word in ("customer", "assignee", "group"):
        yield Offer(word, word, back, "value")
    for kind in ("agent", "group"):
        for each in names(linked, file, kind):
            yield Offer(f"{kind}:{each.name}", f'"{kind}:{each.name}"', back, "name")


def vocabulary(linked: Linked, file: str) -> Vocabulary | None:
    """What conditions of a file may look at; `None` where it has none of the kinds we know."""
    brand, located = brand_of(linked, file), locate(file)
    if brand is None or located is None:
        return None
    match located.kind.name:
        case "trigger" | "rule_test":
            return of_triggers(linked, brand)
        case "view":
            return of_views(linked, brand)
        case "form":
            return of_forms(linked, brand)
        case _:
            words = of_triggers(linked, brand)
            own = {name: target for name, target in words.targets.items() if name.startswith("customer.")}
            return Vocabulary(own, words.legal)


def _operators(linked: Linked, file: str, holder: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The operators of what a condition looks at; none more where it has one, `None` where nothing can be said."""
    if any(key in OPERATORS or key in OPPOSITES for key in holder):
        return ()
    words = vocabulary(linked, file)
    target = words.targets.get(str(holder.get("if"))) if words else None
    if target is None:
        return None
    found = operators(target)
    return (*found, *("is_not" if word == "is" else f"not_{word}" for word in found))


def _of_condition(linked: Linked, file: str, at: Cursor, back: int) -> Iterator[Offer]:
    words = vocabulary(linked, file)
    if words is None:
        return
    if at.path[-1] == "if":
        for name, target in words.targets.items():
            yield Offer(name, name, back, "name", target.type)
        return
    looked_at = _target(at)
    for value in words.legal.get(looked_at, ()):
        yield Offer(value, value, back, "name")
    known = words.targets.get(looked_at)
    if known is not None and known.type == "boolean":
        yield from (Offer(word, word, back, "value") for word in ("true", "false"))


def _target(at: Cursor) -> str:
    """What the condition around the cursor looks at."""
    value: Any = at.document
    said = ""
    for step in at.path:
        if isinstance(value, dict):
            said = str(value.get("if", said))
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            break
    return said
