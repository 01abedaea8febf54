"""Whether conditions of a policy hold of an object, and how they read as a sentence.

The grammar and how blanks count are those of triggers: a value that is left out passes only opposites.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from compiler.link import LinkedBrand
from compiler.policies.paths import Value, values
from compiler.shape import Object
from schemas.brand import Bound
from schemas.conditions import Condition, Conditions, Group, Item, Operand, Scalar
from schemas.durations import seconds
from schemas.sizes import in_bytes
from schemas.text import Text
from schemas.triggers.conditions.text import compiled


def holds(conditions: Conditions, brand: LinkedBrand | None, thing: Object) -> bool:
    """Whether every item of `all` holds and, if there is an `any`, one of it; without both always."""
    every = all(_item(item, brand, thing) for item in conditions.all)
    return every and (not conditions.any or any(_item(item, brand, thing) for item in conditions.any))


def first_miss(conditions: Conditions, brand: LinkedBrand | None, thing: Object) -> Condition | None:
    """The condition a reader should look at first where `conditions` do not hold."""
    for item in (*conditions.all, *conditions.any):
        if _item(item, brand, thing):
            continue
        return item if isinstance(item, Condition) else next(iter((*item.all, *item.any)), None)
    return None


def _item(item: Item, brand: LinkedBrand | None, thing: Object) -> bool:
    if isinstance(item, Group):
        return holds(Conditions(all=item.all, any=item.any), brand, thing)
    return _passes(item, values(brand, thing, item.target))


def _passes(condition: Condition, there: tuple[Value, ...]) -> bool:
    test = _TESTS.get(condition.operator)
    return test is not None and test(there, condition.operand) is not condition.negated


def _present(there: tuple[Value, ...], operand: Operand) -> bool:
    return any(_is_something(item.value) for item in there) is bool(operand)


def _is_something(value: Any) -> bool:
    return bool(value.code or any(value.written("").values())) if isinstance(value, Text) else value != ""


def _has(there: tuple[Value, ...], operand: Operand) -> bool:
    return str(operand) in {item.name for item in there}


def _has_any(there: tuple[Value, ...], operand: Operand) -> bool:
    return not _wanted(operand).isdisjoint({item.name for item in there})


def _has_all(there: tuple[Value, ...], operand: Operand) -> bool:
    return _wanted(operand) <= {item.name for item in there}


def _wanted(operand: Operand) -> set[str]:
    return {str(item) for item in operand} if isinstance(operand, tuple) else {str(operand)}


def _is(there: tuple[Value, ...], operand: Operand) -> bool:
    return any(_same(word, operand) for word in _words(there))


def _in(there: tuple[Value, ...], operand: Operand) -> bool:
    return any(_is(there, item) for item in (operand if isinstance(operand, tuple) else (operand,)))


def _same(word: Scalar, operand: Operand) -> bool:
    if isinstance(word, bool) or isinstance(operand, bool):
        return word is operand
    length, wanted = _length(word), _length(operand)
    if length is not None and wanted is not None:
        return length == wanted
    return str(word).casefold() == str(operand).casefold()


def _at_least(there: tuple[Value, ...], operand: Operand) -> bool:
    wanted = _length(operand)
    return wanted is not None and any(
        length >= wanted for word in _words(there) if (length := _length(word)) is not None
    )


def _at_most(there: tuple[Value, ...], operand: Operand) -> bool:
    wanted = _length(operand)
    return wanted is not None and any(
        length <= wanted for word in _words(there) if (length := _length(word)) is not None
    )


def _between(there: tuple[Value, ...], operand: Operand) -> bool:
    if not isinstance(operand, tuple) or len(operand) != 2:
        return False
    return _at_least(there, operand[0]) and _at_most(there, operand[1])


def _length(word: Any) -> Decimal | None:
    """A number, a duration in seconds or a size in bytes; `None` for any other word."""
    if isinstance(word, bool | tuple):
        return None
    for read in (Decimal, seconds, in_bytes):
        try:
            return Decimal(read(str(word)))
        except (ValueError, InvalidOperation):
            continue
    return None


def _words(there: tuple[Value, ...]) -> tuple[Scalar, ...]:
    """The values as words; of a text those of every language."""
    words: list[Scalar] = []
    for item in there:
        match item.value:
            case Text():
                words += item.value.written("").values()
            case Bound():
                words.append(item.value.value or "")
            case bool() | int() | str():
                words.append(item.value)
    return tuple(words)


def _on_text(test: Callable[[str, str], bool]) -> Callable[[tuple[Value, ...], Operand], bool]:
    return lambda there, operand: any(test(str(word), str(operand)) for word in _words(there))


_TESTS: Final[Mapping[str, Callable[[tuple[Value, ...], Operand], bool]]] = {
    "present": _present,
    "is": _is,
    "in": _in,
    "has": _has,
    "has_any": _has_any,
    "has_all": _has_all,
    "at_least": _at_least,
    "at_most": _at_most,
    "between": _between,
    "contains": _on_text(lambda word, part: part.casefold() in word.casefold()),
    "starts_with": _on_text(lambda word, part: word.casefold().startswith(part.casefold())),
    "ends_with": _on_text(lambda word, part: word.casefold().endswith(part.casefold())),
    "matches": _on_text(lambda word, pattern: compiled(pattern).search(word) is not None),
}


def sentence(conditions: Conditions) -> str:
    """Conditions in one line: `footer.links has privacy, or show.company_info is true`."""
    every = " and ".join(_said(item) for item in conditions.all)
    some = ", or ".join(_said(item) for item in conditions.any)
    return f"{every}; and {some}" if every and some else every or some


def _said(item: Item) -> str:
    if isinstance(item, Group):
        return f"({sentence(Conditions(all=item.all, any=item.any))})"
    if item.operator == "present":
        return f"{item.target} is {'there' if bool(item.operand) is not item.negated else 'left out'}"
    word = item.word.replace("_", " ")
    operand = ", ".join(map(_word, item.operand)) if isinstance(item.operand, tuple) else _word(item.operand)
    return f"{item.target} {word} {operand}"


def _word(operand: Any) -> str:
    return str(operand).lower() if isinstance(operand, bool) else str(operand)
