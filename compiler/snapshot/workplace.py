"""Where agents work: inboxes, saved lists, words they may not send, drafts of notices, mail accounts."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.brand import Bound
from schemas.bundle import PortalContract
from schemas.desk import Inbox, SensitiveWords, View
from schemas.knowledge import NoticeTemplate
from schemas.mail import Incoming, MailAccount, Outgoing

KINDS: Final = ("inbox", "view", "sensitive_words", "notice_template", "mail_account")
"""What is told here rather than listed with other settings."""

M = TypeVar("M")


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """A section for each of these kinds that the brand has anything of."""
    said = Wording(brand, language)
    _inboxes(lines, said, _of(brand, "inbox", Inbox))
    _views(lines, said, _of(brand, "view", View))
    _words(lines, _of(brand, "sensitive_words", SensitiveWords))
    _notices(lines, said, _of(brand, "notice_template", NoticeTemplate))
    _accounts(lines, _of(brand, "mail_account", MailAccount))


def _of(brand: BrandBundle, kind: str, model: type[M]) -> Mapping[str, M]:
    settings: Any = brand.settings.get(kind)
    return {name: one for name, one in settings.objects.items() if isinstance(one, model)} if settings else {}


def _inboxes(lines: Lines, said: Wording, inboxes: Mapping[str, Inbox]) -> None:
    if inboxes:
        lines.section("Inboxes")
    for name, inbox in inboxes.items():
        with lines.item(name, said.text(inbox.name), "help desk" if inbox.type == "helpdesk" else ""):
            for group in inbox.groups:
                lines.fact("seen to by", group)
            if not inbox.groups:
                lines.fact("seen to by", "nobody")


def _views(lines: Lines, said: Wording, views: Mapping[str, View]) -> None:
    if views:
        lines.section("Saved lists")
    for name, view in views.items():
        with lines.item(name, said.text(view.title)):
            for line in said.conditions(view.when):
                lines.fact("shows a ticket when", line)
            for column in view.columns:
                lines.fact("column", column)
            lines.fact("sorted by", f"{view.sort.by}, {view.sort.order.replace('_', ' ')}")
            for group in view.for_:
                lines.fact("for group", group)
            if not view.for_:
                lines.fact("for group", "every one")


def _words(lines: Lines, lists: Mapping[str, SensitiveWords]) -> None:
    for words in lists.values():
        lines.section("Words that stop an answer")
        for word in words.contains:
            lines.fact("anywhere in it", word)
        for word in words.exact:
            lines.fact("as a whole word", word)


def _notices(lines: Lines, said: Wording, templates: Mapping[str, NoticeTemplate]) -> None:
    if templates:
        lines.section("Notices to begin with")
    for name, template in templates.items():
        draft = template.notice
        with lines.item(name, template.description):
            lines.fact("title", said.text(draft.title))
            lines.fact("heading", draft.heading)
            for tag in draft.tags:
                lines.fact("tag", tag)
            lines.fact("begins as", "a draft" if draft.status == "draft" else "public")
            if draft.pinned:
                lines.fact("stays on top", "yes")
            for line in html_lines(said.text(draft.body)):
                lines.fact("text", line)


def _accounts(lines: Lines, accounts: Mapping[str, MailAccount]) -> None:
    if accounts:
        lines.section("Mail accounts")
    for name, account in accounts.items():
        with lines.item(name, account.address or "", "provided by the installation" if account.provided else ""):
            if account.receive is not None:
                _server(lines, "fetched from", account.receive)
                after = "deleted there" if account.receive.delete_after_fetch else "left there"
                lines.fact("fetched mail is", after)
            if account.send is not None:
                _server(lines, "sent through", account.send)


def _server(lines: Lines, label: str, server: Incoming | Outgoing) -> None:
    lines.fact(label, f"{_bound(server.host)}, port {server.port}{'' if server.tls else ', not encrypted'}")
    if server.password is not None:
        lines.fact(f"{label} with the password in", server.password.secret)


def _bound(value: Bound) -> str:
    return value.value if value.value is not None else f"the host the environment calls {value.binding}"
