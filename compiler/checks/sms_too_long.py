"""An SMS template with more bytes than its type may have (NHN-222). Texts of triggers have a check of their own."""

from collections.abc import Iterator, Mapping

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.passages import Passage, passages
from compiler.vocabulary import own_placeholders
from schemas.placeholders import parse
from schemas.sms import MMS_BYTES, SMS_BYTES, length

RULE = Rule("FD678", "sms-too-long")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Templates by their type. What placeholders will add is not known, so the words around them are counted."""
    for brand in linked.brands.values():
        own = own_placeholders(brand)
        for passage in passages(brand):
            if passage.thing.kind != "sms_template":
                continue
            is_sms = passage.thing.value.type == "sms"
            limit = SMS_BYTES if is_sms else MMS_BYTES
            size = length(_fixed(passage, own))
            if size > limit:
                yield found(
                    RULE,
                    f"this text has {size:,} bytes; {'an SMS' if is_sms else 'an MMS'} has at most {limit:,}",
                    linked.draft.span(passage.thing, passage.path),
                    note="two bytes for a Hangul syllable, one for a Latin letter (EUC-KR)",
                    hint="shorten it, or write  type: mms" if is_sms and size <= MMS_BYTES else "shorten it",
                )


def _fixed(passage: Passage, own: Mapping[str, str]) -> str:
    """The words that are always sent."""
    words = passage.words
    for one in reversed(parse(words, own)):
        words = words[: one.start] + words[one.end :]
    return words
