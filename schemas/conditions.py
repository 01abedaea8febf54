"""The one condition grammar: `all:`, `any:`, items with `if:` and exactly one operator.

Triggers, form fields, access groups, ticket visibility and policies all use it. Which targets and operators exist is
`schemas.triggers.targets`; how a condition is decided is `schemas.triggers`.
"""

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, Tag, model_serializer, model_validator

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref

Scalar: TypeAlias = str | int | bool
"""A decimal number is kept as text (`1.5` becomes `"1.5"`), because compiled bytes know no fractions."""
Operand: TypeAlias = Scalar | tuple[Scalar, ...]

OPERATORS = (
    "is", "in", "under", "at_least", "at_most", "between", "contains", "starts_with", "ends_with", "matches", "has",
    "has_any", "has_all", "added", "removed", "present", "changed", "changed_to", "changed_from", "within",
)  # fmt: skip
"""Every operator; `is_not` and `not_` before any other are the opposites."""

OPPOSITES = ("is_not", *(f"not_{name}" for name in OPERATORS if name != "is"))


class Condition(Model):
    """One `{if: target, operator: value}`; a length of time may be counted in `business_hours`."""

    target: str
    """What it looks at: a part of the ticket, of its customer, or a field by its code."""
    operator: str
    """Without its `not_`; `negated` says so."""
    negated: bool = False
    """Whether the opposite must hold."""
    operand: Operand
    """What it is compared with: a value, or a list of them."""
    business_hours: Annotated[Slug | None, Ref("sla")] = None
    """The service level in whose hours a duration is counted."""

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if not isinstance(value.get("if"), str):
            raise ValueError("a condition starts with `if:` and the name of what it looks at")
        word, operand = _operator({key: item for key, item in value.items() if key not in ("if", "business_hours")})
        counted = {"business_hours": value["business_hours"]} if "business_hours" in value else {}
        return {
            "target": value["if"],
            "operator": "is" if word == "is_not" else word.removeprefix("not_"),
            "negated": word in OPPOSITES,
            "operand": operand,
            **counted,
        }

    @property
    def word(self) -> str:
        """The operator as an admin writes it."""
        if not self.negated:
            return self.operator
        return "is_not" if self.operator == "is" else f"not_{self.operator}"

    @property
    def operands(self) -> tuple[Scalar, ...]:
        """What it is compared with as a list, also where an admin writes one value."""
        return self.operand if isinstance(self.operand, tuple) else (self.operand,)

    @model_serializer
    def _fold(self) -> Any:
        operand = list(self.operand) if isinstance(self.operand, tuple) else self.operand
        counted = {} if self.business_hours is None else {"business_hours": self.business_hours}
        return {"if": self.target, self.word: operand, **counted}


def _operator(rest: dict[Any, Any]) -> tuple[str, Operand]:
    """The operator of a condition and its value; `ValueError` says in an admin's words what is wrong."""
    unknown = sorted(str(key) for key in rest if key not in OPERATORS and key not in OPPOSITES)
    if unknown:
        near = get_close_matches(unknown[0], (*OPERATORS, *OPPOSITES), n=1)
        also = (
            f'did you mean "{near[0]}"?' if near else f"there are {', '.join(OPERATORS)}, and each with not_ before it"
        )
        raise ValueError(f'"{unknown[0]}" is not an operator; {also}')
    if not rest:
        raise ValueError("a condition needs an operator after `if:`, such as `is:` or `contains:`")
    if len(rest) > 1:
        words = " and ".join(f'"{word}"' for word in rest)
        raise ValueError(f"a condition has one operator; {words} are two conditions")
    [(word, operand)] = rest.items()
    if isinstance(operand, list | tuple):
        return word, tuple(_scalar(item, word) for item in operand)
    return word, _scalar(operand, word)


def _scalar(value: Any, word: str) -> Scalar:
    if isinstance(value, float):
        return format(Decimal(str(value)), "f")
    if isinstance(value, str | int):
        return value
    what = "nothing" if value is None else "a map" if isinstance(value, dict) else "a list in a list"
    raise ValueError(f'"{word}" takes a value or a list of values, not {what}')


class Group(Model):
    """One level of nesting: a list of conditions, all or any of which hold."""

    all: tuple[Condition, ...] = ()
    """Conditions that must all hold."""
    any: tuple[Condition, ...] = ()
    """Conditions of which one must hold."""


def _item_tag(value: Any) -> str:
    """A map with `all:` or `any:` is a group; whatever else it is was meant as a condition."""
    if isinstance(value, Group) or (isinstance(value, dict) and "if" not in value and {"all", "any"} & set(value)):
        return "group"
    return "condition"


Item: TypeAlias = Annotated[
    Annotated[Condition, Tag("condition")] | Annotated[Group, Tag("group")], Discriminator(_item_tag)
]


class Conditions(Model):
    """Holds when every item of `all` does and, if there is an `any`, at least one of it does."""

    all: tuple[Item, ...] = ()
    """Conditions, or groups of them, that must all hold."""
    any: tuple[Item, ...] = ()
    """Conditions, or groups of them, of which one must hold."""


def placed(conditions: Conditions) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
    """Every condition with its place in the keys an admin types, as in `("all", 0, "any", 1)`."""
    return placed_in(conditions.all, conditions.any)


def placed_in(every: tuple[Item, ...], some: tuple[Item, ...]) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
    """As `placed`, for what stands in `all` and `any` of something else."""
    for key, items in (("all", every), ("any", some)):
        for index, item in enumerate(items):
            if isinstance(item, Condition):
                yield (key, index), item
                continue
            for inner, nested in (("all", item.all), ("any", item.any)):
                for position, condition in enumerate(nested):
                    yield (key, index, inner, position), condition
