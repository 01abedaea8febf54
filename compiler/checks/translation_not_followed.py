"""Words of the default language changed, and a translation of them did not: its readers are told something else."""

from collections.abc import Iterator
from dataclasses import replace

from compiler.authored import policy
from compiler.checks.text_translation_stale import as_severity
from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.translation.state import was_left_behind
from compiler.translation.units import owners, place, units

RULE = Rule("FD309", "translation-not-followed", "warning")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Translations without a record of what they were made from; with one they are stale without any comparison."""
    earlier = {owner.id: owner for owner in owners(base)}
    for owner in owners(linked):
        brand = linked.brands.get(owner.id)
        if brand is None or owner.id not in earlier:
            continue
        before = {unit.name: unit for unit in units(base, earlier[owner.id])}
        for unit in units(linked, owner):
            for language in unit.words.keys() - unit.recorded.keys():
                severity = as_severity(policy(linked, brand, language, "stale"))
                if severity is None or not was_left_behind(unit, language, before.get(unit.name)):
                    continue
                item = found(
                    RULE,
                    f"the words in {quoted(unit.language)} changed, those in {quoted(language)} did not",
                    place(linked, unit, language),
                    note="as before",
                    hint="translate what changed, or say that nothing has to:\n"
                    f"frontdesk translate ack {unit.address} --language {language}",
                )
                yield replace(item, severity=severity)
