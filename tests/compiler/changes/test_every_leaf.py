"""Whatever changes about a brand is told: each value of the compiled example brands, and each value in their files.

The first is looked for everywhere in the bundle, value by value; the second through the whole compiler.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest
from pydantic import BaseModel

from compiler.changes.compare import brand_changes, compare
from compiler.read import SourceTree
from schemas.text import Text, compiled
from tests.mutations import Thing, example_tree, keys, things
from tests.states import Remembered, state, state_if_it_can_be_built

PROVE = bool(os.environ.get("FRONTDESK_PROVE"))
SEED = 20260301
WITHOUT_WORDS = "differs in a way"

WORKED_OUT = {
    "id": "objects are told by the names they stand under",
    "brand": "a portal's brand is where it stands",
    "mode": "the way in is told as the portal's access",
    "portals": "portals are told one by one",
    "contents": "follows the body",
    "minutes": "follows the body",
    "text": "the words of a body for the search",
    "digest": "another file is told by its name",
    "size": "follows the file",
    "width": "follows the file",
    "height": "follows the file",
    "media_type": "follows the file",
    "path": "a theme's file is told by the name its page has for it",
}
"""Keys of the contract whose values follow from others, and where those are told."""
OF_CONSENT = {"version", "purpose", "html", "required", "keep_seconds", "ask"}
"""What a portal says of a consent follows the consent, which is told."""
CLOSED = {"operator", "events", "days", "access", "status", "pinned", "type", "start", "to"}
"""Values from closed lists: a made-up one has no meaning that could be told."""


@pytest.fixture(scope="module")
def cache():
    return Remembered()


@pytest.fixture(scope="module")
def tree() -> SourceTree:
    return example_tree()


@pytest.fixture(scope="module")
def base(tree, cache):
    return state(tree, "base", cache).side


def variants(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """A value with one leaf of it changed, or one entry taken away, and the path to it."""
    match value:
        case bool():
            yield (), not value
        case int():
            yield (), value + 1
        case str():
            yield (), f"{value}x"
        case Text():
            for language, words in (value.by_language or {}).items():
                yield (language,), compiled({**(value.by_language or {}), language: f"{words} x"})
        case BaseModel():
            for name in type(value).model_fields:
                for path, other in variants(getattr(value, name)):
                    yield (name, *path), value.model_copy(update={name: other})
        case Mapping() | tuple():
            yield from of_several(value)


def of_several(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The same of a map or a list."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield (key, "(gone)"), {name: one for name, one in value.items() if name != key}
            yield from (((key, *path), {**value, key: other}) for path, other in variants(item))
        return
    for at, item in enumerate(value):
        yield ("(gone)",), value[:at] + value[at + 1 :]
        yield from ((path, (*value[:at], other, *value[at + 1 :])) for path, other in variants(item))


def follows(part: str, path: tuple[str, ...]) -> bool:
    """Whether a value follows from others in every real bundle."""
    if part == "links":  # they stand in articles and footers, which are told
        return True
    if set(path) & CLOSED or path[-1] in WORKED_OUT or (part == "words" and {"contents", "(gone)"} & set(path)):
        return True
    if part == "brand":
        return path[0] in ("assets", "portals")
    if part == "portals":
        return bool({"logo", "favicon", "image"} & set(path)) or ("consents" in path and bool(OF_CONSENT & set(path)))
    return part == "desk" and path[:2] == ("fields", "inquiry_type")


def test_every_value_of_a_compiled_brand_is_told(base):
    def read(digest: str) -> bytes:
        try:
            return base.read(digest)
        except KeyError:
            return b"<p>other words</p>"

    side, chosen, missed, tried = replace(base, read=read), Random(SEED), [], 0
    for name in base.shards:
        brand = base.brand(name)
        for part in (one.name for one in fields(brand) if one.name not in ("blobs", "fixtures", "links")):
            for path, other in variants(getattr(brand, part)):
                if follows(part, path) or (not PROVE and chosen.random() > 0.06):
                    continue
                tried += 1
                told = brand_changes(brand, replace(brand, **{part: other}), side, side)
                if not told or any(change.sentence.startswith(WITHOUT_WORDS) for change in told):
                    missed.append(f"{name} {part} {'.'.join(path)}")
    assert tried > 300
    assert missed == []


def edits(tree: SourceTree) -> Iterator[tuple[Thing, str]]:
    """Every value in the files of the example brands made another one, one at a time: the file's text then."""
    for thing in things(tree):
        for _, _, place, value in keys(thing.object.value):
            span = thing.span(place)
            written = thing.source.part(span) if span.file == thing.source.file else ""
            if span.line != span.end_line or not written or written[0] in "|>[{":
                continue
            match value:
                case bool():
                    yield thing, thing.source.put(span, "false" if value else "true")
                case int():
                    yield thing, thing.source.put(span, str(value + 1))
                case str() | Text():
                    longer = f"{written[:-1]}x{written[-1]}" if written[0] in "\"'" else f"{written}x"
                    yield thing, thing.source.put(span, longer)
        if thing.source.file.endswith(".md"):
            yield thing, f"{thing.source.text}\n\nOne more line.\n"


@pytest.mark.timeout(3000)
def test_every_value_in_a_file_that_changes_the_bundle_is_told_and_nothing_else_is(tree, cache, base):
    wanted, found, one_change, several, wrong = 10_000 if PROVE else 12, 0, 0, 0, []
    made = sorted(edits(tree), key=lambda item: (item[0].object.file, item[1]))
    Random(SEED).shuffle(made)
    for thing, text in made:
        after = state_if_it_can_be_built(with_file(tree, thing.source.file, text.encode()), "changed", cache)
        if isinstance(after, str) or after.side.root == base.root:
            continue
        told = compare(base, after.side)
        if not 1 <= len(told) <= 6 or any(change.sentence.startswith(WITHOUT_WORDS) for change in told):
            wrong.append((thing.source.file, [f"{change.subject.id}: {change.sentence}" for change in told]))
        found += 1
        one_change += len(told) == 1
        several += len(told) > 3  # a feature with its fields, what brands of several languages have from all
        if found == wanted:
            break
    assert wrong == []
    assert found >= min(wanted, 500)
    assert one_change >= 0.7 * found
    assert several <= 0.01 * found


def with_file(tree: SourceTree, file: str, data: bytes) -> SourceTree:
    """The tree with other bytes in one file."""
    return SourceTree(
        "changed", {**tree.sizes, file: len(data)}, lambda path: data if path == file else tree.read(path)
    )
