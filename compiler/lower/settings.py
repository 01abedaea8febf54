"""Kinds that cross into the bundle as they were written, with every text in every language.

Which they are is the list below. A kind whose meaning must be worked out (inquiry types, rules, portals) has a file of
its own instead. Files these objects name become assets; bindings and secrets stay names.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, assert_never

from pydantic import BaseModel

from compiler.bodies import render
from compiler.lower.asset_uses import use
from compiler.lower.bench import Bench
from compiler.mail_markup import clean_mail
from compiler.shape import Object
from schemas.settings import Settings, completed, files
from schemas.text import Localized, Text, TextFormat

IN_BUNDLE: Final[tuple[str, ...]] = (
    "chat_channel",
    "call_channel",
    "email_channel",
    "x_channel",
    "kakao_channel",
    "sms_channel",
    "dooray_channel",
    "sms_category",
    "sms_template",
    "organization",
    "customer_property",
    "access_group",
    "consent",
    "security",
    "open_api",
    "member_interlink",
    "customer_data",
    "external_menu",
    "placeholder",
    "project",
    "tracking",
    "sla",
    "history",
    "numbers",
    "answer_template",
    "sensitive_words",
    "view",
    "inbox",
    "notice_template",
    "mail_account",
)


def lower_settings(bench: Bench) -> Mapping[str, Settings[BaseModel]]:
    """Every kind of the list that the brand has anything of, by the kind's name."""
    found = {}
    for kind in IN_BUNDLE:
        things = bench.brand.of(kind)
        if things:
            for thing in things.values():
                for place, path, file in files(thing.value):
                    use(bench, path, file.use, bench.linked.draft.span(thing, place))
            say = partial(_say, bench)
            found[kind] = Settings[BaseModel](objects={name: completed(one.value, say) for name, one in _roots(things)})
    return found


def _roots(things: Mapping[str, Object]) -> Iterator[tuple[str, Object]]:
    """Objects that hold others once: what lies in a tree is lowered with its root."""
    return ((name, one) for name, one in things.items() if not one.parts.get("parent"))


def _say(bench: Bench, text: Text, format_: TextFormat) -> Localized:
    words = bench.wording.of(text)
    match format_:
        case "markdown":
            return {language: render(one).html for language, one in words.items()}
        case "editor":
            return {language: clean_mail(one, bench.brand.brand.value.editor) for language, one in words.items()}
        case "plain":
            return words
        case _:
            assert_never(format_)
