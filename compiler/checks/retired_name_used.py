"""An id that `retired.yaml` lists is in use (again): old tickets and old calls would mean the new object (NHN-087)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.history import histories, ids_of
from compiler.link import Linked, name_span, worded
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD231", "retired-name-used")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Retired ids and the old ids of what moved."""
    for thing, objects in histories(linked):
        for path, what, name in _listed(thing):
            if name in ids_of(objects, what, thing.brand):
                holder = objects.get(what, {}).get(name)
                place = linked.draft.span(thing, path)
                yield found(
                    RULE,
                    f"the {worded(what)} {quoted(name)} may not be used again",
                    place if holder is None else name_span(linked.draft, holder),
                    note="in use" if holder is None else "this id",
                    labels=() if holder is None else [Label(place, "listed here")],
                    hint="give the new one another id: tickets, links and programs know the old meaning",
                )


def _listed(thing: Object) -> Iterator[tuple[Path, str, str]]:
    for index, item in enumerate(thing.value.moved):
        yield ("moved", index, "from"), item.what, item.former
    for index, gone in enumerate(thing.value.retired):
        yield ("retired", index, "id"), gone.what, gone.id
