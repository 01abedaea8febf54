"""What the actions of triggers are for: whom they reach, which projects' tickets they meet, what they give away.

What conditions may say is `compiler.vocabulary`, which words are sent `compiler.passages`; what is wrong with any of it
is for `compiler.checks`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compiler.link import Linked, LinkedBrand, once
from compiler.passages import sent_by
from compiler.shape import Object
from compiler.span import Path
from compiler.vocabulary import own_placeholders
from schemas.conditions import Condition
from schemas.placeholders import TRACKING, parse
from schemas.triggers.actions import Action
from schemas.triggers.places import actions_of
from schemas.triggers.rule import Case, Trigger

LINKS = (*TRACKING, "ticket.link")
"""Placeholders that lead to the page of a ticket."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One action of a trigger where it stands, with the case it belongs to."""

    brand: LinkedBrand
    thing: Object
    path: Path
    action: Action
    case: Case | None

    @property
    def trigger(self) -> Trigger:
        """The trigger, whole."""
        trigger: Trigger = self.thing.value
        return trigger

    @property
    def required(self) -> tuple[Condition, ...]:
        """The conditions that hold whenever the action is taken; those of groups and of `any` left out."""
        items = (*self.trigger.all, *(self.case.all if self.case is not None else ()))
        return tuple(item for item in items if isinstance(item, Condition))


def deeds(linked: Linked, *, only_enabled: bool = False) -> Iterator[Deed]:
    """Every action of every trigger, brands and triggers in the order they were written."""
    for deed in once(linked, "deeds", lambda: tuple(_deeds(linked))):
        if deed.thing.value.enabled or not only_enabled:
            yield deed


def _deeds(linked: Linked) -> Iterator[Deed]:
    # Kept with the repository, not with the brand: a brand that its own deeds led back to would outlive its last use.
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, case in actions_of(thing.value):
                yield Deed(brand, thing, place, action, case)


def required_values(conditions: Iterable[Condition], target: str) -> frozenset[str] | None:
    """The ids that required conditions leave of a target; `None` where they leave it open."""
    left: frozenset[str] | None = None
    for one in conditions:
        if one.target != target or one.negated or one.operator not in ("is", "in", "changed_to"):
            continue
        wanted = frozenset(item for item in one.operands if isinstance(item, str))
        left = wanted if left is None else left & wanted
    return left


def projects_of(deed: Deed) -> tuple[Object, ...]:
    """The projects whose tickets an action may meet: those its conditions name, else all; none where it says none."""
    known = deed.brand.of("project")
    named = required_values(deed.required, "project")
    return tuple(thing for name, thing in known.items() if named is None or name in named)


def may_book(deed: Deed, project: Object) -> bool | None:
    """Whether a project's customers may book; `None` where its profile is broken or missing."""
    if project.value.tracking is None:
        return False
    profile = deed.brand.of("tracking").get(project.value.tracking)
    return None if profile is None else profile.value.booking and profile.value.enabled


def sends_link(deed: Deed) -> bool:
    """Whether an action gives somebody the way to the page of a ticket."""
    own = own_placeholders(deed.brand)
    passages = sent_by(deed.brand, deed.thing, deed.path, deed.action)
    return any(one.name in LINKS for passage in passages for one in parse(passage.words, own))
