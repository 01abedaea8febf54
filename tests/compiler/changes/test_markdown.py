"""One comment: it fits whatever there is to say, says what it leaves out, and no label does anything in it."""

import os
import re

import comrak
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.changes.inert import in_cell, inert
from compiler.changes.markdown import LIMIT, as_markdown
from compiler.changes.model import (
    AREAS,
    KINDS,
    Change,
    Passage,
    PersonalChange,
    PersonalField,
    Radius,
    Report,
    Revision,
    Subject,
    Where,
)

PROVE = bool(os.environ.get("FRONTDESK_PROVE"))
HOSTILE = (
    "</details>", "<details><summary>x</summary>", "@acme/team", "@everyone", "<!-- hidden", "-->", "`", "``` x", "~~~",
    "a | b", "\\|", "\u202egnp.exe", "\u2066x\u2069", "a\u200bb", "![x](https://evil.example/p.png)",
    "[x](javascript:alert(1))", "<https://evil.example>", "https://evil.example", "www.evil.example", "**bold**",
    "_it_", "# heading", "- item", "1. item", "> quote", "---", "===", "fixes #12", "GH-12", "acme/shop#3", ":tada:",
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "&lt;b&gt;", "&#64;team", "\n\n# x", "\r", "\t", "\0",
    "$\\sqrt{x}$", "mail@evil.example", "a" * 5_000, "한국어 글", "[^1]", "| --- |", "d" * 40,
)  # fmt: skip
TAGS = {"h2", "h3", "p", "ul", "li", "strong", "em", "code", "pre", "details", "summary", "hr", "a"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
lines = st.lists(words, max_size=4).map(tuple)
changes = st.builds(
    Change,
    area=st.sampled_from(tuple(AREAS)),
    kind=st.sampled_from(KINDS),
    act=st.just("changed"),
    subject=st.builds(Subject, st.sampled_from(("article", "trigger")), st.just("x"), words),
    sentence=words,
    where=st.lists(
        st.builds(Where, words, st.lists(words, max_size=3).map(tuple), st.just(("en",))), min_size=1, max_size=3
    ).map(tuple),
    passage=st.one_of(st.none(), st.builds(Passage, lines, lines)),
)
ROOTS = "sha256:" + "0" * 64, "sha256:" + "1" * 64


def report_of(found, labels=("main", "HEAD"), personal=()):
    base, head = (Revision(label, None, root) for label, root in zip(labels, ROOTS, strict=True))
    places = tuple(sorted({place.brand for change in found for place in change.where}))
    return Report(base, head, tuple(found), Radius(brands=places, all_brands=len(places)), tuple(personal))


def row(code):
    field = PersonalField("shop", "x", code, (code,), (code,), (code,), encrypted=False, destroyed=None)
    return PersonalChange(None, field)


def page(markdown):
    """What a code host makes of it; raw HTML is let through, so that anything smuggled in can be seen."""
    options = comrak.ExtensionOptions()
    options.table = options.autolink = options.strikethrough = options.tasklist = options.footnotes = True
    render = comrak.RenderOptions()
    render.unsafe_ = True
    html = comrak.render_markdown(markdown, extension_options=options, render_options=render)
    return html, BeautifulSoup(html, "html.parser")


def assert_harmless(markdown):
    html, soup = page(markdown)
    assert {tag.name for tag in soup.find_all()} <= TAGS, html
    assert html.count("<details>") == html.count("</details>")
    assert "<!--" not in html
    for tag in soup.find_all(("code", "pre")):
        tag.extract()
    assert not soup.find_all("a"), html
    assert not set(soup.get_text()) & set("@#<>`|\\[]*"), soup.get_text()
    assert not re.search(r"[\u200b-\u200f\u2028-\u202e\u2066-\u2069]", html)


@settings(max_examples=500 if PROVE else 40, deadline=None)
@given(st.lists(changes, max_size=12), st.lists(words.map(row), max_size=3), st.tuples(words, words))
def test_no_label_does_anything_in_a_comment(found, personal, labels):
    assert_harmless(as_markdown(report_of(found, labels, personal), whole="frontdesk diff " + labels[0]))


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_words_are_only_words(label):
    change = Change(
        "knowledge",
        "content",
        "changed",
        Subject("article", "x", label),
        label,
        (Where("shop"),),
        (),
        Passage((label,), (f"{label}!",)),
    )
    assert_harmless(as_markdown(report_of([change], (label, label), [row(label)])))


@settings(max_examples=100 if PROVE else 10, deadline=None)
@given(
    st.sampled_from((0, 1, 7, 300, 10_000)),
    st.lists(changes, min_size=1, max_size=6),
    st.sampled_from((4_000, 32_000, LIMIT)),
)
def test_a_comment_always_fits_and_counts_what_it_leaves_out(number, found, limit):
    report = report_of((found * (number // len(found) + 1))[:number])
    markdown = as_markdown(report, limit)
    assert len(markdown) <= limit
    shown = len(re.findall(r"^- \*\*", markdown, re.MULTILINE))
    left = re.search(r"for want of room:\*\* ([0-9,]+) change", markdown)
    assert shown + (int(left[1].replace(",", "")) if left else 0) == number
    assert_harmless(markdown)


def test_what_is_left_out_is_the_least_delicate_and_the_whole_is_named():
    many = [
        Change("knowledge", "content", "changed", Subject("article", f"a{at}"), "title changes", (Where("shop"),))
        for at in range(2_000)
    ]
    last = Change("triggers", "rules", "gone", Subject("trigger", "t"), "is gone", (Where("shop"),))
    markdown = as_markdown(report_of([*many, last]), 10_000, "https://ci.example/runs/7")
    assert "trigger t" in markdown
    assert re.search(r"\*\*Left out here, for want of room:\*\* 1,[0-9]{3} changes \(1,[0-9]{3} content\)\.", markdown)
    assert markdown.endswith("The whole report: <https://ci.example/runs/7>\n")


def test_words_of_prose_stay_as_they_are():
    assert inert("becomes readable by everybody; so far it was staff only") == (
        "becomes readable by everybody; so far it was staff only"
    )
    assert inert("주문과 배송: “Hello” → 3 articles") == "주문과 배송: “Hello” → 3 articles"
    assert inert("ask @team, about a|b now") == "ask `@team`, about `a|b` now"
    assert in_cell("a|b") == "<code>a&#124;b</code>"
