"""`/healthz` and `/readyz`, for whoever restarts processes and sends them requests: at any host, open to anybody.

They say nothing of any brand. What operators are told beyond that is `runtime.status`.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from runtime.release.current import Current

HEALTH: Final = frozenset({"/healthz", "/readyz"})


def health(
    current: Current,
    path: str,
    start_response: Callable[..., Any],
    more: Iterable[tuple[str, str]],
    database: str | None = None,
) -> Iterable[bytes]:
    """`/healthz`: the process answers. `/readyz`: which release it serves, and which it refuses and why.

    A process without its database is ready all the same: whoever took it out of service would take the knowledge away,
    too. `database` says how that is, where somebody knows.
    """
    facts = {**_readiness(current), "database": database} if path == "/readyz" else {"status": "ok"}
    body = json.dumps(facts).encode() + b"\n"
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    headers += [("Cache-Control", "no-store"), *more]
    start_response("503 Service Unavailable" if facts["status"] == "unavailable" else "200 OK", headers)
    return (body,)


def _readiness(current: Current) -> dict[str, Any]:
    situation, refused = current.situation(), current.refused
    return {
        "status": "ready" if situation.active else "unavailable",
        "root": situation.active,
        "sequence": situation.sequence,
        "origin": situation.origin,
        "stale": situation.is_stale,
        "activated_at": situation.activated_at,
        "refused": {
            "code": refused.code,
            "reason": refused.reason,
            "place": refused.place or None,
            "since": refused.since,
        }
        if refused
        else None,
    }
