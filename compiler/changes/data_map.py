"""The data map: each field with personal data, where it is collected, who reads it, what carries it out, when it ends.

Contact details of every ticket are on it, too, whether or not the brand calls them personal. What changed between two
maps is here; the changes themselves are told where they were made.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from compiler.bundle import BrandBundle
from compiler.changes.model import PersonalChange, PersonalField
from schemas.bundle import InquiryTypeFacts, PortalContract, offered
from schemas.fields import Field
from schemas.placeholders import FIELD, parse
from schemas.text import Localized, Text, words
from schemas.triggers.action_sentences import people
from schemas.triggers.actions import Action
from schemas.triggers.actions.forward import Forward
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.reply import Reply
from schemas.triggers.actions.sms import Sms
from schemas.triggers.actions.webhook import Webhook
from schemas.triggers.places import actions_of

CONTACT: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("customer.name", "customer.first_name", "customer.last_name"),
    "email": ("customer.email",),
    "phone": ("customer.phone",),
}
"""System fields that say who somebody is, with the placeholders that stand for them."""


def data_map(brand: BrandBundle) -> tuple[PersonalField, ...]:
    """Every row of a brand, by code."""
    carriers = tuple(_carriers(brand))
    personal = ((code, field) for code, field in sorted(brand.desk.fields.items()) if _is_personal(code, field))
    return tuple(_row(brand, code, field, carriers) for code, field in personal)


def changed_rows(before: BrandBundle | None, after: BrandBundle | None) -> tuple[tuple[PersonalChange, ...], int]:
    """Rows that are not as they were, and how many others there are."""
    then, now = ({row.code: row for row in data_map(side)} if side is not None else {} for side in (before, after))
    pairs = [(then.get(code), now.get(code)) for code in sorted({*then, *now})]
    changed = tuple(PersonalChange(one, other) for one, other in pairs if _facts(one) != _facts(other))
    return changed, len(pairs) - len(changed)


def _facts(row: PersonalField | None) -> object:
    """What counts about a row; another label is told of the field, another brand's name of the brand."""
    return None if row is None else (row.asked, row.seen, row.carried, row.encrypted, row.destroyed)


def _is_personal(code: str, field: Field) -> bool:
    return field.personal is not None or code in CONTACT


def _row(
    brand: BrandBundle, code: str, field: Field, carriers: tuple[tuple[str, frozenset[str]], ...]
) -> PersonalField:
    names = {f"{FIELD}{code}", *CONTACT.get(code, ())}
    encrypted = field.personal is not None and field.personal.encrypt
    carried = [told for told, said in carriers if names & said or (_EVERYTHING in said and not encrypted)]
    return PersonalField(
        brand=brand.brand.id,
        code=code,
        label=words(field.label, brand.brand.default_language, brand.brand.default_language),
        asked=tuple(_asked(brand, code)),
        seen=tuple(_seen(brand, code, field)),
        carried=tuple(dict.fromkeys(carried)),
        encrypted=encrypted,
        destroyed=field.personal.destroy_after if field.personal is not None else None,
    )


def _asked(brand: BrandBundle, code: str) -> Iterator[str]:
    """Portal and form, for every form that a customer can meet there."""
    for name, portal in sorted(brand.portals.items()):
        for form in sorted(_forms(brand, portal)):
            places = brand.desk.forms[form].fields if form in brand.desk.forms else ()
            if any(place.code == code and not place.hidden for place in places):
                yield f"portal {name}, form {form}"


def _forms(brand: BrandBundle, portal: PortalContract) -> set[str]:
    if not portal.show.inquiries:
        return set()
    types = offered(brand.desk.inquiry_types, portal.tickets.inquiry_types)
    return {one.form for one in _enabled(types) if one.form is not None}


def _enabled(types: tuple[InquiryTypeFacts, ...]) -> Iterator[InquiryTypeFacts]:
    for one in types:
        if one.enabled:
            yield one
            yield from _enabled(one.children)


def _seen(brand: BrandBundle, code: str, field: Field) -> Iterator[str]:
    """Agents who see to tickets, and customers whom a portal shows tickets of others."""
    for name, agent in sorted(brand.desk.agents.items()):
        is_theirs = field.for_ == "customer" or field.permission != "admin" or agent.role == "admin"
        if "tickets" in agent.permissions and is_theirs:
            yield f"agent {name}"
    for name, portal in sorted(brand.portals.items()):
        shown = code in (*portal.tickets.detail, *portal.tickets.list.columns)
        if shown and portal.tickets.visible == "company":
            yield f"colleagues of the customer, on portal {name}"


_EVERYTHING: Final = "*"


def _carriers(brand: BrandBundle) -> Iterator[tuple[str, frozenset[str]]]:
    """What goes out, and which placeholders are in it; `*` for a whole ticket."""
    for trigger in brand.desk.triggers:
        if trigger.enabled:
            for _, action, _ in actions_of(trigger):
                told = _told(action)
                if told is not None:
                    yield f"{told} (trigger {trigger.id})", _said(brand, action)
    for status, layout in sorted(brand.desk.layouts.items()):
        yield f"answers by mail around {status} tickets", _names(layout)
    for name, template in sorted(_templates(brand).items()):
        yield f"answers with the template {name}", _names(template)


def _told(action: Action) -> str | None:
    """What an action sends to whom; `None` for one that sends nothing."""
    match action:
        case Mail():
            return f"mail {action.message or 'of its own words'} to {people(action.recipients)}"
        case Reply():
            return "reply to the customer"
        case Sms():
            return f"text message to {people(action.to)}"
        case Note() if action.visible_to == "customer":
            return "note that the customer reads"
        case Forward():
            return f"whole ticket by mail to {people(action.to)}"
        case Webhook():
            return f"call of {action.url.value or f'the address {action.url.binding}'}"
        case _:
            return None


def _said(brand: BrandBundle, action: Action) -> frozenset[str]:
    """The placeholders that an action fills in."""
    if isinstance(action, Forward) or (isinstance(action, Webhook) and action.body is None):
        return frozenset((_EVERYTHING,))
    texts = [getattr(action, key, None) for key in ("subject", "body", "text")]
    found = [_names(text.by_language or {}) for text in texts if isinstance(text, Text)]
    message = brand.desk.messages.get(getattr(action, "message", None) or "")
    if message is not None:
        parts = (message.sms,) if isinstance(action, Sms) else (message.subject, message.body)
        found += [_names(part) for part in parts]
    return frozenset().union(*found)


def _names(text: Localized) -> frozenset[str]:
    return frozenset(one.name for said in text.values() for one in parse(said) if one.name is not None)


def _templates(brand: BrandBundle) -> Mapping[str, Localized]:
    settings = brand.settings.get("answer_template")
    objects = settings.objects if settings is not None else {}
    contents = {name: getattr(one, "content", None) for name, one in objects.items()}
    return {name: text.by_language or {} for name, text in contents.items() if isinstance(text, Text)}


def told(change: PersonalChange) -> tuple[str, ...]:
    """What is different about a row, in words."""
    before, after = change.before, change.after
    if before is None or after is None:
        return ("is collected now",) if before is None else ("is not collected any more",)
    found = []
    for verb, key in (("asked in", "asked"), ("read by", "seen"), ("carried by", "carried")):
        then, now = getattr(before, key), getattr(after, key)
        found += [f"{verb} {item} now" for item in now if item not in then]
        found += [f"not {verb} {item} any more" for item in then if item not in now]
    if before.encrypted != after.encrypted:
        found.append("stored encrypted now" if after.encrypted else "not stored encrypted any more")
    if before.destroyed != after.destroyed:
        found.append(f"destroyed: {ends(before)} → {ends(after)}")
    return tuple(found)


def ends(row: PersonalField) -> str:
    """When answers are destroyed, in words."""
    return f"{row.destroyed} after the ticket's end" if row.destroyed else "never"
