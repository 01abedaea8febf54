"""`channels/kakao.yaml`: chats of KakaoTalk channels come to our agents (NHN-210 to NHN-217).

Whether KakaoTalk accepted the connection, or why not, is known at run time only.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.hours import Hours
from schemas.mail import Secret
from schemas.model import Model
from schemas.names import CHANNEL_ID, Date
from schemas.text import Text

ChannelId = Annotated[str, StringConstraints(pattern=CHANNEL_ID, max_length=60)]


class KakaoAccount(Model):
    """One channel; `public_search_on` says that it can be found by search, which is set at KakaoTalk."""

    enabled: bool = True
    """False: nothing is fetched."""
    activate_on: Date
    """The day it should start."""
    key: Secret
    """What the service knows us by."""
    public_search_on: bool = False
    """“Public search is on at the other side”: else nobody finds the channel."""


class AutoComments(Model):
    """What customers read without an agent writing it; KakaoTalk wants all five."""

    out_of_hours: Text
    """Outside the hours."""
    greeting: Text
    """At the beginning."""
    no_agent: Text
    """When everybody is busy."""
    evaluation: Text
    """When a rating is asked for."""
    end: Text
    """At the end."""


class KakaoChannel(Model):
    """Accounts by their id at KakaoTalk; outside the hours nobody is asked."""

    enabled: bool = True
    """False keeps the settings for later."""
    accounts: Annotated[Mapping[ChannelId, KakaoAccount], Field(min_length=1)]
    """Channels by their ids."""
    hours: Annotated[tuple[Hours, ...], Field(min_length=1)]
    """When somebody answers."""
    auto_comments: AutoComments
    """What is said by itself."""
