"""A project, service level or tracking profile that is switched off while something enabled needs it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, own_references
from compiler.shape import Object
from compiler.vocabulary import conditions

RULE = Rule("FD483", "switched-off-in-use")

_KINDS = {"project": "project", "sla": "service level", "tracking": "tracking profile"}
_TARGETS = {"project": "project", "sla": "sla"}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """References of enabled objects, and values of conditions in enabled triggers."""
    for brand in linked.brands.values():
        off_kinds = [kind for kind in _KINDS if any(not one.value.enabled for one in brand.of(kind).values())]
        for thing in brand.own() if off_kinds else ():
            if getattr(thing.value, "enabled", True) is not True or thing.kind in ("fixture", "rule_test"):
                continue
            for reference in own_references(thing):
                off = brand.of(reference.ref.kind).get(reference.name) if reference.ref.kind in off_kinds else None
                if off is not None and not off.value.enabled:
                    yield _found(linked, thing, reference.place, off)
    for site in conditions(linked):
        kind, condition = _TARGETS.get(site.condition.target), site.condition
        if kind is None or site.thing.kind != "trigger" or not site.thing.value.enabled or condition.negated:
            continue
        several = isinstance(condition.operand, tuple)
        for index, name in enumerate(condition.operands):
            off = site.brand.of(kind).get(str(name))
            if off is not None and not off.value.enabled:
                place = (*site.path, condition.word, index) if several else (*site.path, condition.word)
                yield _found(linked, site.thing, place, off)


def _found(linked: Linked, thing: Object, place: tuple[str | int, ...], off: Object) -> Diagnostic:
    return found(
        RULE,
        f"the {_KINDS[off.kind]} {quoted(off.id)} is switched off",
        linked.draft.span(thing, place),
        note="needed here",
        labels=[Label(linked.draft.span(off, ("enabled",)), "switched off here")],
        hint="switch it on, name another, or switch this off, too:  enabled: false",
    )
