"""A trigger that waits for, or sets, an inquiry type that is switched off: no new ticket has it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path
from compiler.visibility import switched_off
from compiler.vocabulary import conditions
from schemas.conditions import Condition
from schemas.triggers.actions.set import Set
from schemas.triggers.places import actions_of

RULE = Rule("FD512", "switched-off-type-in-trigger")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled triggers only. Old tickets keep their type, so a condition counts where new tickets are looked at."""
    for site in conditions(linked):
        if site.thing.kind != "trigger" or not site.thing.value.enabled:
            continue
        for path, name in _wanted(site.condition, site.thing.value.events):
            off = switched_off(site.brand, name)
            if off is not None:
                yield _found(linked, site.thing, (*site.path, *path), f"waits for {quoted(name)}", off)
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value) if thing.value.enabled else ():
                if isinstance(action, Set) and action.inquiry_type is not None:
                    off = switched_off(brand, action.inquiry_type)
                    if off is not None:
                        message = f"sets {quoted(action.inquiry_type)}"
                        yield _found(linked, thing, (*place, "inquiry_type"), message, off)


def _wanted(condition: Condition, events: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    if condition.target != "inquiry_type" or condition.negated:
        return
    if condition.operator not in ("is", "in", "under", "changed_to"):
        return
    if "created" not in events and condition.operator != "changed_to":
        return
    operand = condition.operand
    if isinstance(operand, str):
        yield (condition.word,), operand
    elif isinstance(operand, tuple):
        yield from (((condition.word, index), item) for index, item in enumerate(operand) if isinstance(item, str))


def _found(linked: Linked, thing: Object, path: Path, does: str, off: Object) -> Diagnostic:
    return found(
        RULE,
        f"the trigger {quoted(thing.id)} {does}, which is switched off",
        linked.draft.span(thing, path),
        note="no new ticket has this type",
        labels=[Label(linked.draft.span(off, ("enabled",)), "switched off here")],
        hint="switch the type on, change the trigger, or switch it off, too:  enabled: false",
    )
