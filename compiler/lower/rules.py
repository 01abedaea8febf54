"""Triggers in the order they run, their texts in every language of the brand.

Messages stay references by id: their words are lowered once (`compiler.lower.mail`). What a rule means is decided in
`schemas.triggers`; nothing is decided here.
"""

from compiler.lower.bench import Bench
from compiler.mail_markup import clean_mail
from compiler.shape import Object
from schemas.text import Text, compiled
from schemas.triggers.actions import Action
from schemas.triggers.actions.dooray import Dooray
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.reply import Reply
from schemas.triggers.actions.sms import Sms
from schemas.triggers.actions.webhook import Webhook
from schemas.triggers.rule import Case, Trigger


def lower_rules(bench: Bench) -> tuple[Trigger, ...]:
    """All triggers of a brand by file name, then position: nothing else orders them. Disabled ones stay, in place."""
    things = sorted(bench.brand.of("trigger").values(), key=_place)
    return tuple(_trigger(bench, thing.value) for thing in things)


def _place(thing: Object) -> tuple[str, int]:
    position = thing.path[0]
    assert isinstance(position, int), "a trigger stands in a list"
    return thing.file, position


def _trigger(bench: Bench, trigger: Trigger) -> Trigger:
    return trigger.model_copy(
        update={
            "then": tuple(_action(bench, action) for action in trigger.then),
            "cases": tuple(_case(bench, case) for case in trigger.cases),
        }
    )


def _case(bench: Bench, case: Case) -> Case:
    return case.model_copy(update={"then": tuple(_action(bench, action) for action in case.then)})


def _action(bench: Bench, action: Action) -> Action:
    match action:
        case Note() | Dooray():
            return action.model_copy(update={"text": _text(bench, action.text)})
        case Sms() if action.text is not None:
            return action.model_copy(update={"text": _text(bench, action.text)})
        case Webhook() if action.body is not None:
            return action.model_copy(update={"body": _text(bench, action.body)})
        case Reply() if action.text is not None:
            return action.model_copy(update={"text": _body(bench, action.text)})
        case Mail(message=None):
            body = None if action.body is None else _body(bench, action.body)
            subject = None if action.subject is None else _subject(bench, action.subject)
            return action.model_copy(update={"subject": subject, "body": body})
        case _:
            return action


def _text(bench: Bench, text: Text) -> Text:
    return compiled(bench.wording.of(text))


def _subject(bench: Bench, text: Text) -> Text:
    """A subject is one line."""
    return compiled({language: " ".join(words.split()) for language, words in bench.wording.of(text).items()})


def _body(bench: Bench, text: Text) -> Text:
    editor = bench.brand.brand.value.editor
    words = bench.wording.of(text).items()
    return compiled({language: clean_mail(one, editor) for language, one in words})
