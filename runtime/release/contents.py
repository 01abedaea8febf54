"""The contents of one release, read from its blobs when first asked for.

`Release` is immutable to its users: a request that pinned one keeps seeing the same content whatever is activated
meanwhile. What is small and asked for again and again is kept; words and bodies of articles are read when wanted and
only the latest are kept, so that a worker's memory does not grow with the knowledge base.
"""

from collections import OrderedDict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from runtime.release.source import BundleError, BundleFolder
from schemas.bundle import (
    FORMAT,
    LANGUAGE_VERSION,
    RULES_VERSION,
    ArticleFacts,
    Bin,
    BrandContract,
    DeskContract,
    Environment,
    FaqDocumentFacts,
    FaqFacts,
    KnowledgeFacts,
    NoticeFacts,
    NoticesFacts,
    PortalContract,
    Root,
    SectionFacts,
    SenderFacts,
    Shard,
    Words,
)
from schemas.triggers.ruleset import Rules, rules_of

WORDS_KEPT = 4_000


class BrandContents:
    """One brand of a release."""

    def __init__(self, source: BundleFolder, brand: str, shard: str, bindings: Mapping[str, str]) -> None:
        self._source = source
        self.id = brand
        self.shard_digest = shard
        self.bindings = bindings
        self._kept_words: OrderedDict[str, Words] = OrderedDict()

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """The digests of the brand's named blobs, such as `kb` or `articles/<id>/<language>`."""
        return {name: blob.digest for name, blob in self._source.read(self.shard_digest, Shard).entries.items()}

    @cached_property
    def contract(self) -> BrandContract:
        """What is known of the brand itself."""
        return self._source.read(self.entries["brand"], BrandContract)

    @cached_property
    def portals(self) -> Mapping[str, PortalContract]:
        """The brand's portals by id. One that is not for everybody is closed: this runtime cannot ask who comes in."""
        read = {
            name: self._source.read(self.entries[f"portals/{name}"], PortalContract) for name in self.contract.portals
        }
        return {
            name: portal if portal.access == "public" else portal.model_copy(update={"enabled": False})
            for name, portal in read.items()
        }

    @cached_property
    def knowledge(self) -> KnowledgeFacts:
        """The tree of the knowledge base; empty in a bundle without one."""
        return self._source.read(self.entries["kb"], KnowledgeFacts) if "kb" in self.entries else KnowledgeFacts()

    @cached_property
    def desk(self) -> DeskContract:
        """Everything about tickets; without inquiry types in a bundle that has none."""
        return self.desk_read_anew()

    def desk_read_anew(self) -> DeskContract:
        """The same for whoever needs it once and must not make this process keep it."""
        if "desk" in self.entries:
            return self._source.read(self.entries["desk"], DeskContract)
        return DeskContract(sender=SenderFacts(name=self.contract.name, address=self.contract.support_email or ""))

    @cached_property
    def rules(self) -> Rules:
        """The desk's triggers, made ready for deciding."""
        return rules_of(self.desk)

    @cached_property
    def faq(self) -> FaqFacts:
        """The FAQ; empty in a bundle without one."""
        return self._source.read(self.entries["faq"], FaqFacts) if "faq" in self.entries else FaqFacts()

    @cached_property
    def notices(self) -> NoticesFacts:
        """The notices, newest first; empty in a bundle without any."""
        return self._source.read(self.entries["notices"], NoticesFacts) if "notices" in self.entries else NoticesFacts()

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
            kept = self._source.read(self.entries[name], Words)
            self._kept_words[name] = kept
            if len(self._kept_words) > WORDS_KEPT:
                self._kept_words.popitem(last=False)
        return kept

    def body(self, digest: str) -> str:
        """A rendered body or its plain text."""
        return self._source.blob(digest).decode()


def _articles(knowledge: KnowledgeFacts) -> Iterator[tuple[SectionFacts, SectionFacts | None, ArticleFacts]]:
    for category in knowledge.categories:
        for article in category.articles:
            yield category, None, article
        for folder in category.folders:
            for article in folder.articles:
                yield category, folder, article


@dataclass(frozen=True, slots=True)
class PortalPlace:
    """A portal with its address in this environment."""

    brand: BrandContents
    portal: PortalContract
    host: str
    path: str
    """Without a trailing slash; empty for the root of the host."""

    @property
    def key(self) -> str:
        """What its pages are filed under."""
        return f"{self.brand.id}/{self.portal.id}"


def _places(brand: BrandContents) -> Iterator[PortalPlace]:
    for portal in brand.portals.values():
        host = portal.host.resolve(brand.bindings)
        if host is not None:
            yield PortalPlace(brand, portal, host, portal.path.rstrip("/"))


class _Versions(BaseModel):
    """The part of a root that every version can read."""

    format: int
    language: int = LANGUAGE_VERSION
    rules: int = RULES_VERSION


def manifest(source: BundleFolder, digest: str) -> Root:
    """The root manifest; its versions are looked at before anything of it is believed."""
    data = source.blob(digest)
    found = source.parse(digest, data, _Versions)
    for name, has, known in (
        ("format", found.format, FORMAT),
        ("language", found.language, LANGUAGE_VERSION),
        ("rules", found.rules, RULES_VERSION),
    ):
        if has != known:
            raise BundleError("FD806", f"the bundle's {name} version is {has}; this runtime knows {known}")
    return source.parse(digest, data, Root)


class Release:
    """One root digest, opened in one environment.

    `only` names the brands whose portals are served, all of them if left out; others are there to be linked to.
    """

    def __init__(
        self, source: BundleFolder, root_digest: str, environment: str, only: Container[str] | None = None
    ) -> None:
        self.source = source
        self._only = only
        self.root_digest = root_digest
        self.environment = environment
        self.root = manifest(source, root_digest)
        if environment not in self.root.environments:
            known = ", ".join(sorted(self.root.environments)) or "none"
            raise BundleError("FD807", f"the bundle has no environment {environment!r} (it has: {known})")
        self.environment_digest = self.root.environments[environment]
        self._bindings = source.read(self.environment_digest, Environment).bindings
        self.bins = {name: source.read(digest, Bin) for name, digest in self.root.bins.items()}
        self.brands = {
            brand: BrandContents(source, brand, digest, self._bindings.get(brand, {}))
            for found in self.bins.values()
            for brand, digest in found.brands.items()
        }

    @property
    def served(self) -> Iterator[BrandContents]:
        """The brands whose portals are served."""
        return (brand for name, brand in self.brands.items() if self._only is None or name in self._only)

    @cached_property
    def places(self) -> tuple[PortalPlace, ...]:
        """Every portal with its address; a portal whose host this environment does not supply is not served."""
        return tuple(place for brand in self.served for place in _places(brand))

    def place_named(self, brand: str, portal: str) -> PortalPlace | None:
        """The portal of a name, also one that is only linked to."""
        found = self.brands.get(brand)
        return next((place for place in _places(found) if place.portal.id == portal), None) if found else None

    @cached_property
    def by_host(self) -> Mapping[str, tuple[PortalPlace, ...]]:
        """Portals of a host, the longest path first."""
        hosts: dict[str, list[PortalPlace]] = {}
        for place in self.places:
            hosts.setdefault(place.host, []).append(place)
        return {host: tuple(sorted(group, key=lambda item: -len(item.path))) for host, group in hosts.items()}

    def find(self, host: str, path: str) -> PortalPlace | None:
        """The portal that answers at a host and path."""
        for place in self.by_host.get(host, ()):
            if path == place.path or path.startswith(f"{place.path}/"):
                return place
        return None
