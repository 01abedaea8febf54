"""What no text of a repository should hold, looked for in the bytes of every file: secrets, deceiving characters.

A glance at files that are new or changed; what deceives is judged without knowing what a text is for. Shapes of values
are `compiler.shape`.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.glance import glance
from compiler.span import span_after

SECRET = Rule("FD730", "secret-in-text")
PERHAPS = Rule("FD731", "perhaps-a-secret", "warning")
DIRECTION = Rule("FD732", "direction-character", may_lower=True)
INVISIBLE = Rule("FD733", "invisible-character", "warning")
ALPHABETS = Rule("FD734", "letters-of-two-alphabets", "warning")

RULES: Final = (SECRET, PERHAPS, DIRECTION, INVISIBLE, ALPHABETS)

_PUBLIC: Final = "a certificate"  # a text may show one; configuration names the file that holds it

# Who gives such secrets out, what they begin with, and how they go on. The beginning alone is looked for first.
_KNOWN: Final[tuple[tuple[str, bytes, re.Pattern[bytes]], ...]] = (
    ("a private key", b"-----BEGIN ", re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----")),
    (_PUBLIC, b"-----BEGIN C", re.compile(rb"-----BEGIN CERTIFICATE-----")),
    ("a key of AWS", b"AKIA", re.compile(rb"\bAKIA[0-9A-Z]{16}\b")),
    ("a key of AWS", b"ASIA", re.compile(rb"\bASIA[0-9A-Z]{16}\b")),
    ("a token of GitHub", b"gh", re.compile(rb"\bgh[pousr]_[A-Za-z0-9]{30,}\b")),
    ("a token of GitHub", b"github_pat_", re.compile(rb"\bgithub_pat_[A-Za-z0-9_]{30,}\b")),
    ("a token of GitLab", b"glpat-", re.compile(rb"\bglpat-[A-Za-z0-9_-]{20,}")),
    ("a token of Slack", b"xox", re.compile(rb"\bxox[abeoprs]-[A-Za-z0-9-]{10,}")),
    (
        "a hook of Slack",
        b"hooks.slack.com/",
        re.compile(rb"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9_/+-]{20,}"),
    ),
    ("a hook of Dooray", b"hook.dooray.com/", re.compile(rb"hook\.dooray\.com/services/[0-9/]{10,}[A-Za-z0-9_-]{6,}")),
    ("a key of Stripe", b"_live_", re.compile(rb"\b[rs]k_live_[A-Za-z0-9]{16,}\b")),
    ("a key of a webhook", b"whsec_", re.compile(rb"\bwhsec_[A-Za-z0-9+/=]{24,}")),
    ("a key of Google", b"AIza", re.compile(rb"\bAIza[0-9A-Za-z_-]{35}")),
    ("a key of SendGrid", b"SG.", re.compile(rb"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}")),
    ("a token of npm", b"npm_", re.compile(rb"\bnpm_[A-Za-z0-9]{36}\b")),
    ("a token of PyPI", b"pypi-", re.compile(rb"\bpypi-AgE[A-Za-z0-9_-]{40,}")),
    ("a signed token", b"eyJ", re.compile(rb"\beyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")),
)
_HINT: Final = 'write {secret: "env:NAME"}, take it out of the history, and have a new one given out: this one is known'

_TOKEN: Final = re.compile(rb"(?<![A-Za-z0-9+/=_.:-])[A-Za-z0-9+/=_-]{32,200}(?![A-Za-z0-9+/=_-])")
_BITS: Final = 4.2  # of each character; words joined by hyphens stay below
_SWAPS: Final = 8  # changes between small letters, capitals and digits

_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN: Final = re.compile("[\u200b\u2060-\u2064\u180e\u115f\u1160\u3164\uffa0\u00ad\ufff9-\ufffb]")
_TWO: Final = re.compile("[A-Za-z][Ͱ-ӿ]|[Ͱ-ӿ][A-Za-z]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIKE: Final = frozenset("аеорсухіїјѕһԁԛԝАВЕЗКМНОРСТУХІЈЅοανικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")


_BEGINNINGS: Final = (
    rb"-----BEGIN |AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|hooks\.slack\.com/|hook\.dooray\.com/|_live_"
    rb"|whsec_|AIza|SG\.|npm_|pypi-|eyJ"
)
_ODD: Final = (  # the characters below in UTF-8, and what Greek and Cyrillic letters begin with
    rb"\xe2\x80[\x8b\xaa-\xae]|\xe2\x81[\xa0-\xa9]|\xe1\xa0\x8e|\xe1\x85[\x9f\xa0]|\xe3\x85\xa4|\xef\xbe\xa0"
    rb"|\xef\xbf[\xb9-\xbb]|\xc2\xad|[\xcd-\xd3]"
)
_IN_TEXT: Final = glance(_BEGINNINGS + b"|" + _ODD)
_IN_YAML: Final = glance(_BEGINNINGS + b"|" + _ODD + rb"|[A-Za-z0-9+/=_-]{32}")


def look(file: str, data: bytes, yaml_ends: int) -> tuple[Diagnostic, ...]:
    """Everything that should not be in a file; random-looking words only in its YAML, which ends at `yaml_ends`."""
    in_text = yaml_ends < len(data) and _IN_TEXT.search(data, yaml_ends)
    if not in_text and not _IN_YAML.search(data, 0, yaml_ends):
        return ()
    findings = [*_secrets(file, data, yaml_ends)]
    if not data.isascii():
        text = data.decode(errors="replace")
        findings += (*_characters(file, text), *_alphabets(file, text))
    return tuple(findings)


def _secrets(file: str, data: bytes, yaml_ends: int) -> Iterator[Diagnostic]:
    taken: list[tuple[int, int]] = []
    for what, beginning, pattern in _KNOWN:
        for match in (
            pattern.finditer(data, 0, yaml_ends if what == _PUBLIC else len(data)) if beginning in data else ()
        ):
            taken.append(match.span())
            span = span_after(file, data[: match.start()].decode(errors="replace"), match[0].decode(errors="replace"))
            yield found(SECRET, f"this is {what}: whoever can read the repository has it", span, note=what, hint=_HINT)
    for match in _TOKEN.finditer(data, 0, yaml_ends):
        if _is_random(match[0]) and not any(start < match.end() and match.start() < end for start, end in taken):
            span = span_after(file, data[: match.start()].decode(errors="replace"), match[0].decode())
            hint = f"if it is one, {_HINT}"
            yield found(PERHAPS, "this looks like a secret", span, note="made by chance, it seems", hint=hint)


def _is_random(token: bytes) -> bool:
    """Whether no person wrote a word: letters of both sizes and digits in no order."""
    text = token.decode().rstrip("=")
    kinds = [_kind(letter) for letter in text if letter.isalnum()]
    if len(set(kinds)) < 3 or sum(one != two for one, two in pairwise(kinds)) < _SWAPS:
        return False
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values()) >= _BITS


def _kind(letter: str) -> str:
    return "digit" if letter.isdigit() else "small" if letter.islower() else "capital"


def _characters(file: str, text: str) -> Iterator[Diagnostic]:
    for match in _TURNING.finditer(text):
        yield found(
            DIRECTION,
            f"{_name(match[0])} turns the letters after it round: a reviewer reads something else than a program",
            span_after(file, text[: match.start()], match[0]),
            note="here, unseen",
            hint="delete it; right-to-left words need none",
        )
    for match in _UNSEEN.finditer(text):
        yield found(
            INVISIBLE,
            f"{_name(match[0])} cannot be seen: a search finds one of two words that look the same, and not the other",
            span_after(file, text[: match.start()], match[0]),
            note="here, unseen",
            hint="delete it",
        )


def _name(letter: str) -> str:
    return f"the character U+{ord(letter):04X} ({unicodedata.name(letter, 'without a name').lower()})"


def _alphabets(file: str, text: str) -> Iterator[Diagnostic]:
    """Words in Latin letters with a Greek or Cyrillic letter in them that looks like a Latin one."""
    if not _TWO.search(text):
        return
    for match in _WORD.finditer(text):
        word = match[0]
        foreign = [letter for letter in word if "\u0370" <= letter <= "\u04ff"]
        if word.isascii() or not foreign or not any(letter.isascii() for letter in word):
            continue
        if all(letter in _ALIKE for letter in foreign):
            named = ", ".join(dict.fromkeys(unicodedata.name(letter).lower() for letter in foreign))
            yield found(
                ALPHABETS,
                f"the word mixes alphabets: {named} among Latin letters",
                span_after(file, text[: match.start()], word),
                note="looks like another word",
                hint="type the word again in one alphabet",
            )
