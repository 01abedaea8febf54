"""A list of priorities without exactly one default: every new ticket must begin with one."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked

RULE = Rule("FD425", "no-single-default-priority")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`priorities:` of `tickets.yaml` with no `default: true`, or with several."""
    for brand in linked.brands.values():
        for thing in brand.of("tickets").values():
            defaults = [index for index, item in enumerate(thing.value.priorities or ()) if item.default]
            if thing.value.priorities is None or len(defaults) == 1:
                continue
            if not defaults:
                yield found(
                    RULE,
                    "none of the priorities is the default",
                    linked.draft.span(thing, ("priorities",), "key"),
                    note="new tickets begin with one",
                    hint="add default: true to one of them",
                )
                continue
            first = linked.draft.span(thing, ("priorities", defaults[0], "default"))
            for index in defaults[1:]:
                yield found(
                    RULE,
                    "two priorities are the default",
                    linked.draft.span(thing, ("priorities", index, "default")),
                    note="another one",
                    labels=[Label(first, "the first one")],
                    hint="keep one of them",
                )
