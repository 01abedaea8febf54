"""`contains`, `starts_with`, `ends_with`, `matches`: text, case ignored.

Regular expressions are RE2's, so that no text a stranger sends can make one slow; they match anywhere. Case is ignored
there, too, unless the expression itself says `(?-i)`.
"""

import unicodedata
from functools import lru_cache
from typing import Any

import re2

from schemas.conditions import Operand
from schemas.triggers.conditions.subject import Subject
from schemas.triggers.reading import fold


def contains(subject: Subject, operand: Operand) -> bool:
    """The words somewhere in the text."""
    return isinstance(subject.value, str) and isinstance(operand, str) and fold(operand) in fold(subject.value)


def starts_with(subject: Subject, operand: Operand) -> bool:
    """The words at the beginning; blanks before them do not count."""
    return isinstance(subject.value, str) and isinstance(operand, str) and fold(subject.value).startswith(fold(operand))


def ends_with(subject: Subject, operand: Operand) -> bool:
    """The words at the end; blanks after them do not count."""
    return isinstance(subject.value, str) and isinstance(operand, str) and fold(subject.value).endswith(fold(operand))


def matches(subject: Subject, operand: Operand) -> bool:
    """The expression anywhere in the text."""
    if not isinstance(subject.value, str) or not isinstance(operand, str):
        return False
    return compiled(operand).search(unicodedata.normalize("NFC", subject.value)) is not None


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> Any:
    """A pattern made ready once; `ValueError` says why RE2 refuses it."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(unicodedata.normalize("NFC", pattern), options)
    except re2.error as error:
        reason = error.args[0] if error.args else b"not a regular expression"
        raise ValueError(reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)) from None
