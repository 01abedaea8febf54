"""A placeholder that does not exist: it would be mailed to people as it is written."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, did_you_mean, found
from compiler.link import Linked
from compiler.passages import passages, place_of
from compiler.vocabulary import encrypted, own_placeholders
from schemas.placeholders import FIELD, misuses, nearest

RULE = Rule("FD511", "unknown-placeholder")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Placeholders in messages and triggers that no list has."""
    for brand in linked.brands.values():
        fields = {code: encrypted(brand, code) for code in brand.of("field")}
        own = own_placeholders(brand)
        for passage in passages(brand):
            for misuse in misuses(passage.words, passage.context, fields, own):
                if misuse.kind != "unknown":
                    continue
                name = misuse.placeholder.name or ""
                is_shared = passage.thing.kind == "answer_template" and passage.thing.brand != brand.id
                if name.startswith(FIELD) and is_shared:
                    continue  # shared words name no field at all: a check of its own
                if name.startswith(FIELD) and linked.draft.is_poisoned("field", brand.id, name.removeprefix(FIELD)):
                    continue
                span, near = place_of(linked, passage, misuse.placeholder), nearest(misuse)
                yield found(
                    RULE,
                    misuse.message,
                    span,
                    note="unknown",
                    hint=f"did you mean {near}?" if near else did_you_mean(misuse.placeholder.spelling, misuse.legal),
                    suggestion=Suggestion((Edit(span, near),))
                    if near and misuse.placeholder.fallback is None
                    else None,
                )
