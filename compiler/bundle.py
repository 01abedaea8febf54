"""The compiled repository in memory: what `lower` makes, `emit` writes and `snapshot` reads.

The contract's own models are in `schemas.bundle`; this only holds them together until they are bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from schemas.bundle import (
    Blob,
    BrandContract,
    DeskContract,
    FaqFacts,
    KnowledgeFacts,
    NoticesFacts,
    PortalContract,
    ThemeFacts,
    Words,
)
from schemas.samples import Fixture
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class BrandBundle:
    """Everything of one brand, by the names its shard will use."""

    brand: BrandContract
    portals: Mapping[str, PortalContract]
    knowledge: KnowledgeFacts
    faq: FaqFacts
    notices: NoticesFacts
    desk: DeskContract
    words: Mapping[str, Words] = field(repr=False)
    """`articles/<id>/<language>` and its like for FAQ and notices."""
    settings: Mapping[str, Settings[BaseModel]] = field(default_factory=dict)
    """Kinds that are carried as they were written, by the kind's name."""
    themes: Mapping[str, ThemeFacts] = field(default_factory=dict)
    blobs: tuple[Blob, ...] = field(default=(), repr=False)
    """Every body and file the other parts name by digest."""
    links: tuple[str, ...] = ()
    """Other brands whose portals are linked to."""
    fixtures: Mapping[str, Fixture] = field(default_factory=dict, repr=False)
    """Sample tickets: reviewers read what they cause, and no bundle carries them."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """All brands and all environments."""

    brands: Mapping[str, BrandBundle]
    environments: Mapping[str, Mapping[str, Mapping[str, str]]]
