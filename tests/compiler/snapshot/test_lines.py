"""Lines that hide nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines, visible

HIDDEN = {
    "right-to-left override": ("\u202eabc", "\\u202eabc"),
    "line break": ("one\ntwo", "one\\ntwo"),
    "carriage return": ("one\rtwo", "one\\u000dtwo"),
    "escape": ("\x1b[31mred", "\\u001b[31mred"),
    "zero width space": ("a\u200bb", "a\\u200bb"),
    "no-break space": ("a\u00a0b", "a\\u00a0b"),
    "Hangul filler": ("\u3164", "\\u3164"),
    "tag letter": ("x\U000e0041", "x\\U000e0041"),
    "line separator": ("a\u2028b", "a\\u2028b"),
    "private use": ("\ue000", "\\ue000"),
    "backslash itself": ("a\\nb", "a\\\\nb"),
    "Korean": ("비밀번호", "비밀번호"),
    "emoji": ("👍", "👍"),
}


@pytest.mark.parametrize(("value", "shown"), HIDDEN.values(), ids=HIDDEN)
def test_what_cannot_be_seen_is_written_as_an_escape(value, shown):
    assert visible(value) == shown


@given(st.text())
def test_a_value_is_one_line_of_letters_one_can_see(value):
    shown = visible(value)
    assert len(shown.splitlines()) <= 1
    assert not [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}]


@given(st.text(), st.text())
def test_different_values_look_different(one, other):
    assert (visible(one) == visible(other)) == (one == other)


def test_a_hostile_value_stays_in_its_line():
    lines = Lines("title", "about")
    lines.section("Look")
    with lines.item("evil\n# Look", "name\n# Address\nopen: yes", "public]\n"):
        lines.fact("name", "x\n\n# Triggers\n(none)")
    assert lines.text() == (
        "title\nabout\n\n# Look\nevil\\n# Look: name\\n# Address\\nopen: yes [public]\\n]\n"
        "  name: x\\n\\n# Triggers\\n(none)\n"
    )


def test_html_reads_as_its_reader_sees_it():
    html = (
        '<h2>Hello</h2><p>Dear #{customer.name},<br>your <b>ticket</b>: <a href="https://x.example/t">here</a>.</p>'
        '<ul><li>one</li><li>two <em>more</em></li></ul><p><img src="/files/1/a.png" alt="A pan"></p><hr>'
    )
    assert html_lines(html) == (
        "## Hello",
        "Dear #{customer.name},",
        "your ticket: here <https://x.example/t>.",
        "• one",
        "• two more",
        "[picture /files/1/a.png: A pan]",
        "———",
    )


@given(st.text())
def test_any_text_can_be_read_as_html(text):
    for line in html_lines(text):
        assert line.strip()
