"""A project with a tracking profile whose customers are never sent the way to it (FC-02, FC-32)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import Deed, deeds, projects_of, sends_link
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD477", "project-without-link", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled projects with a profile, against the enabled triggers of their brand that send a link."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("trigger", brand.id) or linked.draft.has_poisoned("message", brand.id):
            continue
        tracked = [one for one in brand.of("project").values() if one.value.enabled and one.value.tracking is not None]
        sending = [deed for deed in deeds(linked) if deed.brand is brand and sends_link(deed)] if tracked else []
        for thing in tracked:
            yield from _of(linked, thing, sending)


def _of(linked: Linked, thing: Object, sending: list[Deed]) -> Iterator[Diagnostic]:
    meant = [deed for deed in sending if thing in projects_of(deed)]
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
