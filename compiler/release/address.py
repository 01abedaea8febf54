"""A release address: the few things that publishing asks of the place where releases lie.

Folders and object stores answer them in `directory` and `objects`. Nothing is ever listed and nothing deleted, so the
cost follows what is asked for, and a key that may write can be kept from removing.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from compiler.release.refusal import RefusedError

METADATA_LIMIT: Final = 4_000_000
"""Bytes of one file of metadata: more is not read."""


class Address(Protocol):
    """Files by path. Whatever is written is whole under its name or not there."""

    url: str

    def read(self, path: str, limit: int) -> bytes | None:
        """The bytes of a file, `None` when there is none; more than `limit` are refused."""

    def tagged(self, path: str, limit: int) -> tuple[bytes, str] | None:
        """The bytes of a file, and what tells this state of it from every other."""

    def part(self, path: str, offset: int, length: int) -> bytes:
        """Some bytes of a file that is there."""

    def size(self, path: str) -> int | None:
        """How long a file is; `None` when there is none."""

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Write a file, whatever was there."""

    def create(self, path: str, data: bytes) -> bool:
        """Write a file that must not be there yet; whether it was not."""

    def swap(self, path: str, data: bytes, tag: str | None) -> bool:
        """Write a file if it still is in the state of `tag` (`None`: not there); whether it was."""


def open_address(url: str, *, for_writing: bool) -> Address:
    """The address that a URL names; `RefusedError` when it cannot be one."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.netloc in {"", "localhost"} and parts.path.startswith("/"):
        from compiler.release.directory import Directory

        return Directory(Path(unquote(parts.path)))
    if parts.scheme in {"http", "https"} and parts.netloc and for_writing:
        hint = "publish to the folder or bucket that the web server shows"
        raise RefusedError("FD841", f"{url} can only be read", hint)
    if parts.scheme in {"http", "https", "s3"} and parts.netloc:
        from compiler.release.objects import Objects

        return Objects(url)
    hint = "write file:///folder, s3://bucket/prefix, or https://host/path to read only"
    if not parts.scheme and url:
        hint = f"a folder is written {Path(url).resolve().as_uri()}"
    raise RefusedError("FD841", f"{url!r} is no release address", hint)
