"""A condition that holds for every ticket: it narrows nothing down, so something else was meant."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.reasoning.domains import World
from compiler.reasoning.formula import denied
from compiler.reasoning.parts import Part, sound_parts, world_of
from compiler.reasoning.worlds import is_impossible
from compiler.span import Path
from schemas.conditions import Condition, Item
from schemas.triggers.sentences import in_words

RULE = Rule("FD532", "always-true", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Items of `all` one by one and `any` as a whole, of enabled triggers and their cases."""
    for brand in linked.brands.values():
        world = world_of(linked, brand)
        said: set[tuple[str, Path]] = set()
        for part in sound_parts(brand, world):
            for path, every, some in _wholes(part):
                if (part.thing.id, path) in said:
                    continue
                said.add((part.thing.id, path))
                if _always(part, every, some, world):
                    yield _found(linked, part, path, every, some)


def _wholes(part: Part) -> Iterator[tuple[Path, tuple[Item, ...], tuple[Item, ...]]]:
    where: list[tuple[Path, tuple[Item, ...], tuple[Item, ...]]] = [((), part.trigger.all, part.trigger.any)]
    if part.case is not None:
        where.append((part.place[:-1], part.case.all, part.case.any))
    for path, every, some in where:
        yield from (((*path, "all", index), (item,), ()) for index, item in enumerate(every))
        if some:
            yield (*path, "any"), (), some


def _always(part: Part, every: tuple[Item, ...], some: tuple[Item, ...], world: World) -> bool:
    never = denied(every, some)
    return all(is_impossible(never, event, world) for event in part.trigger.events)


def _found(linked: Linked, part: Part, path: Path, every: tuple[Item, ...], some: tuple[Item, ...]) -> Diagnostic:
    single = every[0] if len(every) == 1 and isinstance(every[0], Condition) else None
    what = in_words(single) if single is not None else "one of these holds" if some else "this holds"
    return found(
        RULE,
        f"for every ticket {what}" if single is not None else f"for every ticket {what} anyway",
        linked.draft.span(part.thing, path, "key" if some else "value"),
        note="narrows nothing down",
        hint="leave it out, or say what was meant",
    )
