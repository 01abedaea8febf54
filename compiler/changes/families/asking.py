"""What customers may ask about and what they are asked: inquiry types, forms, fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.bundle import BrandBundle
from compiler.changes.leaves import Leaf
from compiler.changes.model import Kind, Passage, Subject
from compiler.changes.telling import Telling, Topic, about
from compiler.changes.things import moves, pairs
from schemas.bundle import FormFacts, FormFieldFacts, InquiryTypeFacts, offered
from schemas.fields import Field
from schemas.fields.base import Personal
from schemas.fields.system import FIRST
from schemas.text import Text, words
from schemas.triggers.sentences import wanted

_TYPE_LABELS = {
    "group": "new tickets go to group",
    "priority": "new tickets have priority",
    "sla": "new tickets have service level",
    "form": "its form",
}
_FIELD_LABELS = {
    "options.*": "choice {}",
    "options.*.label": "choice {}",
    "max_length": "most characters",
    "min": "the least",
    "max": "the most",
    "step": "in steps of",
    "max_size": "size of each file, at most",
    "max_files": "files, at most",
    "extensions": "kinds of files",
    "default": "filled in already",
    "for": "filled in by",
    "permission": "may be changed by",
    "placeholder": "words shown while empty",
    "label": "question",
    "notice": "notice below it",
    "text": "text",
    "sentence": "sentence beside the box",
}


def tell(tell: Telling) -> None:
    """Types first, then forms, then fields."""
    _types(tell)
    _forms(tell)
    _fields(tell)


@dataclass(frozen=True, slots=True)
class _Node:
    """An inquiry type with its place in the tree."""

    facts: InquiryTypeFacts
    above: tuple[str, ...]


def _nodes(types: tuple[InquiryTypeFacts, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[str, _Node]]:
    for one in types:
        yield one.id, _Node(one, above)
        yield from _nodes(one.children, (*above, one.id))


def _types(tell: Telling) -> None:
    before, after = (dict(_nodes(side.desk.inquiry_types)) for side in (tell.before, tell.after))
    told: dict[str, list[Leaf]] = {}
    for pair in pairs(
        before, after, moves(tell.after, "inquiry_type"), lambda one, other: _is_twin(before[one], after[other])
    ):
        known = pair.after or pair.before
        assert known is not None
        portals = _offering(tell, pair.id) | _offering(tell, pair.former or pair.id)
        subject = Subject("inquiry type", pair.id, tell.name(known.facts.name))
        topic = Topic(
            "inquiry_types", "settings", subject, ("customers", "agents"), tuple(sorted(portals)), _TYPE_LABELS
        )
        if pair.before is None:
            under = f" below {known.above[-1]}" if known.above else ""
            off = "" if known.facts.enabled else ", switched off"
            tell.say(topic, "new", f"is new{under}{off}", tell.facts(known.facts.model_copy(update={"children": ()})))
        elif pair.after is None:
            tell.say(topic, "gone", "is gone: customers cannot choose it any more")
        else:
            if pair.former is not None:
                tell.say(topic, "moved", f"is called {pair.id} now; it was {pair.former}")
            told[pair.id] = _type(tell, topic, pair.before, pair.after, told)
    _type_order(tell, before, after)


def _is_twin(one: _Node, other: _Node) -> bool:
    return one.above == other.above and one.facts == other.facts.model_copy(update={"id": one.facts.id})


def _offering(tell: Telling, name: str) -> set[str]:
    """The portals where a type can be chosen, now or before."""
    found = set()
    for side in (tell.before, tell.after):
        for portal in side.portals.values():
            here = offered(side.desk.inquiry_types, portal.tickets.inquiry_types)
            if portal.show.inquiries and any(one == name for one, _ in _nodes(here)):
                found.add(portal.id)
    return found


def _type(tell: Telling, topic: Topic, before: _Node, after: _Node, told: Mapping[str, list[Leaf]]) -> list[Leaf]:
    """What changed about a type itself; what it has from above is told above."""
    if before.above != after.above:
        one, other = (" › ".join(node.above) or "the top" for node in (before, after))
        tell.say(topic, "moved", f"moves from {one} to {other}")
    found = []
    inherited = told.get(after.above[-1], []) if after.above else []
    for leaf in tell.walk.models(before.facts, after.facts, skip=("id", "children")):
        found.append(leaf)
        if any((leaf.path, leaf.before, leaf.after) == (up.path, up.before, up.after) for up in inherited):
            continue
        below = _same_below(after.facts, before.facts, leaf)
        if leaf.path == ("enabled",):
            now = "can be chosen now" if leaf.after else "is switched off: customers cannot choose it any more"
            tell.say(topic, "changed", now + below)
        elif below:
            one, other = leaf.before or "none", leaf.after or "none"
            tell.say(topic, "changed", f"{tell.label(topic, leaf)}: {one} → {other}{below}")
        else:
            tell.leaf(topic, leaf)
    return found


def _same_below(after: InquiryTypeFacts, before: InquiryTypeFacts, leaf: Leaf) -> str:
    """How many types below have the same change, since they have it from this one."""
    if len(leaf.path) != 1 or leaf.is_words:
        return ""
    then = dict(_nodes(before.children))
    count = sum(
        1
        for name, node in _nodes(after.children)
        if name in then
        and getattr(node.facts, leaf.path[0]) == leaf.after
        and getattr(then[name].facts, leaf.path[0]) == leaf.before
    )
    return f", with {count} {'type' if count == 1 else 'types'} below it" if count else ""


def _type_order(tell: Telling, before: Mapping[str, _Node], after: Mapping[str, _Node]) -> None:
    places = dict.fromkeys(node.above for node in after.values())
    for place in places:
        then = [name for name, node in before.items() if node.above == place and name in after]
        now = [name for name, node in after.items() if node.above == place and name in then]
        then = [name for name in then if name in now]
        if then != now:
            subject = Subject("inquiry types", place[-1] if place else "", "")
            topic = Topic("inquiry_types", "settings", subject, ("customers", "agents"), tell.portals(_asks))
            tell.say(topic, "reordered", "are offered in another order", Passage(tuple(then), tuple(now)))


def _asks(portal: object) -> bool:
    return bool(getattr(getattr(portal, "show", None), "inquiries", False))


def _forms(tell: Telling) -> None:
    for pair in pairs(tell.before.desk.forms, tell.after.desk.forms, moves(tell.after, "form")):
        known = pair.after or pair.before
        assert known is not None
        portals = sorted(_asking_form(tell.before, pair.former or pair.id) | _asking_form(tell.after, pair.id))
        topic = Topic("forms", "settings", Subject("form", pair.id), ("customers", "agents"), tuple(portals))
        if pair.before is None:
            tell.say(topic, "new", "is new", Passage((), tuple(_place(place) for place in known.fields)))
        elif pair.after is None:
            tell.say(topic, "gone", "is gone")
        else:
            if pair.former is not None:
                tell.say(topic, "moved", f"is called {pair.id} now; it was {pair.former}")
            _form(tell, topic, pair.before, pair.after)


def _asking_form(side: BrandBundle, name: str) -> set[str]:
    """The portals where a form can be met."""
    return {
        portal.id
        for portal in side.portals.values()
        if portal.show.inquiries
        and any(
            node.facts.form == name
            for _, node in _nodes(offered(side.desk.inquiry_types, portal.tickets.inquiry_types))
        )
    }


def _place(place: FormFieldFacts) -> str:
    marks = [word for word, so in (("required", place.required), ("hidden", place.hidden)) if so]
    when = f", asked only when {'; '.join(wanted(place.when))}" if place.when is not None else ""
    return place.code + (f" ({', '.join(marks)})" if marks else "") + when


def _form(tell: Telling, topic: Topic, before: FormFacts, after: FormFacts) -> None:
    then, now = ({place.code: place for place in form.fields} for form in (before, after))
    for code, place in now.items():
        if code not in then:
            asked = "is there, hidden" if place.hidden else "is asked"
            tell.say(topic, "changed", f"{code} {asked} now{_remark(place)}", kind=_kind(tell, code))
        else:
            _place_changed(tell, topic, then[code], place)
    for code in then:
        if code not in now:
            tell.say(topic, "changed", f"{code} is not asked any more", kind=_kind(tell, code))
    stayed, here = [code for code in then if code in now], [code for code in now if code in then]
    if stayed != here:
        tell.say(topic, "reordered", "asks in another order", Passage(tuple(stayed), tuple(here)))
    for leaf in tell.walk.models(before, after, skip=("id", "fields")):
        tell.leaf(topic, leaf)


def _remark(place: FormFieldFacts) -> str:
    when = f", but only when {'; '.join(wanted(place.when))}" if place.when is not None else ""
    return (", and must be answered" if place.required else "") + when


def _place_changed(tell: Telling, topic: Topic, before: FormFieldFacts, after: FormFieldFacts) -> None:
    code, kind = after.code, _kind(tell, after.code)
    if before.required != after.required:
        now = "must be answered now" if after.required else "may be left empty now"
        tell.say(topic, "changed", f"{code} {now}", kind=kind)
    if before.hidden != after.hidden:
        now = "is hidden now: customers are not asked" if after.hidden else "is asked now: it was hidden"
        tell.say(topic, "changed", f"{code} {now}", kind=kind)
    if before.when != after.when:
        then, now_ = (wanted(one.when) if one.when is not None else ("always",) for one in (before, after))
        tell.say(topic, "changed", f"{code} is asked under other conditions", Passage(then, now_), kind=kind)


def _kind(tell: Telling, code: str) -> Kind | None:
    """Asking for personal data is told as such."""
    fields = [side.desk.fields.get(code) for side in (tell.before, tell.after)]
    return "personal_data" if any(field is not None and field.personal is not None for field in fields) else None


def _fields(tell: Telling) -> None:
    for pair in pairs(tell.before.desk.fields, tell.after.desk.fields, moves(tell.after, "field")):
        known = pair.after or pair.before
        assert known is not None
        topic = Topic(
            "forms",
            "personal_data" if known.personal is not None else "settings",
            Subject("field", pair.id, _words(tell, known.label)),
            ("agents",) if known.for_ == "agent" else ("customers", "agents"),
            tell.portals(_asks) if known.for_ == "customer" else (),
            _FIELD_LABELS,
        )
        if pair.before is None:
            tell.say(topic, "new", f"is new: {_kind_word(known)}", tell.facts(known))
        elif pair.after is None:
            tell.say(topic, "gone", "is gone")
        else:
            if pair.former is not None:
                tell.say(topic, "moved", f"is called {pair.id} now; it was {pair.former}")
            _field(tell, topic, pair.id, pair.before, pair.after)


def _words(tell: Telling, text: Text) -> str:
    return words(text, tell.language, tell.language)


def _kind_word(field: Field) -> str:
    return field.type.replace("_", " ")


def _field(tell: Telling, topic: Topic, code: str, before: Field, after: Field) -> None:
    """The choices of the inquiry type are the types themselves, which are told where they stand."""
    if before.type != after.type:
        tell.say(topic, "changed", f"is {_kind_word(after)} now; it was {_kind_word(before)}", tell.facts(after))
        return
    skip = ("personal", "options") if code == FIRST else ("personal",)
    tell.models(about(topic, topic.subject), before, after, skip)
    if before.personal != after.personal:
        _personal(tell, topic, before.personal, after.personal)


def _personal(tell: Telling, topic: Topic, before: Personal | None, after: Personal | None) -> None:
    if before is None or after is None:
        now = "is personal data now" if after is not None else "is no personal data any more"
        tell.say(topic, "changed", now + _kept(after), kind="personal_data")
        return
    if before.encrypt != after.encrypt:
        now = "is stored encrypted now" if after.encrypt else "is not stored encrypted any more"
        tell.say(topic, "changed", now, kind="personal_data")
    if before.destroy_after != after.destroy_after:
        then, later = (
            f"{one.destroy_after} after the ticket's end" if one.destroy_after else "never" for one in (before, after)
        )
        tell.say(topic, "changed", f"answers are destroyed: {then} → {later}", kind="personal_data")


def _kept(personal: Personal | None) -> str:
    if personal is None:
        return ""
    until = (
        f"destroyed {personal.destroy_after} after the ticket's end" if personal.destroy_after else "never destroyed"
    )
    return f": {'encrypted' if personal.encrypt else 'not encrypted'}, {until}"
