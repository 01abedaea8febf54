"""What is taken out of strangers' words before anything looks at them.

Decided once, for every text: control characters, NUL, half surrogates, marks that turn the reading direction around
and characters without any width are left out, not refused: people paste them unknowingly from other programs. What is
left is Unicode in its composed form (NFC), so that the same word is always the same bytes. Joiners that scripts and
emoji need stay in sentences, and go from file names.
"""

import re
import unicodedata
from typing import Final

_TURNING: Final = "\u202a-\u202e\u2066-\u2069"
_WIDTHLESS: Final = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
_JOINING: Final = "\u200c-\u200f\u061c"

_UNWANTED: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_TURNING}{_WIDTHLESS}]")
_INVISIBLE: Final = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{_TURNING}{_WIDTHLESS}{_JOINING}]")
_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"\s+")


def lines(text: str) -> str:
    """Text of several lines: `\\n` between them, no blank ones before and no space after."""
    text = _UNWANTED.sub("", _BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")).rstrip()


def line(text: str) -> str:
    """Text of one line: every run of white space, line breaks too, is one space."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _UNWANTED.sub("", _BREAK.sub(" ", text))).strip())


def visible(text: str) -> str:
    """One line without any character that cannot be seen: for names of files."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip())
