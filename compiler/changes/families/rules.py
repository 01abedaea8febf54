"""Triggers: their sentences before and after, as snapshots have them, and the order in which they run."""

from collections.abc import Iterator, Mapping

from compiler.bundle import BrandBundle
from compiler.changes.model import Passage, Subject
from compiler.changes.order import blocks, place_of, shifted
from compiler.changes.telling import Telling, Topic, about
from compiler.changes.things import moves, pairs
from compiler.changes.values import word_lines
from schemas.text import words
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.webhook import Webhook
from schemas.triggers.places import actions_of
from schemas.triggers.rule import Trigger
from schemas.triggers.sentences import told


def tell(tell: Telling) -> None:
    """Every trigger that is not as it was; then the order, if those that stayed run in another one."""
    before, after = _of(tell.before), _of(tell.after)
    topic = Topic("triggers", "rules", Subject("trigger", ""), ("agents",), tell.portals())
    for pair in pairs(before, after, moves(tell.after, "trigger")):
        known = pair.after or pair.before
        assert known is not None
        sends = any(_sends(one) for one in (pair.before, pair.after) if one is not None)
        noticed = ("agents", "mail") if sends else topic.noticed
        subject = Subject("trigger", pair.id, known.title)
        one = Topic("triggers", "rules", subject, noticed, topic.portals)
        if pair.before is None:
            tell.say(one, "new", f"is new; it runs {place_of(pair.id, tuple(after))}", Passage((), _lines(tell, known)))
        elif pair.after is None:
            tell.say(one, "gone", "is gone", Passage(_lines(tell, known), ()))
        else:
            if pair.former is not None:
                tell.say(one, "moved", f"is called {pair.id} now; it was {pair.former}")
            _changed(tell, one, pair.before, pair.after)
    _order(tell, topic, before, after)


def _of(brand: BrandBundle) -> Mapping[str, Trigger]:
    return {trigger.id: trigger for trigger in brand.desk.triggers}


def _sends(trigger: Trigger) -> bool:
    actions = (*trigger.then, *(action for case in trigger.cases for action in case.then))
    return any(action.do in ("mail", "reply", "sms", "forward", "webhook", "dooray") for action in actions)


def _lines(tell: Telling, trigger: Trigger, language: str | None = None) -> tuple[str, ...]:
    """The sentences without the trigger's name, which stands above them; then what is sent in full."""
    lines = told(trigger, language or tell.language, tell.language)[1:]
    return (*(line.removeprefix("  ") for line in lines), *_in_full(tell, trigger, language or tell.language))


def _in_full(tell: Telling, trigger: Trigger, language: str) -> Iterator[str]:
    """What a sentence has no room for: the bodies of mails of a trigger's own, the names of keys."""
    for _, action, _ in actions_of(trigger):
        if isinstance(action, Mail) and action.body is not None:
            html = words(action.body, language, tell.language)
            yield from (f"  mail: {line}" for line in word_lines(html, is_rich=True))
        if isinstance(action, Webhook) and action.signing_key is not None:
            yield f"  signed with {action.signing_key.secret}"


def _changed(tell: Telling, topic: Topic, before: Trigger, after: Trigger) -> None:
    """What is switched on or off as such; everything else as sentences before and after."""
    if before.enabled != after.enabled:
        tell.say(topic, "changed", "is switched on" if after.enabled else "is switched off: it does nothing")
    if before.shadow != after.shadow:
        now = (
            "is only recorded, not done (shadow)" if after.shadow else "acts now; so far it was only recorded (shadow)"
        )
        tell.say(topic, "changed", f"what it would do {now}" if after.shadow else now)
    if before.title != after.title:
        tell.value(topic, "title", before.title, after.title)
    lines = _lines(tell, before), _lines(tell, after)
    if lines[0] != lines[1]:
        sentence = "does something else" if _acts(before) != _acts(after) else "runs under other conditions"
        if before.model_copy(update={"description": after.description}) == after:
            sentence = "description changes"
        tell.say(topic, "changed", sentence, Passage(*lines))
    _rest(tell, topic, before, after, lines[0] != lines[1])


def _acts(trigger: Trigger) -> object:
    return trigger.then, tuple((case.id, case.then) for case in trigger.cases)


def _rest(tell: Telling, topic: Topic, before: Trigger, after: Trigger, is_told: bool) -> None:
    """Words in other languages, and what sentences do not say."""
    others = [one for one in tell.after.brand.languages if one != tell.language and one in tell.before.brand.languages]
    for language in others:
        lines = _lines(tell, before, language), _lines(tell, after, language)
        own = [line for line in lines[1] if line not in _lines(tell, after)]
        was = [line for line in lines[0] if line not in _lines(tell, before)]
        if own != was:
            tell.say(topic, "changed", "its words change", Passage(tuple(was), tuple(own)), (language,))
            is_told = True
    masked = after.model_copy(update={"id": before.id, "enabled": before.enabled, "shadow": before.shadow})
    if not is_told and masked.model_copy(update={"title": before.title}) != before:
        for leaf in tell.walk.models(before, masked, skip=("id", "title")):
            tell.leaf(topic, leaf)


def _order(tell: Telling, topic: Topic, before: Mapping[str, Trigger], after: Mapping[str, Trigger]) -> None:
    """Triggers that run earlier or later than they did, compared with those that are in both states."""
    moved = moves(tell.after, "trigger")
    then = [moved.get(name, name) for name in before if moved.get(name, name) in after]
    now = [name for name in after if name in then]
    moved_now = shifted(then, now)
    if moved_now:
        told_now = "; ".join(f"{', '.join(names)} {place}" for names, place in blocks(moved_now, now))
        one = about(topic, Subject("triggers", "", ""))
        tell.say(one, "reordered", f"run in another order: {told_now}", Passage(tuple(then), tuple(now)))
