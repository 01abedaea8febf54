"""Blobs of a bundle, verified as they are read.

A blob whose bytes do not match its name is never handed on. Where bundles come from other than a folder is added here.
"""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from schemas.canonical import digest
from schemas.release import POINTER, Pointer, blob_path

M = TypeVar("M", bound=BaseModel)


class BundleError(Exception):
    """A bundle that must not be served; `code` is stable, the message is fit for an operator."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class BundleFolder:
    """A bundle in a folder, as `frontdesk build` leaves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pointer(self) -> Pointer:
        """Which root is current; `BundleError` when there is none or it is unreadable."""
        try:
            return Pointer.model_validate_json((self.folder / POINTER).read_bytes())
        except OSError as error:
            raise BundleError("FD801", f"no bundle at {self.folder}: {error.strerror}") from error
        except ValidationError as error:
            raise BundleError("FD802", f"{self.folder / POINTER} is not a pointer to a bundle") from error

    def blob(self, name: str) -> bytes:
        """The bytes of a digest, verified."""
        try:
            data = (self.folder / blob_path(name)).read_bytes()
        except OSError as error:
            raise BundleError("FD803", f"the bundle lacks {name}") from error
        if digest(data) != name:
            raise BundleError("FD804", f"the bytes of {name} are not what was compiled")
        return data

    def read(self, name: str, model: type[M]) -> M:
        """A blob as a model."""
        try:
            return model.model_validate_json(self.blob(name))
        except ValidationError as error:
            raise BundleError("FD805", f"{name} is not a {model.__name__} this version can read") from error
