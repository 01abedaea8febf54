"""`channels/chat.yaml`: words, routing, rating and the widget for other websites (NHN-011 to NHN-021).

Who is online, and what was said, is known at run time only.
"""

from typing import Annotated, Literal

from pydantic import Field

from schemas.feedback import Feedback
from schemas.model import Model
from schemas.names import Origin
from schemas.text import Text


class Widget(Model):
    """The chat on other websites: pages of these origins may show it, no others."""

    enabled: bool = True
    """False: no other site shows it."""
    origins: Annotated[tuple[Origin, ...], Field(min_length=1)]
    """The sites that may, as in `https://shop.example`."""


class ChatChannel(Model):
    """Chats begin with the greeting; with `feedback` agents can ask for a rating."""

    enabled: bool = True
    """False keeps the settings for later."""
    greeting: Text
    """The first words."""
    satisfaction_message: Text | None = None
    """What is said when a rating is asked for."""
    assignment: Literal["recent_agent", "random"] = "random"
    """`recent_agent` is who helped last time, `random` anybody who is there."""
    feedback: Feedback | None = None
    """How a chat is rated."""
    widget: Widget | None = None
    """The chat on other sites."""


def snippet(address: str, language: str) -> str:
    """What a website puts before `</body>`, one for each language; `address` is the portal's, without a last slash.

    The script asks the portal whether the page it runs on may show the chat, so the snippet holds no secret.
    """
    return f'<script src="{address}/widget/chat.js" data-language="{language}" async></script>'
