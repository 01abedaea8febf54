"""Names for words: what a translation was made from, in eight letters.

Blanks at line ends and Unicode spelling do not count, so that a text that was only laid out anew keeps its name.
"""

import hashlib
import unicodedata


def source_hash(title: str, body: str) -> str:
    """Names the words of a document a translation was made from."""
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", body).splitlines()]
    words = f"{unicodedata.normalize('NFC', title).strip()}\n\n{chr(10).join(lines).strip()}\n"
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def text_hash(words: str) -> str:
    """Names the words of one text; line breaks and runs of blanks count as one blank."""
    normal = " ".join(unicodedata.normalize("NFC", words).split())
    return hashlib.sha256(normal.encode()).hexdigest()[:8]


def as_yaml(hash_: str) -> str:
    """A hash as it is written: quoted where YAML would read a number (`12345678`, `1234e567`)."""
    return f'"{hash_}"' if hash_.replace("e", "", 1).isdigit() else hash_
