"""Numbers for whoever watches many machines, in the text format of Prometheus.

Names and labels are the library's business to write; which numbers there are, and where they come from, stands here.
Each scrape is answered by one process for all processes of its machine.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from runtime.counts import Counted
from runtime.release.situation import Situation
from runtime.status.overview import Overview

TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
_STATES: Final = ("ACTIVE", "CANARY", "HALTED", "STALE", "REFUSED")


class Numbers(Collector):
    """One scrape; without an overview the database could not be asked."""

    def __init__(self, situation: Situation, counted: Counted, overview: Overview | None, now: float) -> None:
        self._situation = situation
        self._counted = counted
        self._overview = overview
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Every number there is."""
        yield from self._of_the_release()
        yield from self._of_requests()
        yield from self._of_activations()
        yield from self._of_the_database()

    def _of_the_release(self) -> Iterator[Metric]:
        it = self._situation
        info = GaugeMetricFamily(
            "frontdesk_release_info", "The release that is served.", labels=("root", "sequence", "origin", "commit")
        )
        if it.active is not None:
            commit = it.record.provenance.commit or "" if it.record is not None else ""
            sequence = "" if it.sequence is None else str(it.sequence)
            info.add_metric((it.active, sequence, it.origin or "", commit), 1)
        yield info
        state = GaugeMetricFamily("frontdesk_release_state", "How it stands with the release.", labels=("state",))
        for name in _STATES:
            state.add_metric((name,), int(name == it.state))
        yield state
        if it.activated_at is not None:
            told = "When the release was activated here."
            yield GaugeMetricFamily("frontdesk_release_activated_timestamp_seconds", told, it.activated_at)
        stale = max(0.0, self._now - it.fresh_until) if it.fresh_until is not None else 0.0
        yield GaugeMetricFamily("frontdesk_release_stale_seconds", "For how long the offer has been too old.", stale)
        if it.canary is not None:
            numbers = it.canary.numbers
            yield GaugeMetricFamily("frontdesk_canary_requests", "Requests of the canary's portals.", numbers.requests)
            yield GaugeMetricFamily("frontdesk_canary_errors", "Those answered with 5xx.", numbers.errors)

    def _of_requests(self) -> Iterator[Metric]:
        answers = CounterMetricFamily("frontdesk_requests", "Answers by the class of their status.", labels=("class",))
        for name, number in self._counted.answers.items():
            answers.add_metric((name,), number)
        yield answers

    def _of_activations(self) -> Iterator[Metric]:
        counted = self._counted
        refusals = CounterMetricFamily("frontdesk_release_refusals", "Refused releases by code.", labels=("code",))
        for code, number in counted.refusals.items():
            refusals.add_metric((code,), number)
        yield refusals
        took = "How long processes took to open releases."
        yield SummaryMetricFamily("frontdesk_activation_seconds", took, counted.activations, counted.seconds)
        bins = CounterMetricFamily("frontdesk_bin_files", "Bins opened, by what was done for it.", labels=("how",))
        bins.add_metric(("built",), counted.built)
        bins.add_metric(("reused",), counted.reused)
        yield bins
        told = "Canaries ended by their errors."
        yield CounterMetricFamily("frontdesk_canaries_halted", told, counted.canaries_halted)

    def _of_the_database(self) -> Iterator[Metric]:
        overview = self._overview
        yield GaugeMetricFamily("frontdesk_database_up", "Whether the database could be asked.", int(bool(overview)))
        if overview is None:
            return
        yield GaugeMetricFamily("frontdesk_outbox_waiting", "Mail that waits.", overview.queue.waiting)
        oldest = overview.queue.oldest
        age = max(0.0, self._now - oldest.timestamp()) if oldest is not None else 0.0
        yield GaugeMetricFamily("frontdesk_outbox_oldest_seconds", "How long the oldest has waited.", age)
        processes = GaugeMetricFamily("frontdesk_runtimes", "Processes that report, by state.", labels=("state",))
        for name in _STATES:
            processes.add_metric((name,), sum(one.state == name for one in overview.live))
        yield processes


def exposed(situation: Situation, counted: Counted, overview: Overview | None, now: datetime | None = None) -> bytes:
    """The numbers as text."""
    moment = time.time() if now is None else now.astimezone(UTC).timestamp()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(situation, counted, overview, moment))
    return generate_latest(registry)
