"""A rule that looks at an encrypted field: rules, their traces and logs must never know what is in it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.vocabulary import SYSTEM_FIELD_OF, conditions, encrypted
from schemas.fields.system import SYSTEM_FIELDS

RULE = Rule("FD505", "encrypted-field-in-condition")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Conditions of triggers on fields with `personal: {encrypt: true}`; those of forms never leave the form."""
    for site in conditions(linked):
        name = site.condition.target
        code = SYSTEM_FIELD_OF.get(name, name)
        if site.thing.kind != "trigger" or site.target is None or not encrypted(site.brand, code):
            continue
        field = site.brand.of("system_field" if code in SYSTEM_FIELDS else "field")[code]
        yield found(
            RULE,
            f"{quoted(name)} is kept encrypted, so no trigger may look at it",
            linked.draft.span(site.thing, (*site.path, "if")),
            note="encrypted",
            labels=[Label(linked.draft.span(field, ("personal", "encrypt")), "because of this")],
            hint="use another field, or keep this one unencrypted",
        )
