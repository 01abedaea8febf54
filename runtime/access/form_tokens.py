"""One-time tokens of forms that strangers send: signed, stateless, no cookie.

A token proves that we showed the form, for this purpose and not too long ago. That it is used once is the store's to
enforce: a nonce is unique per purpose there.
"""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

LIFETIME: Final = timedelta(hours=12)
"""How long a customer may take over a form before it is asked again."""

_AHEAD: Final = timedelta(minutes=1)


def issue(key: bytes, purpose: str, now: datetime) -> str:
    """A token for a form shown at `now`; the purpose names portal and form (`ask cooking-village/main bug`)."""
    return _signed(key, purpose).dumps([secrets.token_urlsafe(16), int(now.timestamp())])


def accept(key: bytes, purpose: str, token: str, now: datetime, lifetime: timedelta = LIFETIME) -> str | None:
    """The nonce of a token issued for this purpose within `lifetime`; `None` when forged, foreign or expired."""
    try:
        nonce, issued = _signed(key, purpose).loads(token)
        age = now - datetime.fromtimestamp(issued, UTC)
    except (BadSignature, ValueError, TypeError, OverflowError):
        return None
    # Machines' clocks differ a little; a token from the real future is not ours.
    if not isinstance(nonce, str) or not -_AHEAD <= age <= lifetime:
        return None
    return nonce


def _signed(key: bytes, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=f"form {purpose}".encode(), signer_kwargs={"digest_method": sha256})
