"""What was found in a brand earlier and what it became, for as long as nothing has changed that it came from.

What is said of a brand depends on its own files, on files of no brand, on its own values in environments, and on the
*faces* of the brands it names (`compiler.outline`). While these show no change, a run looks at the face of such a brand
only and says again what was said. What several brands say together (one address twice) is worked out in every run.
A brand with files that cannot be read, or of whose library something was found, is always looked at as a whole.
"""

import marshal
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TypeAlias

from compiler.allowances import Allowance
from compiler.between import Seen, seen_of
from compiler.cache import Cache, NoCache, Plain
from compiler.diagnostic import Diagnostic
from compiler.documents import parse_tree
from compiler.libraries import libraries_of
from compiler.link import ORGANIZATION, Linked, own_references
from compiler.origin import Composed
from compiler.outline import FACE, Outline, home_of
from compiler.read import LIBRARIES, SourceTree, is_asset
from compiler.told import comments_of, findings_of, told, told_comments
from schemas.refs import may_name_others

_KIND = "brand"
_REACH = "reach"
_SUPPLIED = "supplied"
_ENVIRONMENTS = "environments/"

Findings = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Which other brands a brand depends on: those it names, or every face there is."""

    names: tuple[str, ...] = ()
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a brand: what was found before and in lowering (`None`: not lowered yet), its comments."""

    early: Findings
    late: Findings | None
    allowances: tuple[Allowance, ...]
    seen: Seen
    """What else checks of several brands go by."""
    portals: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one brand that was looked at: before lowering, and in it (`None`: it was not lowered)."""

    early: Findings
    beyond: Findings
    """What checks that look at several brands found inside of it, where the others cannot see it."""
    late: Findings | None = None
    asked: frozenset[str] | None = frozenset()
    """The brands that lowering looked at; `None` for all."""

    @property
    def files(self) -> frozenset[str]:
        """The files that findings are about or point at."""
        findings = (*self.early, *self.beyond, *(self.late or ()))
        return frozenset(span.file for item in findings for span in (item.span, *(label.span for label in item.labels)))


@dataclass(frozen=True, slots=True)
class Memory:
    """Which brands need not be looked at in a run, and where to keep what it finds."""

    outline: Outline | None
    cache: Cache = field(default_factory=NoCache)
    known: Mapping[str, Known] = field(default_factory=dict)
    keys: Mapping[str, bytes] = field(default_factory=dict)
    """What stands for a brand's own files and what all can see; brands that would not show a change have none."""
    names: Mapping[str, bytes] = field(default_factory=dict)
    """What known brands were found under."""
    bound_to_all: frozenset[str] = frozenset()
    """Known brands that would not be known if any face had changed."""
    around: bytes = b""
    """What stands for everything that any brand can see; empty where that would not show a change."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The brands that have to be looked at."""
        return () if self.outline is None else tuple(name for name in self.outline.brands if name not in self.known)

    @property
    def half_known(self) -> tuple[str, ...]:
        """The remembered brands that were never lowered."""
        return tuple(name for name, known in self.known.items() if known.late is None)

    def narrowed(self, tree: SourceTree) -> SourceTree:
        """What is left to be looked at of a tree."""
        return tree if self.outline is None or not self.known else self.outline.narrowed(self.unknown, self.known)

    @property
    def spared(self) -> int:
        """Files that are not looked at."""
        return 0 if self.outline is None else self.outline.spared(self.unknown)

    def prepare(self, linked: Linked) -> None:
        """Put down beside each face what else others go by."""
        for name, known in self.known.items():
            if name in linked.brands:
                linked.brands[name].worked_out.update(known.seen)

    def of_others(self, findings: Iterable[Diagnostic], *, with_faces: bool) -> Findings:
        """Findings without those in remembered brands, of which only the faces were there: what faces alone tell is
        true, what would need the rest of the brand is not.
        """
        if not self.known:
            return tuple(findings)
        return tuple(
            item
            for item in findings
            if home_of(item.span.file) not in self.known or (with_faces and FACE(item.span.file))
        )

    def early(self) -> Findings:
        """What was found of remembered brands before lowering."""
        return tuple(item for known in self.known.values() for item in known.early)

    def late(self) -> Findings:
        """What lowering remembered brands brought to light."""
        return tuple(item for known in self.known.values() for item in known.late or ())

    def without(self, names: Collection[str]) -> "Memory":
        """The same, knowing nothing of some brands."""
        return replace(self, known={name: known for name, known in self.known.items() if name not in names})

    def with_comments(self, linked: Linked) -> Linked:
        """The repository with the comments of remembered brands."""
        documents = linked.draft.documents
        read = [item for item in documents.allowances if home_of(item.span.file) not in self.known]
        told_of = [item for known in self.known.values() for item in known.allowances]
        if not told_of:
            return linked
        return replace(linked, draft=replace(linked.draft, documents=replace(documents, allowances=(*read, *told_of))))

    def name_of(self, brand: str, reach: Reach) -> bytes:
        """What a brand is kept under that depends on so many others; empty where one would not show a change."""
        assert self.outline is not None
        brands = self.outline.brands
        seen = [self.around] if reach.everywhere else [brands[name].face for name in reach.names if name in brands]
        return _hash(self.keys[brand], *seen) if all(seen) else b""

    def keep(self, linked: Linked, found: Mapping[str, Found], *, is_clean: bool) -> Mapping[str, bytes]:
        """Keep what was found of the brands that were looked at; what each was kept under.

        Unless all was clean, nobody knows what was not found because something else is broken: then a brand is known
        only while no other changes its face.
        """
        kept: dict[str, bytes] = {}
        documents = linked.draft.documents
        unread = {home for _, home, _ in linked.draft.poisoned} | {home_of(file) for file in documents.refused}
        unread |= {home_of(file) for file, _ in documents.without_base}
        shared = Shared(linked)
        for name, here in found.items():
            if not self.keys.get(name) or name in unread or shared.is_about(name, here) or shared.hides_files(name):
                continue
            reach = _reach(linked, name, here) if is_clean else Reach(everywhere=True)
            if is_clean or self.cache.get(_REACH, self.keys[name]) is None:
                self.cache.put(_REACH, self.keys[name], (reach.names, reach.everywhere))
            called = self.name_of(name, reach)
            if not called:
                continue
            kept[name] = called
            known = Known(
                (*here.early, *here.beyond),
                here.late,
                tuple(item for item in documents.allowances if home_of(item.span.file) == name),
                seen_of(linked, name),
                len(linked.brands[name].of("portal")),
            )
            self.cache.put(_KIND, kept[name], _as_plain(known))
        return kept


def recall(outline: Outline | None, cache: Cache | None, today: str | None) -> Memory:
    """What is known of the brands of a tree; nothing where files do not show whether they changed."""
    if cache is None or outline is None:
        return Memory(None, cache or NoCache())
    supplied = _supplied(outline, cache)
    every = {} if supplied is None else {file: rows.get(ORGANIZATION) for file, rows in supplied.items()}
    whole = outline.environments if supplied is None else marshal.dumps(every, 2)
    shared = _hash(outline.shared, whole)
    keys: dict[str, bytes] = {}
    for name, folder in outline.brands.items():
        if folder.stamp:
            rows = [row.get(name) for row in (supplied or {}).values()]
            day = today if folder.has_waivers else None
            keys[name] = _hash(shared, marshal.dumps((name, day, rows), 2), folder.stamp)
    faces = [folder.face for _, folder in sorted(outline.brands.items())]
    around = _hash(outline.shared, outline.environments, *faces) if all(faces) else b""
    memory = Memory(outline, cache, keys=keys, around=around)
    known: dict[str, Known] = {}
    names: dict[str, bytes] = {}
    bound: set[str] = set()
    for name, key in keys.items():
        reach = cache.get(_REACH, key)
        if reach is None:
            continue
        names[name] = memory.name_of(name, Reach(*reach))
        value = cache.get(_KIND, names[name]) if names[name] else None
        if value is not None:
            known[name] = _of_plain(value)
            if reach[1]:
                bound.add(name)
    return replace(memory, known=known, names=names, bound_to_all=frozenset(bound))


Rows: TypeAlias = Mapping[str, Mapping[str, str]]
"""File of an environment, then brand, then what it supplies, in one spelling."""


def _supplied(outline: Outline, cache: Cache) -> Rows | None:
    """What environments supply; `None` where that cannot be told brand by brand."""
    known = cache.get(_SUPPLIED, outline.environments)
    if known is None:
        known = (_rows_of(outline),)
        cache.put(_SUPPLIED, outline.environments, known)
    rows: Rows | None = known[0]
    return rows


def _rows_of(outline: Outline) -> Rows | None:
    tree = outline.narrowed((), ())
    only = replace(tree, sizes={file: size for file, size in tree.sizes.items() if file.startswith(_ENVIRONMENTS)})
    documents, findings = parse_tree(only)
    if findings or documents.parsed.keys() != only.sizes.keys():
        return None
    rows: dict[str, dict[str, str]] = {}
    for file, document in documents.parsed.items():
        if not isinstance(document.value, dict):
            return None
        if any(isinstance(row, dict) and "extends" in row for row in document.value.values()):
            return None
        rows[file] = {str(name): repr(row) for name, row in document.value.items()}
    return rows


def _hash(*parts: bytes) -> bytes:
    made = blake2b(digest_size=32)
    for part in parts:
        made.update(part)
    return made.digest()


def _reach(linked: Linked, name: str, here: Found) -> Reach:
    """Which faces a brand depends on, its findings included: places in environments move with other brands' lines."""
    if here.beyond or here.asked is None or any(file.startswith(_ENVIRONMENTS) for file in here.files):
        return Reach(everywhere=True)
    return Reach(tuple(sorted(here.asked.union(named_by(linked, name)) - {name})))


def named_by(linked: Linked, name: str) -> Iterator[str]:
    """The brands whose portals a brand names."""
    for thing in linked.brands[name].own():
        for reference in own_references(thing) if may_name_others(thing.value.__class__) else ():
            if reference.ref.other_brand:
                yield reference.name.rpartition("/")[0] or name


class Shared:
    """Words and files that several objects have, because they extend the object or library that says them.

    To say something of these once, all that have them must be there.
    """

    def __init__(self, linked: Linked) -> None:
        self._documents = linked.draft.documents
        self._files: dict[str, set[str]] = {}
        for file, document in self._documents.parsed.items():
            if isinstance(document, Composed):
                rows = self._files.setdefault(home_of(file), set())
                rows.update(layer.document.file for layer in document.layers[1:])
        inherited = self._documents.inherited
        for file, source in inherited.items():
            self._files.setdefault(home_of(file), set()).update((file, source))
        self._own: dict[str, list[str]] = {}
        for file in self._documents.tree.sizes if self._documents.heirs else ():
            if is_asset(file) and file not in inherited:
                self._own.setdefault(home_of(file), []).append(file)

    def is_about(self, name: str, here: Found) -> bool:
        """Whether anything found of a brand is about such words."""
        files = self._files.get(name)
        return files is not None and not files.isdisjoint(here.files)

    def hides_files(self, name: str) -> bool:
        """Whether a brand has a file of its own in place of one of its library: one heir less that could use that."""
        own, sizes = self._own.get(name), self._documents.tree.sizes
        start = len(f"brands/{name}/")
        return own is not None and any(
            f"brands/{LIBRARIES}/{library}/{file[start:]}" in sizes
            for library in libraries_of(self._documents, name)
            for file in own
        )


def _as_plain(known: Known) -> Plain:
    return (
        told(known.early),
        None if known.late is None else told(known.late),
        told_comments(known.allowances),
        tuple((name, tuple(sorted(seen))) for name, seen in known.seen.items()),
        known.portals,
    )


def _of_plain(value: Plain) -> Known:
    early, late, comments, seen, portals = value
    return Known(
        findings_of(early),
        None if late is None else findings_of(late),
        comments_of(comments),
        {name: frozenset(items) for name, items in seen},
        portals,
    )
