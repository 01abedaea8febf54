"""What a release must be able to do before it is served, in one explicit list.

Each test is a file with `NAME`, a few words for the ledger, and `test`, which raises `BundleError` with the brand and
the thing that is wrong. They run once per machine and release, on the brands that are new or changed.
"""

from collections.abc import Callable
from typing import Final

from runtime.release.self_tests import home_pages, hosts, sample_tickets, search
from runtime.release.self_tests.trial import Trial

SELF_TESTS: Final[tuple[tuple[str, Callable[[Trial], None]], ...]] = (
    (hosts.NAME, hosts.test),
    (home_pages.NAME, home_pages.test),
    (search.NAME, search.test),
    (sample_tickets.NAME, sample_tickets.test),
)
OF_THE_DESK: Final[tuple[Callable[[Trial], None], ...]] = (hosts.test, sample_tickets.test)
"""Those that need neither pages nor an index."""


def self_test(trial: Trial) -> None:
    """Run every test; the first that fails says why the release must not be served."""
    for _, test in SELF_TESTS:
        test(trial)


def desk_test(trial: Trial) -> None:
    """Run the tests that matter to a process that serves no page."""
    for test in OF_THE_DESK:
        test(trial)
