"""A policy asks for something that cannot be true of a value: an order of words, a word nobody may write there."""

from collections.abc import Iterator

from compiler.checks.unknown_policy_path import conditions
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.policies.paths import Leaf, NoSuchPathError, leaf
from compiler.span import Part
from schemas.conditions import Condition
from schemas.triggers.conditions.text import compiled

RULE = Rule("FD709", "operator-not-for-path")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Operators and values of conditions whose path is known."""
    for thing, path, condition in conditions(linked):
        try:
            there = leaf(thing.value.applies_to, condition.target)
        except NoSuchPathError:
            continue
        problem = _problem(condition, there)
        if problem is not None:
            part, message, hint = problem
            span = linked.draft.span(thing, (*path, condition.word), part)
            yield found(RULE, message, span, note="never true", hint=hint)


def _problem(condition: Condition, there: Leaf) -> tuple[Part, str, str] | None:
    """Whether operator or value is wrong, why, and what to write."""
    if condition.operator not in there.operators:
        what = "several values" if there.several else "a switch" if there.type == "switch" else f"a {there.type}"
        message = f"{quoted(condition.word)} cannot be used on {condition.target}, which is {what}"
        return "key", message, did_you_mean(condition.operator, there.operators)
    words = condition.operands
    if condition.operator == "present" or there.type == "switch":
        if not all(isinstance(word, bool) for word in words):
            return "value", f"{quoted(condition.target)} is true or false", "write true or false"
        return None
    wrong = next((word for word in words if there.legal and str(word) not in there.legal), None)
    if wrong is not None:
        message = f"{quoted(condition.target)} is never {quoted(str(wrong))}"
        return "value", message, did_you_mean(str(wrong), there.legal)
    if condition.operator == "matches":
        try:
            compiled(str(condition.operand))
        except ValueError as error:
            return (
                "value",
                f"this is not a regular expression: {error}",
                "RE2 reads it: no look-around, no back references",
            )
    return None
