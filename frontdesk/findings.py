"""Findings in the format that was asked for; every format shows the same ones."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from compiler.diagnostic import Diagnostic
from compiler.report import Read, as_json, as_text

Found = Iterable[Diagnostic]


def _text(found: Found, read: Read) -> str:
    return as_text(found, read)


def _json(found: Found, read: Read) -> str:
    return json.dumps({"version": 1, "diagnostics": as_json(found)}, ensure_ascii=False) + "\n"


def _sarif(found: Found, read: Read) -> str:
    from compiler.catalogue import RULES
    from compiler.emit import COMPILER_VERSION
    from compiler.sarif import as_sarif

    return json.dumps(as_sarif(found, RULES, COMPILER_VERSION), ensure_ascii=False) + "\n"


def _github(found: Found, read: Read) -> str:
    from compiler.annotations import as_annotations

    return as_annotations(found)


FORMATS: Final[Mapping[str, Callable[[Found, Read], str]]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
"""Every format by its name; `text` and `github` are for people and are followed by a line that counts."""

FOR_PEOPLE: Final = ("text", "github")
