"""Attached files, by number, size, name and extension.

The bytes themselves are not looked at: an attachment is stored under a random id and handed out as a download, so its
extension says what a person is offered, never what a browser runs.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field as Setting

from schemas.fields.base import Compare, Fault, FieldBase
from schemas.fields.clean import visible
from schemas.sizes import Size, in_bytes, shown

COMPARE: Final[Compare] = "files"

EXTENSIONS: Final = (
    "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "pdf", "txt", "csv", "hwp", "xls", "xlsx", "doc", "docx", "ppt",
    "pptx", "mp3", "wav", "mp4", "zip",
)  # fmt: skip
"""A closed list: nothing on it is a page, a picture with scripts or a program. A field may only choose among these."""

NAME_LENGTH: Final = 100

_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)")
_UNSAFE: Final = re.compile(r'[<>:"|?*]')


class FileField(FieldBase):
    """`type: file`; limits left out are the brand's (`tickets.yaml`)."""

    type: Literal["file"]
    """Files."""
    max_files: Annotated[int, Setting(ge=1, le=20)] | None = None
    """The most files."""
    max_size: Size | None = None
    """The largest file."""
    extensions: Annotated[tuple[str, ...], Setting(min_length=1)] | None = None
    """Which files may be sent, by the end of their names."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """What is known of a file a customer sends before anything is stored."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What applies where a field does not say: the brand's limits, sizes in bytes."""

    files: int
    size: int


def safe_name(sent: str) -> str:
    """The last part of a name, composed, without anything unseen and without what file systems take for commands."""
    name = visible(sent.replace("\\", "/")).rpartition("/")[2]
    name = _UNSAFE.sub("_", name).strip(". ")
    return f"_{name}" if _DEVICES.match(name) else name


def extension(name: str) -> str:
    """The letters after the last dot, in lower case; empty when there are none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def limits_of(field: FileField, brand: FileLimits) -> FileLimits:
    """The limits that hold for a field: its own, else the brand's."""
    return FileLimits(field.max_files or brand.files, in_bytes(field.max_size) if field.max_size else brand.size)


def parse(field: FileField, files: tuple[SentFile, ...], brand: FileLimits) -> tuple[str, ...] | Fault:
    """The names to keep the files under, in order. Names are made safe first and checked afterwards."""
    limits = limits_of(field, brand)
    if len(files) > limits.files:
        return Fault("validate.file_count", {"limit": limits.files, "count": len(files)})
    names = tuple(safe_name(file.name) for file in files)
    for file, name in zip(files, names, strict=True):
        fault = _fault(field, limits, file, name)
        if fault is not None:
            return fault
    return names


def _fault(field: FileField, limits: FileLimits, file: SentFile, name: str) -> Fault | None:
    allowed = field.extensions or EXTENSIONS
    short = name if len(name) <= 60 else name[:57] + "…"
    if not name.rpartition(".")[0] or extension(name) not in allowed:
        return Fault("validate.file_type", {"file": short, "allowed": ", ".join(allowed)})
    if len(name) > NAME_LENGTH:
        return Fault("validate.file_name", {"file": short, "limit": NAME_LENGTH})
    if file.size > limits.size:
        return Fault("validate.file_size", {"file": short, "limit": shown(limits.size)})
    if file.size == 0:
        return Fault("validate.file_empty", {"file": short})
    return None


def format(field: FileField, answer: tuple[str, ...], language: str, default_language: str) -> str:
    """The names, with commas between."""
    return ", ".join(answer)
