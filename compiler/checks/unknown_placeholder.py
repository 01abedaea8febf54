"""A placeholder that does not exist: it would be mailed to people as it is written."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, did_you_mean, found
from compiler.link import Linked
from compiler.passages import passages, place_of
from compiler.vocabulary import encrypted
from schemas.placeholders import FIELD, misuses, nearest

RULE = Rule("FD511", "unknown-placeholder")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Placeholders in messages and triggers that no list has."""
    for brand in linked.brands.values():
        fields = {code: encrypted(brand, code) for code in brand.of("field")}
        for passage in passages(brand):
            for misuse in misuses(passage.words, passage.context, fields):
                if misuse.kind != "unknown":
                    continue
                name = misuse.placeholder.name or ""
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
