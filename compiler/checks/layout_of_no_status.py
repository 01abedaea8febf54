"""A mail layout for a status whose mails have none: nothing would ever be put into it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.span import whole_file
from schemas.mail import LAYOUTS

RULE = Rule("FD438", "layout-of-no-status")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Files under `mail/layouts` whose name begins with something else than created, pending and resolved."""
    for brand in linked.brands.values():
        for thing in brand.of("mail_layout").values():
            if thing.id not in LAYOUTS:
                yield found(
                    RULE,
                    f"no mail is put into a layout called {quoted(thing.id)}",
                    whole_file(thing.file),
                    hint=did_you_mean(thing.id, LAYOUTS),
                )
