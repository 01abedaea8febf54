"""What the rules of a brand may say: targets with their legal ids, statuses, tags, fields. Read off `Linked`.

Whether a rule keeps to it is for `compiler.checks`. Where a definition is broken its list is left open, so that one
mistake is not reported twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from compiler.link import Linked, LinkedBrand, once
from compiler.shape import Object
from compiler.span import Path
from schemas.conditions import Condition, placed
from schemas.customers import COUNTRIES, ChoiceProperty, target_of
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


OF_EVENTS = ("new_text", "actor", "actor.id")
"""Targets that mean something while an event is being looked at, and at no other time."""


def of_triggers(linked: Linked, brand: LinkedBrand) -> Vocabulary:
    """What conditions in triggers may look at: what every ticket has, and the brand's own fields."""
    return once(brand, "words of triggers", lambda: _of_triggers(linked, brand))


def _of_triggers(linked: Linked, brand: LinkedBrand) -> Vocabulary:
    own, options = _own_fields(brand)
    properties, choices = _customer_properties(brand)
    lists = _lists(linked, brand)
    closed = ((name, target.values) for name, target in STANDARD.items())
    legal = {name: lists[values] for name, values in closed if values and values in lists}
    return Vocabulary({**STANDARD, **properties, **own}, {**legal, **choices, **options})


def of_views(linked: Linked, brand: LinkedBrand) -> Vocabulary:
    """What saved lists may look at: what triggers may, as far as it is true of a ticket while nothing happens to it."""
    words = of_triggers(linked, brand)
    lasting = {name: replace(target, tracked=False) for name, target in words.targets.items() if name not in OF_EVENTS}
    return Vocabulary(lasting, words.legal)


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
        if compare(thing.value) == "nothing":
            continue
        targets[code] = Target(code, FIELD_TYPES[compare(thing.value)])
        if getattr(thing.value, "options", None):
            options[code] = tuple(option.id for option in thing.value.options)
    return targets, options


def _customer_properties(brand: LinkedBrand) -> tuple[dict[str, Target], dict[str, tuple[str, ...]]]:
    """What the organisation knows of customers beside what everybody does; it is not followed through events."""
    targets, choices = {}, {}
    for name, thing in brand.of("customer_property").items():
        target = target_of(name, thing.value)
        targets[target.name] = target
        if isinstance(thing.value, ChoiceProperty):
            choices[target.name] = tuple(option.id for option in thing.value.options)
    return targets, choices


def _lists(linked: Linked, brand: LinkedBrand) -> Mapping[str, tuple[str, ...]]:
    """The closed lists a brand has; one that may be incomplete is left out."""
    return once(brand, "lists", lambda: _closed_lists(linked, brand))


def _closed_lists(linked: Linked, brand: LinkedBrand) -> dict[str, tuple[str, ...]]:
    broken = linked.draft.has_poisoned
    tickets = tickets_of(brand)
    lists: dict[str, tuple[str, ...]] = {
        "channels": CHANNELS,
        "actors": ACTORS,
        "languages": brand.languages,
        "countries": COUNTRIES,
    }
    for name, kind in (
        ("inquiry_types", "inquiry_type"),
        ("groups", "group"),
        ("agents", "agent"),
        ("portals", "portal"),
        ("processing_types", "processing_type"),
        ("projects", "project"),
        ("slas", "sla"),
        ("inboxes", "inbox"),
    ):
        if not broken(kind, brand.id):
            lists[name] = tuple(brand.of(kind))
    if not broken("tickets", brand.id):
        lists["priorities"] = priority_ids(tickets)
        if not broken("project", brand.id):
            lists["statuses"] = tuple(dict.fromkeys((*status_ids(tickets), *_project_statuses(brand))))
        if tickets is not None and tickets.tags is not None:
            lists["tags"] = tuple(tickets.tags)
    return lists


def _project_statuses(brand: LinkedBrand) -> Iterator[str]:
    for thing in brand.of("project").values():
        yield from (status.id for status in thing.value.statuses or ())


def list_of(linked: Linked, brand: LinkedBrand, name: str) -> tuple[str, ...] | None:
    """One closed list by the name targets call it; `None` when anything goes or nothing can be said."""
    return _lists(linked, brand).get(name)


def tickets_of(brand: LinkedBrand) -> Any:
    """The brand's `tickets.yaml`; `None` when it has none."""
    thing = brand.of("tickets").get("")
    return thing.value if thing else None


def own_placeholders(brand: LinkedBrand) -> Mapping[str, str]:
    """The organisation's own names of placeholders, each with the entry it means."""
    return {name: thing.value.means for name, thing in brand.of("placeholder").items()}


def encrypted(brand: LinkedBrand, code: str) -> bool:
    """Whether answers to a field, own or system, are kept encrypted."""
    kind = "system_field" if code in SYSTEM_FIELDS else "field"
    thing = brand.of(kind).get(code)
    personal: Personal | None = thing.value.personal if thing else None
    return personal is not None and personal.encrypt


@dataclass(frozen=True, slots=True)
class Site:
    """One condition where it stands: in a trigger, a saved list or a form, with what may be said there."""

    brand: LinkedBrand
    thing: Object
    path: Path
    condition: Condition
    vocabulary: Vocabulary

    @property
    def target(self) -> Target | None:
        """What the condition looks at; `None` when there is no such thing."""
        return self.vocabulary.targets.get(self.condition.target)


def conditions(linked: Linked) -> tuple[Site, ...]:
    """Every condition of every trigger, saved list and form."""
    return once(linked, "conditions", lambda: tuple(_conditions(linked)))


def _conditions(linked: Linked) -> Iterator[Site]:
    for brand in linked.brands.values():
        words = of_triggers(linked, brand)
        for thing in brand.of("trigger").values():
            for path, condition in conditions_of(thing.value):
                yield Site(brand, thing, path, condition, words)
        words = of_views(linked, brand)
        for thing in brand.of("view").values():
            for path, condition in placed(thing.value.when):
                yield Site(brand, thing, ("when", *path), condition, words)
        words = of_forms(linked, brand)
        for thing in brand.of("form").values():
            for index, item in enumerate(thing.value.fields):
                for path, condition in placed(item.when) if item.when else ():
                    yield Site(brand, thing, ("fields", index, "when", *path), condition, words)
