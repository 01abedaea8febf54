"""Units of translation as a PO file, the form translators' programs read, and back.

A message's context is the unit's address; a document has one message for its title, its description and its text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from compiler.link import Linked
from compiler.shape import Object
from compiler.translation.counts import Row
from compiler.translation.units import Unit

PARTS: Final = ("title", "description", "body")

_NOBODY: Final = "LANGUAGE <LL@li.org>"  # what the header says that nobody filled in
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)  # the header wants a date; the same words give the same bytes


class UnreadablePoError(Exception):
    """A file that is no PO file; fit to be shown."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came back: where it belongs, what it was made from, the words, and whether a person is sure."""

    address: str
    part: str
    source: str
    words: str
    is_sure: bool


def written(linked: Linked, rows: Iterable[Row], language: str) -> bytes:
    """A PO file of units in one language; what is stale is marked fuzzy."""
    catalog = Catalog(
        locale=_locale(language),
        project="portals",
        version="1",
        last_translator="nobody yet",
        msgid_bugs_address="see the owners of the brand",
        fuzzy=False,
        charset="utf-8",
        creation_date=_BEGINNING,
        revision_date=_BEGINNING,
        header_comment="# Words of portals, written by  frontdesk translate export .",
    )
    catalog.language_team = language
    for row in rows:
        for part, source, words, line in _parts(linked, row):
            context = f"{row.unit.address}#{part}" if part else row.unit.address
            message = catalog.add(
                source,
                words,
                locations=[(row.unit.thing.file if row.unit.is_document else row.span.file, line)],
                flags=["fuzzy"] if row.state == "stale" and words else [],
                context=context,
            )
            message.flags.discard("python-format")  # a per cent sign in a text is one
    file = BytesIO()
    write_po(file, catalog, width=100)
    return file.getvalue()


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


def _parts(linked: Linked, row: Row) -> Iterator[tuple[str, str, str, int]]:
    """Part, source, words so far and line of every message of a unit."""
    unit, documents = row.unit, linked.draft.documents
    if not unit.is_document:
        yield "", unit.source, unit.words.get(row.language, ""), row.span.line
        return
    for part in PARTS:
        source = source_of(linked, unit, part)
        if source:
            body = part == "body"
            line = documents.bodies[unit.thing.file].line if body else documents.span(unit.thing.file, (part,)).line
            yield part, source, current(linked, unit, row.language, part), line


def source_of(linked: Linked, unit: Unit, part: str) -> str:
    """The words of a unit, or of a part of a document, as they are to be translated."""
    return _words(linked, unit.thing, part) if unit.is_document else unit.source


def current(linked: Linked, unit: Unit, language: str, part: str) -> str:
    """The words there are in a language; empty when there are none."""
    if not unit.is_document:
        return unit.words.get(language, "")
    known = unit.translations.get(language)
    return "" if known is None else _words(linked, known, part)


def _words(linked: Linked, thing: Object, part: str) -> str:
    if part == "body":
        return linked.draft.documents.body_text(thing.file).strip()
    return getattr(thing.value, part, None) or ""


def messages(data: bytes) -> tuple[str | None, tuple[Message, ...]]:
    """The language of a PO file, if it names one, and its messages. Raises `UnreadablePoError`."""
    try:
        catalog = read_po(BytesIO(data), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        raise UnreadablePoError(f"this is no PO file that can be read: {error}") from error
    found = tuple(
        Message(*_address(message.context), str(message.id), message.string, "fuzzy" not in message.flags)
        for message in catalog
        if message.id and message.context and isinstance(message.string, str) and message.string
    )
    team = str(catalog.language_team or "")
    return catalog.locale_identifier or (None if team in ("", _NOBODY) else team), found


def _address(context: str) -> tuple[str, str]:
    address, mark, part = context.rpartition("#")
    return (address, part) if mark and part in PARTS else (context, "")


def by_unit(found: Iterable[Message], there: Mapping[str, Unit]) -> Iterator[tuple[Unit | None, tuple[Message, ...]]]:
    """Messages grouped by their unit; `None` where the unit is gone."""
    grouped: dict[str, list[Message]] = {}
    for message in found:
        grouped.setdefault(message.address, []).append(message)
    for address, ones in grouped.items():
        yield there.get(address), tuple(ones)
