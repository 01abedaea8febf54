"""How a bundle lies in a folder: names of blobs and of the pointer that says which root is current.

Pure names and the pointer's model; reading and writing is done by `compiler.emit` and `runtime.release`.
"""

from typing import Literal

from schemas.model import Model

POINTER = "current.json"


class Pointer(Model):
    """`current.json`: the one mutable file of a bundle folder."""

    root: str
    mode: Literal["development"] = "development"
    """Development bundles carry no signature; a runtime that has keys refuses them."""
    source: str | None = None
    """Where the bundle was built from, for people; never part of the digest."""


def blob_path(digest: str) -> str:
    """Where a blob lies, relative to the bundle folder."""
    name = digest.removeprefix("sha256:")
    return f"blobs/{name[:2]}/{name}"
