"""Actions, in one explicit union. One file per action: its settings and `plan`, which lowers it to effects."""

from typing import Annotated, TypeAlias, assert_never

from pydantic import Field as Setting

from schemas.triggers.actions import assign, dooray, forward, mail, note, reply, set, sms, tag, unassign, webhook
from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.dooray import Dooray
from schemas.triggers.actions.forward import Forward
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.reply import Reply
from schemas.triggers.actions.set import Set
from schemas.triggers.actions.sms import Sms
from schemas.triggers.actions.tag import Tag
from schemas.triggers.actions.unassign import Unassign
from schemas.triggers.actions.webhook import Webhook
from schemas.triggers.effects import Effect
from schemas.triggers.facts import Facts
from schemas.triggers.ticket import TicketState

Action: TypeAlias = Annotated[
    Assign | Unassign | Set | Tag | Mail | Reply | Note | Sms | Forward | Webhook | Dooray, Setting(discriminator="do")
]


def plan(action: Action, ticket: TicketState, facts: Facts, rule: str) -> tuple[Effect, ...]:  # noqa: PLR0911  one each
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
        case Reply():
            return reply.plan(action, ticket, facts, rule)
        case Sms():
            return sms.plan(action, ticket, facts, rule)
        case Forward():
            return forward.plan(action, ticket, facts, rule)
        case Webhook():
            return webhook.plan(action, ticket, facts, rule)
        case Dooray():
            return dooray.plan(action, ticket, facts, rule)
        case _:
            assert_never(action)
