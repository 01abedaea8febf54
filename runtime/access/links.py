"""Tokens of ticket links: what a customer's address bar holds, and what the store keeps of it.

A token is computed from a random link id and a key, so that a mail can be written again without any token being stored;
the store knows the id and the token's digest. Which ticket a link opens, for whom and until when is the store's.
"""

import base64
import hmac
import re
from hashlib import sha256
from typing import Final

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def token_for(key: bytes, link_id: str) -> str:
    """The token of a link: 256 bits as 43 characters that are safe in a path."""
    return base64.urlsafe_b64encode(hmac.digest(key, link_id.encode(), "sha256")).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """What the store keeps of a token and looks it up by: its sha256 in hexadecimal."""
    return sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Whether a string can be a token at all: spares the store a question."""
    return _TOKEN.fullmatch(text) is not None
