"""Answers that are kept encrypted: AES-GCM, bound to their ticket and field.

Whoever copies the database, or swaps two rows of it, reads nothing. Which fields these are says the bundle
(`personal.encrypt`); the key is derived from the installation's secret and named beside every value it sealed.
"""

import json
import secrets
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from runtime.access.keys import key_for

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12


class UnreadableError(Exception):
    """A sealed answer that this installation's key does not open."""


class Sealer:
    """Seals and opens the answers of one installation."""

    def __init__(self, secret_key: str) -> None:
        key = key_for(secret_key, "fields")
        self.key_id = sha256(key).hexdigest()[:16]
        self._key = key

    def seal(self, ticket_id: str, field: str, content: Any) -> bytes:
        """Plain data as bytes that mean something only in this place."""
        nonce = secrets.token_bytes(_NONCE)
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return nonce + _cipher(self._key).encrypt(nonce, plain, _place(ticket_id, field))

    def open(self, ticket_id: str, field: str, sealed: bytes) -> Any:
        """What was sealed in this place; `UnreadableError` when key or place are others."""
        from cryptography.exceptions import InvalidTag

        try:
            plain = _cipher(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _place(ticket_id, field))
        except (InvalidTag, ValueError) as error:  # the latter for bytes too short to be anything sealed
            raise UnreadableError(f"ticket {ticket_id}, field {field}") from error
        return json.loads(plain)


@cache
def _cipher(key: bytes) -> "AESGCM":
    # Imported when first needed: most desks encrypt nothing.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _place(ticket_id: str, field: str) -> bytes:
    return f"{ticket_id}\0{field}".encode()
