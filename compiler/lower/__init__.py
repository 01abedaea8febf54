"""The lower pass: `Linked` to a `Bundle` in which nothing is left to look up.

Per family one file. Bodies (`texts`) are rendered one at a time and go straight into the blob store; what is kept is
their digests.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from compiler.blobs import Blobs
from compiler.bundle import BrandBundle
from compiler.cache import Cache
from compiler.diagnostic import Diagnostic
from compiler.link import Linked, LinkedBrand
from compiler.lower.asset_uses import unused, use
from compiler.lower.bench import Bench
from compiler.lower.body_findings import check_anchors
from compiler.lower.content import lower_knowledge
from compiler.lower.desk import lower_desk
from compiler.lower.faq import lower_faq
from compiler.lower.holidays import lower_holidays
from compiler.lower.mail import use_files
from compiler.lower.notices import lower_notices
from compiler.lower.portal import lower_portal
from compiler.lower.settings import lower_settings
from compiler.lower.texts import lower_texts
from compiler.lower.themes import lower_themes
from schemas.bundle import BrandContract, DeskContract


@dataclass(frozen=True, slots=True)
class Lowered:
    """One brand lowered, what that brought to light, and which other brands it looked at (`None`: at all).

    Nothing comes to light in the desk: it is lowered when the bundle is asked for.
    """

    bundle: Callable[[], BrandBundle]
    findings: tuple[Diagnostic, ...]
    asked: frozenset[str] | None


class Lowering:
    """Lowers brands one by one; the findings are those of bodies and files, which only this pass opens."""

    def __init__(self, linked: Linked, cache: Cache | None = None) -> None:
        self._others = Others(linked.brands)
        self._linked = replace(linked, brands=self._others)
        self._cache = cache

    def brand(self, name: str, blobs: Blobs) -> Lowered:
        """One brand; its bodies and files go into `blobs`."""
        findings: list[Diagnostic] = []
        brand = self._others[name]
        self._others.forget()
        bench = Bench.of(self._linked, brand, blobs, findings, self._cache)
        opened = _opened(bench)
        links = tuple(sorted(self._others.found - {name}))
        return Lowered(lambda: opened(lower_desk(bench), links), tuple(findings), self._others.asked)


class Others(Mapping[str, LinkedBrand]):
    """The brands of a repository, and which of them somebody asked for."""

    def __init__(self, brands: Mapping[str, LinkedBrand]) -> None:
        self._brands = brands
        self._asked: set[str] = set()
        self._all = False

    @property
    def asked(self) -> frozenset[str] | None:
        """The brands that were asked for, there or not; `None` when all were."""
        return None if self._all else frozenset(self._asked)

    @property
    def found(self) -> frozenset[str]:
        """Those of them that are there."""
        return frozenset(self._asked.intersection(self._brands))

    def forget(self) -> None:
        """Begin anew."""
        self._asked, self._all = set(), False

    def __getitem__(self, name: str) -> LinkedBrand:
        self._asked.add(name)
        return self._brands[name]

    def __iter__(self) -> Iterator[str]:
        self._all = True
        return iter(self._brands)

    def __len__(self) -> int:
        self._all = True
        return len(self._brands)


def supplied(linked: Linked, brands: Iterable[str]) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What each environment supplies to each brand that is given anything."""
    names = tuple(brands)
    values = {
        environment: {name: linked.values(environment, name) for name in names} for environment in linked.environments
    }
    return {environment: {name: given for name, given in rows.items() if given} for environment, rows in values.items()}


def _opened(bench: Bench) -> Callable[[DeskContract, tuple[str, ...]], BrandBundle]:
    """A brand but for its desk: all that opens bodies and files, which alone brings anything to light."""
    brand = bench.brand
    words = {**lower_texts(bench, "article"), **lower_texts(bench, "faq"), **lower_texts(bench, "notice")}
    knowledge, faq, notices = lower_knowledge(bench), lower_faq(bench), lower_notices(bench)
    portals = {name: lower_portal(bench, thing) for name, thing in sorted(brand.of("portal").items())}
    settings = {**lower_settings(bench), **lower_holidays(bench)}
    use_files(bench)
    themes = lower_themes(bench)
    contract = _contract(bench, brand, tuple(portals))
    bench.findings.extend((*check_anchors(bench, words), *unused(bench)))
    blobs = bench.blobs.recorded()
    samples = {name: thing.value for name, thing in sorted(brand.of("fixture").items())}
    return lambda desk, links: BrandBundle(
        contract, portals, knowledge, faq, notices, desk, words, settings, themes, blobs, links, samples
    )


def _contract(bench: Bench, brand: LinkedBrand, portals: tuple[str, ...]) -> BrandContract:
    own = brand.brand.value
    return BrandContract(
        id=brand.id,
        name=bench.wording.of(own.name),
        languages=brand.languages,
        default_language=brand.default_language,
        time_zone=brand.time_zone,
        date_format=own.date_format,
        features=own.features,
        portals=portals,
        support_email=own.support_email,
        type=own.type,
        service_id=own.service_id,
        editor=own.editor,
        banner=use(bench, own.banner, "picture", bench.linked.draft.span(brand.brand, ("banner",))),
        assets=bench.assets.used(),
    )
