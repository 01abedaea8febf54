"""What a comparison says: changes as sentences, what they reach, and what reviewers have to know beside them.

Values only. A sentence and the lines of a passage hold words of admins as they were written: whoever shows them escapes
them for the place they are shown in.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from compiler.diagnostic import Diagnostic
from compiler.translation.state import State as TranslationState

Kind: TypeAlias = Literal["personal_data", "access", "rules", "settings", "content"]
KINDS: Final[tuple[Kind, ...]] = ("personal_data", "access", "rules", "settings", "content")
"""What sort of change it is, the most delicate first: where room is short, the last go first."""

Audience: TypeAlias = Literal["customers", "agents", "mail"]
AUDIENCES: Final[tuple[Audience, ...]] = ("customers", "agents", "mail")
"""Who notices: customers on their pages, agents at the desk, whoever reads what is sent."""

Act: TypeAlias = Literal["new", "changed", "moved", "reordered", "gone"]

Area: TypeAlias = Literal[
    "brands", "access", "privacy", "triggers", "inquiry_types", "forms", "tickets", "people", "mail", "channels",
    "tracking", "interfaces", "portals", "themes", "knowledge", "faq", "notices", "texts", "desk", "files",
    "environments", "other",
]  # fmt: skip

AREAS: Final[dict[Area, str]] = {
    "brands": "Brands",
    "access": "Who may come in",
    "privacy": "Consents and keys",
    "triggers": "Triggers",
    "inquiry_types": "Inquiry types",
    "forms": "Forms and fields",
    "tickets": "Statuses, priorities, tags and limits",
    "people": "Agents and groups",
    "mail": "Mail and messages",
    "channels": "Channels",
    "tracking": "Projects, tracking and service levels",
    "interfaces": "Other systems",
    "portals": "Portals",
    "themes": "Themes",
    "knowledge": "Knowledge base",
    "faq": "FAQ",
    "notices": "Notices",
    "texts": "Words of the interface",
    "desk": "The agents' desk",
    "files": "Pictures and files",
    "environments": "Environments",
    "other": "Everything else",
}
"""Headings of the changes, in the order in which they are read."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """The thing that changes, as the configuration calls it."""

    kind: str
    """In words, as in `inquiry type`."""
    id: str
    name: str = ""
    """What people call it, in the default language."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A brand in which a change is noticed."""

    brand: str
    portals: tuple[str, ...] = ()
    """Those that show it; none where only agents notice."""
    languages: tuple[str, ...] = ()
    """None where it is no matter of language."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words before and after, a line each: an article's text, a rule's sentences. Shown as a difference."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing somebody will notice. The same change in many places is one change."""

    area: Area
    kind: Kind
    act: Act
    subject: Subject
    sentence: str
    """Says it in full, short values included; what is longer stands in the passage."""
    where: tuple[Where, ...]
    noticed: tuple[Audience, ...] = ()
    passage: Passage | None = None
    also: tuple[Subject, ...] = ()
    """Other things with the very same change, as all texts that show one code."""

    @property
    def portals(self) -> int:
        """In how many portals it is noticed."""
        return sum(len(place.portals) for place in self.where)


@dataclass(frozen=True, slots=True)
class Revision:
    """One of the two states."""

    label: str
    """As it was asked for: a branch, a commit, or the folder with what is not committed."""
    commit: str | None
    """`None` for a folder."""
    root: str
    """The root digest: what is published is named by it."""


@dataclass(frozen=True, slots=True)
class Radius:
    """How far the changes reach."""

    brands: tuple[str, ...] = ()
    portals: tuple[str, ...] = ()
    """As `<brand>/<portal>`."""
    languages: tuple[str, ...] = ()
    noticed: tuple[Audience, ...] = ()
    all_brands: int = 0
    all_portals: int = 0


@dataclass(frozen=True, slots=True, order=True)
class PersonalField:
    """One row of the data map: a field with personal data, and its way through the house."""

    brand: str
    code: str
    label: str
    asked: tuple[str, ...]
    """Where it is collected: `portal main, form bug`."""
    seen: tuple[str, ...]
    """Who reads the answers."""
    carried: tuple[str, ...]
    """What takes them out of the house: mails and calls of web addresses."""
    encrypted: bool
    destroyed: str | None
    """How long after a ticket's end; `None` for never."""


@dataclass(frozen=True, slots=True)
class PersonalChange:
    """A row of the data map that is not as it was; `None` for one that was not there, or is there no more."""

    before: PersonalField | None
    after: PersonalField | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Units of translation by their state."""

    fresh: int = 0
    acknowledged: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """All units."""
        return self.fresh + self.acknowledged + self.stale + self.missing

    @property
    def good(self) -> int:
        """Units with words that nothing speaks against."""
        return self.fresh + self.acknowledged


@dataclass(frozen=True, slots=True)
class LanguageChange:
    """How far a brand is translated into a language, before and after; `None` where it does not speak it."""

    brand: str
    language: str
    before: Counted | None
    after: Counted | None
    opened: tuple[tuple[str, TranslationState], ...] = ()
    """Units that were good or not there, and are `stale` or `missing` now."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything reviewers are told. Lists are in the order in which they are shown; unchanged things are in none."""

    base: Revision
    head: Revision
    changes: tuple[Change, ...]
    radius: Radius
    personal: tuple[PersonalChange, ...] = ()
    personal_unchanged: int = 0
    """Other personal fields of the brands that changed."""
    translation: tuple[LanguageChange, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    """Those that the base did not have."""
    settled: int = 0
    """Findings of the base that are gone."""

    @property
    def is_empty(self) -> bool:
        """Whether both states are the same bundle."""
        return self.base.root == self.head.root

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Which sorts of change there are."""
        found = {change.kind for change in self.changes}
        return tuple(kind for kind in KINDS if kind in found)
