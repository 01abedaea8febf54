"""A placeholder of one's own that means no placeholder there is: it can name one differently, never new data."""

from collections.abc import Iterator

from compiler.authored import field_codes
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from schemas.placeholders import FIELD, REGISTRY

RULE = Rule("FD742", "placeholder-means-nothing")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`placeholders.yaml`; a field has to exist in one brand at least."""
    codes = {code for brand in linked.brands.values() for code in field_codes(brand)}
    legal = (*(entry.name for entry in REGISTRY), *(f"{FIELD}{code}" for code in sorted(codes)))
    for thing in linked.organization.get("placeholder", {}).values():
        means = thing.value.means
        code = means.removeprefix(FIELD)
        if means in legal or any(linked.draft.is_poisoned("field", brand, code) for brand in linked.brands):
            continue
        yield found(
            RULE,
            f"{quoted(thing.id)} would stand for {quoted(means)}, which is no placeholder",
            linked.draft.span(thing, ("means",)),
            note="no placeholder",
            hint=did_you_mean(means, legal),
        )
