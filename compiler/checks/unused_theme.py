"""A theme that no portal wears (NHN-159)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file
from compiler.themes import wearers

RULE = Rule("FD696", "unused-theme", "note")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Themes of brands; the organisation's are there for brands to come."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("portal", brand.id):
            continue
        for name, thing in brand.of("theme").items():
            if thing.brand == brand.id and not any(True for _ in wearers(brand, name)):
                place = linked.draft.documents.inherited.get(thing.file, thing.file)
                hint = f"write  design: {{theme: {name}}}  in a portal, or delete the folder"
                yield found(RULE, f"no portal wears the theme {quoted(name)}", whole_file(place), hint=hint)
