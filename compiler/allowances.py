"""Comments that silence a warning: `# frontdesk: allow FD602 because the picture is decorative`.

Finding them in source bytes happens here; which findings they silence is `compiler.verdict`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.span import Span

_MARK = b"frontdesk: allow"
_COMMENT = re.compile(r"(?:#|<!--)[ \t]*+frontdesk: allow[ \t]++(?P<code>[^\s:]++)(?P<reason>[^\n]*+)")
_REASON = re.compile(r"[ \t]++because[ \t]++\S")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One such comment: it silences `code` on its own line and the one below. `span` is the code's place."""

    code: str
    span: Span
    has_reason: bool


def allowances(file: str, data: bytes) -> Iterator[Allowance]:
    """The silencing comments of one file, in YAML, front matter or, as an HTML comment, in a body."""
    if _MARK not in data:
        return
    for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
        match = _COMMENT.search(line)
        if match:
            span = Span(file, number, match.start("code") + 1, number, match.end("code") + 1)
            reason = match["reason"].rstrip(" \t\r").removesuffix("-->").rstrip(" \t")
            yield Allowance(match["code"], span, bool(_REASON.match(reason)))
