"""The tree of inquiry types as customers go through it: what is switched off is not there."""

from collections.abc import Iterable

from schemas.bundle import InquiryTypeFacts


def children_of(types: Iterable[InquiryTypeFacts]) -> tuple[InquiryTypeFacts, ...]:
    """The types of one level that may be chosen, in the admin's order."""
    return tuple(one for one in types if one.enabled and (one.form or children_of(one.children)))


def line_to(types: Iterable[InquiryTypeFacts], name: str) -> tuple[InquiryTypeFacts, ...]:
    """The way from the top to a type that may be chosen, or that leads to such; empty when there is none."""
    for one in children_of(types):
        if one.id == name:
            return (one,)
        below = line_to(one.children, name)
        if below:
            return (one, *below)
    return ()
