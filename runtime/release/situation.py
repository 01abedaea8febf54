"""How it stands with the release of one process: one value for health checks, the status page, metrics and the store.

What is told of it, and to whom, is `runtime.status`.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal, TypeAlias

from runtime.release.canary import Halted, Numbers
from runtime.release.offers import Offer, Origin
from runtime.release.serving import Serving
from schemas.release import Canary, ReleaseRecord

State: TypeAlias = Literal["ACTIVE", "CANARY", "HALTED", "STALE", "REFUSED"]
"""From well to ill; of several that are true the worse one counts. `HALTED`: a canary was ended, or never began."""

_UNANSWERED: Final = frozenset({"FD811"})
"""The address does not answer: no release is refused, and what was accepted is served. In time it grows stale."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A release that is not served, and why; `place` is the file and line it was written in, where that is known."""

    code: str
    reason: str
    since: float
    place: str = ""


@dataclass(frozen=True, slots=True)
class CanarySituation:
    """What has become of a canary on this machine."""

    root: str
    portals: tuple[str, ...]
    numbers: Numbers
    is_served: bool

    def told(self) -> dict[str, object]:
        """As plain data, wherever a canary is told of."""
        return {
            "root": self.root,
            "portals": list(self.portals),
            "requests": self.numbers.requests,
            "errors": self.numbers.errors,
            "served": self.is_served,
        }


@dataclass(frozen=True, slots=True)
class Situation:
    """What a process serves, and what it was asked to serve."""

    state: State
    active: str | None = None
    """The root that is served."""
    wanted: str | None = None
    """The root that is offered; `None` while nobody offers anything that can be believed."""
    sequence: int | None = None
    """Of the release that is served, where it is a signed one."""
    origin: Origin | None = None
    fresh_until: float | None = None
    """Seconds since 1970; `None` where the offer never grows old."""
    activated_at: float | None = None
    is_stale: bool = False
    refused: Refused | None = None
    """Why the state is what it is, with a code."""
    canary: CanarySituation | None = None
    record: ReleaseRecord | None = None
    """What was signed with the release that is served; `None` when it came from memory, or from a folder."""


def situation_of(
    serving: Serving | None,
    offer: Offer | None,
    served: Offer | None,
    refused: Refused | None,
    ended: Refused | None,
    canary: CanarySituation | None,
    now: float,
) -> Situation:
    """The situation of a process; `served` is the offer it serves, `ended` says why its canary does not go on."""
    stable = serving.stable if serving is not None else None
    active = stable.release.root_digest if stable is not None else None
    state, why = _state(serving, offer, refused, ended, now)
    return Situation(
        state=state,
        active=active,
        wanted=offer.root if offer is not None else None,
        sequence=served.sequence if served is not None else None,
        origin=offer.origin if offer is not None else None,
        fresh_until=offer.fresh_until if offer is not None and isfinite(offer.fresh_until) else None,
        activated_at=stable.activated_at if stable is not None else None,
        is_stale=is_stale(offer, now),
        refused=why,
        canary=canary,
        record=served.record if served is not None else None,
    )


def is_stale(offer: Offer | None, now: float) -> bool:
    """Whether the word of the address is too old to be news."""
    return offer is not None and offer.fresh_until <= now


def _state(
    serving: Serving | None, offer: Offer | None, refused: Refused | None, ended: Refused | None, now: float
) -> tuple[State, Refused | None]:
    if offer is not None and is_stale(offer, now):
        old = Refused("FD814", "the release address has not been signed anew for too long", offer.fresh_until)
        return "STALE", refused or old
    if refused is not None and refused.code not in _UNANSWERED:
        return "REFUSED", refused
    if ended is not None:
        return "HALTED", ended
    return ("CANARY" if serving is not None and serving.tried is not None else "ACTIVE"), refused


def halted_as_refused(canary: Canary, halted: Halted) -> Refused:
    """A canary that was ended by its numbers, told as every other refusal."""
    reason = (
        f"the canary {canary.root} was ended: {halted.errors} of {halted.requests} requests failed, "
        f"more than {canary.errors_per_thousand} in a thousand"
    )
    return Refused("FD833", reason, halted.at)
