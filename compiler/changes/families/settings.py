"""Kinds that cross into the bundle as written: each is told by its keys, in the area and sort the table says."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from compiler.changes.model import Area, Audience, Kind, Subject
from compiler.changes.telling import Telling, Topic, about
from compiler.changes.things import moves, pairs, things
from compiler.snapshot.settings import in_words
from schemas.history import History, Numbers
from schemas.holidays import HolidaysFacts
from schemas.text import Text, pick

_BOTH: Final[tuple[Audience, ...]] = ("customers", "agents")
_CUSTOMERS: Final[tuple[Audience, ...]] = ("customers",)
_AGENTS: Final[tuple[Audience, ...]] = ("agents",)
_MAIL: Final[tuple[Audience, ...]] = ("mail",)

Row = tuple[Area, Kind, tuple[Audience, ...]]

KINDS: Final[Mapping[str, Row]] = {
    "chat_channel": ("channels", "settings", _BOTH),
    "call_channel": ("channels", "settings", _BOTH),
    "email_channel": ("channels", "settings", _AGENTS),
    "x_channel": ("channels", "settings", _AGENTS),
    "kakao_channel": ("channels", "settings", _BOTH),
    "sms_channel": ("channels", "settings", _BOTH),
    "dooray_channel": ("channels", "settings", _AGENTS),
    "sms_category": ("channels", "content", _AGENTS),
    "sms_template": ("channels", "content", _MAIL),
    "organization": ("access", "settings", _BOTH),
    "customer_property": ("access", "settings", _AGENTS),
    "access_group": ("access", "access", _CUSTOMERS),
    "consent": ("privacy", "personal_data", _CUSTOMERS),
    "security": ("privacy", "personal_data", _AGENTS),
    "open_api": ("interfaces", "access", ()),
    "member_interlink": ("access", "access", _CUSTOMERS),
    "customer_data": ("interfaces", "personal_data", _AGENTS),
    "external_menu": ("interfaces", "settings", _CUSTOMERS),
    "placeholder": ("mail", "settings", _MAIL),
    "project": ("tracking", "settings", _BOTH),
    "tracking": ("tracking", "settings", _CUSTOMERS),
    "sla": ("tracking", "settings", _BOTH),
    "holidays": ("tracking", "settings", _BOTH),
    "history": ("other", "settings", ()),
    "numbers": ("interfaces", "settings", ()),
    "answer_template": ("desk", "content", _AGENTS),
    "sensitive_words": ("desk", "settings", _AGENTS),
    "view": ("desk", "settings", _AGENTS),
    "inbox": ("desk", "settings", _AGENTS),
    "notice_template": ("desk", "content", _AGENTS),
    "mail_account": ("mail", "settings", _MAIL),
}
"""By kind where it is read, what sort of change it is, who notices. What is not here is told as anything else."""

_ELSE: Final[Row] = ("other", "settings", _BOTH)


def noticed_by(kind: str) -> tuple[Audience, ...]:
    """Who notices that something of a kind changed."""
    return KINDS.get(kind, _ELSE)[2]


def tell(tell: Telling) -> None:
    """Every kind that is not as it was, in the order of the table, but for what is remembered of former ids."""
    kinds = dict.fromkeys((*KINDS, *sorted({*tell.before.settings, *tell.after.settings})))
    kinds.pop("history")
    for kind in kinds:
        before, after = (_objects(side.settings.get(kind)) for side in (tell.before, tell.after))
        if before == after:
            continue
        area, sort, noticed = KINDS.get(kind, _ELSE)
        portals = tell.portals() if "customers" in noticed or "mail" in noticed else ()
        topic = Topic(area, sort, Subject(in_words(kind), ""), noticed, portals, _LABELS.get(kind, {}))
        match kind:
            case "numbers":
                _numbers(tell, topic, before.get(""), after.get(""))
            case "holidays":
                _holidays(tell, topic, before, after)
            case _:
                things(tell, topic, kind, (before, after), lambda one: _name(tell, one))


_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "consent": {"text": "text", "keep": "kept for", "ask": "asked for"},
    "view": {"when": "shows a ticket when", "for": "for groups"},
    "inbox": {"groups": "seen to by"},
}


def _objects(settings: Any) -> Mapping[str, BaseModel]:
    return settings.objects if settings is not None else {}


def _name(tell: Telling, one: BaseModel) -> str:
    """What a thing is called, where its model says it in a usual place."""
    for key in ("name", "title", "label", "purpose"):
        value = getattr(one, key, None)
        if isinstance(value, Text):
            return pick(value.by_language or {}, tell.language, tell.language)
        if isinstance(value, str):
            return value
    return ""


def tell_history(tell: Telling) -> None:
    """Former ids, but for those whose move is told where it happened: so this comes last."""
    area, sort, noticed = KINDS["history"]
    topic = Topic(area, sort, Subject("", ""), noticed)
    before, after = (_objects(side.settings.get("history")).get("") for side in (tell.before, tell.after))
    then = before if isinstance(before, History) else History()
    now = after if isinstance(after, History) else History()
    for item in now.moved:
        if item not in then.moved and not _is_told(tell, item.to, "moved"):
            subject = Subject(in_words(item.what), item.former)
            tell.say(about(topic, subject), "changed", f"is found as {item.to} since {item.date}")
    for item in then.moved:
        if item not in now.moved:
            subject = Subject(in_words(item.what), item.former)
            tell.say(about(topic, subject), "changed", f"is not found as {item.to} any more")
    for gone in now.retired:
        if gone not in then.retired:
            label = f"; old tickets show {tell.name(gone.label.by_language or {})}" if gone.label is not None else ""
            subject = Subject(in_words(gone.what), gone.id)
            tell.say(about(topic, subject), "changed", f"may not be used again (gone since {gone.date}){label}")
    for gone in then.retired:
        if gone not in now.retired:
            tell.say(about(topic, Subject(in_words(gone.what), gone.id)), "changed", "may be used again")


def _is_told(tell: Telling, name: str, act: str) -> bool:
    return any(change.act == act and change.subject.id == name for change in tell.changes)


def _numbers(tell: Telling, topic: Topic, before: Any, after: Any) -> None:
    """Numbers of the Open API in one line: a command gives them, one for each new object."""
    then = {(kind, name): number for kind, name, number in before.given()} if isinstance(before, Numbers) else {}
    now = {(kind, name): number for kind, name, number in after.given()} if isinstance(after, Numbers) else {}
    subject = Subject("numbers of the Open API", "")
    given = [f"{in_words(kind)} {name} is {now[kind, name]}" for kind, name in now if (kind, name) not in then]
    taken = [f"{in_words(kind)} {name} was {then[kind, name]}" for kind, name in then if (kind, name) not in now]
    other = [
        f"{in_words(kind)} {name} is {now[kind, name]}, and was {number}"
        for (kind, name), number in then.items()
        if now.get((kind, name), number) != number
    ]
    if given or taken or other:
        tell.say(about(topic, subject), "changed", "; ".join((*other, *given, *taken)))
    elif isinstance(before, Numbers) and isinstance(after, Numbers):
        tell.models(about(topic, subject), before, after)
    else:
        tell.say(about(topic, subject), "changed", "are kept now" if after is not None else "are not kept any more")


def _holidays(tell: Telling, topic: Topic, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Days that are off now or are no more; a country's calendar brings many, which are told as one."""
    for pair in pairs(before, after, moves(tell.after, "holidays")):
        one = about(topic, Subject("calendar", pair.id))
        if isinstance(pair.before, HolidaysFacts) and isinstance(pair.after, HolidaysFacts):
            skip = {"added", "removed", "days"} if pair.before.calendar != pair.after.calendar else {"added", "removed"}
            tell.models(one, pair.before, pair.after, skip)
            if not any(change.subject == one.subject for change in tell.changes):
                tell.models(one, pair.before, pair.after)
        else:
            tell.say(one, "new" if pair.before is None else "gone", "is new" if pair.before is None else "is gone")
