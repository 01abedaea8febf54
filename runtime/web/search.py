"""Searching a portal: the page of results, and the first few while someone is still typing.

What is found and why is `runtime.search`; here it becomes pages.
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from runtime.release.snapshot import Snapshot
from runtime.search import KINDS, Hit, Kind, Results
from runtime.web.page import fragment, page, portal_pages
from runtime.web.request import place, services, snapshot
from runtime.web.tags import tagged

blueprint = Blueprint("search", __name__)

PAGE_SIZE: Final = 10
PAGES_LIMIT: Final = 50
INSTANT: Final = 6
QUERY_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the address it leads to."""

    hit: Hit
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """One filter above the results; `kind` is empty for all of them."""

    kind: str
    count: int


@blueprint.get("/<language>/search")
def results(language: str) -> Response:
    """The page of results: `q`, `in` (a section), `page`; or the articles of a `tag`."""
    _check(language)
    tag = request.args.get("tag", "")
    if any(letter.isprintable() and not letter.isspace() for letter in tag):
        return tagged(language, tag, _number())
    query, kind, number = _query(), _kind(), _number()
    found = _search(snapshot(), language, query, kind, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    total = sum(found.counts.values())
    pages = min(-(-found.total // PAGE_SIZE), PAGES_LIMIT)
    return page(
        "search.html",
        language,
        "/search",
        query=query,
        kind=kind or "",
        number=number,
        last=pages,
        found=_addressed(found, language),
        total=found.total,
        complete=max(0, found.complete - (number - 1) * PAGE_SIZE),
        everything=total,
        sections=[Section("", total), *(Section(name, found.counts[name]) for name in KINDS if found.counts[name])],
        suggestion=found.suggestion,
        topics=portal_pages().shown.sections,
    )


@blueprint.get("/<language>/search/instant")
def instant(language: str) -> Response:
    """The first few results as a piece of page, for the box someone is typing in."""
    _check(language)
    query = _query()
    found = _search(snapshot(), language, query, None, INSTANT, 0) if query else None
    return fragment(
        "_instant.html",
        language,
        "/search",
        query=query,
        found=_addressed(found, language) if found else [],
        total=found.total if found else 0,
        complete=found.complete if found else 0,
    )


def _check(language: str) -> None:
    show = place().portal.show
    if language not in place().portal.languages or not (show.knowledge_base or show.faq or show.notices):
        abort(404)


def _query() -> str:
    # A query may hold anything a person can paste; what cannot be stored or shown is left out.
    query = request.args.get("q", "")[:QUERY_LIMIT]
    return " ".join("".join(letter for letter in query if letter.isprintable() or letter.isspace()).split())


def _kind() -> Kind | None:
    name = request.args.get("in", "")
    return next((kind for kind in KINDS if kind == name), None)


def _number() -> int:
    number = request.args.get("page", "1")
    return min(max(int(number), 1), PAGES_LIMIT) if number.isascii() and number.isdigit() and len(number) < 5 else 1


def _search(pinned: Snapshot, language: str, query: str, kind: Kind | None, limit: int, offset: int) -> Results:
    return pinned.search(place(), language, query, kind, limit, offset, now=services().clock().timestamp())


def _addressed(found: Results, language: str) -> list[Found]:
    base = portal_pages().reader(language).addresses.base
    return [Found(hit, f"{base}/{_path(hit)}") for hit in found.hits]


def _path(hit: Hit) -> str:
    match hit.kind:
        case "article":
            return f"articles/{hit.id}"
        case "faq":
            return f"faq#{hit.id}"
        case "notice":
            return f"notices/{hit.id}"
