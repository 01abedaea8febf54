"""Two states of the small repository, compiled in memory."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from compiler.changes.sides import Side
from compiler.review.pages import PageReport
from frontdesk.page_pictures.report import page_report
from tests.kitchen import changed, tree_of
from tests.states import state

MOMENT = datetime(2026, 3, 1, 9, tzinfo=UTC)

Files = Mapping[str, str | bytes | None]


def side(files: Files) -> Side:
    return state(tree_of(changed(files))[0], "here").side


@pytest.fixture
def differ() -> Callable[..., PageReport]:
    """What is reported of two states, without pictures unless some are wanted."""

    def report(before: Files | None, after: Files, limit: int = 0) -> PageReport:
        # A thread of its own: the suite's own browser may be driven by this one.
        with ThreadPoolExecutor(1) as alone:
            base = side(before) if before is not None else None
            return alone.submit(page_report, base, side(after), MOMENT, limit).result()

    return report
