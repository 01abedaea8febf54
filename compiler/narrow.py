"""A look at a few changed brands alone, where an earlier run knows what all brands have to do with each other.

It costs what the changed brands cost, however many others there are. Whenever anything is wrong or not as it was, there
is no such look: everything is looked at then, which may only take longer.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from compiler.between import seen_of
from compiler.blobs import Blobs
from compiler.bundle import BrandBundle
from compiler.cache import Cache
from compiler.checks import check_across, check_within
from compiler.diagnostic import has_errors
from compiler.emit import emit_brand
from compiler.link import ORGANIZATION, Linked
from compiler.lower import Lowering
from compiler.made import Made, make
from compiler.outline import FACE, Outline, home_of
from compiler.passes import Look, found_in, is_readable, resolve
from compiler.policies.judging import judge
from compiler.remembered import Findings, Memory, Shared, named_by
from compiler.told import RULES
from compiler.verdict import settle
from compiler.world import recall_world

FEW = 4  # changed brands are few while there are so many times more in all
_ROUNDS = 3  # faces that are named only by what is opened late are put beside the brand in the next round


def look_near(memory: Memory, today: str | None, blobs: Blobs | None) -> tuple[Look, Made] | None:
    """What comes to light in changed brands, with what becomes of them; `None` where everything must be looked at."""
    outline = memory.outline
    if outline is None or memory.half_known or len(memory.unknown) * FEW > len(outline.brands):
        return None
    faces: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        linked, findings, faces = _linked(outline, memory.unknown, faces, memory.cache)
        seen = _look(memory, linked, findings, today)
        if seen is None:
            return None
        made = make(seen.linked, seen.within, blobs, memory.cache)
        if None in made.asked.values() or has_errors(chain.from_iterable(made.late.values())):
            return None
        missing = _missing(outline, (*memory.unknown, *faces), (names or () for names in made.asked.values()))
        if not missing:
            return (seen, made) if _stands_alone(seen, made) else None
        faces |= missing
    return None


def _linked(
    outline: Outline, names: tuple[str, ...], faces: frozenset[str], cache: Cache | None
) -> tuple[Linked, Findings, frozenset[str]]:
    """Some brands linked beside the faces of those they name and of others; what is found, and all these faces."""
    while True:
        linked, findings = resolve(outline.narrowed(names, faces), cache)
        here = (name for name in names if name in linked.brands)
        missing = _missing(outline, (*names, *faces), (named_by(linked, name) for name in here))
        if not missing:
            return linked, findings, faces
        faces |= missing


def _missing(outline: Outline, there: Iterable[str], asked: Iterable[Iterable[str]]) -> frozenset[str]:
    """The brands that are asked for, exist and are not there."""
    return frozenset(chain.from_iterable(asked)).intersection(outline.brands).difference(there)


def _look(memory: Memory, linked: Linked, found: Findings, today: str | None) -> Look | None:
    names, outline = memory.unknown, memory.outline
    if outline is None or not is_readable(linked) or not all(name in linked.brands for name in names):
        return None
    alone = _only(linked, names)
    seen = {name: seen_of(linked, name) for name in names}
    world = recall_world(memory, seen, today)
    if world is None or any(world.touches(one) for one in seen.values()):
        return None
    named = tuple(item for item in (*found, *judge(alone, today)) if home_of(item.span.file) in names)
    inside = (item for item in check_across(alone) if home_of(item.span.file) in names and not FACE(item.span.file))
    between = (*inside, *world.findings)
    within = {name: tuple(check_within(alone, name)) for name in names}
    findings = (*named, *between, *memory.early(), *chain.from_iterable(within.values()))
    if has_errors((*findings, *memory.late())):
        return None
    portals = sum(known.portals for known in memory.known.values())
    portals += sum(len(brand.of("portal")) for brand in alone.brands.values())
    linked = memory.with_comments(linked)
    settled = settle(findings, linked, RULES, all_passes=False)
    counts = {"files": outline.files, "portals": portals}
    documents = linked.draft.documents
    spared = outline.files - (len(documents.tree.sizes) - len(documents.inherited))
    return Look(linked, counts, findings, settled, named, between, within, spared)


def _only(linked: Linked, names: tuple[str, ...]) -> Linked:
    """A repository with these brands alone, and what environments supply to them."""
    environments = {
        name: {owner: rows for owner, rows in values.items() if owner in (*names, ORGANIZATION)}
        for name, values in linked.environments.items()
    }
    return replace(linked, brands={name: linked.brands[name] for name in names}, environments=environments)


def _stands_alone(seen: Look, made: Made) -> bool:
    """Whether nothing was found of words that brands share with others."""
    shared = Shared(seen.linked)
    found = found_in(seen, made.late, made.asked)
    return not any(shared.is_about(name, here) or shared.hides_files(name) for name, here in found.items())


def bring(outline: Outline | None, blobs: Blobs, cache: Cache | None, name: str) -> BrandBundle:
    """A brand in which nothing is wrong, linked, lowered and emitted by itself."""
    assert outline is not None, "without an outline nothing is remembered, and nothing left to be made"
    faces: frozenset[str] = frozenset()
    while True:
        linked, _, faces = _linked(outline, (name,), faces, cache)
        lowered = Lowering(linked, cache).brand(name, blobs)
        missing = _missing(outline, (name, *faces), (outline.brands if lowered.asked is None else lowered.asked,))
        if not missing:
            made = lowered.bundle()
            emit_brand(name, made, blobs)
            return made
        faces |= missing
