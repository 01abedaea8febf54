"""Bytes with one spelling: canonical JSON and digests.

RFC 8785 restricted so that the standard library can write it: ASCII keys, no floats, whole numbers below 2**53, text in
NFC. What a value means is decided by its model; where bytes are stored is not known here.
"""

import hashlib
import json
import unicodedata
from typing import Any, TypeAlias

Json: TypeAlias = Any  # None | bool | int | str | list | dict[str, Json]

_LARGEST = 2**53


def to_bytes(value: Json) -> bytes:
    """The canonical bytes of a value; `ValueError` when it cannot have any (a float, a key that is not ASCII)."""
    _refuse(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text).encode()


def digest(data: bytes) -> str:
    """`sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _refuse(value: Json) -> None:
    match value:
        case None | bool() | str():
            return
        case int():
            if abs(value) >= _LARGEST:
                raise ValueError(f"{value} is too large for canonical JSON")
        case list() | tuple():
            for item in value:
                _refuse(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str) or not key.isascii():
                    raise ValueError(f"{key!r} cannot be a key in canonical JSON")
                _refuse(item)
        case _:
            raise ValueError(f"{type(value).__name__} has no canonical JSON")
