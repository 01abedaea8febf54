"""One of two compiled states, as far as a comparison needs it: brands are made when somebody asks for one.

Brands with equal digests are equal and are never asked for: what a comparison costs follows what changed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from compiler.bundle import BrandBundle
from compiler.changes.telling import Read

Environments = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Side:
    """A compiled repository."""

    root: str
    shards: Mapping[str, str]
    """The digest of each brand's shard."""
    brand: Callable[[str], BrandBundle]
    environments: Environments
    """Environment, then brand, then binding, then value."""
    read: Read
    """The bytes of a blob of a brand that was asked for."""


def differing(before: Side, after: Side) -> Iterator[tuple[str | None, str | None]]:
    """Brands that are not as they were, then and now; one that is new or gone has one name only."""
    for name in sorted({*before.shards, *after.shards}):
        then, now = before.shards.get(name), after.shards.get(name)
        if then != now:
            yield name if then is not None else None, name if now is not None else None
