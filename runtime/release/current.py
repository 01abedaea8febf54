"""What a process serves at this moment, and the watch that replaces it when another release is offered."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import structlog

from runtime.counts import Counts
from runtime.release.activate import Snapshot, activate
from runtime.release.build import locked
from runtime.release.canary import Halted, Trying, forget_others
from runtime.release.memory import recall
from runtime.release.offers import Offer, Offers, offers_of, source_of
from runtime.release.serving import Serving, Tried
from runtime.release.situation import (
    CanarySituation,
    Refused,
    Situation,
    halted_as_refused,
    is_stale,
    situation_of,
)
from runtime.release.source import BundleError
from runtime.release.written import place_of
from runtime.settings import Settings
from schemas.release import Canary, ReleaseRecord

log = structlog.get_logger(__name__)

LONGEST_PAUSE: Final = 30.0  # seconds between attempts at a refused release that does not change


class Current:
    """Holds one reference; readers take it once per request.

    `serving` is `None` only while this machine has no release at all that it may serve.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.time,
        offers: Offers | None = None,
        counts: Counts | None = None,
    ) -> None:
        self._settings = settings
        self._offers = offers or offers_of(settings, clock)
        self._source = source_of(settings)
        self._clock = clock
        self._counts = counts
        self._stop = threading.Event()
        self._refreshing = threading.Lock()
        self._swapping = threading.Lock()  # held for a moment only: a canary ends while something else is activated
        self._trace: tuple[int, ...] = ()
        self._pause = 0.0
        self._retry_at = 0.0
        self._was_stale = False
        self._trying: Trying | None = None
        self.offer: Offer | None = None
        self._served: Offer | None = None
        self.serving: Serving | None = None
        self.refused: Refused | None = None
        self.canary_refused: Refused | None = None
        self.halted: Halted | None = None
        self.changed = threading.Event()
        """Set whenever there is something new to report; whoever reports it clears it."""
        self.refresh()
        if self.serving is None:
            self._fall_back()

    @property
    def snapshot(self) -> Snapshot | None:
        """What is served to everybody who tries nothing new."""
        return self.serving.stable if self.serving is not None else None

    def refresh(self) -> None:
        """Activate what is offered, unless it is being served already or must not be."""
        with self._refreshing:
            self._trace = self._offers.trace()
            try:
                self.offer = self._offers.look()
                self._follow(self.offer)
            except Exception as error:
                self.refused = self._refusal(error, self.refused, self.offer)
            else:
                self._served = self.offer
                self._try(self.offer)
                why = self.offer.refused
                self.refused = self._refusal(why, self.refused, self.offer) if why is not None else None
            if self.refused is None and self.canary_refused is None:
                self._pause = 0.0
            else:
                self._pause = min(LONGEST_PAUSE, self._pause * 2 or self._settings.poll_seconds)
                self._retry_at = self._clock() + self._pause
        self.changed.set()

    def _follow(self, offer: Offer) -> None:
        """Serve the root offered; what is being served already is kept unless time has passed its pages by."""
        stable, now = self.snapshot, self._clock()
        if stable is not None and stable.release.root_digest == offer.root and stable.expires > now:
            return
        tried = self.serving.tried if self.serving is not None else None
        known = tried.snapshot if tried is not None and tried.snapshot.release.root_digest == offer.root else stable
        fresh = self._activated(offer.root, known, now)
        with self._swapping:
            self.serving = Serving(fresh, self.serving.tried if self.serving is not None else None)
        if stable is None or stable.release.root_digest != offer.root:
            log.info("activated", root=offer.root, sequence=offer.sequence, built=fresh.built, reused=fresh.reused)

    def _activated(self, root: str, previous: Snapshot | None, now: float, *, canary: bool = False) -> Snapshot:
        snapshot = activate(self._settings, root, previous=previous, now=now, canary=canary)
        if self._counts is not None:
            self._counts.activated(snapshot.seconds, snapshot.built, snapshot.reused)
        return snapshot

    def _try(self, offer: Offer) -> None:
        """Serve the canary of a record to its portals; whatever is wrong with it concerns nobody else."""
        record = offer.record
        canary = record.canary if record is not None else None
        if record is None or canary is None or canary.root == offer.root:
            self._stop_trying()
            return
        trying = Trying(self._settings.state, record, self._clock)
        if self._trying is None or self._trying.folder != trying.folder:
            self._trying, self.canary_refused, self.halted = trying, None, None
            self._forget_others(record)
        try:
            self._serve_canary(offer, canary, self._trying)
        except Exception as error:
            self._everybody_stable()
            self.canary_refused = self._refusal(error, self.canary_refused, offer)
        else:
            self.canary_refused = None

    def _forget_others(self, record: ReleaseRecord) -> None:
        try:
            with locked(self._settings.state):
                forget_others(self._settings.state, record)
        except OSError as error:  # what earlier canaries have counted takes little room and is read by nobody
            log.warning("counts of earlier canaries stay", reason=str(error))

    def _serve_canary(self, offer: Offer, canary: Canary, trying: Trying) -> None:
        """Unless it has been ended; it may be while this activates it, by a request or by another process."""
        serving, now = self.serving, self._clock()
        assert serving is not None, "a canary comes after the stable release"
        if self._is_ended(trying):
            return
        before = serving.tried
        if before is not None and before.trying is trying and before.snapshot.expires > now:
            return
        known = before.snapshot if before is not None and before.snapshot.release.root_digest == canary.root else None
        snapshot = self._activated(canary.root, known or serving.stable, now, canary=True)
        named = {name: name.partition("/") for name in canary.portals}
        places = {name: snapshot.release.place_named(brand, portal) for name, (brand, _, portal) in named.items()}
        missing = [name for name, place in places.items() if place is None]
        if missing:
            raise BundleError("FD834", f"the canary {canary.root} has no portal {', '.join(missing)}")
        with self._swapping:
            # Whoever ends it says so first and takes it out of service under this lock next: one of us sees the other.
            if trying.halted() is None:
                self.serving = Serving(serving.stable, Tried(snapshot, frozenset(canary.portals), trying))
        if self._is_ended(trying):
            return
        if before is None or before.trying is not trying:
            log.info("canary", root=canary.root, portals=list(canary.portals), sequence=offer.sequence)

    def _is_ended(self, trying: Trying) -> bool:
        self.halted = trying.halted()
        if self.halted is not None:
            self._everybody_stable()
        return self.halted is not None

    def _everybody_stable(self) -> None:
        with self._swapping:
            if self.serving is not None and self.serving.tried is not None:
                self.serving = Serving(self.serving.stable)

    def _stop_trying(self) -> None:
        self._everybody_stable()
        self._trying, self.canary_refused, self.halted = None, None, None

    def judge_canary(self) -> None:
        """End the canary if it has failed too often; called after each of its requests that failed."""
        trying = self._trying
        if trying is None or self.halted is not None:
            return
        halted = trying.judge()
        if halted is None or self._trying is not trying:
            return
        self.halted = halted
        self._everybody_stable()
        if self._counts is not None:
            self._counts.halted()
        log.error("canary halted", root=trying.canary.root, requests=halted.requests, errors=halted.errors)
        self.changed.set()

    def _refusal(self, error: Exception, before: Refused | None, offer: Offer | None) -> Refused:
        """What to say of a failure; told once in the log, however often it comes again."""
        if isinstance(error, BundleError):
            code, reason, place = error.code, str(error), ""
            if offer is not None:
                place = place_of(self._source, offer.places, error.brand, error.thing)
        else:
            code, reason, place = "FD809", f"the release could not be opened: {type(error).__name__}: {error}", ""
        if before is not None and (before.code, before.reason) == (code, reason):
            return replace(before, place=place)  # the line may have had to be fetched first
        if not isinstance(error, BundleError):
            log.error("activation failed", exc_info=error)
        log.error("refused", code=code, reason=reason, place=place or None)
        if self._counts is not None:
            self._counts.refused(code)
        return Refused(code, reason, self._clock(), place)

    def _fall_back(self) -> None:
        """Start with the last release that was good here and still is, and that may still be served."""
        for served in recall(self._settings.state).releases:
            if not self._offers.may_serve(served.root):
                continue
            try:
                self.serving = Serving(self._activated(served.root, None, self._clock()))
            except Exception as error:
                log.warning("last good release refused", root=served.root, reason=str(error))
            else:
                log.warning("serving the last good release", root=served.root)
                return

    def poll(self) -> None:
        """Refresh if anything gives reason to: another offer, pages out of date, or time to try a refusal again."""
        now, serving = self._clock(), self.serving
        moved = self._offers.trace() != self._trace
        again = (self.refused is not None or self.canary_refused is not None) and now >= self._retry_at
        expires = serving.expires if serving is not None else float("inf")
        late = expires <= now and now >= self._retry_at
        ended = serving is not None and serving.tried is not None and serving.tried.trying.halted() is not None
        if ended:
            self.judge_canary()
            self._everybody_stable()  # whoever knew it before us
        if moved or again or late:
            self.refresh()
        self._mind_staleness()

    def _mind_staleness(self) -> None:
        """Say once that the offer is old, and once that it is not any more: serving goes on in either case."""
        stale = is_stale(self.offer, self._clock())
        if stale != self._was_stale:
            self._was_stale = stale
            if stale:
                log.error("stale", code="FD814", fresh_until=self.offer.fresh_until if self.offer else None)
            else:
                log.info("fresh again")
            self.changed.set()

    def situation(self) -> Situation:
        """Everything there is to report."""
        trying, halted, serving = self._trying, self.halted, self.serving
        ended, canary = self.canary_refused, None
        if trying is not None:
            if halted is not None:
                ended = halted_as_refused(trying.canary, halted)
            is_served = serving is not None and serving.tried is not None
            canary = CanarySituation(trying.canary.root, trying.canary.portals, trying.numbers(), is_served)
        return situation_of(serving, self.offer, self._served, self.refused, ended, canary, self._clock())

    def ask(self) -> None:
        """Ask the address for news now, for whoever does not watch."""
        self._offers.ask()

    def watch(self, seconds: float) -> None:
        """Poll in the background until the process ends. News is asked for beside it: an address may be slow."""
        for name, do in (("release-watch", self.poll), ("release-ask", self._offers.ask)):
            threading.Thread(target=self._again, args=(do, seconds), name=name, daemon=True).start()

    def _again(self, do: Callable[[], None], seconds: float) -> None:
        while not self._stop.wait(seconds):
            try:
                do()
            except Exception:
                log.exception("watching for releases failed")  # and goes on at its next turn

    def stop(self) -> None:
        """End the watch."""
        self._stop.set()
