"""An agent the organisation does not know: without a member of that id there is no name and no address."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import ORGANIZATION, Linked

RULE = Rule("FD420", "agent-without-member")

_FILE = "brands/_organization/members.yaml"


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Agents whose id is not a key of `members.yaml`; a broken member is its own finding."""
    members = linked.organization.get("member", {})
    unread = _FILE in linked.draft.documents.refused
    for brand in linked.brands.values():
        for name, thing in brand.of("agent").items():
            if name not in members and not unread and not linked.draft.is_poisoned("member", ORGANIZATION, name):
                yield found(
                    RULE,
                    f"there is no member {quoted(name)} in the organisation",
                    linked.draft.span(thing, (), "key"),
                    note="who is this?",
                    hint=did_you_mean(name, members) or f"add {name}: {{name: …, email: …}} to {_FILE}",
                )
