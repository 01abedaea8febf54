"""Words the organisation shares with a placeholder for a field: every brand would have to have that field (NHN-110)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import ORGANIZATION, Linked
from compiler.passages import passages, place_of
from schemas.placeholders import FIELD, parse

RULE = Rule("FD436", "brand-field-in-shared-words")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Answer templates of the organisation; what else is wrong with their placeholders is said elsewhere."""
    for brand in linked.brands.values():
        for passage in passages(brand):
            if passage.thing.kind != "answer_template" or passage.thing.brand != ORGANIZATION:
                continue
            for one in parse(passage.words):
                if (one.name or "").startswith(FIELD):
                    yield found(
                        RULE,
                        f"{one.spelling} is a field of one brand, and this is offered in all of them",
                        place_of(linked, passage, one),
                        note="not in every brand",
                        hint="leave it out, or move the template into the brand that has the field",
                    )
