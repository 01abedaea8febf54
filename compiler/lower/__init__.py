"""The lower pass: `Linked` to a `Bundle` in which nothing is left to look up.

Per family one file: `content` (articles, FAQ, notices), `portal`, `assets`. Bodies are rendered one at a time and go
straight into the blob store; what is kept is their digests.
"""

from compiler.blobs import Blobs
from compiler.bundle import BrandBundle, Bundle
from compiler.diagnostic import Diagnostic
from compiler.link import Linked, LinkedBrand
from compiler.lower.bench import Bench
from compiler.lower.content import lower_knowledge
from compiler.lower.portal import lower_portal
from schemas.bundle import BrandContract


def lower(linked: Linked, blobs: Blobs) -> tuple[Bundle, tuple[Diagnostic, ...]]:
    """Lower every brand; the findings are those of bodies and files, which only this pass opens."""
    findings: list[Diagnostic] = []
    brands = {name: _brand(Bench.of(linked, brand, blobs, findings)) for name, brand in sorted(linked.brands.items())}
    return Bundle(brands, linked.environments), tuple(findings)


def _brand(bench: Bench) -> BrandBundle:
    brand = bench.brand
    knowledge, words = lower_knowledge(bench)
    portals = {name: lower_portal(bench, thing) for name, thing in sorted(brand.of("portal").items())}
    contract = _contract(bench, brand, tuple(portals))
    return BrandBundle(contract, portals, knowledge, words)


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
        assets=bench.assets.used(),
    )
