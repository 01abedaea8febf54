"""What environments supply: addresses and other values that the same bundle gets in each.

The brands that a value is supplied to are asked where they use it: one that never does notices nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel

from compiler.bundle import BrandBundle
from compiler.changes.families.settings import noticed_by
from compiler.changes.model import AUDIENCES, Act, Audience, Change, Subject, Where
from compiler.changes.sides import Side
from schemas.brand import Bound
from schemas.bundle import PortalAddress

Use: TypeAlias = tuple[frozenset[str], frozenset[Audience]]
"""The portals that use a value, and who notices."""


def environment_changes(before: Side, after: Side, former: Mapping[str, str]) -> Iterator[Change]:
    """Every value that is another one; those of brands that are new or gone belong to the brand."""
    for name in dict.fromkeys((*before.environments, *after.environments)):
        then, now = before.environments.get(name), after.environments.get(name)
        if then is None or now is None:
            sentence = "is new" if then is None else "is gone: nothing can be run for it any more"
            yield _change(name, sentence, None, ("customers",), "new" if then is None else "gone")
            continue
        unused: dict[str, str] = {}
        told: set[str] = set()
        for brand in dict.fromkeys((*then, *now)):
            old = former.get(brand, brand)
            if brand not in after.shards or old not in before.shards:
                continue
            for binding, sentence in _differing(then.get(old, {}), now.get(brand, {})):
                used = _used(binding, before, after, (old, brand))
                if used is None:
                    unused[sentence] = binding
                    continue
                portals, noticed = used
                told.add(sentence)
                who = tuple(one for one in AUDIENCES if one in noticed)
                yield _change(name, sentence, Where(brand, tuple(sorted(portals))), who, "changed")
        for sentence in unused:
            if sentence not in told:
                yield _change(name, f"{sentence}; nothing uses it", None, (), "changed")


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Bindings with another value, each with the sentence for it."""
    for binding in sorted({*then, *now}):
        if then.get(binding) != now.get(binding):
            yield binding, f"{binding}: {then.get(binding, 'nothing')} → {now.get(binding, 'nothing')}"


def _used(binding: str, before: Side, after: Side, names: tuple[str, str]) -> Use | None:
    """Where a brand uses a value, now or before."""
    portals: set[str] = set()
    noticed: set[Audience] = set()
    found = False
    brands = [after.brand(names[1])]
    if before.shards[names[0]] != after.shards[names[1]]:
        brands.append(before.brand(names[0]))
    for brand in brands:
        for places, who in _uses(binding, brand):
            found = True
            portals |= places
            noticed |= who
    return (frozenset(portals), frozenset(noticed)) if found else None


def _uses(binding: str, brand: BrandBundle) -> Iterator[Use]:
    everywhere, agents = frozenset(brand.portals), frozenset[Audience]({"agents"})
    for name, portal in brand.portals.items():
        if binding in _names(portal, brand.brand.id):
            yield frozenset({name}), frozenset({"customers"})
    for kind, settings in brand.settings.items():
        # Every brand knows the organisation's domains; those that use one have its host in their portals.
        if kind != "organization" and binding in _names(settings.objects, brand.brand.id):
            who = noticed_by(kind)
            yield everywhere if {"customers", "mail"} & {*who} else frozenset(), frozenset(who)
    for trigger in brand.desk.triggers:
        if binding in _names(trigger, brand.brand.id):
            yield everywhere, agents
    rest = brand.desk.model_copy(update={"triggers": ()})
    if binding in _names(rest, brand.brand.id):
        yield everywhere, frozenset({"mail"})


def _names(value: Any, brand: str) -> Iterator[str]:
    """The bindings of the brand that a value names; a link to a portal of another brand has a host of that one's."""
    match value:
        case Bound():
            if value.binding is not None:
                yield value.binding
        case PortalAddress() if value.brand != brand:
            return
        case BaseModel():
            for name in type(value).model_fields:
                yield from _names(getattr(value, name), brand)
        case Mapping():
            for item in value.values():
                yield from _names(item, brand)
        case tuple():
            for item in value:
                yield from _names(item, brand)


def _change(environment: str, sentence: str, where: Where | None, noticed: tuple[Audience, ...], act: Act) -> Change:
    subject = Subject("environment", environment)
    return Change("environments", "settings", act, subject, sentence, (where,) if where else (), noticed)
