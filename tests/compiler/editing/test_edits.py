"""Edits at places as findings tell them, and trees with files changed."""

from dataclasses import replace

import pytest

from compiler.diagnostic import Edit
from compiler.editing.edits import Places, edit_all, edited, merged, with_changes
from compiler.span import Span, whole_file
from tests.kitchen import tree_of


def at(line: int, column: int, end: int, text: str, file: str = "a") -> Edit:
    return Edit(Span(file, line, column, line, end), text)


def test_edits_are_made_at_letters_however_wide_they_are_in_bytes():
    data, made = edited("ko: 안녕\nen: Hi\n".encode(), [at(2, 5, 7, "Hello"), at(1, 5, 7, "네")])
    assert data.decode() == "ko: 네\nen: Hello\n"
    assert len(made) == 2


def test_of_two_edits_that_overlap_the_first_is_made():
    data, made = edited(b"abcdef", [at(1, 2, 5, "X"), at(1, 4, 6, "Y")])
    assert data == b"aXef"
    assert [edit.text for edit in made] == ["X"]


def test_the_same_edit_twice_is_made_once():
    assert edited(b"ab", [at(1, 2, 2, "X"), at(1, 2, 2, "X")])[0] == b"aXb"


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_end_where_the_parser_says_they_end(mark):
    assert Places(f"a{mark}bc").offset(2, 2) == len(f"a{mark}b")


def test_places_behind_the_end_are_the_end():
    assert Places("ab\nc").range_of(Span("a", 9, 1, 9, 5)) == (4, 4)


def test_a_file_that_is_not_there_is_made_of_its_edits():
    tree, _ = tree_of({"brands/a/brand.yaml": b"name: A\n"})
    assert edit_all(tree, [Edit(whole_file("new.yaml"), "a: 1\n")]) == {"new.yaml": b"a: 1\n"}


def test_a_changed_tree_reads_what_changed_and_what_did_not():
    tree, _ = tree_of({"brands/a/x.yaml": b"x", "brands/a/y.yaml": b"y"})
    changed = with_changes(tree, {"brands/a/x.yaml": None, "brands/a/z.yaml": b"zz"})
    assert dict(changed.sizes) == {"brands/a/y.yaml": 1, "brands/a/z.yaml": 2}
    assert changed.read("brands/a/y.yaml") + changed.read("brands/a/z.yaml") == b"yzz"
    with pytest.raises(FileNotFoundError):
        changed.read("brands/a/x.yaml")


def test_changes_that_undo_each_other_are_none():
    tree, _ = tree_of({"brands/a/x.yaml": b"x"})
    assert merged(tree, {"brands/a/x.yaml": b"y", "n": b"1"}, {"brands/a/x.yaml": b"x", "n": None}) == {}


def test_a_changed_file_shows_nothing_of_the_one_on_the_disk():
    """Otherwise what was found of the file before would be said again of the changed one."""
    files = {"brands/a/brand.yaml": b"name: A\n", "brands/a/groups.yaml": b"{}\n"}
    tree = replace(tree_of(files)[0], stamps=dict.fromkeys(files, (1,)))
    assert {*with_changes(tree, {"brands/a/brand.yaml": b"name: B\n"}).stamps} == {"brands/a/groups.yaml"}
