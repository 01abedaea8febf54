"""A mail to an address whose mail becomes tickets: the trigger that sent it would be tried again, and send again."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import Deed, deeds
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path
from schemas.triggers.actions.forward import Forward
from schemas.triggers.actions.mail import Mail

RULE = Rule("FD528", "mail-to-own-inbox")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Addresses of any brand's receiving accounts in `to`, `cc`, `bcc` and `forward`, agents' own addresses, too."""
    inboxes = inboxes_of(linked)
    members = linked.organization.get("member", {})
    for deed in deeds(linked, only_enabled=True):
        if not isinstance(deed.action, Mail | Forward):
            continue
        for place, word in _words(deed):
            for address, whose in _addresses(deed.brand, members, word):
                inbox = inboxes.get(address.lower())
                if inbox is not None:
                    yield _found(linked, deed, place, address, whose, inbox)


def inboxes_of(linked: Linked) -> dict[str, Object]:
    """The addresses from which any brand fetches mail."""
    return {address: thing for brand in linked.brands.values() for address, thing in _inboxes(brand)}


def written_to(linked: Linked) -> Iterator[str]:
    """The addresses that triggers write to and that are known before there is a ticket."""
    members = linked.organization.get("member", {})
    for deed in deeds(linked, only_enabled=True):
        if isinstance(deed.action, Mail | Forward):
            for _, word in _words(deed):
                yield from (address.lower() for address, _ in _addresses(deed.brand, members, word))


def _inboxes(brand: LinkedBrand) -> Iterator[tuple[str, Object]]:
    """Addresses of accounts that a brand fetches mail from."""
    channel = brand.of("email_channel").get("")
    listed = channel.value.accounts if channel is not None and channel.value.enabled else ()
    for name, thing in brand.of("mail_account").items():
        if thing.value.address is not None and (name in listed or thing.value.receive is not None):
            yield thing.value.address.lower(), thing


def _words(deed: Deed) -> Iterator[tuple[Path, str]]:
    for key in ("to", "cc", "bcc"):
        for index, word in enumerate(getattr(deed.action, key, ())):
            yield (*deed.path, key, index), word


def _addresses(brand: LinkedBrand, members: object, word: str) -> Iterator[tuple[str, str]]:
    """The addresses a recipient means that are known before there is a ticket, each with whose it is."""
    known = members if isinstance(members, dict) else {}
    kind, _, name = word.partition(":")
    match kind:
        case "agent" if name in known:
            yield known[name].value.email, f"the address of {name}"
        case "group" if name in brand.of("group"):
            for agent in brand.of("group")[name].value.agents:
                if agent in known:
                    yield known[agent].value.email, f"the address of {agent}"
        case _ if "@" in word:
            yield word, ""


def _found(linked: Linked, deed: Deed, place: Path, address: str, whose: str, inbox: Object) -> Diagnostic:
    events = deed.trigger.events
    again = "created" in events or "customer_replied" in events
    told = f"{address}, {whose}," if whose else address
    event = "created" if "created" in events else "customer_replied"
    return found(
        RULE,
        f"mail to {told} becomes a ticket"
        + (f": a ticket by e-mail from {address} would fire {quoted(deed.thing.id)} on {event} again" if again else ""),
        linked.draft.span(deed.thing, place),
        note="our own inbox",
        labels=[Label(linked.draft.span(inbox, ("address",)), f"the account {quoted(inbox.id)} fetches its mail")],
        hint="write to people:  assignee, group, agent:<id>  with an address of their own",
    )
