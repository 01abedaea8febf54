"""One brand of a release, read from its blobs when first asked for.

What every process keeps of each brand is little: where its portals answer, who its agents are, which events its rules
wait for. Everything else is let go again for brands that nobody has asked for in a while, so that a worker's memory
follows what is visited and not how many brands there are.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final, TypeVar

from pydantic import BaseModel

from runtime.release.source import BundleFolder
from schemas.brand import Bound
from schemas.bundle import (
    ArticleFacts,
    BrandContract,
    DeskContract,
    FaqDocumentFacts,
    FaqFacts,
    KnowledgeFacts,
    NoticeFacts,
    NoticesFacts,
    PortalContract,
    SectionFacts,
    SenderFacts,
    Shard,
    Words,
)
from schemas.triggers.ruleset import Rules, rules_of

M = TypeVar("M", bound=BaseModel)

WORDS_KEPT: Final = 4_000


@dataclass(frozen=True, slots=True)
class Outline:
    """The little of a brand that a release goes by: where its portals answer, and what pages of others take from it."""

    whereabouts: "tuple[Whereabouts, ...]"
    links: tuple[str, ...]
    """Other brands whose portals are linked to."""
    mark: bytes
    """Equal while the portals are: what they say, and where they answer."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a portal answers: `None` for a host that this environment does not supply."""

    portal: str
    host: str | None
    path: str
    """Without a trailing slash; empty for the root of the host."""


class _Address(BaseModel):
    """As much of a portal's contract as says where it is."""

    host: Bound
    path: str


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who works at a desk."""

    id: str
    name: str
    email: str


class _Agent(BaseModel):
    name: str
    email: str


class _Agents(BaseModel):
    """As much of a desk as says who works there."""

    agents: Mapping[str, _Agent] = {}


class _Trigger(BaseModel):
    events: tuple[str, ...] = ()
    enabled: bool = True


class _Triggers(BaseModel):
    """As much of a desk as says what its rules wait for."""

    triggers: tuple[_Trigger, ...] = ()


class BrandContents:
    """One brand of a release."""

    def __init__(self, source: BundleFolder, brand: str, shard: str, bindings: Mapping[str, str]) -> None:
        self.source = source
        self.id = brand
        self.shard_digest = shard
        self.bindings = bindings

    def is_same(self, shard: str, bindings: Mapping[str, str]) -> bool:
        """Whether another release has this very brand."""
        return self.shard_digest == shard and self.bindings == bindings

    def forget(self) -> None:
        """Let go of what was read; it is read again when it is asked for."""
        for name in self.__dict__.keys() - _LASTING:
            self.__dict__.pop(name, None)

    @cached_property
    def outline(self) -> Outline:
        """What a release goes by."""
        shard = self.source.read(self.shard_digest, Shard)
        portals = {name: blob.digest for name, blob in shard.entries.items() if name.startswith("portals/")}
        found = []
        for name, digest in portals.items():
            address = self.source.read(digest, _Address)
            host = address.host.resolve(self.bindings)
            found.append(Whereabouts(name.partition("/")[2], host, address.path.rstrip("/")))
        mark = sha256(repr((sorted(self.bindings.items()), sorted(portals.items()))).encode()).digest()
        return Outline(tuple(found), shard.links, mark)

    @cached_property
    def agents(self) -> tuple[Agent, ...]:
        """Who works here."""
        known = self._glimpsed("desk", _Agents).agents
        return tuple(Agent(name, agent.name, agent.email) for name, agent in known.items())

    @cached_property
    def events(self) -> frozenset[str]:
        """The events that rules here wait for."""
        rules = self._glimpsed("desk", _Triggers).triggers
        return frozenset(event for rule in rules if rule.enabled for event in rule.events)

    def _listed(self) -> Mapping[str, str]:
        """The entries, without keeping them for that."""
        return self.entries if "entries" in self.__dict__ else self._read_entries()

    def _glimpsed(self, entry: str, model: type[M]) -> M:
        digest = self._listed().get(entry)
        return model() if digest is None else self.source.read(digest, model)

    def _read_entries(self) -> Mapping[str, str]:
        return {name: blob.digest for name, blob in self.source.read(self.shard_digest, Shard).entries.items()}

    @cached_property
    def _kept_words(self) -> OrderedDict[str, Words]:
        return OrderedDict()

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """The digests of the brand's named blobs, such as `kb` or `articles/<id>/<language>`."""
        return self._read_entries()

    @cached_property
    def contract(self) -> BrandContract:
        """What is known of the brand itself."""
        return self.source.read(self.entries["brand"], BrandContract)

    @cached_property
    def portals(self) -> Mapping[str, PortalContract]:
        """The brand's portals by id. One that is not for everybody is closed: this runtime cannot ask who comes in."""
        read = {
            name: self.source.read(self.entries[f"portals/{name}"], PortalContract) for name in self.contract.portals
        }
        return {
            name: portal if portal.access == "public" else portal.model_copy(update={"enabled": False})
            for name, portal in read.items()
        }

    @cached_property
    def knowledge(self) -> KnowledgeFacts:
        """The tree of the knowledge base; empty in a bundle without one."""
        return self.source.read(self.entries["kb"], KnowledgeFacts) if "kb" in self.entries else KnowledgeFacts()

    @cached_property
    def desk(self) -> DeskContract:
        """Everything about tickets; without inquiry types in a bundle that has none."""
        return self.desk_read_anew()

    def desk_read_anew(self) -> DeskContract:
        """The same for whoever needs it once and must not make this process keep it."""
        if "desk" in self.entries:
            return self.source.read(self.entries["desk"], DeskContract)
        return DeskContract(sender=SenderFacts(name=self.contract.name, address=self.contract.support_email or ""))

    @cached_property
    def rules(self) -> Rules:
        """The desk's triggers, made ready for deciding."""
        return rules_of(self.desk)

    @cached_property
    def faq(self) -> FaqFacts:
        """The FAQ; empty in a bundle without one."""
        return self.source.read(self.entries["faq"], FaqFacts) if "faq" in self.entries else FaqFacts()

    @cached_property
    def notices(self) -> NoticesFacts:
        """The notices, newest first; empty in a bundle without any."""
        return self.source.read(self.entries["notices"], NoticesFacts) if "notices" in self.entries else NoticesFacts()

    @cached_property
    def articles(self) -> Mapping[str, tuple[SectionFacts, SectionFacts | None, ArticleFacts]]:
        """Every article by id, whatever its status, with the category and folder it stands in."""
        return {article.id: (category, folder, article) for category, folder, article in _articles(self.knowledge)}

    @cached_property
    def faq_documents(self) -> Mapping[str, FaqDocumentFacts]:
        """Every FAQ document by id, whatever its status."""
        return {document.id: document for document in self.faq.documents}

    @cached_property
    def notices_by_id(self) -> Mapping[str, NoticeFacts]:
        """Every notice by id, whatever its status and period."""
        return {notice.id: notice for notice in self.notices.notices}

    def has_words(self, name: str) -> bool:
        """Whether there are words of this name: a portal may hide what is not translated."""
        return name in self.entries

    def words(self, name: str) -> Words:
        """An article, FAQ document or notice in one language, as `articles/<id>/<language>`; `KeyError` without."""
        kept = self._kept_words.get(name)
        if kept is None:
            kept = self.source.read(self.entries[name], Words)
            self._kept_words[name] = kept
            if len(self._kept_words) > WORDS_KEPT:
                self._kept_words.popitem(last=False)
        return kept

    def body(self, digest: str) -> str:
        """A rendered body or its plain text."""
        return self.source.blob(digest).decode()


_LASTING: Final = frozenset({"source", "id", "shard_digest", "bindings", "outline", "agents", "events"})
"""What stays when a brand is forgotten."""


def _articles(knowledge: KnowledgeFacts) -> Iterator[tuple[SectionFacts, SectionFacts | None, ArticleFacts]]:
    for category in knowledge.categories:
        for article in category.articles:
            yield category, None, article
        for folder in category.folders:
            for article in folder.articles:
                yield category, folder, article
