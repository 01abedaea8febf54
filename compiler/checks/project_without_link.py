"""A project with a tracking profile whose customers are never sent the way to it (FC-02, FC-32)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import Deed, deeds, projects_of, sends_link
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object

RULE = Rule("FD477", "project-without-link", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled projects with a profile, against the enabled triggers of their brand that send a link."""
    sending = [deed for deed in deeds(linked) if sends_link(deed)]
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("trigger", brand.id) or linked.draft.has_poisoned("message", brand.id):
            continue
        for thing in brand.of("project").values():
            if thing.value.enabled and thing.value.tracking is not None:
                yield from _of(linked, brand, thing, sending)


def _of(linked: Linked, brand: LinkedBrand, thing: Object, sending: list[Deed]) -> Iterator[Diagnostic]:
    meant = [deed for deed in sending if deed.brand is brand and thing in projects_of(deed)]
    if any(deed.trigger.enabled and not deed.trigger.shadow for deed in meant):
        return
    asleep = {deed.thing.id: deed for deed in meant}
    yield found(
        RULE,
        f"no customer of the project {quoted(thing.id)} is ever sent a link to its page",
        linked.draft.span(thing, ("tracking",)),
        note="nobody gets there",
        labels=[
            Label(linked.draft.span(deed.thing, ("id",)), "this trigger would, and does not act")
            for deed in asleep.values()
        ],
        hint="let a trigger mail [#CustomerPortal_Link] when a ticket is created",
    )
