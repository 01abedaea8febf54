"""A brand customers can write to that has no address to answer from."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked, LinkedBrand
from compiler.span import Span

RULE = Rule("FD423", "no-sender-address")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Brands with inquiry types whose mail has neither a sender's, an account's nor a support address."""
    for brand in linked.brands.values():
        asked = brand.brand.value.features.inquiries and any(
            thing.value.enabled for thing in brand.of("inquiry_type").values()
        )
        if asked and not _has_address(linked, brand):
            yield found(
                RULE,
                "customers can write to this brand, and its answers have no sender's address",
                _place(linked, brand),
                note="no address",
                hint="add address: to mail/sender.yaml, or support_email: to brand.yaml",
            )


def _has_address(linked: Linked, brand: LinkedBrand) -> bool:
    if brand.brand.value.support_email or linked.draft.is_poisoned("sender", brand.id, ""):
        return True
    sender = brand.of("sender").get("")
    if sender is None:
        return False
    if sender.value.address or sender.value.account is None:
        return sender.value.address is not None
    account = brand.of("mail_account").get(sender.value.account)
    return account is None or account.value.address is not None  # an account that is missing is its own finding


def _place(linked: Linked, brand: LinkedBrand) -> Span:
    sender = brand.of("sender").get("")
    return linked.draft.span(sender or brand.brand, ("name",), "key")
