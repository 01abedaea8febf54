"""`do: assign`: give a ticket to a group, one agent, or one of several in turn or by chance."""

from hashlib import sha256
from typing import Annotated, Literal

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref
from schemas.triggers.effects import Assigned
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState


class Assign(Model):
    """Group and either a named agent, or a method over `agents` (left out: the whole group)."""

    do: Literal["assign"]
    """Gives the ticket to somebody."""
    group: Annotated[Slug, Ref("group")]
    """The group."""
    agent: Annotated[Slug | None, Ref("agent")] = None
    """One agent of the group."""
    method: Literal["linear", "random"] | None = None
    """`linear` takes turns in the group's order, `random` draws lots."""
    agents: tuple[Annotated[Slug, Ref("agent")], ...] | None = None
    """Among these; left out, the whole group."""


def plan(action: Assign, ticket: TicketState, facts: Facts, rule: str) -> tuple[Assigned, ...]:
    """The assignment. Where a method finds nobody to choose, the ticket goes to the group alone."""
    if action.method is None:
        return (Assigned(rule, action.group, action.agent),)
    candidates = chosen_from(action, facts)
    if not candidates:
        return (Assigned(rule, action.group),)
    if action.method == "random":
        return (Assigned(rule, action.group, _by_chance(candidates, ticket, facts, rule)),)
    cursor = rotation(action, facts)
    return (Assigned(rule, action.group, _in_turn(candidates, cursor, action, facts), cursor),)


def chosen_from(action: Assign, facts: Facts) -> tuple[str, ...]:
    """Whom a method may choose now, in the group's order: members with automatic assignment on."""
    able = facts.ground.automatic - facts.paused
    return tuple(agent for agent in _pool(action, facts) if agent in able)


def rotation(action: Assign, facts: Facts) -> str:
    """The name of a rotation: rules over the same people of one group take turns together."""
    if action.agents is None:
        return action.group
    return f"{action.group}:{','.join(_pool(action, facts))}"


def _pool(action: Assign, facts: Facts) -> tuple[str, ...]:
    members = facts.ground.groups.get(action.group, ())
    return members if action.agents is None else tuple(agent for agent in members if agent in action.agents)


def _in_turn(candidates: tuple[str, ...], cursor: str, action: Assign, facts: Facts) -> str:
    """The next candidate after the last one chosen, around the group; the first when that one is gone."""
    pool = _pool(action, facts)
    last = facts.cursors.get(cursor)
    start = pool.index(last) + 1 if last in pool else 0
    return next(agent for agent in (*pool[start:], *pool[:start]) if agent in candidates)


def _by_chance(candidates: tuple[str, ...], ticket: TicketState, facts: Facts, rule: str) -> str:
    """The same ticket and rule always choose alike, so that tests and audits can repeat it."""
    drawn = sha256("\0".join((facts.seed, ticket.id, rule)).encode()).digest()
    return candidates[int.from_bytes(drawn[:8]) % len(candidates)]
