"""The lower pass: `Linked` to a `Bundle` in which nothing is left to look up.

Per family one file. Bodies (`texts`) are rendered one at a time and go straight into the blob store; what is kept is
their digests.
"""

from collections.abc import Callable, Mapping

from compiler.blobs import Blobs
from compiler.bundle import BrandBundle, Bundle
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


def lower(linked: Linked, blobs: Blobs, cache: Cache | None = None) -> tuple[Bundle, tuple[Diagnostic, ...]]:
    """Lower every brand; the findings are those of bodies and files, which only this pass opens."""
    findings: list[Diagnostic] = []
    brands = {
        name: _brand(Bench.of(linked, brand, blobs, findings, cache)) for name, brand in sorted(linked.brands.items())
    }
    return Bundle(brands, {name: _supplied(linked, name) for name in linked.environments}), tuple(findings)


def lowering_findings(linked: Linked, name: str, blobs: Blobs, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """What lowering a brand brings to light; what it makes is let go."""
    findings: list[Diagnostic] = []
    _opened(Bench.of(linked, linked.brands[name], blobs, findings, cache))
    return tuple(findings)


def _supplied(linked: Linked, environment: str) -> dict[str, Mapping[str, str]]:
    """What an environment supplies to each brand that is given anything."""
    values = {name: linked.values(environment, name) for name in linked.brands}
    return {name: given for name, given in values.items() if given}


def _brand(bench: Bench) -> BrandBundle:
    return _opened(bench)(lower_desk(bench))


def _opened(bench: Bench) -> Callable[[DeskContract], BrandBundle]:
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
    return lambda desk: BrandBundle(
        contract, portals, knowledge, faq, notices, desk, words, settings, themes, blobs, samples
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
