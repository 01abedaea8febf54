"""An address that secrets or people's data are sent to without encryption (NHN-190)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, found
from compiler.link import Linked
from compiler.networks import called
from schemas.outbound import is_encrypted, refusal

RULE = Rule("FD736", "address-not-encrypted", may_lower=True)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Written addresses that begin with `http:`; one that may not be called at all is another finding."""
    for call in called(linked):
        if refusal(call.url) is None and not is_encrypted(call.url):
            span = linked.draft.span(call.thing, call.path)
            better = call.url.replace("http:", "https:", 1)
            yield found(
                RULE,
                "what is sent to this address can be read on the way",
                span,
                note="not encrypted",
                hint=f"write {better}",
                suggestion=Suggestion((Edit(span, f'"{better}"'),)),
            )
