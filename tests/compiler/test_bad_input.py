"""What may be thrown at the compiler: each case one clear finding, with a place, and never a traceback."""

import pytest

from tests.kitchen import said

CATEGORY = "kb/start/_category.yaml"
DEEP = "[" * 100_000
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nname: *c\n"

# What is written instead of the category, and the first line of what is said.
CASES: dict[str, tuple[str | bytes, str]] = {
    "unknown key": ("name: Start\nstattus: public\n", 'error[FD101] "stattus" is not a key here'),
    "wrong type": ("name: [Start]\n", "error[FD103] a text is words, a map of languages or {code: …}"),
    "duplicate key": ("name: Start\nname: Begin\n", 'error[FD004] the key "name" is written twice'),
    "alias bomb": (BOMB, "error[FD005] anchors are not part of the language"),
    "deep nesting": (DEEP, "error[FD008] nested more than 32 levels deep"),
    "50 MB": (b"a" * 50_000_000, "error[FD001] the file has 50,000,000 bytes; 2,000,000 are allowed"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "error[FD002] byte 0 is not UTF-8 text"),
    "empty": ("", "error[FD011] the file is empty"),
    "tab": ("name:\n\ten: Start\n", "error[FD013] a tab is used where spaces are needed"),
    "tag": ("name: !!python/object:os.system x\n", "error[FD006] tags are not part of the language"),
    "conflict": (
        "<<<<<<< ours\nname: A\n=======\nname: B\n>>>>>>> theirs\n",
        "error[FD010] a merge conflict was committed",
    ),
    "second document": ("name: A\n---\nname: B\n", "error[FD007] a second document starts here"),
    "merge key": ("<<: {name: A}\n", "error[FD005] merge keys are not part of the language"),
    "huge number": ("name: " + "9" * 100_000 + "\n", "error[FD014] a whole number with too many digits"),
    "infinity": ("name: .inf\n", "error[FD014] .inf is not a number that can be used"),
    "NUL": (b"name: A\x00B\n", "error[FD015] control character U+0000 in the text"),
    "list for an object": ("- name: Start\n", "error[FD103] a map of keys is needed here, not a list"),
    "words for an object": ("Start\n", 'error[FD103] a map of keys is needed here, not "Start"'),
    "only a comment": ("# later\n", "error[FD011] the file has no content"),
    "surrogate": (b"name: \xed\xa0\x80\n", "error[FD002] byte 6 is not UTF-8 text"),
    "UTF-16": ("name: Start\n".encode("utf-16"), "error[FD002] byte 0 is not UTF-8 text"),
    "open quote": ('name: "Start\n', "error[FD003] not YAML: found unexpected end of stream"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_one_clear_finding(case):
    written, first = CASES[case]
    text = said({CATEGORY: written})
    assert text.splitlines()[0] == first
    assert text.splitlines()[1].startswith("  ┌─ brands/kitchen/kb/start/_category.yaml")
    assert text.count("error[") == 1


def test_a_windows_file_with_a_byte_order_mark_is_read():
    assert said({CATEGORY: b"\xef\xbb\xbfname: Start\r\nstatus: public\r\n"}) == ""


def test_front_matter_with_windows_line_ends_is_read():
    assert said({"kb/start/welcome.md": "---\r\ntitle: Welcome\r\nstatus: public\r\n---\r\nHello.\r\n"}) == ""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "error[FD011] the file is empty"),
        ("Hello\n", "error[FD030] the text has no front matter"),
        ("---\ntitle: Welcome\n", "error[FD030] the text has no front matter"),
        ("---\n---\nHello\n", "error[FD011] the file is empty"),
        ("---\ntitle: Welcome\nstatus: public\n---\nA\x00B\n", "error[FD015] control character U+0000 in the text"),
        (
            "---\ntitle: Welcome\nstatus: public\n---\n<<<<<<< ours\nA\n=======\nB\n>>>>>>> x\n",
            "error[FD010] a merge conflict was committed",
        ),
        (
            "---\ntitle: Welcome\nstatus: public\n---\n" + "x" * 600_000,
            "error[FD001] the file has 600,038 bytes; 500,000 are allowed",
        ),
    ],
    ids=["empty", "no front matter", "never ends", "nothing in it", "NUL", "conflict", "huge"],
)
def test_a_bad_text_is_one_clear_finding(text, first):
    assert said({"kb/start/welcome.md": text}).splitlines()[0] == first


BODIES = {
    "headings": "# a\n" * 200_000,
    "quotes": ">" * 20_000 + " x",
    "footnotes": "[^1] " * 60_000 + "\n\n[^1]: x\n",
    "brackets": "[" * 300_000,
    "emphasis": "*a **b " * 40_000,
    "tags": "<a " * 100_000,
    "links": "[x](javascript:y) " * 20_000,
    "pictures": "![](assets/none.png) " * 20_000,
}


@pytest.mark.parametrize("case", BODIES)
def test_a_text_made_to_stop_programs_is_refused_or_rendered_in_bounds(case):
    text = said({"kb/start/welcome.md": f"---\ntitle: Welcome\nstatus: public\n---\n{BODIES[case]}\n"})
    assert text.count("error[") <= 25
