"""For every inquiry type that an open portal offers, a plain ticket of its own form is decided by the brand's rules.

Nothing is stored and nothing is sent: the same pure functions read the form and decide as for a customer's inquiry.
"""

from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from runtime.release.contents import BrandContents, PortalPlace
from runtime.release.self_tests.trial import Trial
from runtime.release.source import BundleError
from schemas.bundle import DeskContract, InquiryTypeFacts, offered
from schemas.samples import plain_ticket
from schemas.triggers.engine import decide
from schemas.triggers.facts import Facts
from schemas.triggers.ruleset import Rules, rules_of

NAME: Final = "sample tickets"


def test(trial: Trial) -> None:
    """Decide one ticket per brand and inquiry type."""
    places: dict[str, list[PortalPlace]] = {}
    for place in trial.open_portals():
        if place.portal.show.inquiries:
            places.setdefault(place.brand.id, []).append(place)
    for of_brand in places.values():
        _try_brand(trial, of_brand)


def _try_brand(trial: Trial, places: list[PortalPlace]) -> None:
    brand = places[0].brand
    # Read here and let go again: a worker keeps only the desks it is asked for.
    desk = brand.desk_read_anew()
    rules = rules_of(desk)
    tried: set[str] = set()
    for place in places:
        for chosen in _leaves(offered(desk.inquiry_types, place.portal.tickets.inquiry_types)):
            if chosen.id not in tried:
                tried.add(chosen.id)
                _decide(trial, brand, desk, rules, chosen, place)


def _leaves(types: tuple[InquiryTypeFacts, ...]) -> Iterator[InquiryTypeFacts]:
    """What customers can choose in the end."""
    for one in types:
        below = tuple(child for child in one.children if child.enabled)
        if one.enabled and not below:
            yield one
        elif one.enabled:
            yield from _leaves(below)


def _decide(
    trial: Trial, brand: BrandContents, desk: DeskContract, rules: Rules, chosen: InquiryTypeFacts, place: PortalPlace
) -> None:
    try:
        now = trial.now.astimezone(ZoneInfo(brand.contract.time_zone))
        ticket = plain_ticket(desk, brand.contract, chosen, place.portal.id, now)
        trace = decide(rules, "created", ticket, Facts(now=now, ground=rules.ground, new_text=ticket.content)).trace
        tried = {line.rule.partition("/")[0] for line in trace.lines}
        missing = [rule.id for rule in rules.triggers if "created" in rule.events and rule.id not in tried]
        problem = f"the trace says nothing of {', '.join(missing)}" if missing and trace.told_in_full else ""
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    if problem:
        raise BundleError(
            "FD830",
            f"a sample ticket of the inquiry type {chosen.id!r} at {place.key} could not be decided: {problem}",
            brand=brand.id,
            thing=f"inquiry_types/{chosen.id}",
        )
