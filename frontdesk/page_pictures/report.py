"""From two compiled states to a `PageReport`: open both, compare their pages, picture a few of those that differ."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from compiler.changes.sides import Side
from compiler.review.pages import PageChange, PageReport, SameChange
from frontdesk.page_pictures.camera import NoBrowserError, browser
from frontdesk.page_pictures.choosing import Alike, chosen
from frontdesk.page_pictures.differing import Differing, differing
from frontdesk.page_pictures.states import State, changed_brands, opened
from frontdesk.page_pictures.taking import Taking, described

LIMIT: Final = 40
"""Pages that are pictured unless a command says otherwise."""

_PREFERRED: Final = "production"

Told: TypeAlias = Callable[[int, int], None]
"""Is told how many pages have been pictured, and of how many."""


def page_report(
    base: Side | None, head: Side, moment: datetime, limit: int = LIMIT, told: Told = lambda done, of: None
) -> PageReport:
    """The pages that differ at a moment, at most `limit` of them pictured. Without a base, every page is new."""
    moment = moment.replace(second=0, microsecond=0)
    environment, brands = _seen_in(base, head)
    if not brands:
        return PageReport()
    with tempfile.TemporaryDirectory(prefix="frontdesk-review-") as folder:
        before = _state(base, environment, brands, Path(folder, "before"), moment)
        after = _state(head, environment, brands, Path(folder, "after"), moment)
        places = {**(before.places if before else {}), **(after.places if after else {})}
        own = {key: place.portal.default_language for key, place in places.items()}
        alike = chosen(differing(before, after), own, limit)
        report = PageReport(environment=environment, moment=f"{moment:%Y-%m-%d %H:%M} UTC")
        wanted = sum(len(group.pictured) for group in alike)
        if not wanted:
            return replace(report, changes=tuple(_unpictured(alike, before, after)), omitted=_omitted(alike))
        try:
            with browser() as camera:
                taking = Taking(camera, before, after)
                changes = tuple(_pictured(alike, taking, before, after, lambda done: told(done, wanted)))
        except NoBrowserError as error:
            return replace(report, changes=tuple(_unpictured(alike, before, after)), trouble=str(error))
        return replace(report, changes=changes, omitted=_omitted(alike) + taking.refused)


def _seen_in(base: Side | None, head: Side) -> tuple[str, frozenset[str]]:
    """The environment whose pages are compared, the first with a portal of a brand that changed; and those brands."""
    names = head.environments.keys() | (base.environments.keys() if base else frozenset())
    for name in sorted(names, key=lambda name: (name != _PREFERRED, name)):
        brands = changed_brands(base, head, name)
        releases = (opened(side, name, brands) for side in (base, head) if side and brands)
        if any(release.places for release in releases if release):
            return name, brands
    return "", frozenset()


def _state(side: Side | None, name: str, brands: frozenset[str], work: Path, moment: datetime) -> State | None:
    release = opened(side, name, brands) if side else None
    return State(release, work, moment) if release else None


def _pictured(
    alike: Iterable[Alike], taking: Taking, before: State | None, after: State | None, told: Callable[[int], None]
) -> Iterator[SameChange]:
    done = 0
    for group in alike:
        examples = []
        for item in group.pictured:
            examples.append(taking.pictured(item))
            done += 1
            told(done)
        examples += [described(item, before, after) for item in group.unpictured]
        yield _same(group, examples)


def _unpictured(alike: Iterable[Alike], before: State | None, after: State | None) -> Iterator[SameChange]:
    for group in alike:
        yield _same(group, [described(item, before, after) for item in group.all])


def _same(group: Alike, examples: Iterable[PageChange]) -> SameChange:
    first: Differing = group.all[0]
    return SameChange(first.act, first.about, tuple(examples), group.others)


def _omitted(alike: Iterable[Alike]) -> int:
    return sum(len(group.unpictured) for group in alike)
