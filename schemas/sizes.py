"""Sizes of files as an admin writes them: `500KB`, `10MB`.

A kilobyte is 1024 bytes, as the file managers people compare with count (A-05).
"""

import re
from typing import Annotated, Final

from pydantic import AfterValidator

_UNITS: Final = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}
_SIZE: Final = re.compile(r"([1-9][0-9]{0,5})(B|KB|MB|GB)")


def in_bytes(text: str) -> int:
    """A size in bytes; `ValueError` says how to write one."""
    match = _SIZE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a size: write a whole number and one of B KB MB GB, such as 10MB")
    return int(match[1]) * _UNITS[match[2]]


def shown(size: int) -> str:
    """A number of bytes in the largest unit that leaves it whole, else with one decimal: `10 MB`, `1.5 MB`."""
    for unit in ("GB", "MB", "KB"):
        length = _UNITS[unit]
        if size >= length:
            whole, rest = divmod(size, length)
            tenth = rest * 10 // length
            return f"{whole}.{tenth} {unit}" if tenth else f"{whole} {unit}"
    return f"{size} B"


def _checked(text: str) -> str:
    in_bytes(text)
    return text


Size = Annotated[str, AfterValidator(_checked)]
"""Stays as written; `in_bytes` reads it."""
