"""What was found in a brand earlier, for as long as nothing has changed that it was found by.

What is said of a brand depends on its own files, on files of no brand, and on the *faces* of the other brands: all that
one brand can see of another. While these show no change, a run looks at the faces of such brands only and says again
what was said. A brand that extends a library, and one with files that cannot be read, is always looked at as a whole.
"""

import marshal
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from compiler.allowances import Allowance
from compiler.authored import bound_names, field_codes, owners
from compiler.cache import Cache, NoCache, Plain
from compiler.catalogue import by_code
from compiler.diagnostic import Diagnostic, Edit, Label, Suggestion
from compiler.link import Linked
from compiler.read import SourceTree
from compiler.span import Span

_FACE = re.compile(
    r"brands/[^/]+/(?:brand|bindings|processing_types|mail/accounts|channels/email|portals/[^/]+)\.yaml"
).fullmatch
_WAIVERS = "waivers.yaml"
_KIND = "brand"
RULES = by_code()

Findings = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a brand: what was found before and in lowering (`None`: not lowered yet), its comments."""

    early: Findings
    late: Findings | None
    allowances: tuple[Allowance, ...]
    seen: Mapping[str, frozenset[str]]
    """What else checks of several brands go by."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Which brands need not be looked at in a run, and where to keep what it finds."""

    tree: SourceTree
    """What is left to be looked at."""
    known: Mapping[str, Known] = field(default_factory=dict)
    keys: Mapping[str, bytes] = field(default_factory=dict)
    cache: Cache = field(default_factory=NoCache)
    spared: int = 0
    """Files that are not looked at."""

    def prepare(self, linked: Linked) -> None:
        """Put down beside each face what else others go by."""
        for name, known in self.known.items():
            if name in linked.brands:
                linked.brands[name].worked_out.update(known.seen)

    def of_others(self, findings: Iterable[Diagnostic]) -> Findings:
        """Findings without those in files of remembered brands, of which only the faces were there."""
        if not self.known:
            return tuple(findings)
        return tuple(item for item in findings if _home(item.span.file) not in self.known)

    def forgotten(self, tree: SourceTree) -> "Memory":
        """A memory that knows nothing yet of any brand of a tree."""
        return replace(self, tree=tree, known={}, spared=0)

    def early(self) -> Findings:
        """What was found of remembered brands before lowering."""
        return tuple(item for known in self.known.values() for item in known.early)

    def late(self) -> Findings:
        """What lowering remembered brands brought to light."""
        return tuple(item for known in self.known.values() for item in known.late or ())

    def is_whole(self) -> bool:
        """Whether every remembered brand has been lowered once."""
        return all(known.late is not None for known in self.known.values())

    def with_comments(self, linked: Linked) -> Linked:
        """The repository with the comments of remembered brands."""
        documents = linked.draft.documents
        read = [item for item in documents.allowances if _home(item.span.file) not in self.known]
        told = [item for known in self.known.values() for item in known.allowances]
        if not told:
            return linked
        return replace(linked, draft=replace(linked.draft, documents=replace(documents, allowances=(*read, *told))))

    def keep(
        self, linked: Linked, across: Findings, own: Mapping[str, Findings], late: Mapping[str, Findings] | None
    ) -> None:
        """Keep what was found of the brands that were looked at."""
        by_home: dict[str, list[Diagnostic]] = {}
        for item in across:
            by_home.setdefault(_home(item.span.file), []).append(item)
        documents = linked.draft.documents
        unread = {home for _, home, _ in linked.draft.poisoned} | {_home(file) for file in documents.refused}
        unread |= {_home(file) for file in documents.inherited} | {_home(file) for file, _ in documents.without_base}
        for name, found_here in own.items():
            key = self.keys.get(name)
            if key is None or name in unread or linked.draft.documents.parsed[_brand_file(name)].value.get("extends"):
                continue
            known = Known(
                (*found_here, *by_home.get(name, ())),
                None if late is None else late[name],
                tuple(item for item in documents.allowances if _home(item.span.file) == name),
                _seen(linked, name),
            )
            self.cache.put(_KIND, key, _as_plain(known))


def recall(tree: SourceTree, cache: Cache | None, today: str | None) -> Memory:
    """What is known of the brands of a tree; nothing where files do not show whether they changed."""
    if cache is None or not tree.stamps:
        return Memory(tree)
    brands, shared = _sorted(tree)
    around = blake2b(digest_size=32)
    for file in shared:
        if file not in tree.stamps:
            return Memory(tree)
        around.update(marshal.dumps((file, tree.stamps[file]), 2))
    keys = {}
    for name, files in brands.items():
        if all(file in tree.stamps for file in files):
            day = today if f"brands/{name}/{_WAIVERS}" in files else None
            rows = [(file, tree.stamps[file]) for file in files]
            keys[name] = blake2b(marshal.dumps((name, day, rows), 2), digest_size=32, key=around.digest()).digest()
    known = {}
    for name, key in keys.items():
        value = cache.get(_KIND, key)
        if value is not None:
            known[name] = _of_plain(value)
    sizes = {file: size for file, size in tree.sizes.items() if _home(file) not in known or _FACE(file)}
    return Memory(replace(tree, sizes=sizes), known, keys, cache, len(tree.sizes) - len(sizes))


def _sorted(tree: SourceTree) -> tuple[dict[str, list[str]], list[str]]:
    """The files of each brand, and those that every brand may see."""
    brands: dict[str, list[str]] = {}
    shared: list[str] = []
    for file in tree.sizes:
        name = _home(file)
        if name and not name.startswith("_") and _brand_file(name) in tree.sizes:
            brands.setdefault(name, []).append(file)
            if not _FACE(file):
                continue
        shared.append(file)
    return brands, shared


def _brand_file(name: str) -> str:
    return f"brands/{name}/brand.yaml"


def _home(file: str) -> str:
    return file.split("/", 2)[1] if file.startswith("brands/") else ""


BOUND, FIELDS = "bound names", "field codes"
SEEN = (BOUND, FIELDS)


def _seen(linked: Linked, name: str) -> dict[str, frozenset[str]]:
    (owner,) = (owner for owner in owners(replace(linked, brands={name: linked.brands[name]})) if owner.id == name)
    return {BOUND: bound_names(linked, owner), FIELDS: field_codes(linked.brands[name])}


def _as_plain(known: Known) -> Plain:
    return (
        tuple(map(_told, known.early)),
        None if known.late is None else tuple(map(_told, known.late)),
        tuple((item.code, _place(item.span), item.has_reason) for item in known.allowances),
        dict(known.seen),
    )


def _of_plain(value: Plain) -> Known:
    early, late, comments, seen = value
    return Known(
        tuple(map(_finding, early)),
        None if late is None else tuple(map(_finding, late)),
        tuple(Allowance(code, Span(*span), has_reason) for code, span, has_reason in comments),
        seen,
    )


def _place(span: Span) -> Plain:
    return (span.file, span.line, span.column, span.end_line, span.end_column)


def _told(item: Diagnostic) -> Plain:
    mend = item.suggestion
    edits = None if mend is None else (tuple((_place(edit.span), edit.text) for edit in mend.edits), mend.certainty)
    labels = tuple((_place(label.span), label.text) for label in item.labels)
    return (item.code, item.severity, item.message, _place(item.span), item.note, labels, item.hint, edits, item.policy)


def _finding(value: Plain) -> Diagnostic:
    code, severity, message, span, note, labels, hint, edits, policy = value
    mend = None
    if edits is not None:
        mend = Suggestion(tuple(Edit(Span(*place), text) for place, text in edits[0]), edits[1])
    said = tuple(Label(Span(*place), text) for place, text in labels)
    return Diagnostic(RULES[code], severity, message, Span(*span), note, said, hint, mend, policy)
