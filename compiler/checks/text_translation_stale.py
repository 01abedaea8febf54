"""Words in YAML that were recorded as a translation of other words than those of the default language now."""

from collections.abc import Iterator
from dataclasses import replace

from compiler.authored import policy
from compiler.diagnostic import Diagnostic, Rule, Severity, found, quoted
from compiler.link import Linked
from compiler.translation.units import owners, place, units

RULE = Rule("FD310", "text-translation-stale", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Texts whose record in `translations.lock.yaml` names other words; bodies say theirs in `of:` (FD304)."""
    for owner in owners(linked):
        brand = linked.brands.get(owner.id)
        if brand is None or not brand.of("translation_lock"):
            continue
        for unit in units(linked, owner):
            for language, recorded in unit.recorded.items():
                severity = as_severity(policy(linked, brand, language, "stale"))
                if unit.is_document or language not in unit.words or recorded == unit.hash or severity is None:
                    continue
                item = found(
                    RULE,
                    f"the words in {quoted(language)} were made from other words than {quoted(unit.source)}",
                    place(linked, unit, language),
                    note="made from other words",
                    hint=f"translate what changed, then run  frontdesk translate ack {unit.address}",
                )
                yield replace(item, severity=severity)


def as_severity(said: str) -> Severity | None:
    """How bad old words are; `None` where the default language or nothing is shown in their place."""
    return "error" if said == "block" else "warning" if said == "warn" else None
