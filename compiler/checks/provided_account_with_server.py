"""An account of the installation with a server of its own: what of both would hold? (NHN-111, NHN-112)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand

RULE = Rule("FD450", "provided-account-with-server")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`provided: true` beside `receive:` or `send:`, and a second provided account."""
    for brand in linked.brands.values():
        for thing in brand.of("mail_account").values():
            for key in ("receive", "send") if thing.value.provided else ():
                if getattr(thing.value, key) is not None:
                    yield found(
                        RULE,
                        f"the account {quoted(thing.id)} is provided by the installation and has its own {key}, too",
                        linked.draft.span(thing, (key,), "key"),
                        note="has no effect",
                        labels=[Label(linked.draft.span(thing, ("provided",)), "provided here")],
                        hint=f"leave out {key}:, or provided:",
                    )
        yield from _second(linked, brand)


def _second(linked: Linked, brand: LinkedBrand) -> Iterator[Diagnostic]:
    provided = [thing for thing in brand.of("mail_account").values() if thing.value.provided]
    for thing in provided[1:]:
        yield found(
            RULE,
            f"the account {quoted(thing.id)} is the second one the installation would provide",
            linked.draft.span(thing, ("provided",)),
            note="again here",
            labels=[Label(linked.draft.span(provided[0], ("provided",)), "the representative account")],
            hint="a brand has one; give this one address:, receive: and send:",
        )
