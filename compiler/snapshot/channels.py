"""What customers read in chats and text messages, and what other websites put into their pages to show the chat."""

from typing import Any

from compiler.bundle import BrandBundle, Bundle
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.bundle import PortalContract
from schemas.channels.call import CallChannel
from schemas.channels.chat import ChatChannel, snippet
from schemas.channels.kakao import KakaoChannel

_COMMENTS = {
    "out_of_hours": "outside these hours",
    "greeting": "when a chat begins",
    "no_agent": "when no agent is there",
    "evaluation": "when a rating is asked for",
    "end": "when a chat ends",
}


def write(lines: Lines, bundle: Bundle, contract: PortalContract, language: str) -> None:
    """The chat of the portal and of KakaoTalk, and who calls; nothing where the brand has none of them."""
    brand = bundle.brands[contract.brand]
    said = Wording(brand, language)
    chat, kakao, call = (_of(brand, kind) for kind in ("chat_channel", "kakao_channel", "call_channel"))
    if isinstance(chat, ChatChannel) and brand.brand.features.chat and (contract.show.chat or chat.widget):
        _chat(lines, said, chat, contract)
        _widget(lines, bundle, chat, contract, language)
    if isinstance(kakao, KakaoChannel):
        _kakao(lines, said, kakao)
    if isinstance(call, CallChannel) and brand.brand.features.call and call.numbers:
        lines.section("Calls")
        for number in call.numbers:
            lines.fact("an agent may call from", f"{number.number}, {said.text(number.name)}")


def _of(brand: BrandBundle, kind: str) -> Any:
    """The settings of a channel; `None` when the brand has none or has switched it off."""
    settings = brand.settings.get(kind)
    channel: Any = settings.objects.get("") if settings is not None else None
    return channel if channel is not None and channel.enabled else None


def _chat(lines: Lines, said: Wording, chat: ChatChannel, contract: PortalContract) -> None:
    lines.section("Chat")
    lines.fact("on the pages of this portal", "yes" if contract.show.chat else "no")
    lines.fact("first words", said.text(chat.greeting))
    if chat.satisfaction_message is not None:
        lines.fact("asking for a rating", said.text(chat.satisfaction_message))
    if chat.feedback is not None:
        reason = ", with a reason" if chat.feedback.reason else ""
        how = (
            f"{chat.feedback.stars} stars" if chat.feedback.stars else " or ".join(chat.feedback.choices or ("thumbs",))
        )
        lines.fact("rated by", how + reason)


def _widget(lines: Lines, bundle: Bundle, chat: ChatChannel, contract: PortalContract, language: str) -> None:
    """What to paste in front of `</body>` (NHN-020), in each environment."""
    if chat.widget is None or not chat.widget.enabled:
        return
    lines.section("Chat on other websites")
    for origin in chat.widget.origins:
        lines.fact("may show it", origin)
    for environment, values in sorted(bundle.environments.items()):
        host = contract.host.resolve(values.get(contract.brand, {}))
        if host:
            code = snippet(f"https://{host}{contract.path.rstrip('/')}", language)
            lines.fact(f"before </body>, in {environment}", code)


def _kakao(lines: Lines, said: Wording, kakao: KakaoChannel) -> None:
    lines.section("KakaoTalk")
    for name, account in kakao.accounts.items():
        lines.fact("account", f"{name}, from {account.activate_on}" if account.enabled else f"{name}, switched off")
    for hours in kakao.hours:
        lines.fact("hours", f"{', '.join(hours.days)} from {hours.start} to {hours.to}")
    for key, when in _COMMENTS.items():
        lines.fact(f"said {when}", said.text(getattr(kakao.auto_comments, key)))
