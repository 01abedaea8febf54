"""`retired.yaml` or a policy speaks of a kind that does not exist: nothing would ever be protected by it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.history import STATES, owners
from compiler.kinds import KINDS
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD230", "unknown-kind-remembered")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The words after `what:` and `applies_to:`."""
    kinds = {kind.name for kind in KINDS}
    for _, objects in owners(linked):
        for thing in (*objects.get("policy", {}).values(), *objects.get("history", {}).values()):
            legal = kinds if thing.kind == "policy" else {*kinds, *STATES}
            for path, word in _words(thing):
                if word not in legal:
                    span = linked.draft.span(thing, path)
                    hint = did_you_mean(word, legal)
                    yield found(RULE, f"there is no kind {quoted(word)}", span, note="this kind", hint=hint)


def _words(thing: Object) -> Iterator[tuple[Path, str]]:
    if thing.kind == "policy":
        yield ("applies_to",), thing.value.applies_to
        return
    for key, items in (("moved", thing.value.moved), ("retired", thing.value.retired)):
        for index, item in enumerate(items):
            yield (key, index, "what"), item.what
