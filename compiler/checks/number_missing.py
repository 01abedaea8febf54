"""Something the Open API shows has no number in `ids.lock.yaml` yet (NHN-036)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked, LinkedBrand, worded
from compiler.span import whole_file
from schemas.history import NUMBERED, Numbers

RULE = Rule("FD235", "number-missing", "warning")

_SHOWN = 3


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Brands with an `open_api.yaml` or with numbers already; one finding for each brand."""
    for brand in linked.brands.values():
        if not brand.of("numbers") and not brand.of("open_api"):
            continue
        if linked.draft.has_poisoned("numbers", brand.id):
            continue
        missing = without_number(brand)
        if missing:
            shown = ", ".join(f"{worded(kind)} {quoted(name)}" for kind, name in missing[:_SHOWN])
            more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
            yield found(
                RULE,
                f"these have no number for the Open API yet: {shown}{more}",
                whole_file(f"brands/{brand.id}/ids.lock.yaml"),
                hint="run  frontdesk check --fix  and commit what it writes",
            )


def without_number(brand: LinkedBrand) -> tuple[tuple[str, str], ...]:
    """Kind and id of every own object that should have a number and has none, in the order numbers are given."""
    thing = brand.of("numbers").get("")
    numbers: Numbers = thing.value if thing is not None else Numbers()
    return tuple(
        (kind, name)
        for kind in NUMBERED
        for name, one in brand.of(kind).items()
        if one.brand == brand.id and name not in getattr(numbers, kind)
    )
