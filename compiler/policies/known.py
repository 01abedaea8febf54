"""Which policies there are: the organisation's own, and the built-in ones that `levels:` asks for.

A built-in policy is a file beside this one, written as an admin writes one, and holds only where `frontdesk.yaml` gives
it a level. An own policy of the same id takes its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from compiler.link import Linked
from compiler.parse import parse
from compiler.shape import Object
from schemas.policies import Policy


@dataclass(frozen=True, slots=True)
class Known:
    """A policy with its id; `thing` is its file in the repository, if it has one."""

    id: str
    policy: Policy
    thing: Object | None = None


@cache
def built_in() -> Mapping[str, Policy]:
    """Every built-in policy by its id."""
    folder = files("compiler.policies") / "built_in"
    found = {}
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".yaml"):
            document, findings = parse(item.name, item.read_bytes())
            assert document is not None, item.name
            assert not findings, item.name
            found[item.name.removesuffix(".yaml")] = Policy.model_validate(document.value)
    return found


def own(linked: Linked) -> Mapping[str, Object]:
    """The organisation's policies."""
    return linked.organization.get("policy", {})


def names(linked: Linked) -> tuple[str, ...]:
    """The ids of all policies, whether they hold or not."""
    return tuple(sorted({*own(linked), *built_in()}))


def in_force(linked: Linked) -> Iterator[Known]:
    """The policies that hold here: own ones, and built-in ones with a level; not those that are ignored."""
    levels = linked.repository.levels
    for name, thing in own(linked).items():
        if levels.get(name) != "ignore":
            yield Known(name, thing.value, thing)
    asked = [name for name in levels if name not in own(linked) and levels[name] != "ignore"]
    for name in asked:
        if not name.startswith("FD") and name in built_in():
            yield Known(name, built_in()[name])
