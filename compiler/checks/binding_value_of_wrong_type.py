"""A value in an environment that is not of the type its binding declares: a host with `https://`, a URL without it."""

import re
from collections.abc import Iterator, Mapping

from compiler.authored import owners
from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.brand import BindingType
from schemas.names import EMAIL_ADDRESS, HOST, SPELLINGS, WEB_URL

RULE = Rule("FD210", "binding-value-of-wrong-type")

_PATTERNS: Mapping[BindingType, str] = {"host": HOST, "url": WEB_URL, "address": EMAIL_ADDRESS}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Values of declared bindings; `text` and `file` may be anything but empty."""
    declared_by = {owner.id: owner.declared for owner in owners(linked)}
    for environment, brands in linked.environments.items():
        for name, values in brands.items():
            declared = declared_by.get(name, {})
            for binding, value in values.items():
                thing = declared.get(binding)
                if thing is None:
                    continue
                pattern = _PATTERNS.get(thing.value.type, r"\S")
                if not re.search(pattern, value):
                    yield found(
                        RULE,
                        f"{quoted(value)} is not a value of the type {thing.value.type}",
                        linked.draft.documents.span(f"environments/{environment}.yaml", (name, binding)),
                        note="this value",
                        labels=[Label(linked.draft.span(thing, ("type",)), "declared here")],
                        hint=SPELLINGS.get(pattern, "write a value"),
                    )
