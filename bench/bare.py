"""The physical limit of serving under gunicorn: an application that sends prepared bytes and headers, nothing else."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_ANSWERS = json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text()) if "BENCH_ANSWERS" in os.environ else {}
_PLAIN = [tuple(pair) for pair in _ANSWERS.get("headers", ())]
_NOT_MODIFIED = [tuple(pair) for pair in _ANSWERS.get("not_modified", ())]
_BODY = _ANSWERS.get("body", "").encode()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The page, or 304 when the request has any `If-None-Match`."""
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 Not Modified", _NOT_MODIFIED)
        return ()
    start_response("200 OK", _PLAIN)
    return (_BODY,)
