"""The emit pass: a `Bundle` to bytes.

Canonical JSON, blobs by digest, the tree of digests above them, and last of all the pointer. What the bytes mean is
`schemas.bundle`; nothing here looks at content.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from compiler.blobs import Blobs
from compiler.bundle import BrandBundle, Bundle
from schemas.bundle import Bin, Blob, Environment, Root, Shard, bin_of
from schemas.canonical import to_bytes
from schemas.release import POINTER, Pointer

COMPILER_VERSION = "0.1.0"


def emit(bundle: Bundle, blobs: Blobs) -> str:
    """Write every level of the tree bottom-up; the digest of the root."""
    bins: dict[str, dict[str, str]] = {}
    for name in sorted(bundle.brands):
        brand = bundle.brands[name]
        entries = {entry: _put(blobs, model) for entry, model in _entries(brand)}
        shard = Shard(brand=name, entries=entries, blobs=brand.blobs)
        bins.setdefault(bin_of(name), {})[name] = _put(blobs, shard).digest
    environments = {
        name: _put(blobs, Environment(bindings=values)).digest for name, values in sorted(bundle.environments.items())
    }
    root = Root(
        compiler=COMPILER_VERSION,
        bins={name: _put(blobs, Bin(brands=brands)).digest for name, brands in sorted(bins.items())},
        environments=environments,
    )
    # The root spells its defaults out: a reader must know the versions before it trusts anything below.
    return blobs.put(to_bytes(root.model_dump(mode="json"))).digest


def _put(blobs: Blobs, model: BaseModel) -> Blob:
    return blobs.put(to_bytes(model.model_dump(mode="json", by_alias=True, exclude_defaults=True)))


def _entries(brand: BrandBundle) -> Iterator[tuple[str, BaseModel]]:
    yield "brand", brand.brand
    yield "kb", brand.knowledge
    yield "faq", brand.faq
    yield "notices", brand.notices
    yield "desk", brand.desk
    for name, portal in brand.portals.items():
        yield f"portals/{name}", portal
    for name, theme in brand.themes.items():
        yield f"themes/{name}", theme
    for kind, settings in brand.settings.items():
        yield f"settings/{kind}", settings
    yield from brand.words.items()


def point(folder: Path, pointer: Pointer) -> None:
    """Make a root current: the last write of a build, all or nothing."""
    partial = folder / f"{POINTER}.{os.getpid()}.part"
    partial.write_bytes(pointer.model_dump_json().encode() + b"\n")
    partial.replace(folder / POINTER)
