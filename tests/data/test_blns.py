"""Every naughty string in every text field of the language: compiled as it is or refused with a code, never a crash."""

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from pydantic import BaseModel

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree, resolve
from compiler.documents import parse_tree
from compiler.read import SourceTree, read_folder
from schemas.text import Text

ROOT = Path(__file__).parents[2]
FREE_TEXT = {"title", "description", "notice", "subject", "body"}


def strings(data: Path) -> list[str]:
    every = json.loads((data / "suites/blns/blns.json").read_text(encoding="utf-8"))
    return every if os.environ.get("FRONTDESK_PROVE") else every[::23]


def text_places(value: object, place: tuple = ()) -> Iterator[tuple]:
    """Where a typed object holds text for people."""
    match value:
        case Text(plain=str()):
            yield place
        case Text(by_language=by_language) if by_language:
            yield from ((*place, language) for language in by_language)
        case BaseModel():
            for name, field in type(value).model_fields.items():
                inner, key = getattr(value, name), field.alias or name
                if isinstance(inner, str) and name in FREE_TEXT:
                    yield (*place, key)
                else:
                    yield from text_places(inner, (*place, key))
        case tuple():
            for index, item in enumerate(value):
                yield from text_places(item, (*place, index))
        case dict():
            for key, item in value.items():
                yield from text_places(item, (*place, key))


def listed(value: object) -> object:
    """A parsed value with lists that can be written to."""
    if isinstance(value, dict):
        return {key: listed(item) for key, item in value.items()}
    return [listed(item) for item in value] if isinstance(value, tuple) else value


def put(value: object, place: tuple, text: str) -> None:
    try:
        for step in place[:-1]:
            value = value[step]
        is_here = isinstance(value, (dict, list)) and isinstance(value[place[-1]], str)
    except (KeyError, IndexError, TypeError):
        return  # inherited, or said in a file beside it: its own place is in the list, too
    if is_here:
        value[place[-1]] = text


class Repository:
    """The example brands with every text replaced."""

    def __init__(self) -> None:
        self.tree, _ = read_folder(ROOT)
        self.documents, _ = parse_tree(self.tree)
        linked, findings = resolve(self.tree)
        assert not [item for item in findings if item.severity == "error"]
        self.places = [
            (thing.file, (*thing.path, *place))
            for thing in linked.draft.objects
            if thing.file in self.documents.parsed  # not what a brand has from a library without a file of its own
            for place in text_places(thing.value)
        ]

    def with_text(self, text: str) -> SourceTree:
        values = {file: listed(document.value) for file, document in self.documents.parsed.items()}
        values = deepcopy(values)
        for number, (file, place) in enumerate(self.places):
            # Names beside each other must differ.
            put(values[file], place, f"{text} {number}" if "name" in place and text else text)
        files = {}
        for file in self.tree.sizes:
            if file in values:
                words = json.dumps(values[file], ensure_ascii=False)
                files[file] = (f"---\n{words}\n---\n{text}\n" if file.endswith(".md") else words).encode(
                    "utf-8", "surrogatepass"
                )
            else:
                files[file] = self.tree.read(file)
        return SourceTree("naughty", {file: len(data) for file, data in files.items()}, files.__getitem__)


def test_every_text_of_the_language_carries_naughty_strings_or_refuses_them_with_a_code(data):
    repository = Repository()
    assert len(repository.places) > 100
    compiled = refused = 0
    for text in strings(data):
        result = compile_tree(repository.with_text(text), (), CountingBlobs())
        errors = [item for item in result.diagnostics if item.severity == "error"]
        if result.root_digest is None:
            assert errors, repr(text)
            assert all(item.code.startswith("FD") and item.message and item.span.file for item in errors), repr(text)
            refused += 1
        else:
            compiled += 1
    assert compiled > refused > 0, (compiled, refused)


@pytest.mark.parametrize("text", ["", " ", "\u202etfel", "<script>alert(1)</script>", "#{ticket.id", "{{ 7*7 }}", "no"])
def test_a_few_texts_admins_do_type(text):
    result = compile_tree(Repository().with_text(text), (), CountingBlobs())
    assert result.root_digest is not None or result.diagnostics
