"""Markdown to safe HTML, and where in its source something stands."""

import pytest

from compiler.bodies import render
from compiler.body_places import places, raw_html


def test_headings_get_anchors_in_any_script():
    contents = render("## 메일이 오지 않나요?\n\nA\n\n## No mail?\n\nB\n\n## No mail?\n").contents
    assert [entry.anchor for entry in contents] == ["메일이-오지-않나요", "no-mail", "no-mail-1"]


def test_korean_emphasis_needs_no_blank_after_it():
    assert "<strong>비밀번호 찾기</strong>를" in render("**비밀번호 찾기**를 누르세요.").html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="vbscript:x">x</a>',
        "[x](<javascript:alert(1)>)",
        '<iframe src="https://evil.example"></iframe>',
        "<style>*{display:none}</style>",
        "`<script>` then <svg onload=alert(1)>",
    ],
)
def test_nothing_hostile_survives_and_something_is_said(hostile):
    rendered = render(hostile)
    lowered = rendered.html.lower()
    assert "<script" not in lowered
    assert "onerror=" not in lowered or "&quot;" in lowered
    assert 'href="javascript' not in lowered
    assert rendered.is_suspicious or any(not target.startswith("http") for target in rendered.targets)


def test_outside_links_tell_their_target_nothing_and_inside_ones_need_not():
    html = render("[out](https://a.example) [in](article:a) [file](assets/a.pdf)").html
    assert html.count('rel="noopener noreferrer"') == 1


def test_a_link_stands_where_it_is_written_letters_counted():
    [first, second] = places("안녕 [하나](article:a) 그리고\n  - [둘](article:b 'title')\n")
    assert (first.target, first.line, first.column, first.end_column) == ("article:a", 1, 4, 19)
    assert (second.target, second.line) == ("article:b", 2)


def test_raw_html_is_found_outside_code_only():
    text = "A <b>c\n\n```\n<i>\n```\n\n`<u>` and <s>\n\n    <pre>\n\n1 < 2 and a<b\n<!-- a comment -->\n"
    assert [(item.target, item.line, item.column) for item in raw_html(text)] == [("<b>", 1, 3), ("<s>", 7, 11)]


def test_reading_time_counts_letters_where_words_have_no_blanks():
    assert render("word " * 440).minutes == 2
    assert render("가" * 1001).minutes == 3


@pytest.mark.parametrize(
    ("markdown", "reason"),
    [
        ("# a\n" * 600, "more than 500 headings"),
        (">" * 100 + " x", "nested more than 60"),
        ("[^1] " * 60_000 + "\n\n[^1]: x\n", "becomes a page of"),
    ],
)
def test_texts_that_cost_too_much_are_refused_with_a_reason(markdown, reason):
    rendered = render(markdown)
    assert reason in rendered.refused
    assert rendered.html == ""
