"""Two compiled states to changes: brands one by one, environments, and equal changes as one."""

from collections.abc import Iterator, Mapping

from compiler.bundle import BrandBundle
from compiler.changes.environments import environment_changes
from compiler.changes.families import FAMILIES
from compiler.changes.grouping import grouped
from compiler.changes.languages import tell_languages
from compiler.changes.model import Act, Change, Subject, Where
from compiler.changes.sides import Side, differing
from compiler.changes.telling import Telling, Topic
from compiler.changes.things import moves


def compare(before: Side, after: Side) -> tuple[Change, ...]:
    """Everything that people will notice; nothing for two equal states."""
    return grouped(_changes(before, after))


def _changes(before: Side, after: Side) -> Iterator[Change]:
    then = {name: before.brand(name) for name, _ in differing(before, after) if name is not None}
    now = {name: after.brand(name) for _, name in differing(before, after) if name is not None}
    former = dict(_former(then, now))
    for name, brand in now.items():
        earlier = then.get(former.get(name, name))
        if earlier is None:
            yield _whole(brand, "new", "is new")
        else:
            yield from brand_changes(earlier, brand, before, after)
    for name, brand in then.items():
        if name not in now and name not in former.values():
            yield _whole(brand, "gone", "is gone: none of its portals answers any more")
    yield from environment_changes(before, after, former)


def _former(then: Mapping[str, BrandBundle], now: Mapping[str, BrandBundle]) -> Iterator[tuple[str, str]]:
    """Brands that are called otherwise now, as they say themselves."""
    for name, brand in now.items():
        if name not in then:
            yield from ((to, old) for old, to in moves(brand, "brand").items() if to == name and old in then)


def _whole(brand: BrandBundle, act: Act, sentence: str) -> Change:
    """A brand that is new or gone, in numbers: nobody compares it with anything."""
    articles = sum(
        1 for name in brand.words if name.startswith("articles/") and name.endswith(f"/{brand.brand.default_language}")
    )
    counts = [f"{len(brand.portals)} portals", f"{articles} articles", f"{len(brand.desk.triggers)} triggers"]
    name = brand.brand.name.get(brand.brand.default_language, "")
    where = (Where(brand.brand.id, tuple(sorted(brand.portals)), tuple(sorted(brand.brand.languages))),)
    subject = Subject("brand", brand.brand.id, name)
    told = f"{sentence}: {', '.join(counts)}" if act == "new" else f"{sentence} ({', '.join(counts)})"
    return Change("brands", "access", act, subject, told, where, ("customers", "agents", "mail"))


def brand_changes(earlier: BrandBundle, brand: BrandBundle, before: Side, after: Side) -> tuple[Change, ...]:
    """What changed about one brand."""
    tell = Telling(earlier, brand, before.read, after.read)
    for family in FAMILIES:
        family(tell)
    tell_languages(tell)
    if not tell.changes:
        _rest(tell)
    return tuple(tell.changes)


def _rest(tell: Telling) -> None:
    """Differences that no family told: a reviewer is told so rather than nothing."""
    topic = Topic("other", "settings", Subject("brand", tell.brand), ("customers", "agents"), tell.portals())
    tell.say(topic, "changed", "differs in a way that nothing here has words for")
