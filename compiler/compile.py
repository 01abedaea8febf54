"""The table of contents of the compiler: every pass in its order, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from compiler.blobs import Blobs
from compiler.bundle import Bundle
from compiler.cache import Cache
from compiler.diagnostic import Diagnostic, has_errors
from compiler.emit import emit_root
from compiler.link import Linked
from compiler.lower import supplied
from compiler.made import Brands, Bytes, Held, keep_made, make, recall_made
from compiler.narrow import bring, look_near
from compiler.outline import outline_of
from compiler.passes import Look, all_settled, found_in, is_clean, look, resolve
from compiler.places import put_places
from compiler.read import SourceTree
from compiler.remembered import Findings, Memory, recall
from compiler.verdict import is_refused
from compiler.world import World, keep_world

__all__ = ["Compiled", "check_tree", "compile_tree", "resolve"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compile found and made: a bundle and its root digest, where nothing refuses them and they were wanted."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    bundle: Bundle | None = None
    """Brands that were remembered are made when somebody asks for them."""
    root_digest: str | None = None
    places: str | None = None
    """Where things were written: the digest of a `Places`, which is no part of the root."""
    accepted: bool = False
    """Whether nothing found here keeps the repository from being built."""
    spared: int = 0
    """Files that were not read, since nothing has changed about their brands."""
    shards: Mapping[str, str] = field(default_factory=dict)
    """The digest of each brand's shard: two compiles differ in the brands whose shards do."""


def compile_tree(
    tree: SourceTree,
    read_findings: tuple[Diagnostic, ...],
    blobs: Blobs,
    cache: Cache | None = None,
    *,
    base: Linked | None = None,
    today: str | None = None,
    held: Held | None = None,
) -> Compiled:
    """Compile a tree: a pure function of its files, whatever the cache holds.

    `base` is an earlier state to compare with, `today` the day (`2026-03-01`) by which waivers end: both bring findings
    and change no byte. Blobs are put even when errors refuse the bundle; a store that must not keep those waits for its
    `commit`. `held` says what the store has already: a brand that nothing changed about is made again if it lacks any.
    """
    return _compile(tree, read_findings, blobs, cache, base, today, held)


def check_tree(
    tree: SourceTree,
    read_findings: tuple[Diagnostic, ...],
    cache: Cache | None = None,
    *,
    base: Linked | None = None,
    today: str | None = None,
) -> Compiled:
    """The findings of a compile without what it makes."""
    return _compile(tree, read_findings, None, cache, base, today, None)


def _compile(
    tree: SourceTree,
    read_findings: Findings,
    blobs: Blobs | None,
    cache: Cache | None,
    base: Linked | None,
    today: str | None,
    held: Held | None,
) -> Compiled:
    """Look at what changed, then lower and emit it; everything else is as it was."""
    memory = recall(outline_of(tree) if cache is not None and base is None else None, cache, today)
    there: Mapping[str, Bytes] = {}
    if blobs is not None:
        there = recall_made(memory, held)
        memory = memory.without(memory.known.keys() - there.keys())
    near = look_near(memory, today, blobs) if not read_findings else None
    if near is not None:
        seen, made = near
    else:
        memory, seen = look_at_all(memory, tree, read_findings, base, today)
        if has_errors(seen.settled):
            memory.keep(seen.linked, found_in(seen), is_clean=False)
            return Compiled(seen.settled, seen.counts, spared=seen.spared)
        made = make(seen.linked, seen.within, blobs, cache)
    findings = (*seen.findings, *memory.late(), *chain.from_iterable(made.late.values()))
    settled = all_settled(findings, seen.linked, base)
    kept = memory.keep(seen.linked, found_in(seen, made.late, made.asked), is_clean=is_clean(seen, findings))
    keep_made(memory, kept, made)
    if near is None and is_clean(seen, findings):
        keep_world(memory, seen, today)
    if is_refused(settled, strict=seen.linked.repository.strict):
        return Compiled(settled, seen.counts, spared=seen.spared)
    if blobs is None:
        return Compiled(settled, seen.counts, accepted=True, spared=seen.spared)
    brands = {**{name: there[name] for name in memory.known}, **made.emitted}
    shards = {name: brand.shard for name, brand in brands.items()}
    environments = supplied(seen.linked, sorted(shards))
    bundle = Bundle(Brands(shards, made.bundles, partial(bring, memory.outline, blobs, cache)), environments)
    root = emit_root(shards, environments, blobs)
    places = put_places({name: brand.places for name, brand in brands.items()}, blobs)
    return Compiled(settled, seen.counts, bundle, root, places, True, seen.spared, shards)


def look_at_all(
    memory: Memory, tree: SourceTree, read_findings: Findings, base: Linked | None, today: str | None
) -> tuple[Memory, Look]:
    """Look at every brand, at remembered ones by their faces; and what is still remembered after what came to light."""
    seen = look(memory, tree, read_findings, base, today)
    changed = World.of(seen.linked, seen.named, seen.between).touched(memory)
    if not changed and not has_errors(seen.settled):
        changed = frozenset(memory.half_known)
    if not changed:
        return memory, seen
    return look_at_all(memory.without(changed), tree, read_findings, base, today)
