"""An action that changes nothing: `set` without a key, `tag` without a tag."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from schemas.triggers.actions.set import Set
from schemas.triggers.actions.tag import Tag
from schemas.triggers.places import actions_of

RULE = Rule("FD521", "empty-action")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Actions whose settings are all left out."""
    for brand in linked.brands.values():
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                match action:
                    case Set() if not any(getattr(action, name) for name in Set.model_fields if name != "do"):
                        hint = "say what to set: status, priority, inquiry_type, sla or fields, for example"
                    case Tag(add=(), remove=()):
                        hint = "say which tags: add: [...] or remove: [...]"
                    case _:
                        continue
                span = linked.draft.span(thing, (*place, "do"))
                yield found(RULE, f"this {action.do} changes nothing", span, note="no settings", hint=hint)
