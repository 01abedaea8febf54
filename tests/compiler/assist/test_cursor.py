"""The place of a cursor is known in files that are half typed, and in files that are anything at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.assist.cursor import cursor, seen_at


def at(text: str, file: str = "a.yaml"):
    offset = text.rindex("|")
    return cursor(file, text[:offset] + text[offset + 1 :], offset)


@pytest.mark.parametrize(
    ("text", "path", "slot", "typed"),
    [
        ("|", (), "value", ""),
        ("ena|", (), "value", "ena"),
        ("a: 1\n|", (), "key", ""),
        ("a: 1\nen|\nb: 2", (), "key", "en"),
        ("address:\n  |", ("address",), "value", ""),
        ("address:\n  host: x\n  pa|", ("address",), "key", "pa"),
        ("a: {b: {c: 1}, d: |}", ("a", "d"), "value", ""),
        ("a: {b: 1, c|", ("a",), "key", "c"),
        ("- id: a\n  then:\n    - do: |", (0, "then", 0, "do"), "value", ""),
        ("- id: a\n  then:\n    - do: mail\n      |", (0, "then", 0), "key", ""),
        ("- id: a\n  then:\n    - {do: mail}\n    - |", (0, "then", 1), "value", ""),
        ("- id: a\n- id: b\n  to: [x, |", (1, "to", 1), "value", ""),
        ('a: "some words and #{cu|', ("a",), "value", "some words and #{cu"),
        ("a: 'some|", ("a",), "value", "some"),
        ("a: >\n  long words\n  #{x|", ("a",), "value", "long words #{x"),
        ("a: [[[ {{\nb: 1", (), "value", ""),
        ("# frontdesk: allow FD|", (), "comment", "# frontdesk: allow FD"),
        ("a: 1  # why|", (), "comment", "a: 1  # why"),
    ],
)
def test_the_keys_above_the_cursor_and_what_is_being_typed_are_known(text, path, slot, typed):
    if "|" not in text:
        text += "|"
        assert at(text) is None or at(text).slot
        return
    found = at(text)
    assert (found.path, found.slot, found.typed) == (path, slot, typed)


def test_front_matter_is_yaml_and_what_follows_is_not():
    assert at("---\ntitle: x\nstat|", "a.md").slot == "key"
    assert at("---\ntitle: x\n|\n---\nwords", "a.md").slot == "key"
    assert at("---\ntitle: x\n---\nwords |", "a.md").slot == "body"
    assert at("no front matter|", "a.md").slot == "body"


def test_what_stands_at_a_place_has_its_path_and_its_range():
    text = "---\ntitle: Grüße\nrelated: [one, two]\n---\n"
    seen = seen_at("a.md", text, text.index("two") + 1)
    assert (seen.path, seen.slot, seen.word) == (("related", 1), "value", "two")
    assert (seen.start, seen.end) == ((2, 15), (2, 18))
    assert seen.root == [{"title": "Grüße", "related": ["one", "two"]}]
    assert seen_at("a.md", text, text.index("related")).slot == "key"
    assert seen_at("a.md", text, len(text)) is None


@given(st.text(alphabet=st.sampled_from("ab:-[]{},'\"|>#&*!? \n\t@%\x00ü😀"), max_size=60), st.integers(0, 60))
def test_no_text_is_too_odd(text, offset):
    for file in ("a.yaml", "a.md"):
        cursor(file, text, min(offset, len(text)))
        seen_at(file, text, min(offset, len(text)))
