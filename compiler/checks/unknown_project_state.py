"""A project's status that leads to a progress step or status the project does not have."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.vocabulary import tickets_of
from schemas.statuses import progress_ids, status_ids

RULE = Rule("FD482", "unknown-project-state")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Progress, `on_reply` and `after` of a project's own statuses, and ids that a list has twice."""
    for brand in linked.brands.values():
        if linked.draft.is_poisoned("tickets", brand.id, ""):
            continue
        for thing in brand.of("project").values():
            yield from _leading(linked, brand, thing)
            for key in ("statuses", "progress"):
                yield from _twice(linked, thing, key)


def _leading(linked: Linked, brand: LinkedBrand, thing: Object) -> Iterator[Diagnostic]:
    project, tickets = thing.value, tickets_of(brand)
    steps = tuple(step.id for step in project.progress) if project.progress else progress_ids(tickets)
    statuses = tuple(status.id for status in project.statuses) if project.statuses else status_ids(tickets)
    for index, status in enumerate(project.statuses or ()):
        after = status.after.status if status.after is not None else None
        for path, word, name, legal in (
            (("progress",), "progress step", status.progress, steps),
            (("on_reply",), "status", status.on_reply, statuses),
            (("after", "status"), "status", after, statuses),
        ):
            if name is not None and name not in legal:
                yield found(
                    RULE,
                    f"the project has no {word} {quoted(name)}",
                    linked.draft.span(thing, ("statuses", index, *path)),
                    note="not found",
                    hint=did_you_mean(name, legal),
                )


def _twice(linked: Linked, thing: Object, key: str) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, one in enumerate(getattr(thing.value, key) or ()):
        if first.setdefault(one.id, index) != index:
            yield found(
                RULE,
                f"{quoted(one.id)} exists twice",
                linked.draft.span(thing, (key, index, "id")),
                note="again here",
                labels=[Label(linked.draft.span(thing, (key, first[one.id], "id")), "first here")],
                hint="give one of them another id",
            )
