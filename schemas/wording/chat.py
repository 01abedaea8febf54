"""The words of the chat, English and Korean side by side: `chat.` (NHN-018, NHN-169)."""

from collections.abc import Mapping
from typing import Final

_WORDS: Final[tuple[tuple[str, str, str], ...]] = (
    ("chat.open", "Chat with us", "채팅 상담"),
    ("chat.rate", "Rate this chat", "상담 평가하기"),
    ("chat.satisfied", "Satisfied", "만족"),
    ("chat.dissatisfied", "Dissatisfied", "불만족"),
    ("chat.offline.title", "Nobody is here just now", "지금은 상담원이 없습니다"),
    (
        "chat.offline.text",
        "Write to us instead; we answer by e-mail.",
        "문의를 남겨 주시면 이메일로 답변해 드립니다.",
    ),
    ("chat.offline.ask", "Ask us", "문의하기"),
    ("chat.offline.close", "Close", "닫기"),
)

CHAT_EN: Final[Mapping[str, str]] = {code: english for code, english, _ in _WORDS}
CHAT_KO: Final[Mapping[str, str]] = {code: korean for code, _, korean in _WORDS}
