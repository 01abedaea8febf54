"""Which pages two states differ in, and which of those differ in the very same way.

A page names everything it is made of by digest: style sheets, pictures, files. So its bytes differ when anything of it
does, and pages whose lines differ alike show the same change, however many there are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias

from compiler.review.pages import Page, PageAct, PageKind
from frontdesk.page_pictures.states import Seen, State
from frontdesk.page_pictures.words import heading, without
from runtime.release.contents import PortalPlace
from runtime.web.inquiry_types import children_of, line_to
from schemas.bundle import offered

_FILE: Final = re.compile(r"/files/[0-9a-f]{32}/([^\"\s>]+)")
_KINDS: Final[Mapping[str, PageKind]] = {
    "articles": "article",
    "faq": "faq",
    "notices": "notices",
    "search": "search",
    "ask": "ask",
}
_At: TypeAlias = tuple[str, str]
"""A portal, and a path below it."""

COLOURS: Final = "colours"
MARKUP: Final = "markup"


@dataclass(frozen=True, slots=True)
class Differing:
    """A page that is not as it was."""

    act: PageAct
    page: Page
    was: Page | None
    """The page in the earlier state, elsewhere perhaps; `None` for a new one."""
    alike: str
    """The same for all pages that differ in the same way."""
    about: tuple[str, ...] = ()
    """What differs beside words."""


def differing(before: State | None, after: State | None) -> Iterator[Differing]:
    """Every page that is new, gone, elsewhere, or says something else."""
    old = before.pages() if before else {}
    new = after.pages() if after else {}
    moves = dict(_moves(old, new, after.places if after else {}))
    arrived = frozenset(moves.values())
    for at in sorted(old.keys() | new.keys()):
        if old.get(at) == new.get(at) or at in arrived:
            continue
        then = at if at in old and old[at].location is None else None
        now = moves.get(at) or (at if at in new and new[at].location is None else None)
        if then or now:
            yield _compared(before, then, after, now)


def _moves(
    old: Mapping[_At, Seen], new: Mapping[_At, Seen], places: Mapping[str, PortalPlace]
) -> Iterator[tuple[_At, _At]]:
    """From addresses that had a page to those they lead to now, where there was none."""
    for at, seen in new.items():
        if seen.location is None or at not in old or old[at].location is not None:
            continue
        target = (at[0], seen.location.removeprefix(places[at[0]].path))
        if target in new and target not in old:
            yield at, target


def _compared(before: State | None, then: _At | None, after: State | None, now: _At | None) -> Differing:
    was = _page(before, then) if before and then else None
    page = _page(after, now) if after and now else None
    if page is None or was is None:
        there = page or was
        assert there is not None
        rest = there.path.removeprefix(f"/{there.language}")
        act: PageAct = "new" if page else "gone"
        return Differing(act, there, was, f"{act} {there.brand} {rest}")
    assert before is not None
    assert after is not None
    removed, added = _lines(before, was), _lines(after, page)
    gone, come = without(removed, added), without(added, removed)
    alike = sha256("\0".join((*gone, "", *come)).encode()).hexdigest()
    act = "changed" if was.path == page.path else "moved"
    return Differing(act, page, was, f"{act} {alike if gone or come else 'order'}", tuple(_about(gone, come)))


def _lines(state: State, page: Page) -> tuple[str, ...]:
    """The lines of a page, whatever portal and language it stands in."""
    place = state.places[f"{page.brand}/{page.portal}"]
    body = state.body(place.key, page.path)
    return tuple(body.replace(f"{place.path}/{page.language}/", "//").splitlines())


def _about(gone: tuple[str, ...], come: tuple[str, ...]) -> Iterator[str]:
    """What the lines say of things that are no words."""
    before = {found[0]: found[1] for line in gone for found in _FILE.finditer(line)}
    after = {found[0]: found[1] for line in come for found in _FILE.finditer(line)}
    names = {before[address] for address in before.keys() - after.keys()}
    names |= {after[address] for address in after.keys() - before.keys()}
    if "tokens.css" in names:
        yield COLOURS
    yield from sorted(names - {"tokens.css"})
    if not names and [_bare(line) for line in gone] == [_bare(line) for line in come]:
        yield MARKUP


def _bare(line: str) -> str:
    return re.sub(r"<[^>]*>", "", line).strip()


def _page(state: State, at: _At) -> Page:
    place, path = state.places[at[0]], at[1]
    language, _, rest = path[1:].partition("/")
    return Page(
        brand=place.brand.id,
        portal=place.portal.id,
        language=language,
        path=path,
        address=f"https://{place.host}{place.path}{path}",
        kind=_kind(place, rest),
        title=heading(state.body(*at)),
    )


def _kind(place: PortalPlace, rest: str) -> PageKind:
    first, _, more = rest.partition("/")
    if not rest:
        return "home" if place.portal.enabled else "closed"
    if first == "c":
        return "folder" if "/" in more else "category"
    if first == "notices" and more:
        return "notice"
    if first == "ask" and more:
        types = offered(place.brand.desk.inquiry_types, place.portal.tickets.inquiry_types)
        return "ask" if children_of(line_to(types, more)[-1].children) else "form"
    return _KINDS[first]
