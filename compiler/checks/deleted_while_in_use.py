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
        for old, use, way in _used(pair):
            if not pair.is_known_to_be_gone(old.kind, old.id):
                message = f"the {worded(old.kind)} {quoted(old.id)} was deleted, and {use}"
                entry = f"- {{what: {old.kind}, id: {old.id}, date: …}}"
                meant = f"if it is meant to go at once, add to brands/{pair.id}/retired.yaml under retired:  {entry}"
                yield found(RULE, message, whole_file(old.file), hint=f"{way}\n{meant}")


def _used(pair: Compared) -> Iterator[tuple[Object, str, str]]:
    for old in pair.gone("portal"):
        if old.value.enabled:
            yield old, "it was open", "put it back with  enabled: false  for one release, then delete it"
    for old in pair.gone("group"):
        if old.value.agents:
            count = len(old.value.agents)
            people = "an agent" if count == 1 else f"{count} agents"
            way = "put it back without its people for one release, move its tickets to another group, then delete it"
            yield old, f"{people} worked in it", way
    for old in pair.gone("mail_account"):
        if old.value.receive is not None:
            yield old, "mail to it became tickets", "put it back without  receive  for one release, then delete it"
