"""HTML that is taken out before a mail is sent: what an admin sees in the file is not what arrives (NHN-105)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked, LinkedBrand
from compiler.mail_markup import dropped
from compiler.passages import Passage, passages, stretch
from schemas.placeholders import MARKED_UP

RULE = Rule("FD659", "html-not-for-mail", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every tag, attribute and address that no mail may have, in messages, answer templates and layouts."""
    for brand in linked.brands.values():
        for passage in passages(brand):
            if passage.context in MARKED_UP and _is_html(brand, passage):
                yield from _dropped(linked, passage)


def _is_html(brand: LinkedBrand, passage: Passage) -> bool:
    return brand.brand.value.editor == "html" and not passage.thing.file.endswith(".txt")


def _dropped(linked: Linked, passage: Passage) -> Iterator[Diagnostic]:
    for what in dropped(passage.words):
        yield found(
            RULE,
            f"{what.said} is taken out of mails",
            stretch(linked, passage, what.start, what.end),
            note="never arrives",
            hint=what.hint,
        )
