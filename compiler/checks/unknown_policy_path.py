"""A policy looks at a key that its kind does not have: it would hold of everything, or of nothing."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.kinds import KINDS
from compiler.link import Linked, worded
from compiler.policies.paths import NoSuchPathError, leaf
from compiler.shape import Object
from compiler.span import Path
from schemas.conditions import Condition, placed

RULE = Rule("FD708", "unknown-policy-path")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every condition of every policy whose kind is known."""
    for thing, path, condition in conditions(linked):
        try:
            leaf(thing.value.applies_to, condition.target)
        except NoSuchPathError as error:
            yield found(
                RULE,
                f"a {worded(thing.value.applies_to)} has no {quoted(condition.target)}",
                linked.draft.span(thing, (*path, "if")),
                note=f"nothing is called {error.step}" if error.step != condition.target else "not found",
                hint=did_you_mean(error.step, error.legal) or "end the path before it: there is nothing inside",
            )


def conditions(linked: Linked) -> Iterator[tuple[Object, Path, Condition]]:
    """The conditions of policies, each with its place."""
    known = {kind.name for kind in KINDS}
    for thing in linked.organization.get("policy", {}).values():
        if thing.value.applies_to in known:
            for key, said in (("when", thing.value.when), ("require", thing.value.require)):
                for path, condition in placed(said):
                    yield thing, (key, *path), condition
