"""Placeholders: one closed registry, three spellings, one pass.

`#{customer.name}` is ours; `@[AffectedFirstName]` and `[#CustomerPortal_Link]` name the same entries. Every spelling
may carry words to show instead of a blank: `#{customer.first_name|there}`. What a value is, the runtime says; here is
which exist, where each may stand, and how a text is filled: once, escaped for where it goes, never looked at again.
"""

import html
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from schemas.names import FIELD_CODE

Context: TypeAlias = Literal[
    "mail_subject",
    "mail_body",
    "note",
    "reply",
    "sms",
    "webhook",
    "chat_hook",
    "layout",
    "answer_template",
    "tracking",
]
"""Where a text stands: what may be filled in there differs."""

WHERE: Final[Mapping[Context, str]] = {
    "mail_subject": "the subject of a mail",
    "mail_body": "the body of a mail",
    "note": "a note",
    "reply": "a reply",
    "sms": "a text message",
    "webhook": "the body of a call",
    "chat_hook": "words for a chat room",
    "layout": "a mail layout",
    "answer_template": "an answer template",
    "tracking": "the words of a tracking page",
}
"""The contexts in words."""

CONTEXTS: Final[tuple[Context, ...]] = tuple(WHERE)
MARKED_UP: Final[tuple[Context, ...]] = ("mail_body", "reply", "layout", "answer_template")
"""Contexts whose texts may be HTML."""

Escape: TypeAlias = Literal["html", "text", "subject"]
"""Where a filled text goes: into HTML, into plain text, into one header line."""

Source: TypeAlias = Literal["ours", "stranger", "staff"]
"""Whose words a value is: settled by us or by configuration, typed by whoever filled the form, typed by an agent."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One placeholder by its own name."""

    name: str
    source: Source = "ours"
    contexts: tuple[Context, ...] = CONTEXTS
    is_address: bool = False
    """A web address of ours: the only kind that may stand inside a tag, as in `href="#{ticket.link}"`."""
    lines: bool = False
    """May hold several lines; in HTML they stay lines, in a subject they become one."""


_SIGNED: Final[tuple[Context, ...]] = ("mail_body", "reply", "layout", "answer_template")
_LINKED: Final[tuple[Context, ...]] = (*_SIGNED, "sms", "webhook", "chat_hook")
_LONG: Final[tuple[Context, ...]] = (*_LINKED, "note")
_ANSWERED: Final[tuple[Context, ...]] = ("layout", "webhook", "chat_hook")
_RATED: Final[tuple[Context, ...]] = (*_SIGNED, "sms")

REGISTRY: Final = (
    Entry("customer.name", "stranger"),
    Entry("customer.first_name", "stranger"),
    Entry("customer.last_name", "stranger"),
    Entry("customer.email"),
    Entry("customer.phone", "stranger"),
    Entry("customer.id"),
    Entry("customer.company", "stranger"),
    Entry("customer.language"),
    Entry("ticket.id"),
    Entry("ticket.title", "stranger"),
    Entry("ticket.inquiry", "stranger", _LONG, lines=True),
    Entry("ticket.status"),
    Entry("ticket.progress"),
    Entry("ticket.priority"),
    Entry("ticket.inquiry_type"),
    Entry("ticket.processing_type"),
    Entry("ticket.project"),
    Entry("ticket.sla"),
    Entry("ticket.channel"),
    Entry("ticket.language"),
    Entry("ticket.created_at"),
    Entry("ticket.link", "ours", _LINKED, is_address=True),
    Entry("message.text", "staff", _LONG, lines=True),
    Entry("message.author", "staff"),
    Entry("agent.name"),
    Entry("agent.signature", "ours", _SIGNED, lines=True),
    Entry("group.name"),
    Entry("group.signature", "ours", _SIGNED, lines=True),
    Entry("brand.name"),
    Entry("company.name"),
    Entry("portal.name"),
    Entry("portal.url", "ours", _LONG, is_address=True),
    Entry("content", "staff", _ANSWERED, lines=True),
    Entry("satisfaction.link", "ours", _RATED, is_address=True),
    Entry("tracking.link", "ours", _LONG, is_address=True),
    Entry("tracking.book", "ours", _LONG, is_address=True),
    Entry("appointment.date"),
    Entry("appointment.from"),
    Entry("appointment.to"),
    Entry("appointment.change_link", "ours", _LONG, is_address=True),
)
"""Every placeholder but `field.<code>`, which a brand's fields add.

`ticket.link` is the reader's own way to the ticket: the customer's personal link, an agent's page. `message.*` are the
words just written, whoever wrote them; `content` is the answer. `tracking.*` are the customer's page of one ticket.
"""

FIELD: Final = "field."

ALIASES: Final[Mapping[str, str]] = {
    "@[AffectedFirstName]": "customer.first_name",
    "@[AffectedLastName]": "customer.last_name",
    "@[AffectedEmail]": "customer.email",
    "@[AffectedPhone]": "customer.phone",
    "@[AffectedMobile]": "customer.phone",
    "@[AffectedCompany]": "customer.company",
    "@[TicketId]": "ticket.id",
    "@[TicketStatus]": "ticket.status",
    "@[ProjectName]": "ticket.project",
    "@[SlaName]": "ticket.sla",
    "@[ProblemDescription]": "ticket.inquiry",
    "@[AppointmentDate]": "appointment.date",
    "@[AppointmentFrom]": "appointment.from",
    "@[AppointmentTo]": "appointment.to",
    "[#CustomerPortal_Link]": "tracking.link",
    "[#CustomerPortal_BookAppointment]": "tracking.book",
}
"""The foreign spellings; each means an entry of the registry."""

BOOKING: Final = ("tracking.book",)
"""Entries that lead to booking an appointment."""
TRACKING: Final = ("tracking.link", "tracking.book")
"""Entries that lead to the page of one ticket."""

Own: TypeAlias = Mapping[str, str]
"""An organisation's own names (`placeholders.yaml`), each with the entry it means: `AffectedSerial` as `@[…]`."""

_BY_NAME: Final[Mapping[str, Entry]] = {entry.name: entry for entry in REGISTRY}

_SPELLING: Final = re.compile(
    r"\#\{(?P<ours>[^{}|\r\n]{1,80})(?:\|(?P<ours_else>[^{}\r\n]{0,200}))?\}"
    r"|@\[(?P<at>[A-Za-z_][A-Za-z0-9_]{0,60})(?:\|(?P<at_else>[^\[\]\r\n]{0,200}))?\]"
    r"|\[\#(?P<hash>[A-Za-z_][A-Za-z0-9_]{0,60})(?:\|(?P<hash_else>[^\[\]\r\n]{0,200}))?\]"
)
_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*>?")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder in a text. Offsets count characters, the end excluded."""

    start: int
    end: int
    spelling: str
    """As written, without the fallback: `#{customer.name}`."""
    name: str | None
    """The entry it means; `None` for an unknown foreign spelling. An unknown name of ours stays as written."""
    fallback: str | None
    in_tag: bool
    """Whether it stands inside an HTML tag rather than in text."""


def parse(text: str, own: Own = MappingProxyType({})) -> tuple[Placeholder, ...]:
    """Every placeholder of a text, known or not, in order; anything else is words. `own` names are spelt `@[Name]`."""
    if "#{" not in text and "@[" not in text and "[#" not in text:  # as in most texts, and all are looked at
        return ()
    return _found(text, own) if own else _found_once(text)


def _found(text: str, own: Own) -> tuple[Placeholder, ...]:
    tags = [match.span() for match in _TAG.finditer(_without_placeholders(text))] if "<" in text else []
    return tuple(_one(match, tags, own) for match in _SPELLING.finditer(text))


@lru_cache(maxsize=1024)
def _found_once(text: str) -> tuple[Placeholder, ...]:
    """A dozen checks ask about one text, and every mail to a thousand customers about the same."""
    return _found(text, {})


def _without_placeholders(text: str) -> str:
    """The same length, so that offsets stay: a `>` in a fallback must not end a tag."""
    return _SPELLING.sub(lambda match: "x" * len(match[0]), text)


def _one(match: re.Match[str], tags: list[tuple[int, int]], own: Own) -> Placeholder:
    if match["ours"] is not None:
        name: str | None = match["ours"].strip()
        spelling, fallback = f"#{{{name}}}", match["ours_else"]
    elif match["at"] is not None:
        spelling, fallback = f"@[{match['at']}]", match["at_else"]
        name = ALIASES.get(spelling) or own.get(match["at"])
    else:
        spelling, fallback = f"[#{match['hash']}]", match["hash_else"]
        name = ALIASES.get(spelling)
    in_tag = any(start < match.start() < end for start, end in tags)
    return Placeholder(match.start(), match.end(), spelling, name, fallback, in_tag)


def entry_of(name: str | None) -> Entry | None:
    """The entry of a name; a field's is made up on the spot, whether or not the brand has the field."""
    if name is not None and name.startswith(FIELD) and re.match(FIELD_CODE, name.removeprefix(FIELD)):
        return Entry(name, "stranger", lines=True)
    return _BY_NAME.get(name or "")


@dataclass(frozen=True, slots=True)
class Misuse:
    """A placeholder that may not stand where it does."""

    placeholder: Placeholder
    kind: Literal["unknown", "not_here", "in_tag", "encrypted"]
    message: str
    legal: tuple[str, ...] = ()
    """What may stand there; empty where that is no help."""


def misuses(
    text: str, context: Context, fields: Mapping[str, bool], own: Own = MappingProxyType({})
) -> Iterator[Misuse]:
    """What is wrong with the placeholders of a text. `fields` are the brand's codes and whether each is encrypted."""
    for one in parse(text, own):
        entry = entry_of(one.name)
        code = (one.name or "").removeprefix(FIELD)
        if entry is None or (entry.name.startswith(FIELD) and code not in fields):
            yield Misuse(one, "unknown", f"there is no placeholder {one.spelling}", _legal(one, context, fields, own))
        elif entry.name.startswith(FIELD) and fields[code]:
            yield Misuse(one, "encrypted", f"{one.spelling} is an encrypted field, which has no placeholder")
        elif context not in entry.contexts:
            message = f"{one.spelling} cannot stand in {WHERE[context]}"
            yield Misuse(one, "not_here", message, _legal(one, context, fields, own))
        elif one.in_tag and context in MARKED_UP and not entry.is_address:
            addresses = tuple(f"#{{{item.name}}}" for item in REGISTRY if item.is_address)
            yield Misuse(one, "in_tag", f"{one.spelling} cannot stand inside a tag, only in text", addresses)


def _legal(one: Placeholder, context: Context, fields: Mapping[str, bool], names_of: Own) -> tuple[str, ...]:
    """The spellings legal in a context, of the same kind as the one written."""
    names = {entry.name for entry in REGISTRY if context in entry.contexts}
    own = {f"{FIELD}{code}" for code, encrypted in fields.items() if not encrypted}
    if (one.name or "").startswith(FIELD):
        return tuple(f"#{{{name}}}" for name in sorted(own))
    if one.spelling.startswith("#{"):
        return tuple(f"#{{{name}}}" for name in sorted(names | own))
    aliases = {**ALIASES, **{f"@[{alias}]": name for alias, name in names_of.items()}}
    return tuple(alias for alias, name in aliases.items() if name in names | own and alias[0] == one.spelling[0])


def nearest(misuse: Misuse) -> str | None:
    """The legal placeholder that looks most like the misused one; `None` when none is near."""
    near = get_close_matches(misuse.placeholder.spelling, misuse.legal, n=1, cutoff=0.6)
    return near[0] if near else None


def strangers_words(
    text: str, event: str, typed: Container[str], own: Own = MappingProxyType({})
) -> Iterator[Placeholder]:
    """The placeholders of a text that would repeat what an unknown person typed.

    `typed` are the codes of fields whose answers are words of the customer's own; a chosen option is ours.
    `message.*` is the words just written: the stranger's on `created`, an agent's or a known customer's otherwise.
    """
    for one in parse(text, own):
        entry = entry_of(one.name)
        if entry is None or (entry.name.startswith(FIELD) and entry.name.removeprefix(FIELD) not in typed):
            continue
        if entry.source == "stranger" or (entry.source == "staff" and event == "created"):
            yield one


def in_our_spelling(text: str, own: Own) -> str:
    """The text with an organisation's own names replaced by what they mean: nobody has to know them afterwards."""
    parts, position = [], 0
    for one in parse(text, own):
        if one.name is not None and one.spelling.startswith("@[") and one.spelling not in ALIASES:
            fallback = "" if one.fallback is None else f"|{one.fallback}"
            parts += [text[position : one.start], f"#{{{one.name}{fallback}}}"]
            position = one.end
    return "".join((*parts, text[position:])) if parts else text


def render(text: str, values: Mapping[str, str], escape: Escape) -> str:
    """Fill a text in one pass: values are escaped and never looked at again, so no value can bring a placeholder.

    `values` are plain text by entry name; a blank or missing one becomes the fallback, else nothing. Unknown spellings
    stay as they are written.
    """
    parts, position = [], 0
    for one in parse(text):
        entry = entry_of(one.name)
        if entry is None:
            continue
        value = values.get(entry.name, "").strip() or _fallback(one, escape)
        parts += [text[position : one.start], _escaped(value, escape, lines=entry.lines and not one.in_tag)]
        position = one.end
    filled = "".join((*parts, text[position:]))
    return one_line(filled) if escape == "subject" else filled


def _fallback(one: Placeholder, escape: Escape) -> str:
    """The words after the bar as plain text: in HTML they are part of the markup, so `&amp;` means `&` there."""
    words = one.fallback or ""
    return html.unescape(words) if escape == "html" else words


def _escaped(value: str, escape: Escape, *, lines: bool) -> str:
    clean = value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if escape != "html":
        return clean
    escaped = html.escape(clean, quote=True)
    return escaped.replace("\n", "<br>\n") if lines else escaped


def one_line(text: str) -> str:
    """A text fit for one header line: every line break and control character becomes a blank, none is doubled."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())
