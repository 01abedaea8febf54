"""Signed releases: asking the address, accepting what may be believed, offering what was accepted.

One process of a machine asks at a time; the others see `accepted.json` change. What is offered always comes from what
was kept, verified again, so that serving needs no network. What an address says is accepted once it is signed, newer
than before, not denied, and complete on this machine: until then nothing of it counts.
"""

import fcntl
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import structlog

from runtime.release.acceptance import require_allowed, require_news, roots_of
from runtime.release.address import Address, MissingError, address_of, read
from runtime.release.asked import Answer, Asked
from runtime.release.fetching import Before, Fetching
from runtime.release.kept import Kept, seed
from runtime.release.mirror import Mirror
from runtime.release.offers import Offer
from runtime.release.source import BundleError
from runtime.release.trust import TIMESTAMP, TIMESTAMP_LIMIT, Word, hear
from runtime.release.unneeded import sweep
from runtime.settings import Settings
from schemas.canonical import digest
from schemas.release import ReleaseRecord

LONGEST_PAUSE: Final = 30.0
"""Seconds between two attempts at what was refused and has not changed."""
_FIRST: Final = 10.0
"""Seconds for which a first release is waited for."""
_TRUST_LIMIT: Final = 512_000
_KEYS_EVERY: Final = 30.0
"""Seconds between two looks for new root metadata while nothing else is new."""
_SWEPT_EVERY: Final = 16
"""Releases between two looks for blobs that nothing needs any more."""

log = structlog.get_logger(__name__)


class SignedOffers:
    """What the address of an installation offers."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._state = settings.state
        self._kept = Kept(settings.state)
        self._mirror = Mirror(settings.bundle)
        self._asked = Asked(settings.state, clock)
        self._born = self._asked.mark()
        self._heard_at = float("-inf")
        self._looked: tuple[int, ...] = ()
        self._denied: set[str] = set()
        self._words: tuple[Word, ...] = ()

    def trace(self) -> tuple[int, ...]:
        """What pointer and answer show of themselves."""
        return (*self._kept.trace(), *self._asked.trace())

    def look(self) -> Offer:
        """The newest accepted release that may be served. Asks at once where nothing was ever accepted."""
        words = self._allowed() or self._first()
        answer = self._asked.answer()
        refused = BundleError(answer.code, answer.reason) if answer.code else None
        if not words:
            raise refused or BundleError(
                "FD826", f"nothing that was accepted from {self._settings.releases} can be served; it is being fetched"
            )
        heard = refused is None and self._asked.mark() != self._born
        word = words[0]
        return Offer(word.record.root, "network" if heard else "store", word.record, word.fresh_until, refused)

    def may_serve(self, root: str) -> bool:
        """Whether an accepted release that nobody has denied names the root."""
        try:
            return any(root in roots_of(word.record) for word in self._allowed())
        except BundleError:
            return False

    def ask(self) -> None:
        """Ask the address for news, if it is time and no other process of this machine does."""
        if self._is_due():
            with self._locked(wait=False) as is_ours:
                if is_ours and self._is_due():
                    self._ask()

    def _first(self) -> tuple[Word, ...]:
        """Ask for a first release. One that takes long is not waited for: whoever starts has others waiting."""

        def ask() -> None:
            with self._locked(wait=True) as is_ours:
                if is_ours and not self._allowed() and self._asked.answer().is_over(self._clock()):
                    self._ask()

        asking = threading.Thread(target=ask, name="release-first", daemon=True)
        asking.start()
        asking.join(_FIRST)
        return self._allowed()

    def _trust(self) -> bytes:
        """The root metadata to begin with."""
        path = self._settings.trust
        try:
            assert path is not None
            with path.open("rb") as file:
                return file.read(_TRUST_LIMIT)
        except OSError as error:
            raise BundleError("FD821", f"{path}, which is to be trusted, cannot be read: {error.strerror}") from error

    def _allowed(self) -> tuple[Word, ...]:
        """Accepted releases that prove themselves and are not denied, the newest first."""
        trace = self._kept.trace()
        if trace != self._looked:
            trust = self._trust()
            self._words = tuple(self._kept.words(trust))
            self._denied = {*self._kept.accepted(trust).denied}
            self._denied |= {each.root for word in self._words[:1] for each in word.record.denied}
            self._looked = trace
        return tuple(word for word in self._words if self._denied.isdisjoint(roots_of(word.record)))

    def _is_due(self) -> bool:
        """Whether it is time to ask, a little earlier or later than the other machines."""
        period = self._settings.poll_seconds * (0.8 + 0.4 * self._chance())
        answer = self._asked.answer()
        if answer.code == "FD811" and not answer.is_over(self._clock()):
            return False
        return bool(self._mirror.aside()) or self._asked.is_longer_ago_than(period)

    def _ask(self) -> None:
        """Ask and act upon the answer; call it with the lock held."""
        before, timestamp = self._asked.answer(), b""
        try:
            address, trust = self._address(), self._trust()
            self._mend(address)
            timestamp = _timestamp(address)
            if before.code and digest(timestamp) == before.timestamp and not before.is_over(self._clock()):
                return
            self._accept(address, trust, timestamp)
        except BundleError as error:
            self._refuse(before, error, timestamp)
        except OSError as error:
            self._refuse(before, BundleError("FD825", f"{self._state} cannot be written: {error.strerror}"), timestamp)
        except Exception as error:
            log.exception("asking failed")
            words = f"what the address says cannot be read: {type(error).__name__}: {error}"
            self._refuse(before, BundleError("FD818", words), timestamp)
        else:
            if before.code:
                log.info("the address is as it should be again", address=address.url)
                self._asked.note(Answer())
        finally:
            self._asked.touch()

    def _address(self) -> Address:
        try:
            return address_of(self._settings.releases)
        except ValueError as error:
            raise BundleError("FD811", str(error)) from error

    def _accept(self, address: Address, trust: bytes, timestamp: bytes) -> None:
        """Accept what the address says if it is new; `BundleError` when it may not be."""
        self._allowed()
        newest = self._words[0] if self._words else None
        if newest is not None and self._is_the_same(newest, timestamp):
            return
        seen, known = self._state / "seen", dict(newest.files if newest else {})
        seed(seen, known)
        # What has just been read is not asked for twice; without it, it has to be missed.
        known.pop(TIMESTAMP, None)
        word = hear(address, seen, trust, self._clock(), {**known, TIMESTAMP: timestamp} if timestamp else known)
        self._heard_at = self._clock()
        if newest is not None and word.files == newest.files:
            return
        require_news(word.record, newest, self._kept.accepted(trust).sequence)
        require_allowed(word.record)
        self._fetch(address, word.record)
        self._kept.keep(word, trust)
        log.info("accepted", root=word.record.root, sequence=word.record.sequence)
        if newest is not None and word.record.sequence // _SWEPT_EVERY != newest.record.sequence // _SWEPT_EVERY:
            self._allowed()
            sweep(self._state, self._mirror, [word.record for word in self._words])

    def _is_the_same(self, newest: Word, timestamp: bytes) -> bool:
        """Whether the address says what it said: then only new keys could be news, and those may wait a little."""
        now = self._clock()
        is_recent = 0 <= now - self._heard_at < _KEYS_EVERY
        return timestamp == newest.files[TIMESTAMP] and now < newest.fresh_until and is_recent

    def _fetch(self, address: Address, record: ReleaseRecord) -> None:
        """Have every blob of a release here."""
        packs = {pack.name for word in self._words for pack in word.record.packs}
        complete = [root for word in self._words for root in roots_of(word.record)]
        blobs, length = self._mirror.blobs, self._mirror.bytes
        fetching = Fetching(address, self._mirror, record.packs, record.delta)
        for root in roots_of(record):
            fetching.release(root, Before(tuple(complete), frozenset(packs)))
            complete.append(root)
        log.info("fetched", root=record.root, blobs=self._mirror.blobs - blobs, bytes=self._mirror.bytes - length)

    def _mend(self, address: Address) -> None:
        """Fetch again what was found damaged; every process is told to look again."""
        aside = self._mirror.aside()
        for name in aside:
            try:
                Fetching(address, self._mirror).one(name)
            except BundleError as error:
                log.error("damaged blob not fetched again", blob=name, code=error.code, reason=str(error))
                if error.code != "FD822":
                    return
            else:
                log.info("damaged blob fetched again", blob=name)
            self._mirror.forget_aside(name)
        if aside:
            # Where one is damaged, more may be: all of what is served is looked through for what is gone or cut short.
            for word in self._allowed()[:1]:
                for root in roots_of(word.record):
                    Fetching(address, self._mirror, word.record.packs).release(root)
            self._asked.note(self._asked.answer())

    def _refuse(self, before: Answer, error: BundleError, timestamp: bytes) -> None:
        if (before.code, before.reason) != (error.code, str(error)):
            log.error("refused", code=error.code, reason=str(error))
        pause = min(LONGEST_PAUSE, before.pause * 2 or self._settings.poll_seconds)
        seen = digest(timestamp) if timestamp else ""
        self._asked.note(
            Answer(code=error.code, reason=str(error), timestamp=seen, tried_at=self._clock(), pause=pause)
        )

    @contextmanager
    def _locked(self, *, wait: bool) -> Iterator[bool]:
        """Whether this process may ask; a dead one lets go by itself."""
        try:
            self._state.mkdir(parents=True, exist_ok=True)
            opened = (self._state / "fetch.lock").open("a")
        except OSError as error:
            log.error("cannot be written", file=str(self._state), reason=str(error))
            yield False
            return
        with opened as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


def _timestamp(address: Address) -> bytes:
    """The one file that changes with every release; empty where there is none."""
    try:
        return read(address, TIMESTAMP, TIMESTAMP_LIMIT)
    except MissingError:
        return b""
