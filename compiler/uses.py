"""Who uses an object: fields that name it, rules that look at it, links and placeholders in words, bases.

The one answer to that question: `where-used` and the graph show it, `rename` writes over it, `remove` refuses for it.
Everything is read off `Linked` and what is written in files; whether a use is right is for `link` and the checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from compiler.entries import ENTRIES, entries
from compiler.kinds import theme_source
from compiler.link import ORGANIZATION, Linked, flat, name_span, once, own_references
from compiler.naming import Named, Spoken, names, spoken, spoken_in_page
from compiler.origin import Composed, nodes
from compiler.parse import Value
from compiler.read import LIBRARIES
from compiler.shape import Object
from compiler.span import Span
from schemas.refs import Ref

Name = tuple[str, str, str]
"""Brand, kind and id of an object. The organisation's brand is `_organization`, that of libraries `_library`."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an object is used, and by which object."""

    used: Name
    by: Object
    span: Span
    how: str
    """A verb: `names`, `looks at`, `links to`, `fills in`, `extends` and the like."""
    in_words: bool = False
    """Whether the place is the letters of the name, in the middle of words."""


def uses(linked: Linked) -> Iterator[Use]:
    """Every use of every object, in the order of files."""
    sources = _Sources(linked)
    for thing in flat(linked.draft.objects):
        if thing.kind == "environment":
            yield from _of_environment(linked, thing)
        elif thing.kind != "domain":  # what a domain says, the organisation says
            yield from _of_object(linked, thing, sources)
    yield from _in_pages(linked, sources)


def name_of(thing: Object) -> Name:
    """What an object is called among uses."""
    return thing.brand, thing.kind, thing.id


def _of_object(linked: Linked, thing: Object, sources: "_Sources") -> Iterator[Use]:
    """What one object uses; what the nodes below it in a tree use is theirs."""
    span = linked.draft.span
    for reference in own_references(thing):
        for used in _referred(linked, thing, reference.ref, reference.name):
            yield Use(used, thing, span(thing, reference.place), "names")
    value = _written(linked, thing)
    for named in names(thing.kind, value):
        for used in _meant(linked, thing, named):
            yield Use(used, thing, span(thing, named.path, named.part), named.how)
    yield from _in_values(linked, thing, value, sources)
    yield from _in_body(linked, thing, sources)
    yield from _base(linked, thing)
    yield from _namesake(linked, thing)


def _written(linked: Linked, thing: Object) -> Value:
    value = linked.draft.documents.parsed[thing.file].value
    for step in thing.path:
        value = value[step]
    return value


def _referred(linked: Linked, thing: Object, ref: Ref, called: str) -> Iterator[Name]:
    """What a marked reference names: the brand's own, the organisation's, or another brand's, which is named, too."""
    other, slash, last = called.rpartition("/")
    if slash and ref.other_brand:
        yield other, ref.kind, last
        yield other, "brand", ""
    elif ref.in_brands and thing.brand == ORGANIZATION:
        yield from _anybodys(linked, ref.kind, called)
    else:
        yield _known(linked, thing.brand, ref.kind, called) or (thing.brand, ref.kind, called)


def _anybodys(linked: Linked, kind: str, called: str) -> Iterator[Name]:
    for brand in linked.brands.values():
        if called in brand.of(kind):
            yield brand.id, kind, called


def _known(linked: Linked, brand: str, kind: str, called: str) -> Name | None:
    """The object that a bare id means in a brand; `None` where there is none."""
    if kind in ENTRIES:
        return next(
            (name for home in (brand, ORGANIZATION) if (name := (home, kind, called)) in _entries(linked)), None
        )
    if kind == "asset":
        sizes = linked.draft.documents.tree.sizes
        return next(
            ((home, kind, called) for home in (brand, ORGANIZATION) if f"brands/{home}/{called}" in sizes), None
        )
    home = linked.brands.get(brand)
    known = home.of(kind).get(called) if home is not None else None
    if known is None:
        known = linked.organization.get(kind, {}).get(called)
    return (known.brand, kind, called) if known is not None else None


def _entries(linked: Linked) -> frozenset[Name]:
    return once(linked, "entries", lambda: frozenset(name_of(thing) for thing in entries(linked)))


def _meant(linked: Linked, thing: Object, named: Named) -> Iterator[Name]:
    """The object of a name that may be of several kinds; none where nothing is called so."""
    for kind in named.kinds:
        if kind == "folder":
            home = linked.brands.get(thing.brand)
            known = home.of(kind) if home is not None else {}
            used = (thing.brand, kind, named.name) if f"{thing.id}/{named.name}" in known else None
        else:
            used = _known(linked, thing.brand, kind, named.name)
        if used is not None:
            yield used
            return


def _spoken_of(linked: Linked, thing: Object, said: Spoken) -> Iterator[Name]:
    """What words mean; those of the organisation may mean what only brands have."""
    [kind] = said.kinds
    if kind == "brand":
        yield said.name, kind, ""
    elif kind == "portal" and "/" in said.name:
        other, _, name = said.name.partition("/")
        yield other, kind, name
    elif (used := _known(linked, thing.brand, kind, said.name)) is not None:
        yield used
    elif thing.brand == ORGANIZATION:
        yield from _anybodys(linked, kind, said.name)


def _in_values(linked: Linked, thing: Object, value: Value, sources: "_Sources") -> Iterator[Use]:
    for path, words in nodes(value):
        if isinstance(words, str) and path[0] != "children" and any(True for _ in spoken(words)):
            span = linked.draft.span(thing, path)
            for said in spoken(sources.words(span)):
                for used in _spoken_of(linked, thing, said):
                    yield Use(used, thing, sources.inside(span, said.start, said.end), said.how, in_words=True)


def _in_body(linked: Linked, thing: Object, sources: "_Sources") -> Iterator[Use]:
    documents = linked.draft.documents
    body = documents.bodies.get(thing.file)
    if body is None:
        return
    text = documents.body_text(thing.file)
    whole = Span(documents.inherited.get(thing.file, thing.file), body.line, 1, body.line, 1)
    for said in spoken(text):
        for used in _spoken_of(linked, thing, said):
            yield Use(used, thing, placed(whole, text, said.start, said.end), said.how, in_words=True)


def _in_pages(linked: Linked, sources: "_Sources") -> Iterator[Use]:
    """What the pages of themes say and show."""
    documents = linked.draft.documents
    for file in documents.tree.sizes:
        source = theme_source(file) if file.endswith(".liquid") else None
        if source is None:
            continue
        brand, theme, _ = source
        home = (
            linked.organization
            if brand == ORGANIZATION
            else linked.brands[brand].objects
            if brand in linked.brands
            else {}
        )
        thing = home.get("theme", {}).get(theme)
        if thing is None:
            continue
        text = documents.tree.read(file).decode(errors="replace")
        whole = Span(documents.inherited.get(file, file), 1, 1, 1, 1)
        for said in spoken_in_page(text, partial(sources.file_called, brand)):
            for used in _spoken_of(linked, thing, said):
                yield Use(used, thing, placed(whole, text, said.start, said.end), said.how, in_words=True)


def _base(linked: Linked, thing: Object) -> Iterator[Use]:
    """The sibling or library an object extends."""
    document = linked.draft.documents.parsed[thing.file]
    if not isinstance(document, Composed) or len(thing.path) > 1:
        return
    own = document.layers[0].document
    value = own.value
    for step in thing.path:
        value = value[step] if isinstance(value, dict) and step in value else None
    if isinstance(value, dict) and isinstance(value.get("extends"), str):
        base: str = value["extends"]
        known = _known(linked, thing.brand, thing.kind, base) or (thing.brand, thing.kind, base)
        used = (LIBRARIES, "library", base) if thing.kind == "brand" else known
        yield Use(used, thing, own.span((*thing.path, "extends")), "extends")


def _namesake(linked: Linked, thing: Object) -> Iterator[Use]:
    """Agents are called what the member is called, waivers what the policy is called."""
    kind = {"agent": "member", "waiver": "policy"}.get(thing.kind)
    if kind is not None and thing.id in linked.organization.get(kind, {}):
        yield Use((ORGANIZATION, kind, thing.id), thing, name_span(linked.draft, thing), "is called after")


def _of_environment(linked: Linked, thing: Object) -> Iterator[Use]:
    """An environment names brands, and the bindings it gives values."""
    if thing.id in linked.brands:
        yield Use((thing.id, "brand", ""), thing, linked.draft.span(thing, (), "key"), "gives values to")
    for binding in thing.value.root:
        used = _known(linked, thing.id, "binding", binding)
        if used is not None:
            yield Use(used, thing, linked.draft.span(thing, (binding,), "key"), "gives a value to")


def placed(beginning: Span, text: str, start: int, end: int) -> Span:
    """The place of some letters, all on one line, of a text that begins somewhere."""
    before = text[:start]
    line = before.count("\n")
    column = start - before.rfind("\n") if line else beginning.column + start
    return Span(beginning.file, beginning.line + line, column, beginning.line + line, column + end - start)


class _Sources:
    """The texts of files, read once, and which files there are."""

    def __init__(self, linked: Linked) -> None:
        self._tree = linked.draft.documents.tree
        self._texts: dict[str, list[str]] = {}

    def words(self, span: Span) -> str:
        """What is written at a place, quotes and all."""
        if span.file not in self._texts:
            self._texts[span.file] = self._tree.read(span.file).decode(errors="replace").splitlines(keepends=True)
        lines = self._texts[span.file][span.line - 1 : span.end_line]
        if not lines:
            return ""
        if len(lines) == span.end_line - span.line + 1:  # a block may end where no line follows it
            lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return "".join(lines)

    def inside(self, span: Span, start: int, end: int) -> Span:
        """The place of some letters of what `words` gave."""
        return placed(span, self.words(span), start, end)

    def file_called(self, brand: str, ending: str) -> str | None:
        """The file under `assets/` of a brand or the organisation whose path ends like this."""
        for home in (brand, ORGANIZATION):
            folder = f"brands/{home}/"
            for file in self._tree.sizes:
                if file.startswith(f"{folder}assets/") and file.endswith(f"/{ending}"):
                    return file.removeprefix(folder)
        return None
