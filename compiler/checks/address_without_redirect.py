"""A public address leads nowhere any more: its text was renamed or deleted without a word of where it went."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import Compared, compared
from compiler.link import Linked, LinkedBrand, worded
from compiler.shape import Object
from compiler.span import whole_file
from compiler.visibility import is_public

RULE = Rule("FD245", "address-without-redirect", "warning")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Texts that customers could read under an address, and sections."""
    for pair in compared(linked, base):
        brand = base.brands.get(pair.former)
        for old, name in _public(pair, brand) if brand is not None else ():
            if pair.is_known_to_be_gone(old.kind, name) or _has_alias(pair, old.kind, name):
                continue
            word = worded(old.kind)
            alias = f"write  aliases: [{name}]  in the text that has its words now\nor " if _may_alias(old.kind) else ""
            yield found(
                RULE,
                f"the address of the {word} {quoted(name)} leads nowhere now",
                whole_file(old.file),
                hint=f"{alias}list it in brands/{pair.id}/retired.yaml, under moved: or retired:",
            )


def _public(pair: Compared, brand: LinkedBrand) -> Iterator[tuple[Object, str]]:
    for kind in ("article", "faq", "notice"):
        for old in pair.gone(kind):
            if is_public(brand, old):
                yield old, old.id
    for old in pair.gone("category"):
        if old.value.status == "public":
            yield old, old.parts["category"]


def _may_alias(kind: str) -> bool:
    return kind != "category"


def _has_alias(pair: Compared, kind: str, name: str) -> bool:
    """Whether another text took the address over."""
    return _may_alias(kind) and any(name in new.value.aliases for new in pair.now.get(kind, {}).values())
