"""Conditions spelt out: a list of alternatives, each a list of conditions that hold together.

Negated wholes are spelt out, too, so that "every ticket of this rule is one of that rule" can be asked as "is there a
ticket of this rule and not of that one".
"""

from collections.abc import Iterable
from itertools import product
from typing import Final, TypeAlias

from schemas.conditions import Condition, Group, Item

MANY: Final = 256
"""With more alternatives than this nothing is said about a rule."""


Together: TypeAlias = tuple[Condition, ...]
"""Conditions that hold together; one that has to fail stands there as its opposite."""
Spelt: TypeAlias = tuple[Together, ...]
"""Alternatives; none of them means that nothing can hold, an empty one that everything does."""


class TooManyError(Exception):
    """A formula with more alternatives than anybody should look at."""


def spelt(every: Iterable[Item], some: Iterable[Item]) -> Spelt:
    """When `all` and `any` hold. Raises `TooManyError`."""
    return _both((*map(_item, every), *_any(tuple(some))))


def denied(every: Iterable[Item], some: Iterable[Item]) -> Spelt:
    """When `all` and `any` do not hold. Raises `TooManyError`."""
    several = tuple(some)
    none_of = (_both(tuple(map(_not, several))),) if several else ()
    return _either((*map(_not, every), *none_of))


def joined(*parts: Spelt) -> Spelt:
    """When all of several formulas hold. Raises `TooManyError`."""
    return _both(parts)


def _any(some: tuple[Item, ...]) -> tuple[Spelt, ...]:
    return (_either(tuple(map(_item, some))),) if some else ()


def _item(item: Item) -> Spelt:
    if isinstance(item, Group):
        return spelt(item.all, item.any)
    return ((item,),)


def _not(item: Item) -> Spelt:
    if isinstance(item, Group):
        return denied(item.all, item.any)
    return ((opposite(item),),)


def opposite(condition: Condition) -> Condition:
    """The condition that holds exactly where this one does not."""
    return condition.model_copy(update={"negated": not condition.negated})


def _both(parts: tuple[Spelt, ...]) -> Spelt:
    size = 1
    for part in parts:
        size *= len(part)
        if size > MANY:
            raise TooManyError
    return tuple(tuple(one for together in several for one in together) for several in product(*parts))


def _either(parts: tuple[Spelt, ...]) -> Spelt:
    alternatives = tuple(together for part in parts for together in part)
    if len(alternatives) > MANY:
        raise TooManyError
    return alternatives
