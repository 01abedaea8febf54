"""A new object: a file of its own, or an entry in the file it shares with others. Comments and layout there stay.

What the object says at first is `compiler.editing.skeletons`.
"""

from dataclasses import dataclass
from string import Template

from compiler.diagnostic import did_you_mean, quoted, with_hint
from compiler.editing.edits import Changes, bytes_of
from compiler.editing.insertion import in_yaml, with_item, with_key
from compiler.editing.names import CannotEditError, kind_called, refuse_misspelt, spelt, with_article
from compiler.editing.quoting import in_quotes
from compiler.editing.skeletons import FILES, SINGLE, SKELETONS, UNNAMED
from compiler.kinds import KINDS, Kind, locate
from compiler.link import ORGANIZATION, Linked, worded
from compiler.parse import parse
from compiler.read import SourceTree

_SHARED = ("code", "code_tag", "answer_template", "message", "theme", "consent", "binding")
"""What the organisation may hold for all brands; named with `_organization/` in front."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be added: kind, home, what stands before the id, and the id."""

    kind: Kind
    brand: str
    above: str
    id: str


def added(tree: SourceTree, linked: Linked, kind_word: str, name: str, brand: str | None) -> Changes:
    """The files that change when an object is added.

    `name` is an id, with what it stands in before it (`start/welcome` for an article, `billing/refund` in a tree).
    Raises `CannotEditError`.
    """
    kind = _kind(kind_word)
    wanted = _wanted(linked, kind, name, brand)
    file = _file(tree, wanted)
    _refuse_if_there(linked, wanted)
    text = _filled(linked, wanted)
    if kind.shape == "object" or kind.name == "environment":
        if file in tree.sizes:
            raise CannotEditError(f"{file} is there already")
        return {file: f"{text}\n".encode(), **_listed(tree, wanted)}
    before = bytes_of(tree, file)
    if kind.shape == "map":
        return {file: in_yaml(file, before, lambda whole: _with_entry(whole, wanted.id, text))}
    if wanted.above and kind.name not in ("trigger", "rule_test"):
        return {file: in_yaml(file, before, lambda whole: _below(whole, wanted, text))}
    return {file: in_yaml(file, before, lambda whole: with_item(whole, None, text))}


def _kind(word: str) -> Kind:
    name = word.lower().replace("-", "_").replace(" ", "_")
    if name in UNNAMED:
        raise CannotEditError(f"{with_article(worded(name))} is not added like this: {UNNAMED[name]}")
    if name in SINGLE or (name not in SKELETONS and name in {kind.name for kind in KINDS}):
        where = SINGLE.get(name, f"channels/{name.removesuffix('_channel')}.yaml")
        raise CannotEditError(f"there is one {worded(name)} in each place: write {where}")
    if name not in SKELETONS:
        raise CannotEditError(f"there is no kind {quoted(word)}; {did_you_mean(name, SKELETONS)}")
    return kind_called(name)


def _wanted(linked: Linked, kind: Kind, name: str, brand: str | None) -> _Wanted:
    parts = [part for part in name.split("/") if part]
    if not parts:
        raise CannotEditError("say what it is called")
    in_path = FILES[kind.name]
    if brand is None and len(parts) > 1 and (parts[0] in linked.brands or parts[0] == ORGANIZATION):
        brand = parts.pop(0)
    if "$organization" in in_path:
        brand = ORGANIZATION
    if brand is None and "$brand" in in_path:
        brand = _only_brand(linked)
    refuse_misspelt(kind.name, parts[-1])
    wanted = _Wanted(kind, brand or "", "/".join(parts[:-1]), parts[-1])
    _refuse_home(linked, wanted)
    return wanted


def _only_brand(linked: Linked) -> str:
    names = list(linked.brands)
    if len(names) != 1:
        shown = ", ".join(names) if names else "there is none yet"
        raise CannotEditError(f"say which brand with --brand: {shown}")
    return names[0]


def _refuse_home(linked: Linked, wanted: _Wanted) -> None:
    if "$brand" in FILES[wanted.kind.name]:
        is_shared = wanted.brand == ORGANIZATION and wanted.kind.name in _SHARED
        if wanted.brand not in linked.brands and not is_shared:
            near = did_you_mean(wanted.brand, linked.brands)
            raise CannotEditError(with_hint(f"there is no brand {quoted(wanted.brand)}", near))
    depth = {"article": (1, 2), "folder": (1, 1), "trigger": (0, 1)}.get(wanted.kind.name, (0, 0))
    is_tree = wanted.kind.name.endswith("_type") or wanted.kind.name.endswith("_category")
    steps = wanted.above.count("/") + 1 if wanted.above else 0
    if is_tree:
        depth = (0, 1)
    if not depth[0] <= steps <= depth[1]:
        shape = {"article": "category/article or category/folder/article", "folder": "category/folder"}
        expected = shape.get(wanted.kind.name, "an id")
        raise CannotEditError(f"{with_article(worded(wanted.kind.name))} is named as {expected}")


def _file(tree: SourceTree, wanted: _Wanted) -> str:
    above = wanted.above
    if wanted.kind.name == "trigger":
        above = above or _next_trigger_file(tree, wanted)
    path = Template(FILES[wanted.kind.name]).substitute(
        brand=f"brands/{wanted.brand}",
        organization=f"brands/{ORGANIZATION}",
        id=wanted.id,
        above=above,
        stem=wanted.id.partition(".")[0].replace("_", "-"),
    )
    located = locate(path)
    if located is None or located.kind.name != wanted.kind.name:
        raise CannotEditError(f"no {worded(wanted.kind.name)} can lie at {path}")
    return path


def _next_trigger_file(tree: SourceTree, wanted: _Wanted) -> str:
    """A file of its own behind all others: 10, 20, … as long as there is room."""
    folder = f"brands/{wanted.brand}/triggers/"
    numbers = [
        int(file[len(folder) :][:2])
        for file in tree.sizes
        if file.startswith(folder) and file[len(folder) :][:2].isdigit()
    ]
    last = max(numbers, default=0)
    return f"{min(last // 10 * 10 + 10, 99):02}-{wanted.id}"


def _refuse_if_there(linked: Linked, wanted: _Wanted) -> None:
    home = linked.organization if wanted.brand == ORGANIZATION else None
    objects = home if home is not None else getattr(linked.brands.get(wanted.brand), "objects", {})
    name = f"{wanted.above}/{wanted.id}" if wanted.kind.name == "folder" else wanted.id
    if name in objects.get(wanted.kind.name, {}) or (wanted.kind.name == "brand" and wanted.id in linked.brands):
        raise CannotEditError(f"there is {with_article(worded(wanted.kind.name))} {quoted(wanted.id)} already")


def _filled(linked: Linked, wanted: _Wanted) -> str:
    """The skeleton with the id, its words, and what it has to name."""
    template = Template(SKELETONS[wanted.kind.name])
    title = wanted.id.replace("-", " ").replace("_", " ").replace(".", " ").capitalize()
    values = {"id": spelt(wanted.id), "title": title if spelt(title) == title else in_quotes(title)}
    for name in template.get_identifiers():
        if name not in values:
            values[name] = spelt(_first(linked, wanted, name))
    return template.substitute(values)


def _first(linked: Linked, wanted: _Wanted, kind: str) -> str:
    brand = linked.brands.get(wanted.brand)
    there = linked.organization.get(kind, {}) if brand is None else brand.of(kind)
    needed = worded(kind)
    if kind == "ticket_portal":
        portals = brand.of("portal") if brand is not None else {}
        there = {name: one for name, one in portals.items() if one.value.access.mode == "ticket_link"}
        needed = "portal with  access: {mode: ticket_link}"
    if not there:
        who = with_article(worded(wanted.kind.name))
        raise CannotEditError(f"{who} names {with_article(needed)}, and there is none: add one first")
    return next(iter(there))


def _with_entry(whole: str, name: str, text: str) -> str:
    """A map with one entry more."""
    if "\n" in text:
        text = "\n" + "\n".join(f"  {line}" for line in text.split("\n"))
    return with_key(whole, spelt(name), text)


def _below(whole: str, wanted: _Wanted, text: str) -> str:
    """A tree with a node below another one."""
    from compiler.editing.nodes import Node, read

    pending: list[Node] = [read(whole).root] if whole.strip() else []
    while pending:
        node = pending.pop()
        for entry in node.entries:
            keys = {inner.key.value: inner.value for inner in entry.value.entries if inner.key is not None}
            if "id" in keys and keys["id"].value == wanted.above:
                return _child(whole, entry.value, keys.get("children"), text)
            if "children" in keys:
                pending.append(keys["children"])
    raise CannotEditError(f"there is no {worded(wanted.kind.name)} {quoted(wanted.above)} to put it below")


def _child(whole: str, parent: "object", children: "object", text: str) -> str:
    from compiler.editing.insertion import into_block, into_brackets
    from compiler.editing.nodes import Node

    assert isinstance(parent, Node)
    if isinstance(children, Node):
        return into_brackets(whole, children, text) if children.flow else into_block(whole, children, f"- {text}")
    if parent.flow:
        return into_brackets(whole, parent, f"children: [{text}]")
    return into_block(whole, parent, f"children:\n  - {text}")


def _listed(tree: SourceTree, wanted: _Wanted) -> Changes:
    """A new environment is listed in `frontdesk.yaml`; everything else is found by its place."""
    if wanted.kind.name != "environment":
        return {}
    before = bytes_of(tree, "frontdesk.yaml") or b"version: 1\n"
    document, _ = parse("frontdesk.yaml", before)
    if document is None or wanted.id in document.value.get("environments", ()):
        return {}
    return {
        "frontdesk.yaml": in_yaml("frontdesk.yaml", before, lambda text: with_item(text, "environments", wanted.id))
    }
