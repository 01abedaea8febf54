"""`ids.lock.yaml` with a number for everything that lacks one (NHN-036): the next ones, in the order of the files."""

from collections.abc import Mapping

from compiler.checks.number_missing import without_number
from compiler.editing.edits import Changes
from compiler.history import remembered
from compiler.link import Linked, LinkedBrand
from schemas.history import NUMBERED, Numbers

_HEAD = "# Written by  frontdesk check --fix : the numbers the Open API shows. Nothing listed is used again.\n"


def with_numbers(linked: Linked) -> Changes:
    """The lock of every brand that lacks numbers; a lock that cannot be read is left alone."""
    changes = {}
    for brand in linked.brands.values():
        is_wanted = brand.of("numbers") or brand.of("open_api")
        if is_wanted and not linked.draft.has_poisoned("numbers", brand.id) and without_number(brand):
            changes[f"brands/{brand.id}/ids.lock.yaml"] = _text(_all(brand)).encode()
    return changes


def _all(brand: LinkedBrand) -> Numbers:
    """The numbers as they are, and new ones behind the largest there ever was."""
    thing = brand.of("numbers").get("")
    known: Numbers = thing.value if thing is not None else Numbers()
    following = max([known.next, *(number + 1 for _, _, number in known.given())])
    given: dict[str, dict[str, int]] = {kind: dict(getattr(known, kind)) for kind in NUMBERED}
    moved = {(item.what, item.to): item.former for item in remembered(brand.objects).moved}
    for kind, name in without_number(brand):
        former = moved.get((kind, name))
        if former in given[kind]:  # programs know the number, whatever it is called now
            given[kind] = {name if known == former else known: number for known, number in given[kind].items()}
        else:
            given[kind][name] = following
            following += 1
    return Numbers(next=following, **given)


def _text(numbers: Numbers) -> str:
    lines = [f"next: {numbers.next}"]
    for kind in NUMBERED:
        of_kind: Mapping[str, int] = getattr(numbers, kind)
        if of_kind:
            lines += [f"{kind}:", *(f"  {_key(name)}: {number}" for name, number in of_kind.items())]
    return _HEAD + "\n".join(lines) + "\n"


def _key(name: str) -> str:
    """An id as a key; one that YAML would take for a number is quoted."""
    return f'"{name}"' if name.replace("_", "").isdigit() or name in {"null", "true", "false"} else name
