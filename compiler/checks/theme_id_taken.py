"""A theme that is called like a built-in one (NHN-151): nobody could tell which of them a portal wears."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.span import whole_file
from schemas.theme import THEMES

RULE = Rule("FD693", "theme-id-taken")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Themes of brands and of the organisation."""
    homes = [(brand.id, brand.of("theme")) for brand in linked.brands.values()]
    for home, themes in (*homes, (ORGANIZATION, linked.organization.get("theme", {}))):
        for name, thing in themes.items():
            if thing.brand == home and name in THEMES:
                yield found(
                    RULE,
                    f"the built-in theme {quoted(name)} has this id already",
                    whole_file(thing.file),
                    hint=f"rename the folder, as in themes/my-{name}",
                )
