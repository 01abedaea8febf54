"""Keys derived from the installation's one secret, each for its purpose.

A key that leaks or is rotated for one purpose tells nothing about the others; the secret itself signs nothing.
"""

import hmac
from typing import Final

_CONTEXT: Final = b"frontdesk key 1\0"


def key_for(secret: str, purpose: str) -> bytes:
    """The 32-byte key of a purpose, such as `links`, `forms` or `sessions`; the same for every process."""
    return hmac.digest(secret.encode(), _CONTEXT + purpose.encode(), "sha256")
