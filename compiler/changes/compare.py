"""Two compiled states to changes: brands one by one, environments, and equal changes as one."""

from collections.abc import Iterator

from compiler.bundle import BrandBundle
from compiler.changes.environments import environment_changes
from compiler.changes.families import FAMILIES
from compiler.changes.grouping import grouped
from compiler.changes.languages import tell_languages, without
from compiler.changes.model import Act, Change, Subject, Where
from compiler.changes.sides import Side, differing
from compiler.changes.telling import Telling, Topic
from compiler.changes.things import moves


def compare(before: Side, after: Side) -> tuple[Change, ...]:
    """Everything that people will notice; nothing for two equal states."""
    return grouped(_changes(before, after))


def paired(before: Side, after: Side) -> Iterator[tuple[str | None, str | None]]:
    """Brands that are not as they were, then and now: one that says it was called otherwise is one brand."""
    names = tuple(differing(before, after))
    gone = [then for then, now in names if then is not None and now is None]
    for then, now in names:
        if now is not None and then is None and gone:
            called = moves(after.brand(now), "brand")
            former = next((old for old in gone if called.get(old) == now), None)
            if former is not None:
                gone.remove(former)
            yield former, now
        elif now is not None:
            yield then, now
    yield from ((then, None) for then in gone)


def _changes(before: Side, after: Side) -> Iterator[Change]:
    former = {}
    for then, now in paired(before, after):
        if now is None:
            assert then is not None
            yield _whole(before.brand(then), "gone", "is gone: none of its portals answers any more")
        elif then is None:
            yield _whole(after.brand(now), "new", "is new")
        else:
            if then != now:
                former[now] = then
            yield from brand_changes(before.brand(then), after.brand(now), before, after)
    yield from environment_changes(before, after, former)


def _whole(brand: BrandBundle, act: Act, sentence: str) -> Change:
    """A brand that is new or gone, in numbers: nobody compares it with anything."""
    articles = sum(
        1 for name in brand.words if name.startswith("articles/") and name.endswith(f"/{brand.brand.default_language}")
    )
    counts = [f"{len(brand.portals)} portals", f"{articles} articles", f"{len(brand.desk.triggers)} triggers"]
    name = brand.brand.name.get(brand.brand.default_language, "")
    where = (Where(brand.brand.id, tuple(sorted(brand.portals))),)
    subject = Subject("brand", brand.brand.id, name)
    told = f"{sentence}: {', '.join(counts)}" if act == "new" else f"{sentence} ({', '.join(counts)})"
    return Change("brands", "access", act, subject, told, where, ("customers", "agents", "mail"))


def brand_changes(earlier: BrandBundle, brand: BrandBundle, before: Side, after: Side) -> tuple[Change, ...]:
    """What changed about one brand."""
    added = [one for one in brand.brand.languages if one not in earlier.brand.languages]
    dropped = [one for one in earlier.brand.languages if one not in brand.brand.languages]
    tell = Telling(without(earlier, dropped), without(brand, added), before.read, after.read)
    for family in FAMILIES:
        family(tell)
    tell_languages(tell, earlier, brand)
    if not tell.changes:
        _rest(tell)
    return tuple(tell.changes)


def _rest(tell: Telling) -> None:
    """Differences that no family told: a reviewer is told so rather than nothing."""
    topic = Topic("other", "settings", Subject("brand", tell.brand), ("customers", "agents"), tell.portals())
    tell.say(topic, "changed", "differs in a way that nothing here has words for")
