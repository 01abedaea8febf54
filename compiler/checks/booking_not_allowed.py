"""A mail that lets customers book although the tracking profile of their project does not (FC-25)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import deeds, may_book, projects_of
from compiler.link import Linked
from schemas.triggers.actions.mail import Mail

RULE = Rule("FD476", "booking-not-allowed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`booking: true` for each project it may meet whose profile has no booking, and where there is no project."""
    for deed in deeds(linked, only_enabled=True):
        if not isinstance(deed.action, Mail) or deed.action.booking is not True:
            continue
        projects = projects_of(deed)
        refusing = [project for project in projects if may_book(deed, project) is False]
        if not refusing and (projects or linked.draft.has_poisoned("project", deed.brand.id)):
            continue
        names = ", ".join(quoted(project.id) for project in refusing)
        yield found(
            RULE,
            f"this mail lets customers of {names} book, and their tracking profile does not"
            if refusing
            else "this mail lets customers book, and no ticket it is about has a project",
            linked.draft.span(deed.thing, (*deed.path, "booking")),
            note="cannot be",
            labels=[
                Label(
                    linked.draft.span(project, ("tracking",) if project.value.tracking else ("name",)),
                    f"{quoted(project.id)} is tracked without booking",
                )
                for project in refusing
            ],
            hint="leave booking: out (then the profile decides), write  booking: false, or change the profile",
        )
