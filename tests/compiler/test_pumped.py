"""Nobody keeps the compiler or a portal busy with a text: what reads texts of strangers walks over them once."""

import resource
import subprocess
import sys

import pytest

from compiler.bodies import render
from compiler.body_places import places, raw_html
from compiler.mail_markup import clean_mail, dropped
from compiler.page_markup import read_markup
from schemas.fields.calendar import read
from tests.pumped import ROOT

SECONDS = 40
"""Of the processor: several times what all of it takes. One pattern that begins anew behind each letter takes more."""


def test_no_pattern_and_no_reader_goes_over_a_text_for_each_of_its_letters():
    result = subprocess.run(
        [sys.executable, "-m", "tests.pumped"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
    )
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "done"), result.stderr


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("`<a>` <b>", ["<b>"]),
        ("``<a>` <b> `` <i>", ["<i>"]),
        ("```<a>` <b>", ["<a>", "<b>"]),
        (r"\`<a>` <b>`", ["<a>"]),
        (r"\\`<a>` <b>", ["<b>"]),
        ("`<a>``<b>`<i>", ["<i>"]),
    ],
)
def test_code_ends_where_as_many_backticks_stand(line, tags):
    assert [item.target for item in raw_html(line)] == tags
    shown = render(line).html
    assert all(
        tag.replace("<", "&lt;").replace(">", "&gt;") in shown for tag in {"<a>", "<b>"} - {*tags} if tag in line
    )


def test_raw_html_that_claims_to_stand_somewhere_is_not_believed():
    text = f'<img data-sourcepos="{"9" * 5000}:1-1:1">\n\n[x](javascript:a)\n'
    assert [(item.target, item.line) for item in places(text)] == [("javascript:a", 3)]


def test_headings_are_counted_however_their_lines_end():
    assert render("# a\r" * 600).refused == render("# a\r\n" * 600).refused == "more than 500 headings in one text"


def test_a_mail_that_breaks_off_in_a_tag_says_what_never_arrives():
    body = '<p>Hello</p>\n<a href="x <p>the rest</p>'
    [gone] = dropped(body)
    assert (gone.start, gone.said) == (13, "everything from here on")
    assert clean_mail(body, "html") == "<p>Hello</p>"
    assert dropped("<p>1 < 2 & <") == ()


@pytest.mark.parametrize("read_it", [dropped, read_markup])
def test_what_looks_like_sgml_is_a_comment(read_it):
    read_it("<p><![ x <!DOCTYPE [ <!ENTITY <![CDATA[")


def test_a_page_of_a_theme_that_breaks_off_in_a_tag_is_refused_there():
    [refused] = read_markup('<p>{{ content }}</p><div class="a').refused
    assert (refused.message, refused.start) == ("this tag does not end", 20)


def test_an_attribute_is_found_where_it_stands_and_not_in_another_word():
    source = '<p data-onclick="" onclick="">'
    [refused] = read_markup(source).refused
    assert source[refused.start : refused.end] == "onclick"
    assert refused.start == source.rindex("onclick")


def test_a_day_with_many_blanks_is_read_or_refused_as_ever():
    assert read("2026 - 1 - 2 .  T  3 : 04", "minute") == "2026-01-02T03:04"
    assert read("2026-1-2    3:04", "minute") == "2026-01-02T03:04"
    assert read("2026년 1월 2일", "day") == "2026-01-02"
    assert read("2026-1-2" + " " * 100_000 + "x", "minute") is None
