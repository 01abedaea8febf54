"""What was found of all brands together, for as long as no face changes: so long one brand can be looked at alone."""

import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from compiler.between import BOUND, CALLED, FIELDS, WRITTEN, Seen, seen_of
from compiler.checks.call_to_ourselves import hosts_of_portals
from compiler.checks.mail_to_own_inbox import inboxes_of
from compiler.link import Linked
from compiler.outline import FACE, home_of
from compiler.passes import Look
from compiler.remembered import Findings, Memory
from compiler.told import findings_of, told

_KIND = "world"


@dataclass(frozen=True, slots=True)
class World:
    """What was found of all brands together when nothing was wrong: where all can see it. And what is looked for in
    each brand: the hosts of portals, the addresses of inboxes.
    """

    findings: Findings
    hosts: frozenset[str]
    inboxes: frozenset[str]

    @classmethod
    def of(cls, linked: Linked, named: Findings, between: Findings) -> "World":
        """What a look at every face tells."""
        shared = (item for item in named if home_of(item.span.file) not in linked.brands)
        seen = (item for item in between if home_of(item.span.file) not in linked.brands or FACE(item.span.file))
        hosts = frozenset(host for host, _ in hosts_of_portals(linked))
        return cls((*shared, *seen), hosts, frozenset(inboxes_of(linked)))

    def touches(self, seen: Seen) -> bool:
        """Whether a brand calls one of the hosts or writes to one of the inboxes."""
        return not (self.hosts.isdisjoint(seen[CALLED]) and self.inboxes.isdisjoint(seen[WRITTEN]))

    def touched(self, memory: Memory) -> frozenset[str]:
        """Remembered brands of which more is to be said now: another one has got such a host or such an inbox."""
        known = memory.known.items()
        return frozenset(name for name, one in known if name not in memory.bound_to_all and self.touches(one.seen))


def keep_world(memory: Memory, look: Look, today: str | None) -> None:
    """Keep what was found of all brands together for as long as no face changes, nor what faces do not show."""
    if memory.outline is not None and memory.around:
        world = World.of(look.linked, look.named, look.between)
        value = (told(world.findings), tuple(sorted(world.hosts)), tuple(sorted(world.inboxes)))
        seen = {name: seen_of(look.linked, name) for name in look.within}
        memory.cache.put(_KIND, _name(memory, seen, today), value)


def recall_world(memory: Memory, seen: Mapping[str, Seen], today: str | None) -> World | None:
    """What was found of all brands together. `seen` is of those that were looked at now."""
    value = memory.cache.get(_KIND, _name(memory, seen, today)) if memory.around else None
    return None if value is None else World(findings_of(value[0]), frozenset(value[1]), frozenset(value[2]))


def _name(memory: Memory, seen: Mapping[str, Seen], today: str | None) -> bytes:
    assert memory.outline is not None
    every = {**{name: known.seen for name, known in memory.known.items()}, **seen}
    rows = [(name, sorted(one[BOUND]), sorted(one[FIELDS])) for name, one in sorted(every.items())]
    day = today if memory.outline.has_waivers else None
    return blake2b(marshal.dumps((rows, day), 2), digest_size=32, key=memory.around).digest()
