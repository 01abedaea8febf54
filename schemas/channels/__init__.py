"""The ways into and out of a brand, one file each: what an admin sets. Carrying anything is the runtime's matter."""

from collections.abc import Mapping
from typing import Final

from schemas.channels.call import CallChannel
from schemas.channels.chat import ChatChannel
from schemas.channels.dooray import DoorayChannel
from schemas.channels.email import EmailChannel
from schemas.channels.kakao import KakaoChannel
from schemas.channels.sms import SmsChannel
from schemas.channels.x import XChannel
from schemas.model import Model

CHANNELS: Final[Mapping[str, type[Model]]] = {
    "chat": ChatChannel,
    "call": CallChannel,
    "email": EmailChannel,
    "x": XChannel,
    "kakao": KakaoChannel,
    "sms": SmsChannel,
    "dooray": DoorayChannel,
}
"""The settings of each channel by the name of its file in `channels/`."""
