"""E-mail address: one, strictly, because we shall write to it.

Nothing is mended here that could be meant otherwise: two addresses, a name before the address, line breaks that would
start a new header and invisible characters are refused. A domain in letters of another script becomes its ASCII
spelling; domains are lower case, the part before the `@` is the owner's business.
"""

import re
from typing import Final, Literal

from schemas.fields.base import Compare, Fault, FieldBase, one
from schemas.names import EMAIL_DOMAIN, EMAIL_LOCAL

COMPARE: Final[Compare] = "text"

_LOCAL: Final = re.compile(EMAIL_LOCAL)
_DOMAIN: Final = re.compile(EMAIL_DOMAIN)


class EmailField(FieldBase):
    """`type: email`."""

    type: Literal["email"]
    """An e-mail address."""


def parse(field: EmailField, raw: tuple[str, ...]) -> str | Fault:
    """The address with its domain in lower case and ASCII."""
    sent = one(raw)
    if isinstance(sent, Fault):
        return sent
    typed = sent.strip()
    return (address(typed) or Fault("validate.email")) if typed else ""


def address(text: str) -> str | None:
    """A single address in its one spelling; `None` when it is none, or more than one."""
    local, at, domain = text.rpartition("@")
    if not at or len(text) > 254 or len(local) > 64 or _LOCAL.fullmatch(local) is None:
        return None
    try:
        ascii_domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        return None
    whole = f"{local}@{ascii_domain}"
    return whole if _DOMAIN.fullmatch(ascii_domain) and len(whole) <= 254 else None


def format(field: EmailField, answer: str, language: str, default_language: str) -> str:
    """As it is written to."""
    return answer
