"""A related article that customers cannot read (OQ-54): it is left out of the list."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.visibility import is_public

RULE = Rule("FD649", "related-article-not-public", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`related:` of every article; an article that names itself is one of them."""
    for brand in linked.brands.values():
        articles = brand.of("article")
        for thing in articles.values():
            for index, name in enumerate(thing.value.related or ()):
                other = articles.get(name)
                if other is None or (is_public(brand, other) and other is not thing):
                    continue
                message = "an article is not related to itself" if other is thing else _message(name)
                yield found(
                    RULE,
                    message,
                    linked.draft.span(thing, ("related", index)),
                    note="left out of the list",
                    hint="name a public article, or leave related: out to have them found by tags and place",
                )


def _message(name: str) -> str:
    return f"customers cannot read the article {quoted(name)}"
