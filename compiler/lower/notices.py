"""Notices: heading, tags, period and order. Their words are `compiler.lower.texts`.

When a notice is shown is decided by the runtime's clock; moments stay the brand's local time.
"""

from compiler.history import old_addresses
from compiler.lower.bench import Bench
from compiler.shape import Object
from schemas.bundle import NoticeFacts, NoticesFacts


def lower_notices(bench: Bench) -> NoticesFacts:
    """The notices of a brand, pinned ones first, then the newest; those of one day by id."""
    things = sorted(bench.brand.of("notice").values(), key=lambda thing: thing.id)
    things.sort(key=_day, reverse=True)
    things.sort(key=lambda thing: not thing.value.pinned)
    return NoticesFacts(notices=tuple(_notice(bench, thing) for thing in things))


def _day(thing: Object) -> str:
    """The date a notice stands under: the one it says, else the first day it is shown; empty without either."""
    notice = thing.value
    return str(notice.shown_date or (notice.period.start or "")[:10])


def _notice(bench: Bench, thing: Object) -> NoticeFacts:
    brand, notice = bench.brand, thing.value
    heading, tags = brand.of("notice_heading")[notice.heading].value, brand.of("notice_tag")
    return NoticeFacts(
        id=thing.id,
        heading=bench.wording.of(heading.name),
        tags=tuple(bench.wording.of(tags[tag].value.name) for tag in notice.tags),
        start=notice.period.start,
        end=notice.period.to,
        shown_date=_day(thing) or None,
        pinned=notice.pinned,
        status=notice.status,
        updated=notice.updated,
        aliases=old_addresses(bench.brand.objects, thing),
    )
