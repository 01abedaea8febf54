"""Something people were using was deleted in one step: a group with agents, an open portal, an account for mail."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import Compared, compared
from compiler.link import Linked, worded
from compiler.shape import Object
from compiler.span import whole_file

RULE = Rule("FD243", "deleted-while-in-use", "warning")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """What is gone, and was in use as far as the earlier state tells."""
    for pair in compared(linked, base):
        for old, use, hint in _used(pair):
            if not pair.is_known_to_be_gone(old.kind, old.id):
                message = f"the {worded(old.kind)} {quoted(old.id)} was deleted, and {use}"
                yield found(RULE, message, whole_file(old.file), hint=hint)


def _used(pair: Compared) -> Iterator[tuple[Object, str, str]]:
    for old in pair.gone("portal"):
        if old.value.enabled:
            yield old, "it was open", "write  enabled: false  first; links to its pages lead nowhere from now on"
    for old in pair.gone("group"):
        if old.value.agents:
            count = len(old.value.agents)
            people = "an agent" if count == 1 else f"{count} agents"
            yield old, f"{people} worked in it", "its open tickets have no group then: empty it first, and see them go"
    for old in pair.gone("mail_account"):
        if old.value.receive is not None:
            yield old, "mail to it became tickets", "write in retired.yaml that it is meant to go"
