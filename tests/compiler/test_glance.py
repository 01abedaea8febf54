"""A glance at bytes spares nearly every file a closer look; what it lets pass, the closer look lets pass, too."""

import random

from compiler.dialect import stray
from compiler.parse import parse, refuse_bytes

_PIECES = (
    "a", "b c", " ", "  ", ": ", "- ", "-", "#", " #", '"#', "'#112233'", '"', "'", "?", " ? ", "[", "]", "{", "}",
    ",", ", ", "\n", "\n  ", "\n\t", "\t", "|\n", "|-\n", ">\n", "\n \n", "|\n   \n", "\u00a0", "\u2028", "\x85",
    "\x07", "\x9f", "\ufeff", "\ufffe", "<<<<<<< x", "~", "1", "&x", "é",
)  # fmt: skip


def _made(chance: random.Random) -> str:
    lines = []
    for number in range(chance.randint(1, 4)):
        words = "".join(chance.choices(_PIECES, k=chance.randint(1, 6)))
        lines.append(f"k{number}: {words}")
    return "\n".join(lines) + chance.choice(("", "\n", "\n  ", "\n\n"))


def test_whatever_is_read_would_be_read_after_a_closer_look_too():
    chance = random.Random(20261122)
    read = 0
    for text in (_made(chance) for _ in range(20_000)):
        document, _ = parse("a.yaml", text.encode())
        if document is not None:
            read += 1
            assert refuse_bytes("a.yaml", text.encode(), 0) is None, repr(text)
            assert "?" in text or stray("a.yaml", text, 0) is None, repr(text)
    assert read > 1_000


def test_a_closer_look_refuses_some_of_what_libyaml_reads():
    refused = [text for text in ('a: ["x"#y\n]', "a: [b,\nc]", "a: [-]", "a:\t|\n   \n b") if _is_stray(text)]
    assert len(refused) >= 2


def _is_stray(text: str) -> bool:
    document, findings = parse("a.yaml", text.encode())
    return document is None and findings[0].code == "FD016"
