"""Libraries: what lies under `brands/_library/<name>` and belongs to every brand that extends it.

A library's folder lies under the brand's own: each of its files is the brand's, under what the brand's file of the same
path says. What is inherited keeps its own place, so that findings about it are made once and where they are mended.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.documents import Documents
from compiler.kinds import locate, theme_source
from compiler.origin import EXTENDS, Layer, composed, says_extends
from compiler.parse import Value
from compiler.read import LIBRARIES, SourceTree, is_asset
from compiler.span import Path, Span, whole_file

NOT_A_NAME = Rule("FD110", "base-not-a-name")
NO_BASE = Rule("FD214", "base-not-found")
CIRCLE = Rule("FD215", "extends-in-a-circle")
UNUSED_LIBRARY = Rule("FD216", "unused-library", "warning")

BRAND_FILE = "brand.yaml"
_ROOT = f"brands/{LIBRARIES}/"

Chains = Mapping[str, tuple[str, ...]]
"""The libraries of each brand that has one, the nearest first; none where they cannot be known."""


def beside_brands(file: str) -> str | None:
    """A library's file as it lies in a brand that extends the library; `None` for all other files."""
    if not file.startswith(_ROOT):
        return None
    library, _, rest = file[len(_ROOT) :].partition("/")
    return f"brands/{library}/{rest}"


def in_library(library: str, path: str) -> str:
    """A file of a library by its path inside."""
    return f"{_ROOT}{library}/{path}"


def is_of_library(file: str) -> bool:
    """Whether a file lies in a library."""
    return file.startswith(_ROOT)


def library_of(file: str) -> str | None:
    """The library a file belongs to."""
    return file[len(_ROOT) :].partition("/")[0] if file.startswith(_ROOT) else None


def libraries_of(documents: Documents, brand: str) -> tuple[str, ...]:
    """The libraries a brand extends as far as they are written, the nearest first; nothing is found wrong."""
    names: list[str] = []
    document = documents.parsed.get(f"brands/{brand}/{BRAND_FILE}")
    while document is not None and says_extends(document.value) and isinstance(document.value[EXTENDS], str):
        folder, _, name = document.value[EXTENDS].partition("/")
        if folder != LIBRARIES or name in names:
            break
        names.append(name)
        document = documents.parsed.get(f"{_ROOT}{name}/{BRAND_FILE}")
    return tuple(names)


def with_libraries(documents: Documents) -> tuple[Documents, Chains, list[Diagnostic]]:
    """The documents with the files of libraries in the brands that extend them, and which those are."""
    by_library: dict[str, list[str]] = {}
    for file in documents.tree.sizes:
        name = library_of(file)
        if name is not None:
            by_library.setdefault(name, []).append(file)
    chains: dict[str, tuple[str, ...]] = {}
    broken: list[tuple[str, Path]] = []
    findings: list[Diagnostic] = []
    for file, document in documents.parsed.items():
        parts = file.split("/")
        if len(parts) == 3 and parts[2] == BRAND_FILE and says_extends(document.value):
            chain, wrong = _chain(documents, file, by_library)
            findings += wrong
            chains[parts[1]] = chain or ()
            if chain is None:
                broken.append((file, ()))
    if not chains:
        return documents, chains, findings
    overlaid = _Overlay(documents, by_library).laid(chains)
    return replace(overlaid, without_base=frozenset(broken)), chains, findings


def _chain(
    documents: Documents, brand_file: str, by_library: Mapping[str, list[str]]
) -> tuple[tuple[str, ...] | None, list[Diagnostic]]:
    """The libraries of a brand, the nearest first; `None` when one of them is unknown."""
    chain: list[str] = []
    file = brand_file
    while True:
        document = documents.parsed.get(file)
        if document is None:
            return (None if file in documents.refused else tuple(chain)), []
        if not says_extends(document.value):
            return tuple(chain), []
        said = document.value[EXTENDS]
        span = document.span((EXTENDS,))
        if not isinstance(said, str):
            return None, not_a_name(said, span, f"{LIBRARIES}/<name>")
        name = said.removeprefix(f"{LIBRARIES}/")
        if name not in by_library or name == said:
            legal = (f"{LIBRARIES}/{known}" for known in by_library)
            hint = f"write {LIBRARIES}/{said}" if said in by_library else did_you_mean(said, legal)
            hint = hint or f"a brand extends {LIBRARIES}/<name>, a folder under brands/"
            return None, [found(NO_BASE, f"there is no library {quoted(said)}", span, note="not found", hint=hint)]
        if name in chain:
            hint = "delete extends: in one of them"
            return None, [
                found(CIRCLE, f"the library {quoted(name)} extends itself", span, note="and so on", hint=hint)
            ]
        chain.append(name)
        file = f"{_ROOT}{name}/{BRAND_FILE}"


class _Overlay:
    """Lays the files of libraries under those of brands."""

    def __init__(self, documents: Documents, by_library: Mapping[str, list[str]]) -> None:
        self._documents = documents
        self._by_library = by_library
        self._sizes = dict(documents.tree.sizes)
        self._parsed = dict(documents.parsed)
        self._bodies = dict(documents.bodies)
        self._inherited: dict[str, str] = {}
        self._heirs: Counter[str] = Counter()

    def laid(self, chains: Mapping[str, tuple[str, ...]]) -> Documents:
        for brand, chain in chains.items():
            sources: dict[str, list[str]] = {f"brands/{brand}/{BRAND_FILE}": []} if chain else {}
            for library in chain:
                start = len(f"{_ROOT}{library}/")
                for file in self._by_library[library]:
                    sources.setdefault(f"brands/{brand}/{file[start:]}", []).append(file)
            for file, those in sources.items():
                self._lay(file, those)
        if not any(chains.values()):
            return self._documents
        return replace(
            self._documents,
            tree=_overlaid(self._documents.tree, self._sizes, self._inherited),
            parsed=self._parsed,
            bodies=self._bodies,
            inherited=self._inherited,
            heirs=self._heirs,
        )

    def _lay(self, file: str, sources: list[str]) -> None:
        """One file of a brand over those of its libraries, the nearest library first."""
        own = file in self._sizes
        if is_asset(file) or theme_source(file):
            if not own:
                self._inherit(file, sources[0])
            return
        located = locate(file)
        if located is None:
            return
        self._heirs.update(sources)
        if not own:
            self._inherit(file, sources[0])
            if sources[0] in self._bodies:
                self._bodies[file] = self._bodies[sources[0]]
        is_said = own or file in self._documents.parsed  # long words of the brand beside a library's YAML
        parts = [self._documents.parsed.get(part) for part in ([file] if is_said else []) + sources]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or not all(located.kind.fits(part.value) for part in known[is_said:]):
            self._parsed.pop(file, None)  # part of it cannot be read: what it says as a whole is unknown
            return
        layers = tuple(
            Layer(part, (), part.value, is_object=located.kind.name == "brand" and isinstance(part.value, dict))
            for part in known
        )
        self._parsed[file] = composed(file, layers)

    def _inherit(self, file: str, source: str) -> None:
        self._inherited[file] = source
        self._sizes[file] = self._documents.tree.sizes[source]
        self._heirs[source] += is_asset(source)


def _overlaid(tree: SourceTree, sizes: Mapping[str, int], inherited: Mapping[str, str]) -> SourceTree:
    return SourceTree(tree.label, dict(sorted(sizes.items())), lambda file: tree.read(inherited.get(file, file)))


def unused_libraries(documents: Documents, chains: Chains) -> Iterator[Diagnostic]:
    """Libraries that no brand extends."""
    used = {library for chain in chains.values() for library in chain}
    if any(not chain for chain in chains.values()):
        return  # what a brand meant to extend is not known
    seen: set[str] = set()
    for file in documents.tree.sizes:
        name = library_of(file)
        if name is None or name in used or name in seen or file == f"{_ROOT}{name}":
            continue
        seen.add(name)
        message = f"no brand extends the library {quoted(name)}"
        hint = f"say  extends: {LIBRARIES}/{name}  in a brand.yaml, or delete brands/{LIBRARIES}/{name}"
        yield found(UNUSED_LIBRARY, message, whole_file(file), hint=hint)


def not_a_name(said: Value, span: Span, wanted: str) -> list[Diagnostic]:
    """The finding about an `extends` that says something else than a name; none when it says nothing at all."""
    if said is None:
        return []
    message = "extends: takes one name, and this is something else"
    return [found(NOT_A_NAME, message, span, note="not a name", hint=f"write {wanted}")]
