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
    waiting = [value]
    while waiting:
        item = waiting.pop()
        # Most values are text: asked first, because this runs over every value of every bundle.
        if isinstance(item, str) or item is None or isinstance(item, bool):
            continue
        if isinstance(item, dict):
            for key in item:
                if not isinstance(key, str) or not key.isascii():
                    raise ValueError(f"{key!r} cannot be a key in canonical JSON")
            waiting += item.values()
        elif isinstance(item, list | tuple):
            waiting += item
        elif not isinstance(item, int):
            raise ValueError(f"{type(item).__name__} has no canonical JSON")
        elif abs(item) >= _LARGEST:
            raise ValueError(f"{item} is too large for canonical JSON")
