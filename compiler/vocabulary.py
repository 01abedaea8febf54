"""What the rules of a brand may say: targets with their legal ids, statuses, tags, fields. Read off `Linked`.

Whether a rule keeps to it is for `compiler.checks`. Where a definition is broken its list is left open, so that one
mistake is not reported twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path
from schemas.conditions import Condition, placed
from schemas.fields import compare
from schemas.fields.base import Personal
from schemas.fields.system import SYSTEM_FIELDS
from schemas.statuses import priority_ids, status_ids
from schemas.triggers.places import conditions_of
from schemas.triggers.targets import ACTORS, CHANNELS, FIELD_TYPES, STANDARD, SYSTEM_FIELD_TYPES, Target, Vocabulary

SYSTEM_FIELD_OF: Mapping[str, str] = {
    "customer.name": "name",
    "customer.email": "email",
    "customer.phone": "phone",
    "title": "title",
    "content": "content",
    "attachments": "attachments",
}
"""Targets that are answers to system fields."""


def of_triggers(linked: Linked, brand: LinkedBrand) -> Vocabulary:
    """What conditions in triggers may look at: what every ticket has, and the brand's own fields."""
    own, options = _own_fields(brand)
    lists = _lists(linked, brand)
    legal = {name: lists[target.values] for name, target in STANDARD.items() if target.values in lists}
    return Vocabulary({**STANDARD, **own}, {**legal, **options})


def of_forms(linked: Linked, brand: LinkedBrand) -> Vocabulary:
    """What conditions in forms may look at: fields by their codes, system fields, too. Nothing changes in a form."""
    own, options = _own_fields(brand)
    system = {code: Target(code, kind, tracked=False) for code, kind in SYSTEM_FIELD_TYPES.items()}
    fields = {code: Target(code, target.type, tracked=False) for code, target in own.items()}
    types = _lists(linked, brand).get("inquiry_types")
    return Vocabulary({**system, **fields}, {**options, **({"inquiry_type": types} if types is not None else {})})


def _own_fields(brand: LinkedBrand) -> tuple[dict[str, Target], dict[str, tuple[str, ...]]]:
    targets, options = {}, {}
    for code, thing in brand.of("field").items():
        targets[code] = Target(code, FIELD_TYPES[compare(thing.value)])
        if getattr(thing.value, "options", None):
            options[code] = tuple(option.id for option in thing.value.options)
    return targets, options


def _lists(linked: Linked, brand: LinkedBrand) -> dict[str, tuple[str, ...]]:
    """The closed lists a brand has; one that may be incomplete is left out."""
    broken = linked.draft.has_poisoned
    tickets = tickets_of(brand)
    lists: dict[str, tuple[str, ...]] = {
        "channels": CHANNELS,
        "actors": ACTORS,
        "languages": brand.languages,
    }
    for name, kind in (
        ("inquiry_types", "inquiry_type"),
        ("groups", "group"),
        ("agents", "agent"),
        ("portals", "portal"),
    ):
        if not broken(kind, brand.id):
            lists[name] = tuple(brand.of(kind))
    if not broken("tickets", brand.id):
        lists["statuses"], lists["priorities"] = status_ids(tickets), priority_ids(tickets)
        if tickets is not None and tickets.tags is not None:
            lists["tags"] = tuple(tickets.tags)
    return lists


def list_of(linked: Linked, brand: LinkedBrand, name: str) -> tuple[str, ...] | None:
    """One closed list by the name targets call it; `None` when anything goes or nothing can be said."""
    return _lists(linked, brand).get(name)


def tickets_of(brand: LinkedBrand) -> Any:
    """The brand's `tickets.yaml`; `None` when it has none."""
    thing = brand.of("tickets").get("")
    return thing.value if thing else None


def encrypted(brand: LinkedBrand, code: str) -> bool:
    """Whether answers to a field, own or system, are kept encrypted."""
    kind = "system_field" if code in SYSTEM_FIELDS else "field"
    thing = brand.of(kind).get(code)
    personal: Personal | None = thing.value.personal if thing else None
    return personal is not None and personal.encrypt


@dataclass(frozen=True, slots=True)
class Site:
    """One condition where it stands: in a trigger or a form, with what may be said there."""

    brand: LinkedBrand
    thing: Object
    path: Path
    condition: Condition
    vocabulary: Vocabulary

    @property
    def target(self) -> Target | None:
        """What the condition looks at; `None` when there is no such thing."""
        return self.vocabulary.targets.get(self.condition.target)


def conditions(linked: Linked) -> Iterator[Site]:
    """Every condition of every trigger and form."""
    for brand in linked.brands.values():
        words = of_triggers(linked, brand)
        for thing in brand.of("trigger").values():
            for path, condition in conditions_of(thing.value):
                yield Site(brand, thing, path, condition, words)
        words = of_forms(linked, brand)
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                for path, condition in placed(item.when) if item.when else ():
                    yield Site(brand, thing, ("fields", index, "when", *path), condition, words)
