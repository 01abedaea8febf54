"""Two states of a repository side by side: what stayed, what got another id, what is gone.

What a brand says of its own past (`retired.yaml`) is read here; which differences are wrong is for `compiler.checks`.
Where a state is broken nothing is known of it, so nothing is said to be gone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from compiler.link import ORGANIZATION, Linked
from compiler.shape import Object
from schemas.history import History, Moved
from schemas.statuses import priority_ids, status_ids

Objects = Mapping[str, Mapping[str, Object]]

STATES: tuple[str, ...] = ("status", "priority")
"""Words that `retired.yaml` may use beside the kinds of files: tickets hold them, too."""

MASS = 10
"""So many objects of one kind, and more than half of them: nobody deletes that without being asked."""


def owners(linked: Linked) -> Iterator[tuple[str, Objects]]:
    """Every brand, and the organisation, with what each has."""
    yield ORGANIZATION, linked.organization
    for brand in linked.brands.values():
        yield brand.id, brand.objects


def histories(linked: Linked) -> Iterator[tuple[Object, Objects]]:
    """Every `retired.yaml`, with what its owner has."""
    for _, objects in owners(linked):
        thing = objects.get("history", {}).get("")
        if thing is not None:
            yield thing, objects


def remembered(objects: Objects) -> History:
    """What `retired.yaml` says; an empty one where there is none."""
    thing = objects.get("history", {}).get("")
    return thing.value if thing is not None else History()


def old_addresses(objects: Objects, thing: Object) -> tuple[str, ...]:
    """The aliases of a text, and every id it had before, as `moved` tells."""
    names = [thing.id]
    for name in names:
        names += [
            item.former
            for item in remembered(objects).moved
            if item.what == thing.kind and item.to == name and item.former not in names
        ]
    return tuple(dict.fromkeys((*thing.value.aliases, *names[1:])))


def ids_of(objects: Objects, what: str, brand: str) -> tuple[str, ...]:
    """The ids of everything of a kind in a brand's own files; of statuses and priorities, too."""
    if what in STATES:
        thing = objects.get("tickets", {}).get("")
        tickets = thing.value if thing is not None else None
        return status_ids(tickets) if what == "status" else priority_ids(tickets)
    return tuple(name for name, thing in objects.get(what, {}).items() if thing.brand == brand)


@dataclass(frozen=True)
class Compared:
    """One brand, or what the organisation holds, then and now."""

    id: str
    linked: Linked
    base: Linked
    before: Objects
    now: Objects
    former: str = field(default="")
    """What the brand was called then."""

    @cached_property
    def history(self) -> History:
        """What the brand says of its past now."""
        return remembered(self.now)

    @cached_property
    def _moves(self) -> Mapping[tuple[str, str], Moved]:
        return {(item.what, item.former): item for item in self.history.moved}

    @cached_property
    def _retired(self) -> frozenset[tuple[str, str]]:
        return frozenset((item.what, item.id) for item in self.history.retired)

    def is_known_to_be_gone(self, what: str, name: str) -> bool:
        """Whether `retired.yaml` lists an id, as retired or as moved."""
        return (what, name) in self._retired or (what, name) in self._moves

    def follow(self, what: str, name: str) -> str:
        """What an object is called now: its id, or where that moved to, however often."""
        seen = {name}
        while (what, name) in self._moves and self._moves[what, name].to not in seen:
            name = self._moves[what, name].to
            seen.add(name)
        return name

    def kept(self, kind: str) -> Iterator[tuple[Object, Object]]:
        """Objects of a kind that are in both states, under the same id or as `moved` says: then and now."""
        for name, old in self.before.get(kind, {}).items():
            new = self.now.get(kind, {}).get(self.follow(kind, name))
            if new is not None and old.brand in (self.former, self.id) and new.brand == self.id:
                yield old, new

    def lost(self, kind: str) -> tuple[Object, ...]:
        """Objects of a kind that are nowhere any more, whatever `retired.yaml` says of them."""
        if self._is_blind(kind):
            return ()
        there = self.now.get(kind, {})
        return tuple(
            old
            for name, old in self.before.get(kind, {}).items()
            if old.brand in (self.former, self.id) and name not in there and self.follow(kind, name) not in there
        )

    def gone(self, kind: str) -> tuple[Object, ...]:
        """As `lost`, unless so much is lost that this alone is said (`mass-deletion`)."""
        lost = self.lost(kind)
        return () if is_mass(len(lost), len(self.before.get(kind, {}))) else lost

    def _is_blind(self, kind: str) -> bool:
        poisoned = self.linked.draft.has_poisoned
        return poisoned(kind, self.id) or poisoned("history", self.id)


def is_mass(lost: int, had: int) -> bool:
    """Whether so much of a kind went that the deletion itself is the finding."""
    return lost >= MASS and 2 * lost > had


def compared(linked: Linked, base: Linked) -> Iterator[Compared]:
    """Every brand that is in both states, and the organisation where both have one."""
    names = brand_names(linked, base)
    for former, name in names.items():
        if name in linked.brands:
            before, now = base.brands[former].objects, linked.brands[name].objects
            yield Compared(name, linked, base, before, now, former)
    if base.organization and (linked.organization or not linked.draft.poisoned):
        yield Compared(ORGANIZATION, linked, base, base.organization, linked.organization, ORGANIZATION)


def brand_names(linked: Linked, base: Linked) -> Mapping[str, str]:
    """What each brand of the earlier state is called now: another name only where the new one's `moved` says so."""
    moved = {
        item.former: brand.id
        for brand in linked.brands.values()
        for item in remembered(brand.objects).moved
        if item.what == "brand"
    }
    return {name: name if name in linked.brands else moved.get(name, name) for name in base.brands}
