"""An article's tag outside the closed list of `kb/_kb.yaml`, or written twice (OQ-18)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked

RULE = Rule("FD651", "tag-not-listed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Tags of articles in brands that list them."""
    for brand in linked.brands.values():
        base = brand.of("knowledge_base").get("")
        listed = base.value.tags if base is not None else None
        if listed is None:
            continue
        for thing in brand.of("article").values():
            for index, tag in enumerate(thing.value.tags):
                if tag not in listed:
                    yield found(
                        RULE,
                        f"the tag {quoted(tag)} is not in the list of the knowledge base",
                        linked.draft.span(thing, ("tags", index)),
                        note="this tag",
                        hint=f"{did_you_mean(tag, listed)}\nor add it to tags: in kb/_kb.yaml".removeprefix("\nor "),
                    )
