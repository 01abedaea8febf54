"""What a rule does, in plain English: one phrase for each action, as in `assign it to jin of billing`.

When and under which conditions is `schemas.triggers.sentences`.
"""

from collections.abc import Callable
from typing import TypeAlias, assert_never

from schemas.text import Text
from schemas.triggers.actions import Action
from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.dooray import Dooray
from schemas.triggers.actions.forward import Forward
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.reply import Reply
from schemas.triggers.actions.set import Set, answer_of
from schemas.triggers.actions.sms import Sms
from schemas.triggers.actions.tag import Tag
from schemas.triggers.actions.unassign import Unassign
from schemas.triggers.actions.webhook import Webhook
from schemas.triggers.recipients import CUSTOMER

Said: TypeAlias = Callable[[Text | None], str]


def action_in_words(action: Action, language: str, default_language: str) -> str:
    """One action; its texts in one language, on one line."""

    def said(text: Text | None) -> str:
        words = {} if text is None else text.written(default_language)
        return " ".join((words.get(language) or words.get(default_language) or "").split())

    match action:
        case Assign():
            return _assign(action)
        case Unassign():
            return "take it from its group and agent"
        case Set():
            return _set(action)
        case Tag():
            parts = [("tag it ", action.add), ("take off ", action.remove)]
            return " and ".join(verb + ", ".join(tags) for verb, tags in parts if tags)
        case _:
            return _sent(action, said)


def _sent(action: Mail | Reply | Note | Sms | Forward | Webhook | Dooray, said: Said) -> str:
    match action:
        case Mail():
            return _mail(action, said)
        case Reply():
            return f"reply to the customer with {_words(action.message, action.text, said)}"
        case Note():
            readers = "agents" if action.visible_to == "agents" else "agents and the customer"
            return f'note for {readers}: "{said(action.text)}"'
        case Sms():
            sender = f" from {action.number}" if action.number else ""
            return f"text {_words(action.message, action.text, said)} to {people(action.to)}{sender}"
        case Forward():
            return f"forward it to {people(action.to)}{' and complete it' if action.complete else ''}"
        case Webhook():
            address = action.url.value or f"the address {action.url.binding}"
            signed = ", signed" if action.signing_key is not None else ""
            body = f' with "{said(action.body)}"' if action.body is not None else ""
            return f"call {address} by {action.method}{signed}{body}"
        case Dooray():
            return f'write to the Dooray room {action.hook}: "{said(action.text)}"'
        case _:
            assert_never(action)


def _words(message: str | None, text: Text | None, said: Said) -> str:
    return f"message {message}" if message else f'"{said(text)}"'


def _mail(action: Mail, said: Said) -> str:
    lists = (("cc", action.cc), ("bcc", action.bcc))
    copies = "".join(f", {key} {people(names)}" for key, names in lists if names)
    sender = f" from {action.account}" if action.account else ""
    booking = {None: "", True: "; its link may book", False: "; its link may not book"}[action.booking]
    return f"mail {_words(action.message, action.subject, said)} to {people(action.to)}{copies}{sender}{booking}"


def _assign(action: Assign) -> str:
    if action.agent is not None:
        return f"assign it to {action.agent} of {action.group}"
    if action.method is None:
        return f"assign it to {action.group}"
    whom = ", ".join(action.agents) if action.agents is not None else "all"
    how = "in turn" if action.method == "linear" else "by chance"
    return f"assign it to one of {action.group} {how}: {whom}"


def _set(action: Set) -> str:
    names = {"inquiry_type": "inquiry type", "processing_type": "processing type", "sla": "service level"}
    written = {"status": action.status, **action.attributes}
    parts = [f"the {names.get(name, name)} to {value}" for name, value in written.items() if value is not None]
    for code, value in action.fields.items():
        parts.append(f"the field {code} to {_answer(answer_of(value)) or 'nothing'}")
    return "set " + " and ".join(parts)


def _answer(answer: str | bool | tuple[str, ...]) -> str:
    if isinstance(answer, bool):
        return "ticked" if answer else "not ticked"
    return ", ".join(answer) if isinstance(answer, tuple) else answer


def people(names: tuple[str, ...]) -> str:
    """Recipients in words, with commas between."""
    return ", ".join("the customer" if name in CUSTOMER else _person(name) for name in names)


def _person(name: str) -> str:
    match name.partition(":"):
        case ("assignee", _, ""):
            return "the assignee"
        case ("group", "", _):
            return "its group"
        case ("group", _, group):
            return f"the group {group}"
        case ("agent", _, agent):
            return f"agent {agent}"
        case _:
            return name
