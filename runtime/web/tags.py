"""The articles of a tag: where a tag's chip leads. Anybody may ask for any tag, so none is an error.

Searching for a tag as a word is `runtime.web.search`, which hands on what asks for a tag.
"""

from typing import Final
from urllib.parse import urlencode

from werkzeug.wrappers import Response

from runtime.release.shown import same_tag
from runtime.web.page import page, portal_pages

PAGE_SIZE: Final = 10
SHOWN_LENGTH: Final = 200


def tagged(language: str, asked: str, number: int) -> Response:
    """A page of the articles with exactly this tag, in the order of the knowledge base."""
    shown = portal_pages().shown
    found = shown.tagged(asked, language)
    last = max(1, -(-len(found) // PAGE_SIZE))
    number = min(number, last)
    start = (number - 1) * PAGE_SIZE
    articles = [
        (article, words)
        for article in found[start : start + PAGE_SIZE]
        if (words := shown.words("articles", article.id, language))
    ]
    name = next((tag for article in found[:1] for tag in article.tags if same_tag(tag) == same_tag(asked)), _cut(asked))
    return page(
        "tag.html",
        language,
        f"/search?{urlencode({'tag': name})}",  # the same tag in the other languages
        name=name,
        articles=articles,
        count=len(found),
        number=number,
        last=last,
        topics=shown.sections,
    )


def _cut(asked: str) -> str:
    """What was asked for as it can be shown: in one line, and not for pages."""
    line = " ".join("".join(letter for letter in asked if letter.isprintable() or letter.isspace()).split())
    return line if len(line) <= SHOWN_LENGTH else f"{line[:SHOWN_LENGTH]}…"
