"""A project whose tickets may lack the e-mail address that a trigger mails to when they are made (FC-30, FC-31)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import deeds, required_values
from compiler.link import Linked
from schemas.triggers.actions.mail import Mail
from schemas.triggers.recipients import CUSTOMER

RULE = Rule("FD480", "address-not-required")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Mails to the customer of a named project on `created`; who has no phone just gets no text message."""
    said: set[tuple[str, str]] = set()
    for deed in deeds(linked, only_enabled=True):
        if not isinstance(deed.action, Mail) or not set(deed.action.recipients) & set(CUSTOMER):
            continue
        if "created" not in deed.trigger.events:
            continue
        for name in sorted(required_values(deed.required, "project") or ()):
            project = deed.brand.of("project").get(name)
            key = (deed.brand.id, name)
            if project is None or "email" in project.value.required or key in said:
                continue
            said.add(key)
            written = "required" in project.value.model_fields_set
            yield found(
                RULE,
                f"tickets of {quoted(name)} may have no e-mail address, and a trigger sends to it",
                linked.draft.span(project, ("required",) if written else ("name",)),
                note="email is not required",
                labels=[Label(linked.draft.span(deed.thing, (*deed.path, "to")), "sent to the customer here")],
                hint=f"write  required: [{', '.join((*project.value.required, 'email'))}]",
            )
