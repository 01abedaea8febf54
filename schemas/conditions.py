"""The one condition grammar: `all:`, `any:`, items with `if:` and exactly one operator.

Triggers, form fields, access groups, ticket visibility and policies all use it. Which targets and operators exist is
`schemas.triggers.targets`; how a condition is decided is `schemas.triggers`.
"""

from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, Tag, model_serializer, model_validator

from schemas.model import Model

Scalar: TypeAlias = str | int | float | bool
Operand: TypeAlias = Scalar | tuple[Scalar, ...]

OPERATORS = (
    "is", "in", "under", "at_least", "at_most", "between", "contains", "starts_with", "ends_with", "matches", "has",
    "has_any", "has_all", "added", "removed", "present", "changed", "changed_to", "changed_from", "within",
)  # fmt: skip
"""Every operator; `is_not` and `not_` before any other are the opposites."""

OPPOSITES = ("is_not", *(f"not_{name}" for name in OPERATORS if name != "is"))


class Condition(Model):
    """One `{if: target, operator: value}`."""

    target: str
    operator: str
    """Without its `not_`; `negated` says so."""
    negated: bool = False
    operand: Operand
    business_hours: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "if" not in value:
            return value
        rest = {key: item for key, item in value.items() if key not in {"if", "business_hours"}}
        known = [key for key in rest if key in OPERATORS or key in OPPOSITES]
        if len(known) != 1 or len(rest) != 1:
            unknown = sorted(set(rest) - set(known))
            raise ValueError(
                f"{unknown[0]!r} is not an operator" if unknown else "a condition has `if:` and exactly one operator"
            )
        word = known[0]
        plain = "is" if word == "is_not" else word.removeprefix("not_")
        return {
            "target": value["if"],
            "operator": plain,
            "negated": word in OPPOSITES,
            "operand": rest[word],
            "business_hours": value.get("business_hours"),
        }

    @property
    def word(self) -> str:
        """The operator as an admin writes it."""
        if not self.negated:
            return self.operator
        return "is_not" if self.operator == "is" else f"not_{self.operator}"

    @model_serializer
    def _fold(self) -> Any:
        operand = list(self.operand) if isinstance(self.operand, tuple) else self.operand
        extra = {"business_hours": self.business_hours} if self.business_hours else {}
        return {"if": self.target, self.word: operand, **extra}


class Group(Model):
    """One level of nesting: a list of conditions, all or any of which hold."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()


def _item_tag(value: Any) -> str:
    if isinstance(value, Condition) or (isinstance(value, dict) and ("if" in value or "target" in value)):
        return "condition"
    return "group"


Item: TypeAlias = Annotated[
    Annotated[Condition, Tag("condition")] | Annotated[Group, Tag("group")], Discriminator(_item_tag)
]


class Conditions(Model):
    """Holds when every item of `all` does and, if there is an `any`, at least one of it does."""

    all: tuple[Item, ...] = ()
    any: tuple[Item, ...] = ()
