"""Lists in another order: the fewest things that moved, so that one that moved is told as one."""

from collections.abc import Collection, Sequence


def shifted(before: Sequence[str], after: Sequence[str], changed: Collection[str] = ()) -> tuple[str, ...]:
    """The names that moved, of those in both lists: what is left stands in the same order as before.

    Where that can be said of things that `changed` otherwise, too, it is said of them: a new title puts one elsewhere.
    """
    there = set(after)
    then = {name: place for place, name in enumerate(name for name in before if name in there)}
    now = [name for name in after if name in then]
    others = [name for name in then if name not in changed]
    if others == [name for name in now if name not in changed]:
        return tuple(name for name in now if name in changed and _crossed(name, list(then), now))
    stayed = set(_longest_rise([then[name] for name in now]))
    return tuple(name for name in now if then[name] not in stayed)


def _crossed(name: str, then: list[str], now: list[str]) -> bool:
    """Whether others stand before a name than stood before it."""
    return set(then[: then.index(name)]) != set(now[: now.index(name)])


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest part that rises, other numbers left out; of several the one found first."""
    best = [1] * len(numbers)
    link = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        for earlier in range(index):
            if numbers[earlier] < number and best[earlier] + 1 > best[index]:
                best[index], link[index] = best[earlier] + 1, earlier
    at = max(range(len(numbers)), key=lambda index: best[index]) if numbers else -1
    found = []
    while at >= 0:
        found.append(numbers[at])
        at = link[at]
    return found[::-1]


def blocks(moved: Collection[str], names: Sequence[str]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Names that moved and stand together, with where that is among the others."""
    found: list[list[str]] = []
    for at, name in enumerate(names):
        if name in moved:
            if not at or names[at - 1] not in moved:
                found.append([])
            found[-1].append(name)
    return tuple(
        (tuple(block), place_of(block[0], [name for name in names if name not in block[1:]])) for block in found
    )


def place_of(name: str, names: Sequence[str]) -> str:
    """Where a name stands among the others, in words."""
    index = list(names).index(name)
    if index:
        return f"after {names[index - 1]}"
    return f"first, before {names[1]}" if len(names) > 1 else "alone"
