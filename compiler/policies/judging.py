"""What policies find: objects that break one, and waivers that ended, excuse nothing or name what is not there.

The level of a finding is set by the policy's id in `frontdesk.yaml` (`compiler.verdict`). The day by which waivers end
is handed in; without one none ends.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.kinds import KINDS
from compiler.link import ORGANIZATION, Linked, LinkedBrand, name_span, worded
from compiler.policies.deciding import first_miss, holds, sentence
from compiler.policies.known import Known, in_force, names
from compiler.policies.paths import NoSuchPathError, leaf
from compiler.shape import Object
from compiler.span import Path, Span
from schemas.conditions import placed
from schemas.policies import Waiver

BROKEN = Rule("FD704", "policy-broken", "warning")
EXPIRED = Rule("FD705", "waiver-expired")
UNUSED = Rule("FD706", "unused-waiver", "warning")
NOTHING = Rule("FD707", "waiver-for-nothing")
RULES = (BROKEN, EXPIRED, UNUSED, NOTHING)

Excused = tuple[str, str, str]  # owner, policy, object


def judge(linked: Linked, today: str | None = None) -> Iterator[Diagnostic]:
    """The findings of all policies that hold here, and of all waivers."""
    known = tuple(one for one in in_force(linked) if is_sound(one))
    waived = {key for key, _ in _waived(linked)}
    used: set[Excused] = set()
    for one in known:
        for brand, thing in _objects(linked, one.policy.applies_to):
            if not holds(one.policy.when, brand, thing) or holds(one.policy.require, brand, thing):
                continue
            excuse = (thing.brand, one.id, object_name(thing))
            if excuse in waived:
                used.add(excuse)
            else:
                yield _broken(linked, one, brand, thing)
    judged = {one.id for one in known}
    yield from _about_waivers(linked, today, used, judged)


def is_sound(one: Known) -> bool:
    """Whether everything a policy says means something; what does not is reported where it is written."""
    if one.policy.applies_to not in {kind.name for kind in KINDS}:
        return False
    for conditions in (one.policy.when, one.policy.require):
        for _, condition in placed(conditions):
            try:
                if condition.operator not in leaf(one.policy.applies_to, condition.target).operators:
                    return False
            except NoSuchPathError:
                return False
    return True


def object_name(thing: Object) -> str:
    """An object as waivers name it: by its place in the brand, without the file's ending."""
    inside = thing.file.split("/", 2)[2].rpartition(".")[0]
    return f"{inside}/{thing.id}" if thing.path else inside


def _objects(linked: Linked, kind: str) -> Iterator[tuple[LinkedBrand | None, Object]]:
    """Every object of a kind once, with the brand it is in; the organisation's have none."""
    for thing in linked.organization.get(kind, {}).values():
        yield None, thing
    for brand in linked.brands.values():
        for thing in brand.of(kind).values():
            if thing.brand == brand.id:
                yield brand, thing


def _broken(linked: Linked, one: Known, brand: LinkedBrand | None, thing: Object) -> Diagnostic:
    miss = first_miss(one.policy.require, brand, thing)
    named = (
        f"the {worded(thing.kind)} {quoted(thing.id)}"
        if thing.id
        else f"the {worded(thing.kind)} of {quoted(thing.brand)}"
    )
    asked = one.thing
    labels = [] if asked is None else [Label(linked.draft.span(asked, ("require",), "key"), "asked for here")]
    item = found(
        BROKEN,
        f"{named} breaks the policy {quoted(one.id)}: {one.policy.title}",
        _nearest(linked, thing, () if miss is None else tuple(miss.target.split("."))),
        note="this is not enough" if miss is not None else "",
        labels=labels,
        hint=one.policy.hint or f"wanted: {sentence(one.policy.require)}",
    )
    return replace(item, policy=one.id)


def _nearest(linked: Linked, thing: Object, path: Path) -> Span:
    """The key on the way to a value that is written nearest to it; the object's name where none is."""
    value: Any = linked.draft.documents.parsed[thing.file].value
    for step in thing.path:
        value = value[step]
    reached: list[str] = []
    for step in path:
        if not isinstance(value, dict) or step not in value:
            break
        value = value[step]
        reached.append(str(step))
    if reached:
        return linked.draft.span(thing, tuple(reached), "key")
    return name_span(linked.draft, thing)


def _waived(linked: Linked) -> Iterator[tuple[Excused, tuple[Object, int]]]:
    """Every object that a waiver excuses, with the waiver and the object's place in its list."""
    for thing in _waivers(linked):
        waiver: Waiver = thing.value
        for index, name in enumerate(waiver.objects):
            yield (thing.brand, thing.id, name), (thing, index)


def _waivers(linked: Linked) -> Iterator[Object]:
    yield from linked.organization.get("waiver", {}).values()
    for brand in linked.brands.values():
        yield from (thing for thing in brand.of("waiver").values() if thing.brand == brand.id)


def _about_waivers(linked: Linked, today: str | None, used: set[Excused], judged: set[str]) -> Iterator[Diagnostic]:
    for thing in _waivers(linked):
        if thing.id not in names(linked):
            yield _no_policy(linked, thing)
            continue
        if today is not None and thing.value.until < today:
            yield _expired(linked, thing)
            continue
        if thing.id not in judged:
            yield _not_in_force(linked, thing)
            continue
        there = {object_name(item) for item in _of_owner(linked, thing.brand)}
        for index, name in enumerate(thing.value.objects):
            span = linked.draft.span(thing, ("objects", index))
            if name not in there:
                message = f"there is no object {quoted(name)} here"
                yield found(NOTHING, message, span, note="excuses nothing", hint=did_you_mean(name, there))
            elif (thing.brand, thing.id, name) not in used:
                message = f"{quoted(name)} keeps to the policy {quoted(thing.id)}"
                yield found(UNUSED, message, span, note="excuses nothing", hint="delete it from the waiver")


def _of_owner(linked: Linked, owner: str) -> Iterator[Object]:
    objects = linked.organization if owner == ORGANIZATION else linked.brands[owner].objects
    for of_kind in objects.values():
        yield from (thing for thing in of_kind.values() if thing.brand == owner)


def _no_policy(linked: Linked, thing: Object) -> Diagnostic:
    span = linked.draft.span(thing, (), "key")
    message = f"there is no policy {quoted(thing.id)}"
    return found(NOTHING, message, span, note="excuses nothing", hint=did_you_mean(thing.id, names(linked)))


def _expired(linked: Linked, thing: Object) -> Diagnostic:
    waiver: Waiver = thing.value
    return found(
        EXPIRED,
        f"this waiver ended on {waiver.until}",
        linked.draft.span(thing, ("until",)),
        note="ended",
        hint=f"mend {', '.join(waiver.objects)} and delete the waiver, or ask {waiver.approved_by} for more time",
    )


def _not_in_force(linked: Linked, thing: Object) -> Diagnostic:
    span = linked.draft.span(thing, (), "key")
    message = f"the policy {quoted(thing.id)} is not switched on"
    hint = f"delete the waiver, or write  levels: {{{thing.id}: warning}}  in frontdesk.yaml"
    return found(UNUSED, message, span, note="excuses nothing", hint=hint)
