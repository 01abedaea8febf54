"""A placeholder that exists and may not stand where it does: encrypted, inside a tag, or in the wrong kind of text."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.passages import passages, place_of
from compiler.vocabulary import encrypted, own_placeholders
from schemas.placeholders import WHERE, Misuse, entry_of, misuses

RULE = Rule("FD513", "misplaced-placeholder")

_NOTES = {"not_here": "not here", "in_tag": "inside a tag", "encrypted": "encrypted"}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Placeholders outside their contexts, those of encrypted fields, and those inside HTML tags but addresses."""
    for brand in linked.brands.values():
        fields = {code: encrypted(brand, code) for code in brand.of("field")}
        own = own_placeholders(brand)
        for passage in passages(brand):
            for misuse in misuses(passage.words, passage.context, fields, own):
                if misuse.kind in _NOTES:
                    yield found(
                        RULE,
                        misuse.message,
                        place_of(linked, passage, misuse.placeholder),
                        note=_NOTES[misuse.kind],
                        hint=_hint(misuse),
                    )


def _hint(misuse: Misuse) -> str:
    match misuse.kind:
        case "in_tag":
            return "only addresses of our own may stand inside a tag: #{ticket.link}, #{portal.url}"
        case "encrypted":
            return "its value never leaves the ticket; link to the ticket instead: #{ticket.link}"
        case _:
            entry = entry_of(misuse.placeholder.name)
            if entry is None:
                return ""
            *some, last = (WHERE[context] for context in entry.contexts)
            return f"it may stand in {', '.join(some)} and {last}" if some else f"it may stand in {last}"
