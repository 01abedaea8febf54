"""Two entries of one list with the same id: buttons, footer links and the drop-down are keyed by id."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD106", "same-id-in-list")

_LISTS: tuple[Path, ...] = (("design", "buttons"), ("footer", "links"), ("footer", "dropdown"))


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries of a portal's lists and of the organisation's links."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            portal = thing.value
            lists = (portal.design.buttons, portal.footer.links, portal.footer.dropdown)
            for path, entries in zip(_LISTS, lists, strict=True):
                yield from _repeated(linked, thing, path, [entry.id for entry in entries])
    company = linked.organization.get("company_info", {}).get("")
    if company is not None:
        yield from _repeated(linked, company, ("links",), [link.id for link in company.value.links])


def _repeated(linked: Linked, thing: Object, path: Path, ids: list[str]) -> Iterator[Diagnostic]:
    for index, name in enumerate(ids):
        first = ids.index(name)
        if first != index:
            yield found(
                RULE,
                f"the id {quoted(name)} is used twice in this list",
                linked.draft.span(thing, (*path, index, "id")),
                note="again here",
                labels=[Label(linked.draft.span(thing, (*path, first, "id")), "first here")],
                hint="give each entry an id of its own",
            )
