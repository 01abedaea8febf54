"""Words of mails and who they come from.

Bodies are HTML (or plain text, by the brand's `editor`) and leave here sanitised; placeholders stay in them until a
mail is written (`schemas.placeholders`).
"""

from collections.abc import Mapping

from compiler.lower.asset_uses import use
from compiler.lower.bench import Bench
from compiler.mail_markup import clean_mail, files_in
from compiler.passages import passages, stretch
from compiler.shape import Object
from schemas.bundle import MessageFacts, SenderFacts
from schemas.mail import LAYOUTS, Message
from schemas.placeholders import MARKED_UP
from schemas.text import Localized


def use_files(bench: Bench) -> None:
    """Take the files that words of mails show or link to; there they stay named by their path in the brand."""
    for passage in passages(bench.brand):
        if passage.context in MARKED_UP:
            for start, path in files_in(passage.words):
                use(bench, path, "file", stretch(bench.linked, passage, start, start + len(path)))


def lower_message(bench: Bench, name: str, message: Message) -> MessageFacts:
    """One message; subjects are one line of plain text."""
    editor = bench.brand.brand.value.editor
    return MessageFacts(
        id=name,
        subject={language: " ".join(words.split()) for language, words in bench.wording.of(message.subject).items()},
        body=_cleaned(bench.wording.of(message.body), editor),
        sms=bench.wording.of(message.sms),
    )


def _cleaned(body: Localized, editor: str) -> Localized:
    return {language: clean_mail(words, editor) for language, words in body.items()}


def lower_layouts(bench: Bench) -> Mapping[str, Localized]:
    """What is put around mailed answers, by status and language; a language without one has the default language's."""
    brand = bench.brand
    own = {name: clean_mail(thing.value.content, _editor(thing)) for name, thing in brand.of("mail_layout").items()}
    layouts = {}
    for status in LAYOUTS:
        fallback = own.get(f"{status}/{brand.default_language}")
        found = {language: own.get(f"{status}/{language}", fallback) for language in brand.languages}
        words = {language: layout for language, layout in found.items() if layout is not None}
        if words:
            layouts[status] = words
    return layouts


def _editor(thing: Object) -> str:
    return "text" if thing.file.endswith(".txt") else "html"


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
