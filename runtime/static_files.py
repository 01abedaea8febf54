"""The interface's own files: style sheets, scripts and pictures, each under an address that names its content.

An address is `/static/<hash>/<name>` and may be kept for ever; a changed file has another address. The sheets every
page needs are joined into one, so that a page waits for a single file. Files of a bundle are `runtime.web.files`.
"""

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "static"
VENDOR: Final = FOLDER / "vendor"

SITE_SHEET: Final = "site.css"
SITE_PARTS: Final = (
    "css/base.css",
    "css/parts.css",
    "css/layout.css",
    "css/home.css",
    "css/article.css",
    "css/search.css",
)
"""What every page gets, in this order, after Pico."""

_TYPES: Mapping[str, str] = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file with its address; `packed` is gzip, where that is worth sending."""

    name: str
    hash: str
    media_type: str
    plain: bytes
    packed: bytes | None

    @property
    def address(self) -> str:
        """Where the file is served, the same on every host."""
        return f"/static/{self.hash}/{self.name}"


def address(name: str) -> str:
    """The address of `css/form.css` and the like; `KeyError` where there is no such file."""
    return files()[name].address


def find(hash_: str, name: str) -> StaticFile | None:
    """The file at an address; `None` for an unknown name or another content than the address says."""
    file = files().get(name)
    return file if file is not None and file.hash == hash_ else None


@cache
def files() -> Mapping[str, StaticFile]:
    """Every file by name, read once per process."""
    contents = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file() and path.suffix in {".css", ".js", ".svg", ".png", ".ico", ".woff2"}
    }
    contents[SITE_SHEET] = _site_sheet(contents)
    return {name: _file(name, data) for name, data in contents.items()}


def _site_sheet(contents: Mapping[str, bytes]) -> bytes:
    """Pico in a cascade layer, so that any rule of ours beats it whatever its selectors; then our own sheets."""
    pico = contents["vendor/pico.min.css"].removeprefix(b'@charset "UTF-8";')
    return b"@layer pico{" + pico + b"}\n" + b"\n".join(contents[name] for name in SITE_PARTS)


def _file(name: str, data: bytes) -> StaticFile:
    suffix = Path(name).suffix
    media_type = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(data, 9, mtime=0) if suffix in _TYPES and len(data) > 600 else None
    return StaticFile(name, sha256(data).hexdigest()[:16], media_type, data, packed)
