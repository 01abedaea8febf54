"""Actions, in one explicit union. One file per action: its settings and `plan`, which lowers it to effects."""

from typing import Annotated, TypeAlias, assert_never

from pydantic import Field as Setting

from schemas.triggers.actions import assign, mail, note, set, tag, unassign
from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.set import Set
from schemas.triggers.actions.tag import Tag
from schemas.triggers.actions.unassign import Unassign
from schemas.triggers.effects import Effect
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState

Action: TypeAlias = Annotated[Assign | Unassign | Set | Tag | Mail | Note, Setting(discriminator="do")]


def plan(action: Action, ticket: TicketState, facts: Facts, rule: str) -> tuple[Effect, ...]:
    """What an action of a rule asks for, on the ticket as it is now; nothing is done yet."""
    match action:
        case Assign():
            return assign.plan(action, ticket, facts, rule)
        case Unassign():
            return unassign.plan(action, ticket, facts, rule)
        case Set():
            return set.plan(action, ticket, facts, rule)
        case Tag():
            return tag.plan(action, ticket, facts, rule)
        case Mail():
            return mail.plan(action, ticket, facts, rule)
        case Note():
            return note.plan(action, ticket, facts, rule)
        case _:
            assert_never(action)
