"""Which of the pages that differ are pictured: a few examples of each change, what customers see most first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from compiler.review.pages import PAGE_ACTS, PAGE_KINDS, Page
from frontdesk.page_pictures.differing import Differing

EXAMPLES: Final = 4
"""Pages that stand for all that differ in the same way."""

_KIND_ORDER: Final = {kind: number for number, kind in enumerate(PAGE_KINDS)}


@dataclass(frozen=True, slots=True)
class Alike:
    """Pages that differ in the same way: those that are pictured, those that could be, and the rest."""

    pictured: tuple[Differing, ...]
    unpictured: tuple[Differing, ...]
    """Examples for which there was no room."""
    others: tuple[Page, ...]

    @property
    def all(self) -> tuple[Differing, ...]:
        """Every example."""
        return (*self.pictured, *self.unpictured)


def chosen(pages: Iterable[Differing], defaults: Mapping[str, str], limit: int) -> tuple[Alike, ...]:
    """Pages by what they have in common, at most `limit` of them to be pictured.

    Every change gets its first example before any gets its second. `defaults` are the portals' own languages.
    """
    groups: dict[str, list[Differing]] = {}
    for page in pages:
        groups.setdefault(page.alike, []).append(page)
    sorted_groups = [sorted(group, key=lambda item: _order(item, defaults)) for group in groups.values()]
    sorted_groups.sort(key=lambda group: (*_order(group[0], defaults)[:2], -len(group), group[0].page.address))
    examples = [_examples(group) for group in sorted_groups]
    rounds = [(turn, number) for turn in range(EXAMPLES) for number, some in enumerate(examples) if turn < len(some)]
    taken = frozenset(rounds[:limit])
    return tuple(
        Alike(
            tuple(item for turn, item in enumerate(some) if (turn, number) in taken),
            tuple(item for turn, item in enumerate(some) if (turn, number) not in taken),
            tuple(item.page for item in group if item not in some),
        )
        for number, (group, some) in enumerate(zip(sorted_groups, examples, strict=True))
    )


def _order(item: Differing, defaults: Mapping[str, str]) -> tuple[int, int, bool, str]:
    page = item.page
    is_own = defaults.get(f"{page.brand}/{page.portal}") == page.language
    return _KIND_ORDER[page.kind], PAGE_ACTS.index(item.act), not is_own, page.address


def _examples(group: Sequence[Differing]) -> tuple[Differing, ...]:
    """The first of each kind of page, then others; of what is new or gone one is enough."""
    if group[0].act in {"new", "gone"}:
        return tuple(group[:1])
    first = list({item.page.kind: item for item in reversed(group)}.values())[::-1]
    rest = [item for item in group if item not in first]
    return tuple((*first, *rest)[:EXAMPLES])
