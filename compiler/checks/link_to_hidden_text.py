"""A link to an article that customers cannot read; links in texts are looked at when the texts are."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.visibility import is_public

RULE = Rule("FD644", "link-to-hidden-text", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Footer links of open portals with `article:`; such a link is left out of the page."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            for index, link in enumerate(thing.value.footer.links if thing.value.enabled else ()):
                article = brand.of("article").get(link.article or "")
                if article is not None and not is_public(brand, article):
                    yield found(
                        RULE,
                        f"customers cannot read the article {quoted(article.id)}",
                        linked.draft.span(thing, ("footer", "links", index, "article")),
                        note="left out of the footer",
                        hint="make it public, or link to something else",
                    )
