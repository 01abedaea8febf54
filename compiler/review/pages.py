"""Pages of portals that are not as they were, and their pictures: what `frontdesk.page_pictures` hands over.

Values only. Titles and words are those of admins as they were written: whoever shows them escapes them.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

PageKind: TypeAlias = Literal[
    "home", "category", "article", "form", "ask", "faq", "folder", "notices", "notice", "search", "closed"
]

PAGE_KINDS: Final[dict[PageKind, str]] = {
    "home": "home page",
    "category": "category",
    "article": "article",
    "form": "form",
    "ask": "choice of inquiry types",
    "faq": "FAQ",
    "folder": "folder",
    "notices": "list of notices",
    "notice": "notice",
    "search": "search",
    "closed": "page of a closed portal",
}
"""In the order in which customers come to them: the first are pictured first."""

PageAct: TypeAlias = Literal["changed", "new", "moved", "gone"]
PAGE_ACTS: Final[tuple[PageAct, ...]] = ("changed", "new", "moved", "gone")

Mode: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a portal in a language."""

    brand: str
    portal: str
    language: str
    path: str
    """Below the portal's own, as `/ko/articles/first-harvest`."""
    address: str
    """As customers see it."""
    kind: PageKind
    title: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as a file of its own."""

    data: bytes
    width: int
    height: int
    media_type: str = "image/webp"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page at a width and in a colour mode: as it was, as it is, and what differs; one side is missing where the
    page is."""

    width: int
    mode: Mode
    before: Image | None
    after: Image | None
    difference: Image | None
    share: float
    """Of all points of the picture, those that are not as they were; 0 to 1."""
    top: int
    """Where the part that is shown begins; 0 is the top of the page."""
    shown: int
    """How many rows are shown."""
    height: int
    """How many rows the page has."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page before and after."""

    act: PageAct
    page: Page
    """After the change; before it where it is gone."""
    was: Page | None = None
    """Where a page that moved was before."""
    removed: tuple[str, ...] = ()
    """Words that can be read no more."""
    added: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    trouble: str = ""
    """Why it has no pictures, where that is not the limit."""


@dataclass(frozen=True, slots=True)
class SameChange:
    """Pages that differ in the very same way: a few as examples, the others by name."""

    act: PageAct
    about: tuple[str, ...]
    """What differs beside words, as `colours`; in words."""
    examples: tuple[PageChange, ...]
    others: tuple[Page, ...] = ()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.examples) + len(self.others)


@dataclass(frozen=True, slots=True)
class PageReport:
    """The pages that changed, the ones that matter most first. A page that did not change is nowhere in it."""

    changes: tuple[SameChange, ...] = ()
    environment: str = ""
    moment: str = ""
    """The moment at which notices and the like are shown, as `2026-03-01 09:00 UTC`."""
    trouble: str = ""
    """Why there are no pictures at all."""
    omitted: int = 0
    """Examples that were left out because there were too many."""

    @property
    def count(self) -> int:
        """How many pages changed."""
        return sum(change.count for change in self.changes)

    @property
    def pictured(self) -> int:
        """How many of them have pictures."""
        return sum(1 for change in self.changes for example in change.examples if example.pictures)
