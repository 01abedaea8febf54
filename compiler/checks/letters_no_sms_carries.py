"""Letters in a text message that its encoding does not have: the customer would read question marks (NHN-222)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.passages import passages
from schemas.sms import unsendable

RULE = Rule("FD679", "letters-no-sms-carries", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Templates with a Korean number. Numbers of other countries belong to providers with other encodings."""
    for brand in linked.brands.values():
        for passage in passages(brand):
            if passage.thing.kind != "sms_template" or _is_foreign(passage.thing.value.number):
                continue
            letters = tuple(unsendable(passage.words))
            if letters:
                shown = " ".join(letters[:5])
                yield found(
                    RULE,
                    f"an SMS cannot carry {shown}{' and others' if len(letters) > 5 else ''}",
                    linked.draft.span(passage.thing, passage.path),
                    note="sent as question marks",
                    hint="write it in letters of EUC-KR: no emoji, no letters with accents",
                )


def _is_foreign(number: str) -> bool:
    return number.startswith("+") and not number.startswith("+82")
