"""A condition on customers that no customer can meet: an unknown property, operator or value (HS-20, HS-33)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.shape import Object
from compiler.span import Path
from schemas.conditions import Condition, Conditions, placed
from schemas.customers import vocabulary
from schemas.triggers.conditions.text import compiled
from schemas.triggers.targets import Vocabulary, operators, wrong_values

RULE = Rule("FD741", "impossible-customer-condition")


@dataclass(frozen=True, slots=True)
class _Site:
    thing: Object
    path: Path
    condition: Condition
    words: Vocabulary


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`when` of access groups and `company_when` of portals."""
    for site in _sites(linked):
        name, condition = site.condition.target, site.condition
        target = site.words.targets.get(name)
        if target is None:
            own = name.removeprefix("customer.")
            if not linked.draft.is_poisoned("customer_property", ORGANIZATION, own):
                yield found(
                    RULE,
                    f"nothing is known of customers that is called {quoted(name)}",
                    linked.draft.span(site.thing, (*site.path, "if")),
                    note="unknown",
                    hint=did_you_mean(name, site.words.targets) or "add it to customer_properties.yaml",
                )
        elif condition.operator not in operators(target):
            yield found(
                RULE,
                f"{quoted(condition.word)} cannot be used on {name}",
                linked.draft.span(site.thing, (*site.path, condition.word), "key"),
                note="this operator",
                hint=f"possible here: {', '.join(operators(target))}; each also with not_ (is_not)",
            )
        elif condition.operator == "matches":
            yield from _regular_expression(linked, site)
        else:
            yield from _values(linked, site)


def _values(linked: Linked, site: _Site) -> Iterator[Diagnostic]:
    place = (*site.path, site.condition.word)
    for item in wrong_values(site.condition, site.words.targets[site.condition.target], site.words):
        yield found(
            RULE,
            item.message,
            linked.draft.span(site.thing, place if item.index is None else (*place, item.index)),
            note="this value",
            hint=item.hint or did_you_mean(item.value, item.legal),
        )


def _regular_expression(linked: Linked, site: _Site) -> Iterator[Diagnostic]:
    try:
        compiled(str(site.condition.operand))
    except ValueError as error:
        yield found(
            RULE,
            f"this is not a regular expression: {error}",
            linked.draft.span(site.thing, (*site.path, site.condition.word)),
            note="RE2 refuses it",
            hint="to find the characters themselves, write contains:",
        )


def _sites(linked: Linked) -> Iterator[_Site]:
    properties: Mapping[str, Object] = linked.organization.get("customer_property", {})
    known = {name: thing.value for name, thing in properties.items()}
    spoken = tuple(dict.fromkeys(language for brand in linked.brands.values() for language in brand.languages))
    for thing in linked.organization.get("access_group", {}).values():
        yield from _in(thing, ("when",), thing.value.when, vocabulary(known, spoken))
    for brand in linked.brands.values():
        words = vocabulary(known, brand.languages)
        for thing in brand.of("portal").values():
            yield from _in(thing, ("tickets", "company_when"), thing.value.tickets.company_when, words)


def _in(thing: Object, path: Path, conditions: Conditions | None, words: Vocabulary) -> Iterator[_Site]:
    for place, condition in placed(conditions) if conditions else ():
        yield _Site(thing, (*path, *place), condition, words)
