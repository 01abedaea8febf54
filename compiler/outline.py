"""The outline of a tree: which brands there are, and what tells that nothing changed about one.

A brand's *face* is what other brands can see of it: a closed list of files. Whether something was found in a brand
earlier is `compiler.remembered`.
"""

import marshal
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from compiler.read import SourceTree

FACE = re.compile(
    r"brands/[^/]+/(?:brand|bindings|processing_types|mail/accounts|channels/email|portals/[^/]+)\.yaml"
).fullmatch
_WAIVERS = "waivers.yaml"
_ENVIRONMENTS = "environments/"


@dataclass(frozen=True, slots=True)
class Folder:
    """One brand. Equal stamps mean equal files; an empty one means that nothing can be told."""

    stamp: bytes
    """Of every file."""
    face: bytes
    """Of the files that other brands can see."""
    files: int
    faces: int
    has_waivers: bool = False
    """Whether what is found here depends on the day."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A tree by brands. `narrowed(whole, faces)` is the same tree with all files of some brands and faces of others."""

    brands: Mapping[str, Folder]
    shared: bytes
    """The stamp of all files of no brand, but those that supply values to environments."""
    environments: bytes
    """The stamp of those."""
    has_waivers: bool
    """Whether what is found in files of no brand depends on the day."""
    files: int
    narrowed: Callable[[Collection[str], Collection[str]], SourceTree] = field(repr=False)

    def spared(self, whole: Collection[str]) -> int:
        """How many files are not looked at when of all brands but these only the faces are."""
        return sum(folder.files - folder.faces for name, folder in self.brands.items() if name not in whole)


def home_of(file: str) -> str:
    """The folder under `brands/` that a file lies in; empty for files of the repository itself."""
    return file.split("/", 2)[1] if file.startswith("brands/") else ""


def outline_of(tree: SourceTree) -> Outline | None:
    """The outline of a tree by its files; `None` where files of no brand would not show a change."""
    if not tree.stamps:
        return None
    brands, shared, environments = _sorted(tree)
    stamps = tree.stamps
    are_all_known = tree.sizes.keys() <= stamps.keys()

    def stamp_of(files: Collection[str]) -> bytes:
        return _stamp(files, stamps) if are_all_known or all(file in stamps for file in files) else b""

    if not all(file in stamps for file in (*shared, *environments)):
        return None
    folders: dict[str, Folder] = {}
    for name, files in brands.items():
        faces = list(filter(FACE, files))
        folders[name] = Folder(
            stamp_of(files),
            stamp_of(faces),
            len(files),
            len(faces),
            f"brands/{name}/{_WAIVERS}" in files,
        )
    whole = _Narrowing(tree, brands, (*environments, *shared))
    has_waivers = any(file.endswith(f"/{_WAIVERS}") for file in shared)
    return Outline(
        folders, _stamp(shared, stamps), _stamp(environments, stamps), has_waivers, len(tree.sizes), whole.narrowed
    )


def _stamp(files: Collection[str], stamps: Mapping[str, tuple[int | str, ...]]) -> bytes:
    return blake2b(marshal.dumps([(file, stamps[file]) for file in files], 2), digest_size=32).digest()


def _sorted(tree: SourceTree) -> tuple[dict[str, list[str]], list[str], list[str]]:
    """The files of each brand, those of no brand, and those of environments."""
    brands: dict[str, list[str]] = {}
    shared: list[str] = []
    environments: list[str] = []
    sizes = tree.sizes
    home, files = "", shared
    for file in sizes:
        if not file.startswith("brands/"):
            (environments if file.startswith(_ENVIRONMENTS) else shared).append(file)
            continue
        name = file.split("/", 2)[1]
        if name != home:  # the files of a brand mostly stand together
            home = name
            is_brand = not name.startswith("_") and f"brands/{name}/brand.yaml" in sizes
            files = brands.setdefault(name, []) if is_brand else shared
        files.append(file)
    return brands, shared, environments


class _Narrowing:
    """Trees with a part of a tree's files."""

    def __init__(self, tree: SourceTree, brands: Mapping[str, list[str]], others: tuple[str, ...]) -> None:
        self._tree = tree
        self._brands = brands
        self._others = others

    def narrowed(self, whole: Collection[str], faces: Collection[str]) -> SourceTree:
        files = [*self._others]
        for name in whole:
            files += self._brands[name]
        for name in faces:
            files += filter(FACE, self._brands[name])
        sizes = self._tree.sizes
        return replace(self._tree, sizes={file: sizes[file] for file in sorted(files)})
