"""Words of mails and who they come from.

Bodies are HTML (or plain text, by the brand's `editor`) and leave here sanitised; placeholders stay in them until a
mail is written (`schemas.placeholders`).
"""

import html
import re
from functools import cache

import nh3

from compiler.lower.bench import Bench
from schemas.bundle import MessageFacts, SenderFacts
from schemas.mail import Message
from schemas.text import Localized

_TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "i", "img", "li",
    "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
    "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "td": {"align"}, "th": {"align"}}
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@cache
def _cleaner() -> nh3.Cleaner:
    """No style, no script, no form: what mail programs show everywhere. Addresses may be placeholders."""
    return nh3.Cleaner(
        tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )


def clean_mail(body: str, editor: str) -> str:
    """A mail's body as sanitised HTML; plain text becomes paragraphs, its line breaks stay."""
    if editor == "html":
        return str(_cleaner().clean(body)).strip()
    paragraphs = _PARAGRAPHS.split(body.strip())
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in paragraphs)


def lower_message(bench: Bench, name: str, message: Message) -> MessageFacts:
    """One message; subjects are one line of plain text."""
    editor = bench.brand.brand.value.editor
    return MessageFacts(
        id=name,
        subject={language: " ".join(words.split()) for language, words in bench.wording.of(message.subject).items()},
        body=_cleaned(bench.wording.of(message.body), editor),
    )


def _cleaned(body: Localized, editor: str) -> Localized:
    return {language: clean_mail(words, editor) for language, words in body.items()}


def lower_sender(bench: Bench) -> SenderFacts:
    """Who mail comes from: the sender's own address, else its account's, else the brand's support address."""
    brand = bench.brand
    thing = brand.of("sender").get("")
    sender = thing.value if thing else None
    name = bench.wording.of(sender.name if sender else brand.brand.value.name)
    account_thing = brand.of("mail_account").get(sender.account) if sender and sender.account else None
    account = account_thing.value if account_thing else None
    address = (sender and sender.address) or (account and account.address) or brand.brand.value.support_email
    send = account.send if account and not account.provided else None
    return SenderFacts(name=name, address=address or "", send=send)
