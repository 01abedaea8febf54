"""Tickets: the only way to write them, and to read them.

Every change is one transaction: the ticket, its messages, the decision of the rules with its trace, the entry in the
event log, what is to be sent and the jobs that will send it. Either all of it is there afterwards, or nothing is.
"""

from runtime.tickets.changing import add_note, agent_reply, change, customer_reply
from runtime.tickets.lists import queue
from runtime.tickets.overtaken import Seen
from runtime.tickets.submitting import sent_before, submit
from runtime.tickets.values import (
    AnswerView,
    EventView,
    FileView,
    MailView,
    MessageView,
    NewTicket,
    Queue,
    QueueRow,
    RefusedError,
    Submitted,
    TicketView,
)
from runtime.tickets.viewing import attachment, find, view, view_by_link

__all__ = [
    "AnswerView",
    "EventView",
    "FileView",
    "MailView",
    "MessageView",
    "NewTicket",
    "Queue",
    "QueueRow",
    "RefusedError",
    "Seen",
    "Submitted",
    "TicketView",
    "add_note",
    "agent_reply",
    "attachment",
    "change",
    "customer_reply",
    "find",
    "queue",
    "sent_before",
    "submit",
    "view",
    "view_by_link",
]
