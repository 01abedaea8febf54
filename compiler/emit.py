"""The emit pass: lowered brands to bytes.

Canonical JSON, blobs by digest, the tree of digests above them, and last of all the pointer. What the bytes mean is
`schemas.bundle`; nothing here looks at content.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from compiler.blobs import Blobs
from compiler.bundle import BrandBundle
from schemas.bundle import Bin, Blob, Environment, Root, Shard, bin_of
from schemas.canonical import to_bytes
from schemas.release import POINTER, Pointer

COMPILER_VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Emitted:
    """One brand as bytes: the digest of its shard, and every blob that is or stands below the shard."""

    shard: str
    blobs: tuple[Blob, ...]


def emit_brand(name: str, brand: BrandBundle, blobs: Blobs) -> Emitted:
    """Write a brand's entries, then its shard."""
    entries = {entry: _put(blobs, model) for entry, model in _entries(brand)}
    shard = _put(blobs, Shard(brand=name, entries=entries, blobs=brand.blobs, links=brand.links))
    below = {blob.digest: blob for blob in (*brand.blobs, *entries.values(), shard)}
    return Emitted(shard.digest, tuple(below.values()))


def emit_root(
    shards: Mapping[str, str], environments: Mapping[str, Mapping[str, Mapping[str, str]]], blobs: Blobs
) -> str:
    """Write what stands above the shards of all brands; the digest of the root."""
    bins: dict[str, dict[str, str]] = {}
    for name, shard in sorted(shards.items()):
        bins.setdefault(bin_of(name), {})[name] = shard
    root = Root(
        compiler=COMPILER_VERSION,
        bins={name: _put(blobs, Bin(brands=brands)).digest for name, brands in sorted(bins.items())},
        environments={
            name: _put(blobs, Environment(bindings=values)).digest for name, values in sorted(environments.items())
        },
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
