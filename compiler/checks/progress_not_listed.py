"""A portal that shows tickets at a step its brand does not have: customers would wait for it in vain (HS-27)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.vocabulary import tickets_of
from schemas.statuses import PROGRESS

RULE = Rule("FD672", "progress-not-listed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`tickets: {list: {progress}}` of every portal; steps of projects count."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("tickets", brand.id) or linked.draft.has_poisoned("project", brand.id):
            continue
        tickets = tickets_of(brand)
        steps = [step.id for step in tickets.progress] if tickets and tickets.progress else list(PROGRESS)
        for project in brand.of("project").values():
            steps += [step.id for step in getattr(project.value, "progress", None) or ()]
        for thing in brand.of("portal").values():
            for index, name in enumerate(thing.value.tickets.list.progress or ()):
                if name not in steps:
                    yield found(
                        RULE,
                        f"no ticket is ever at a step {quoted(name)}",
                        linked.draft.span(thing, ("tickets", "list", "progress", index)),
                        note="no such step",
                        hint=did_you_mean(name, steps),
                    )
