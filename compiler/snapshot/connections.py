"""How a brand is connected: accounts, numbers and rooms that agents work with, and the text messages they send by hand.

What customers read in chats is `channels`.
"""

from collections.abc import Iterator
from typing import Any, Final

from compiler.bundle import BrandBundle
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.channels.call import CallChannel
from schemas.channels.chat import ChatChannel
from schemas.channels.dooray import DoorayChannel
from schemas.channels.email import EmailChannel
from schemas.channels.kakao import KakaoChannel
from schemas.channels.sms import SmsChannel
from schemas.channels.x import XChannel
from schemas.mail import Secret
from schemas.model import Model
from schemas.sms import SmsTemplate, length

KINDS: Final = (
    "chat_channel", "call_channel", "email_channel", "x_channel", "kakao_channel", "sms_channel", "dooray_channel",
    "sms_category", "sms_template",
)  # fmt: skip
"""What is told here and in `channels`."""

_ASSIGNMENT: Final = {
    "recent_agent": "the agent who helped last time, else anybody who is there",
    "random": "anybody who is there",
}
_X: Final = {"mention": "mentions", "direct_message": "direct messages"}


def write(lines: Lines, brand: BrandBundle, language: str) -> None:
    """Every channel of the brand, those that are switched off as such; then templates of text messages."""
    said = Wording(brand, language)
    channels = [(name, one) for name in _NAMES for one in _objects(brand, f"{name}_channel").values()]
    if channels:
        lines.section("Channels")
    for name, channel in channels:
        with lines.item(_NAMES[name], "", "" if channel.enabled else "switched off"):
            _channel(lines, said, channel)
    templates = _objects(brand, "sms_template")
    if templates:
        lines.section("Text messages that agents send")
        categories = dict(_categories(said, _objects(brand, "sms_category").values()))
        for name, template in templates.items():
            with lines.item(name, categories.get(template.category, template.category)):
                _template(lines, said, template)


_NAMES: Final = {
    "chat": "chat",
    "call": "telephone",
    "email": "mail",
    "x": "X",
    "kakao": "KakaoTalk",
    "sms": "text messages",
    "dooray": "Dooray",
}


def _objects(brand: BrandBundle, kind: str) -> dict[str, Any]:
    settings = brand.settings.get(kind)
    return dict(settings.objects) if settings is not None else {}


def _kept(secret: Secret) -> str:
    return f"kept in {secret.secret}"


def _channel(lines: Lines, said: Wording, channel: Model) -> None:
    match channel:
        case ChatChannel():
            lines.fact("goes to", _ASSIGNMENT[channel.assignment])
        case CallChannel():
            _telephone(lines, said, channel)
        case EmailChannel():
            for account in channel.accounts:
                lines.fact(f"mail to {account}", "becomes tickets")
            lines.fact("quoted words of earlier mails", "left out" if channel.strip_quotes else "kept")
        case XChannel() | KakaoChannel():
            _accounts(lines, channel)
        case SmsChannel():
            for number in channel.numbers:
                lines.fact("sent from", number)
            lines.fact("key of the provider", _kept(channel.app_key))
        case DoorayChannel():
            for name, hook in channel.hooks.items():
                lines.fact(f"room {name}", f"its address is {_kept(hook.url)}{_off(hook)}")


def _accounts(lines: Lines, channel: XChannel | KakaoChannel) -> None:
    if isinstance(channel, KakaoChannel):
        for name, account in channel.accounts.items():
            lines.fact(f"account {name}", f"from {account.activate_on}{_off(account)}")
            lines.fact(f"key of {name}", _kept(account.key))
        return
    for name, x in channel.accounts.items():
        lines.fact(f"account {name}", f"{' and '.join(_X[kind] for kind in x.tickets)} become tickets{_off(x)}")
        lines.fact(f"token of {name}", _kept(x.token))


def _off(one: Any) -> str:
    return "" if one.enabled else ", switched off"


def _telephone(lines: Lines, said: Wording, call: CallChannel) -> None:
    lines.fact("account at the telephone system", call.tenant.id)
    lines.fact("its password", _kept(call.tenant.password))
    for code, route in call.ivr_routes.items():
        becomes = f" → inquiry type {route.inquiry_type}" if route.inquiry_type else " → no inquiry type"
        lines.fact(f"route {code}", f"{said.text(route.name)}{becomes}")
    for number in call.numbers:  # in the order agents choose from
        purpose = f", for {said.text(number.purpose)}" if number.purpose is not None else ""
        lines.fact(f"number {number.id}", f"{number.number}, {said.text(number.name)}{purpose}")
        lines.fact(f"certificate of {number.id}", number.certificate)


def _template(lines: Lines, said: Wording, template: SmsTemplate) -> None:
    words = said.text(template.text)
    lines.fact("words", words)
    lines.fact("sent as", f"{template.type.upper()} from {template.number}, {length(words):,} bytes as it stands")
    lines.fact_if("picture", template.image)
    if not template.editable:
        lines.fact("agents may change the words", "no")


def _categories(said: Wording, roots: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Each category with its name and those above it."""
    for one in roots:
        name = f"{above} › {said.text(one.name)}" if above else said.text(one.name)
        yield one.id, name
        yield from _categories(said, one.children, name)
