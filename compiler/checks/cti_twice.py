"""Two agents the telephone system could not tell apart: an id or a number given twice (NHN-124)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD443", "cti-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`cti: {id, number}` of the agents of one brand."""
    for brand in linked.brands.values():
        first: dict[tuple[str, str], Object] = {}
        for thing in brand.of("agent").values():
            for key in ("id", "number") if thing.value.cti else ():
                value = getattr(thing.value.cti, key)
                seen = first.setdefault((key, value), thing)
                if seen is not thing:
                    yield found(
                        RULE,
                        f"the agents {quoted(seen.id)} and {quoted(thing.id)} have the same CTI {key}",
                        linked.draft.span(thing, ("cti", key)),
                        note="again here",
                        labels=[Label(linked.draft.span(seen, ("cti", key)), "first here")],
                        hint="the telephone system gives every agent one of its own",
                    )
