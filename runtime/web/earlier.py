"""Releases that this machine has kept beside the one a request is answered from.

A page may have been made from one of them: a moment ago, by a worker that was quicker, by a canary on the same host,
or an hour ago in a tab that stayed open.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from runtime.release.contents import Release
from runtime.release.memory import KEPT, recall
from runtime.release.offers import source_of
from runtime.release.source import BundleError
from runtime.settings import Settings
from runtime.web.request import settings, snapshot


def releases_kept() -> Iterator[Release]:
    """The others, the latest first; one that cannot be opened any more is left out."""
    own = snapshot().release.root_digest
    for served in recall(settings().state).kept:
        if served.root != own:
            with suppress(BundleError):
                yield _opened(settings(), served.root)


def release_marked(mark: str) -> Release | None:
    """The one that a page calls by this mark (what `X-Release` says); `None` when it is not kept."""
    for served in recall(settings().state).kept if mark else ():
        if served.root.removeprefix("sha256:")[: len(mark)] == mark:
            with suppress(BundleError):
                return _opened(settings(), served.root)
    return None


@lru_cache(maxsize=2 * KEPT)
def _opened(told: Settings, root: str) -> Release:
    return Release(source_of(told), root, told.environment, previous=snapshot().release)
