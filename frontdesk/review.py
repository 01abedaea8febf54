"""The review page of `frontdesk diff --format html`: the report, the pages that differ, the map of the translation."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from compiler.changes.model import Report
from compiler.changes.report import State
from compiler.review.html import as_html
from compiler.review.pages import PageReport
from compiler.translation.counts import standings
from frontdesk import heat_map
from frontdesk.compilation import plural
from frontdesk.page_pictures.report import page_report


def review_page(before: State, after: State, report: Report, moment: datetime, limit: int) -> tuple[str, str]:
    """The page, and a line that says what is on it."""
    pages = PageReport()
    if not report.is_empty:
        with _told() as told:
            pages = page_report(before.side, after.side, moment, limit, told)
    page = as_html(report, pages, _heat_map(before, after, report))
    return page, _in_words(report, pages, len(page.encode()))


def _heat_map(before: State, after: State, report: Report) -> str:
    """The map of the brands whose translation is not as it was."""
    brands = frozenset(change.brand for change in report.translation)
    if not brands:
        return ""
    found = standings(after.linked(brands), before.linked(brands))
    return heat_map.as_sections(standing for standing in found if standing.owner.id in brands)


@contextmanager
def _told() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal: pictures take a second each."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Pictures", total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


def _in_words(report: Report, pages: PageReport, size: int) -> str:
    if report.is_empty:
        return "no difference"
    changes = len(report.changes)
    words = f"{changes:,} {plural('change', changes)}, {pages.count:,} {plural('page', pages.count)}"
    told = f"{words}, {pages.pictured:,} pictured, {size / 1_000_000:.1f} MB"
    return f"{told}\nno pictures: {pages.trouble}" if pages.trouble else told
