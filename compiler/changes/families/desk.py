"""What agents work with: people, states of tickets, tags, limits, types of work."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from compiler.changes.leaves import Leaf
from compiler.changes.model import Area, Audience, Kind, Subject
from compiler.changes.order import place_of, shifted
from compiler.changes.telling import Telling, Topic, about
from compiler.changes.things import things
from schemas.bundle import AgentFacts, DeskContract, ProcessingTypeFacts, StatusFacts
from schemas.durations import spelt

_AGENT_LABELS: Final = {
    "permissions": "may see to",
    "assigned": "is given",
    "may_pause": "may switch off for a while",
    "cti": "telephone",
    "email": "address",
    "mobile": "mobile number",
}
_STATUS_LABELS: Final = {
    "progress": "the customer reads the step",
    "on_reply": "a customer's reply makes it",
    "shown": "its customer sees the ticket",
    "after_status": "becomes by itself",
}
_TOLD: Final = (
    "inquiry_types", "forms", "fields", "messages", "sender", "layouts", "triggers", "wording", "agents", "groups",
    "statuses", "progress", "priorities", "tags", "close_reasons", "processing_types", "chat_processing_types",
    "properties", "limits", "calendars", "customer_properties",
)  # fmt: skip
"""What is told here or by another family; whatever else the contract may hold is told by its key."""


def tell(tell: Telling) -> None:
    """People first, then tickets."""
    before, after = tell.before.desk, tell.after.desk
    _people(tell, before, after)
    _named(tell, before, after)
    _types_of_work(tell, before, after)
    topic = Topic("tickets", "settings", Subject("tickets", ""), ("agents",))
    for code in sorted({*before.properties, *after.properties}):
        subject = Subject("property", code)
        one, other = ({code: side.properties[code]} if code in side.properties else {} for side in (before, after))
        for leaf in tell.walk.entries(one, other):
            tell.leaf(about(topic, subject, {"*": "", "*.personal": "personal data"}), leaf)
    limits = Topic("tickets", "settings", Subject("limits", ""), ("customers",), tell.portals(), _limit_labels())
    tell.models(limits, before.limits, after.limits)
    _worked_out(tell, before, after)
    tell.models(topic, before, after, _TOLD)


def _limit_labels() -> Mapping[str, str]:
    return {
        "attachments": "files on one message, at most",
        "attachment_bytes": "bytes of one file, at most",
        "inquiries_count": "inquiries of one customer, at most",
        "inquiries_seconds": "seconds in which they are counted",
    }


def _people(tell: Telling, before: DeskContract, after: DeskContract) -> None:
    topic = Topic("people", "access", Subject("agent", ""), ("agents",), (), _AGENT_LABELS)
    things(tell, topic, "agent", (before.agents, after.agents), _agent)
    labels = {"agents": "agents, in the order of linear assignment"}
    topic = Topic("people", "settings", Subject("group", ""), ("agents",), (), labels)
    things(tell, topic, "group", (before.groups, after.groups), lambda group: tell.name(group.name))


def _agent(agent: AgentFacts) -> str:
    return agent.name


def _named(tell: Telling, before: DeskContract, after: DeskContract) -> None:
    """Lists whose order counts: statuses, steps, priorities, tags, reasons."""
    both: tuple[Audience, ...] = ("customers", "agents")
    _list(tell, ("tickets", "settings", "status", both), before.statuses, after.statuses, _STATUS_LABELS)
    _list(tell, ("tickets", "settings", "progress step", both), before.progress, after.progress, {})
    labels = {"default": "of a new ticket"}
    _list(tell, ("tickets", "settings", "priority", ("agents",)), before.priorities, after.priorities, labels)
    _list(tell, ("tickets", "settings", "reason to close", ("agents",)), before.close_reasons, after.close_reasons, {})
    if (before.tags is None) != (after.tags is None):
        topic = Topic("tickets", "settings", Subject("tags", ""), ("agents",))
        now = "only those listed may be used now" if after.tags is not None else "any may be used now"
        tell.say(topic, "changed", now)
    _list(tell, ("tickets", "settings", "tag", ("agents",)), before.tags or (), after.tags or (), {})


def _list(
    tell: Telling,
    about_all: tuple[Area, Kind, str, tuple[Audience, ...]],
    before: tuple[Any, ...],
    after: tuple[Any, ...],
    labels: Mapping[str, str],
) -> None:
    area, kind, word, noticed = about_all
    portals = tell.portals() if "customers" in noticed else ()
    topic = Topic(area, kind, Subject(word, ""), noticed, portals, labels)
    then, now = ({one.id: one for one in side} for side in (before, after))
    skip = ("after_seconds",) if word == "status" else ()
    things(tell, topic, word.replace(" ", "_"), (then, now), lambda one: tell.name(one.name), skip)
    for name in shifted(tuple(then), tuple(now)):
        subject = Subject(word, name, tell.name(now[name].name))
        tell.say(about(topic, subject), "reordered", f"stands {place_of(name, tuple(now))} now")
    for name in now if word == "status" else ():
        if name in then and then[name].after_seconds != now[name].after_seconds:
            subject = Subject(word, name, tell.name(now[name].name))
            tell.value(about(topic, subject), "goes on by itself after", _after(then[name]), _after(now[name]))


def _after(status: StatusFacts) -> str | None:
    return spelt(status.after_seconds) if status.after_seconds is not None else None


def _types_of_work(tell: Telling, before: DeskContract, after: DeskContract) -> None:
    for key, word in (("processing_types", "processing type"), ("chat_processing_types", "processing type of chats")):
        then, now = (dict(_nodes(getattr(side, key))) for side in (before, after))
        topic = Topic("desk", "settings", Subject(word, ""), ("agents",))
        things(
            tell,
            topic,
            key.removesuffix("s"),
            ({name: one for name, (one, _) in then.items()}, {name: one for name, (one, _) in now.items()}),
            lambda one: tell.name(one.name),
            ("children",),
        )
        for name in now:
            if name in then and then[name][1] != now[name][1]:
                sentence = f"moves from {then[name][1] or 'the top'} to {now[name][1] or 'the top'}"
                tell.say(about(topic, Subject(word, name)), "moved", sentence)
        for above in dict.fromkeys(place for _, place in now.values()):
            names = tuple(tuple(name for name, (_, place) in side.items() if place == above) for side in (then, now))
            for name in shifted(*names):
                tell.say(about(topic, Subject(word, name)), "reordered", f"stands {place_of(name, names[1])} now")


def _nodes(
    types: tuple[ProcessingTypeFacts, ...], above: str = ""
) -> Iterator[tuple[str, tuple[ProcessingTypeFacts, str]]]:
    for one in types:
        yield one.id, (one, above)
        yield from _nodes(one.children, one.id)


def _worked_out(tell: Telling, before: DeskContract, after: DeskContract) -> None:
    """Hours and days off follow service levels and calendars, properties of customers their definitions: those are
    told, and this only where they do not explain it.
    """
    topic = Topic("tracking", "settings", Subject("working time", ""), ("customers", "agents"), tell.portals())
    if not _differ(tell, "sla", "holidays"):
        _all(tell, topic, tell.walk.entries(before.calendars, after.calendars))
    if not _differ(tell, "customer_property"):
        topic = Topic("access", "settings", Subject("properties of customers", ""), ("agents",))
        _all(tell, topic, tell.walk.entries(before.customer_properties, after.customer_properties))


def _all(tell: Telling, topic: Topic, leaves: Iterator[Leaf]) -> None:
    for leaf in leaves:
        tell.leaf(topic, leaf)


def _differ(tell: Telling, *kinds: str) -> bool:
    return any(tell.before.settings.get(kind) != tell.after.settings.get(kind) for kind in kinds)
