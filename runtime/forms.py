"""What a browser sent as a form: words and files by field, ready for `schemas.forms.read`.

How large a body may be is decided before (`runtime.web.guard`); large files wait on disk until they are wanted. Names
that begin with `_` are the page's own (a field code never does).
"""

import mimetypes
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask import Request
from werkzeug.datastructures import FileStorage

from runtime.attachments import Upload
from schemas.bundle import DeskContract, FormFacts
from schemas.fields.file import SentFile
from schemas.forms import Reading, read

TOKEN: Final = "_token"  # noqa: S105  the name of an input
"""The one-time token of the form."""

ASKED: Final = "_asked"
"""The conditional fields the customer has seen, one value each, and one that is empty: that our page was asked."""

TRAP: Final = "_website"
"""A field no person sees; programs that fill in everything fill it in, too."""

SHOWN: Final = "_shown"
"""Which form the page has shown: it may have changed since."""

AGREED: Final = "_agreed"
"""Which words the page has asked to agree to."""

RELEASE: Final = "_release"
"""The release that the page was made from, as `X-Release` has it."""

KEPT: Final = "_kept"
"""What was typed into questions that are not asked at the moment, each as `code=words`: they may be asked again."""

SWITCH: Final = "_switch"
"""The reader wants the page in another language, with everything typed so far."""

OWN: Final = frozenset({TOKEN, ASKED, TRAP, SHOWN, AGREED, RELEASE, KEPT, SWITCH})


@dataclass(frozen=True, slots=True)
class Received:
    """A form as it arrived: nothing checked, files still where the server put them."""

    words: Mapping[str, tuple[str, ...]]
    files: Mapping[str, tuple[FileStorage, ...]]
    own: Mapping[str, tuple[str, ...]]
    """What our own page added, by its names."""

    def first(self, name: str) -> str:
        """A value of the page's own; empty when it was not sent."""
        return next(iter(self.own.get(name, ())), "")

    @property
    def kept(self) -> Mapping[str, tuple[str, ...]]:
        """What was typed into questions that are not asked at the moment, by field."""
        found: dict[str, tuple[str, ...]] = {}
        for pair in self.own.get(KEPT, ()):
            code, _, words = pair.partition("=")
            found[code] = (*found.get(code, ()), words)
        return found

    def without(self, codes: Container[str]) -> "Received":
        """The same, as if some fields had not been answered."""
        return replace(self, words={name: values for name, values in self.words.items() if name not in codes})


def receive(request: Request) -> Received:
    """Read the body; werkzeug answers 413 itself where it is larger than the guard allows."""
    words = {name: tuple(values) for name, values in request.form.lists()}
    files = {name: tuple(file for file in sent if file.filename) for name, sent in request.files.lists()}
    return Received(
        words={name: values for name, values in words.items() if name not in OWN},
        files={name: sent for name, sent in files.items() if sent},
        own={name: values for name, values in words.items() if name in OWN},
    )


def read_received(received: Received, form: FormFacts, desk: DeskContract, given: Mapping[str, str]) -> Reading:
    """Read a form as it arrived; `given` are answers that the address of the page has given already."""
    words = {**received.words, **{code: (value,) for code, value in given.items()}}
    sent = {name: tuple(SentFile(_name(file), _size(file)) for file in files) for name, files in received.files.items()}
    return read(form, desk, words, sent)


def uploads(received: Received, reading: Reading) -> Iterable[Upload]:
    """The files that were read, under the names they are kept with; their type is what their name says."""
    for field, names in reading.files.items():
        for name, file in zip(names, received.files[field], strict=True):
            file.stream.seek(0)
            media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            yield Upload(field=field, name=name, media_type=media_type, data=file.stream.read())


def _name(file: FileStorage) -> str:
    return file.filename or ""


def _size(file: FileStorage) -> int:
    return file.stream.seek(0, 2)
