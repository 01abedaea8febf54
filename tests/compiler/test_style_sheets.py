"""Style sheets read far enough: selectors, addresses, what does not close."""

import pytest

from compiler.style_sheets import read_style_sheet, with_addresses

SHEET = """\
/* .comment { */
@charset "utf-8";
.a, .b:is(.c, .d) > li { background: url("assets/x.png") no-repeat; content: "}"; &:hover { color: red } }
@media (max-width: 30rem) { #q { src: url( assets/y.woff2 ) } }
@keyframes k { from { top: 0 } to { top: 1px } }
@font-face { src: url('z') }
"""


def test_selectors_are_found_one_by_one_with_their_places():
    found = read_style_sheet(SHEET)
    assert [piece.text for piece in found.selectors] == [".a", ".b:is(.c, .d) > li", "&:hover", "#q"]
    assert all(SHEET[piece.start : piece.end] == piece.text for piece in found.selectors)
    assert found.faults == []


def test_addresses_are_found_in_all_three_spellings():
    """NHN-156: files a style sheet names are found, and get their published address."""
    assert [piece.text for piece in read_style_sheet(SHEET).addresses] == ["assets/x.png", "assets/y.woff2", "z"]
    made = with_addresses(SHEET, {"assets/x.png": "/files/1/x.png"}.get)
    assert made == SHEET.replace("assets/x.png", "/files/1/x.png")


@pytest.mark.parametrize(
    ("text", "fault", "place"),
    [
        (".a { color: red", "this block is not closed", 3),
        (".a {} }", "this } closes nothing", 6),
        (" {}", "this block has no selector", 1),
        (".a { content: 'x\n}", "this quotation does not end", 14),
        ("/* a", "this comment does not end", 0),
    ],
)
def test_what_does_not_close_is_named_in_its_place(text, fault, place):
    faults = read_style_sheet(text).faults
    assert (fault, place) in [(one.message, one.piece.start) for one in faults]


def test_imports_are_found_and_their_addresses_are_not_files():
    found = read_style_sheet('@import url("assets/more.css");\n@import "other.css" screen;\n.a {}')
    assert [piece.text for piece in found.imports] == ['@import url("assets/more.css")', '@import "other.css" screen']
    assert found.addresses == []


@pytest.mark.parametrize(
    "text", ["{" * 2000, "/*" * 5000, "url(" * 2000, '"' * 3000, "a," * 5000 + "{}", "\\" * 500, "}" * 500]
)
def test_nothing_takes_long_or_ends_in_a_traceback(text):
    read_style_sheet(text)
