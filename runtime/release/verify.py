"""Everything a release refers to, checked before any of it is served: present, whole, and readable by this version.

What this process verified before is not read again: a shard's digest stands for all that is below it.
"""

from collections.abc import Container

from pydantic import BaseModel

from runtime.release.contents import Release
from runtime.release.source import BundleError, BundleFolder
from schemas.bundle import (
    BrandContract,
    DeskContract,
    FaqFacts,
    KnowledgeFacts,
    NoticesFacts,
    PortalContract,
    Shard,
    ThemeFacts,
    Words,
)

_ENTRIES: dict[str, type[BaseModel]] = {
    "brand": BrandContract,
    "desk": DeskContract,
    "kb": KnowledgeFacts,
    "faq": FaqFacts,
    "notices": NoticesFacts,
}
_FOLDERS: dict[str, type[BaseModel]] = {
    "portals": PortalContract,
    "articles": Words,
    "faq": Words,
    "notices": Words,
    "themes": ThemeFacts,
}


def verify(release: Release, verified: frozenset[str] = frozenset()) -> frozenset[str]:
    """Read the whole tree; the digests of its shards. `BundleError` names the first blob that is not as compiled.

    Shards in `verified` are taken as read.
    """
    shards = {brand.shard_digest: brand.id for brand in release.brands.values()}
    for shard, brand in shards.items():
        if shard not in verified:
            _verify_brand(release.source, brand, release.source.read(shard, Shard))
    return frozenset(shards)


def _verify_brand(source: BundleFolder, brand: str, shard: Shard) -> None:
    if shard.brand != brand:
        raise BundleError("FD805", f"the shard of {brand!r} says that it is {shard.brand!r}'s")
    if "brand" not in shard.entries:
        raise BundleError("FD805", f"the shard of {brand!r} has no entry `brand`")
    listed: set[str] = set()
    for blob in shard.blobs:
        source.blob(blob.digest, blob.size)
        listed.add(blob.digest)
    read: set[str] = set()
    for name, blob in shard.entries.items():
        model = _model_of(name)
        if model is None or blob.digest in read:
            continue
        read.add(blob.digest)
        try:
            _require(name, source.read_sized(blob, model), shard, listed)
        except BundleError as error:
            raise BundleError(error.code, str(error), brand=brand, thing=name) from error


def _model_of(name: str) -> type[BaseModel] | None:
    folder, separator, _ = name.partition("/")
    return _FOLDERS.get(folder) if separator else _ENTRIES.get(name)


def _require(name: str, entry: BaseModel, shard: Shard, listed: set[str]) -> None:
    """An entry may refer only to blobs its shard lists: those are the ones that were read."""
    wanted: tuple[str, ...] = ()
    match entry:
        case Words():
            wanted = (entry.body, entry.text)
        case PortalContract():
            pictures = (entry.logo, entry.favicon, entry.image)
            wanted = (entry.tokens.digest, *(picture.digest for picture in pictures if picture))
        case BrandContract():
            wanted = tuple(asset.digest for asset in entry.assets.values())
            _require_portals(entry, shard.entries)
        case ThemeFacts():
            sources = (entry.page, entry.script, *entry.styles.values())
            files = (asset.digest for asset in entry.assets.values())
            wanted = (*(source.digest for source in sources if source), *files)
        case FaqFacts():
            wanted = tuple(asset.digest for document in entry.documents for asset in document.attachments)
        case NoticesFacts():
            wanted = tuple(asset.digest for notice in entry.notices for asset in notice.attachments)
    for digest in wanted:
        if digest not in listed:
            raise BundleError("FD803", f"{name} refers to {digest}, which its shard does not list")


def _require_portals(brand: BrandContract, entries: Container[str]) -> None:
    for name in brand.portals:
        if f"portals/{name}" not in entries:
            raise BundleError("FD805", f"the portal {name!r} of {brand.id!r} has no entry")
