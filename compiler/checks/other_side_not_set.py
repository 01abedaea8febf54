"""Something that must be switched on at the other side before anything arrives (NHN-208, NHN-213).

Nobody can look from here: the admin says it was done.
"""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD466", "other-side-not-set", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Accounts at X that take direct messages, and accounts at KakaoTalk."""
    for brand in linked.brands.values():
        for thing in brand.of("x_channel").values():
            for name, account in thing.value.accounts.items():
                if account.enabled and "direct_message" in account.tickets and not account.message_requests_on:
                    place = ("accounts", name, "tickets", account.tickets.index("direct_message"))
                    yield found(
                        RULE,
                        f"no direct message to {quoted(name)} arrives unless X lets strangers write",
                        linked.draft.span(thing, place),
                        note="waits for X",
                        hint="allow message requests from everyone at X, then write  message_requests_on: true",
                    )
        for thing in brand.of("kakao_channel").values():
            for name, account in thing.value.accounts.items():
                if account.enabled and not account.public_search_on:
                    yield found(
                        RULE,
                        f"KakaoTalk connects {quoted(name)} only while it can be found by search",
                        linked.draft.span(thing, ("accounts", name), "key"),
                        note="waits for KakaoTalk",
                        hint="switch public search on at KakaoTalk, then write  public_search_on: true",
                    )
