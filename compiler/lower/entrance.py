"""How people come into a portal: consents it asks for, the kind of its domain, documented paths that lead here."""

from typing import Literal

from compiler.bodies import render
from compiler.link import LinkedBrand
from compiler.lower.bench import Bench
from compiler.lower.system_words import SystemWords
from compiler.shape import Object
from schemas.bundle import ConsentFacts
from schemas.durations import seconds
from schemas.privacy import Consent


def lower_consents(bench: Bench, names: tuple[str, ...]) -> tuple[ConsentFacts, ...]:
    """The consents a portal lists, in its order."""
    return tuple(_consent(bench, name, bench.brand.of("consent")[name].value) for name in names)


def _consent(bench: Bench, name: str, consent: Consent) -> ConsentFacts:
    wording = bench.wording
    agreed = SystemWords(bench).of("field.personal_information.sentence")
    return ConsentFacts(
        id=name,
        version=consent.version,
        purpose=wording.of(consent.purpose),
        html={language: render(words).html for language, words in wording.of(consent.text).items()},
        sentence=wording.of(consent.sentence) if consent.sentence else agreed,
        required=consent.required,
        keep_seconds=seconds(consent.keep) if consent.keep else None,
        ask=consent.ask,
    )


def domain_type(bench: Bench, name: str | None) -> Literal["custom", "system"] | None:
    """What kind of domain a portal's host is; `None` for a host of its own."""
    domain = bench.brand.of("domain").get(name or "")
    kind: Literal["custom", "system"] | None = domain.value.type if domain else None
    return kind


def foreign_path(brand: LinkedBrand, thing: Object) -> str | None:
    """`/<service_id>/hc`, where that leads to this portal and no other (NHN-004).

    A service's portals on a host share the documented path; it belongs to the one that is there, else to the first.
    """
    service = brand.brand.value.service_id
    if service is None:
        return None
    path, host = f"/{service}/hc", thing.value.address.host
    beside = {name: other for name, other in sorted(brand.of("portal").items()) if other.value.address.host == host}
    taken = any(other.value.address.path == path for other in beside.values())
    return path if not taken and next(iter(beside)) == thing.id else None
