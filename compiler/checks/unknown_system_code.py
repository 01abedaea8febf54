"""An entry of `codes/_system.yaml` that is not one of the interface's own codes: it would never be shown."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from schemas.wording import WORDING

RULE = Rule("FD629", "unknown-system-code")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """System codes a brand words differently."""
    for brand in linked.brands.values():
        for name, thing in brand.of("system_code").items():
            if name not in WORDING["en"]:
                yield found(
                    RULE,
                    f"there is no system code {quoted(name)}",
                    linked.draft.span(thing, (), "key"),
                    note="not found",
                    hint=f"{did_you_mean(name, WORDING['en'])}\ncodes of your own lie in codes/<group>.yaml",
                )
