"""A tag outside the brand's closed list, put on or taken off a ticket by a trigger."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.vocabulary import list_of
from schemas.triggers.actions.tag import Tag
from schemas.triggers.places import actions_of

RULE = Rule("FD516", "unknown-tag")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Tags of `tag` actions; where `tickets.yaml` lists none, any tag goes."""
    for brand in linked.brands.values():
        legal = list_of(linked, brand, "tags")
        if legal is None:
            continue
        tickets = brand.of("tickets")[""]
        for thing in brand.of("trigger").values():
            for place, action, _ in actions_of(thing.value):
                if not isinstance(action, Tag):
                    continue
                for key, names in (("add", action.add), ("remove", action.remove)):
                    for index, name in enumerate(names):
                        if name not in legal:
                            yield found(
                                RULE,
                                f"there is no tag {quoted(name)}",
                                linked.draft.span(thing, (*place, key, index)),
                                note="not in the list",
                                labels=[Label(linked.draft.span(tickets, ("tags",), "key"), "the list of tags")],
                                hint=did_you_mean(name, legal),
                            )
