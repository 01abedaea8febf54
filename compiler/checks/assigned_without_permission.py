"""Work that would be given to an agent who may not do it (NHN-145)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD445", "assigned-without-permission")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Entries of `assigned:` and `may_pause:` that `permissions:` leave out, as far as they are written."""
    for brand in linked.brands.values():
        for thing in brand.of("agent").values():
            for key in ("assigned", "may_pause"):
                if key in thing.value.model_fields_set:
                    for index, work in enumerate(getattr(thing.value, key)):
                        if work not in thing.value.permissions:
                            yield _refused(linked, thing, (key, index), work)


def _refused(linked: Linked, thing: Object, place: Path, work: str) -> Diagnostic:
    written = "permissions" in thing.value.model_fields_set
    return found(
        RULE,
        f"the agent {quoted(thing.id)} has no permission for {work}",
        linked.draft.span(thing, place),
        note="is to be given these",
        labels=[Label(linked.draft.span(thing, ("permissions",)), "what this agent may do")] if written else [],
        hint=f"add {work} to permissions:, or delete it here",
    )
