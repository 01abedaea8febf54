"""Who the agents of a release are and which brands they work for.

A person may be an agent of several brands: each brand's `agents.yaml` says so, and nothing else opens a brand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from runtime.release.contents import Release


@dataclass(frozen=True, slots=True)
class Person:
    """A member who is an agent somewhere."""

    id: str
    name: str
    email: str
    brands: tuple[str, ...]
    """Ids, in order."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Every agent of a release."""

    people: Mapping[str, Person]

    def find(self, name: str) -> Person | None:
        """The person of an id or an address, as typed at sign-in; `None` where an address is shared by several."""
        typed = name.strip().casefold()
        if typed in self.people:
            return self.people[typed]
        found = [person for person in self.people.values() if person.email.casefold() == typed]
        return found[0] if len(found) == 1 else None


_KNOWN: Final[WeakKeyDictionary[Release, Directory]] = WeakKeyDictionary()


def directory(release: Release) -> Directory:
    """The agents of a release, put together when first asked for."""
    known = _KNOWN.get(release)
    if known is None:
        known = _KNOWN[release] = _read(release)
    return known


def _read(release: Release) -> Directory:
    people: dict[str, Person] = {}
    for brand in sorted(release.brands):
        for agent in release.brands[brand].agents:
            before = people[agent.id].brands if agent.id in people else ()
            people[agent.id] = Person(agent.id, agent.name, agent.email, (*before, brand))
    return Directory(people)
