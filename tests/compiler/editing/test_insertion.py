"""One entry more or less; everything else stays letter by letter."""

import pytest

from compiler.editing.insertion import in_yaml, with_item, with_key, without


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "list:\n  - x\n"),
        ("a: 1\n", "a: 1\nlist:\n  - x\n"),
        ("list: []\n", "list: [x]\n"),
        ("list: [a, b]  # two\nb: 2\n", "list: [a, b, x]  # two\nb: 2\n"),
        ("list:\n- a   # first\n\n# b\nb: 2\n", "list:\n- a   # first\n- x\n\n# b\nb: 2\n"),
        (
            "list:\n    - a:\n        b: |\n          text\nb: 2\n",
            "list:\n    - a:\n        b: |\n          text\n    - x\nb: 2\n",
        ),
        ("{a: 1}\n", "{a: 1, list: [x]}\n"),
        ("list:\n  - a", "list:\n  - a\n  - x\n"),
    ],
)
def test_an_item_goes_to_the_end_of_its_list(before, after):
    assert with_item(before, "list", "x") == after


def test_an_item_of_several_lines_stands_below_its_dash():
    assert with_item("- a\n", None, "id: x\nname: X") == "- a\n- id: x\n  name: X\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "k: v\n"), ("# head\na: 1\n", "# head\na: 1\nk: v\n"), ("{}\n", "{k: v}\n"), ("{a: 1}\n", "{a: 1, k: v}\n")],
)
def test_a_key_goes_to_the_end_of_its_map(before, after):
    assert with_key(before, "k", "v") == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: 1\n# of b\nb: 2  # two\nc: 3\n", ("b",), "a: 1\nc: 3\n"),
        ("# the file\na: 1\nb: 2\n", ("a",), "# the file\nb: 2\n"),
        ("a: {x: 1, y: 2, z: 3}\n", ("a", "x"), "a: {y: 2, z: 3}\n"),
        ("a: {x: 1, y: 2, z: 3}\n", ("a", "z"), "a: {x: 1, y: 2}\n"),
        ("a: [x, y]  # both\n", ("a", 1), "a: [x]  # both\n"),
        ("a: 1\nb:\n  - {id: x}\n", ("b", 0), "a: 1\n"),
        ("- id: x\n  name: X\n- id: y\n", ("0",), None),
        ("- id: x\n  name: X\n\n- id: y\n\n- id: z\n", (1,), "- id: x\n  name: X\n\n- id: z\n"),
        ("- id: x\n  name: X\n- id: y\n", (0, "id"), "- name: X\n- id: y\n"),
        ("- id: x\n  children:\n    - {id: y}\n", (0, "children", 0), "- id: x\n"),
    ],
)
def test_an_entry_goes_with_the_comments_above_it(before, path, after):
    if after is None:
        with pytest.raises(StopIteration):
            without(before, path)
    else:
        assert without(before, path) == after


def test_front_matter_is_changed_and_the_text_below_stays():
    data = b"---\ntitle: T\n---\nBody\r\n"
    assert in_yaml("brands/a/faq/x.md", data, lambda text: with_key(text, "k", "v")) == (
        b"---\ntitle: T\nk: v\n---\nBody\r\n"
    )
