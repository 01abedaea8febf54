"""A password that goes over the net where everybody can read it: `tls: false`."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked

RULE = Rule("FD452", "password-in-clear", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Mail servers with a password and without TLS."""
    for brand in linked.brands.values():
        for thing in brand.of("mail_account").values():
            for key in ("receive", "send"):
                server = getattr(thing.value, key)
                if server is not None and server.password is not None and not server.tls:
                    yield found(
                        RULE,
                        "the password of this account is sent without encryption",
                        linked.draft.span(thing, (key, "tls")),
                        note="not encrypted",
                        hint="leave out tls:, unless the server is on the same machine",
                    )
