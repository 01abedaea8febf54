"""What one process says of itself: the first part of the status page, and of its JSON."""

import os
from datetime import UTC, datetime
from typing import Any

from runtime.release.situation import Situation
from runtime.settings import Settings
from runtime.status.naming import machine_name
from runtime.status.overview import as_text


def told(settings: Settings, situation: Situation) -> dict[str, Any]:
    """As plain data."""
    record, refused, canary = situation.record, situation.refused, situation.canary
    return {
        "name": machine_name(settings),
        "process": os.getpid(),
        "environment": settings.environment,
        "state": situation.state,
        "active": situation.active,
        "wanted": situation.wanted,
        "sequence": situation.sequence,
        "origin": situation.origin,
        "stale": situation.is_stale,
        "fresh_until": _text(situation.fresh_until),
        "activated_at": _text(situation.activated_at),
        "provenance": record.provenance.model_dump(mode="json", exclude_none=True) if record is not None else {},
        "refused": None
        if refused is None
        else {
            "code": refused.code,
            "reason": refused.reason,
            "place": refused.place or None,
            "since": _text(refused.since),
        },
        "canary": canary.told() if canary is not None else None,
    }


def _text(seconds: float | None) -> str | None:
    return None if seconds is None else as_text(datetime.fromtimestamp(seconds, UTC))
