"""Things with an id that are no objects of their own: statuses, steps, priorities, tags, reasons, options of fields.

They stand in a list or map of a file. Commands may name them as `status:waiting` or `option:model/p-100`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from compiler.link import Linked
from compiler.shape import Object

OF_TICKETS: Final[Mapping[str, str]] = {
    "statuses": "status",
    "progress": "progress",
    "priorities": "priority",
    "tags": "ticket_tag",
    "close_reasons": "close_reason",
}
ENTRIES: Final = (*OF_TICKETS.values(), "option")
"""The kinds of such things."""


def entries(linked: Linked) -> Iterator[Object]:
    """All of them, in the order of files; an option is called after its field, as in `model/p-100`."""
    for thing in linked.draft.objects:
        if thing.kind == "tickets":
            for key, kind in OF_TICKETS.items():
                yield from _inside(thing, key, kind)
        elif thing.kind == "project":
            yield from _inside(thing, "statuses", "status")
            yield from _inside(thing, "progress", "progress")
        elif thing.kind in ("field", "customer_property"):
            yield from _inside(thing, "options", "option", f"{thing.id}/")


def _inside(thing: Object, key: str, kind: str, before: str = "") -> Iterator[Object]:
    """The items of a list, or of a map by its keys; each knows whose it is."""
    value: Any = getattr(thing.value, key, None)
    if not value:
        return
    parts = {**thing.parts, "of": thing.id or thing.kind}
    rows = value.items() if isinstance(value, Mapping) else enumerate(value)
    for step, item in rows:
        name = step if isinstance(step, str) else item.id
        yield Object(kind, thing.brand, before + name, thing.file, (*thing.path, key, step), item, parts)
