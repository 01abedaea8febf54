"""A saved list that shows or sorts by something a ticket does not have."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.span import Path
from compiler.vocabulary import encrypted
from schemas.desk import COLUMNS
from schemas.fields.caption import CaptionField

RULE = Rule("FD449", "unknown-column")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`columns:` and `sort:` of views: what every ticket has, and fields of the brand that are not encrypted."""
    for brand in linked.brands.values():
        fields = {
            code
            for code, thing in brand.of("field").items()
            if not encrypted(brand, code) and not isinstance(thing.value, CaptionField)
        }
        for thing in brand.of("view").values():
            named: list[tuple[Path, str]] = [(("columns", index), one) for index, one in enumerate(thing.value.columns)]
            for place, name in (*named, (("sort", "by"), thing.value.sort.by)):
                if name in COLUMNS or name in fields or linked.draft.is_poisoned("field", brand.id, name):
                    continue
                sealed = name in brand.of("field")
                yield found(
                    RULE,
                    f"a list cannot show {quoted(name)}" if sealed else f"there is no column {quoted(name)}",
                    linked.draft.span(thing, place),
                    note="kept encrypted, or only words" if sealed else "not found",
                    hint="leave it out" if sealed else did_you_mean(name, (*COLUMNS, *fields)),
                )
