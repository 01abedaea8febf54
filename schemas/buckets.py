"""What the variables that every AWS tool reads say of a bucket: whoever publishes and whoever reads take them alike.

The environment is handed in; opening a bucket is `compiler.release.objects` and `runtime.release.address`. Their
library ends the program where a variable cannot be used, so that each is looked at before.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

ENDPOINTS: Final = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_WORDS: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION")
"""They stand in the head of a request. Most are secret and shown to nobody."""


def unsaid(variables: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that are there and empty, as a workflow leaves what nobody has set: they say nothing."""
    return tuple(name for name, value in variables.items() if name.startswith("AWS_") and not value.strip())


def objection(variables: Mapping[str, str]) -> str | None:
    """Why no bucket can be asked with these; `None` when one can."""
    for name in ENDPOINTS:
        value = variables.get(name, "")
        if value.strip() and not _is_web_address(value):
            shown = "" if "@" in value else f": {value[:80]!r}"
            return f"{name} is no web address such as https://s3.example{shown}"
    for name in _WORDS:
        value = variables.get(name, "")
        if value.strip() and not (value.isascii() and value.isprintable() and " " not in value):
            return f"{name} has a blank, a line end or another letter that no key and no region has"
    return None


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and value.isascii() and value.isprintable() and not set(value) & set(' "<>\\^`{|}')
