"""The names that style sheets of themes may rely on."""

import pytest

from schemas.markup import MARKUP, names, names_in
from schemas.theme_folder import STYLES


@pytest.mark.parametrize(
    ("sheet", "count", "some"),
    [
        ("main.css", 24, "#chat-offline .close"),
        ("faq.css", 27, ".faqData td .title-info sup"),
        ("notice.css", 17, ".upload-text-memo"),
        ("search.css", 20, ".search-text .search-text_lit dd .search-text_con"),
        ("inquiry.css", 13, ".bl_ess"),
    ],
)
def test_every_documented_selector_is_promised(sheet, count, some):
    """NHN-162, NHN-163, NHN-164, NHN-165, NHN-166: 24, 27, 17, 20 and 13 selectors, each in its style sheet."""
    assert len(MARKUP[sheet]) == count
    assert some in MARKUP[sheet]


def test_style_sheets_of_a_theme_are_those_with_a_promise():
    """NHN-150: five style sheets, one for each part of the help centre."""
    assert tuple(MARKUP) == STYLES


def test_the_four_ways_in_have_their_order():
    """NHN-167: notices, FAQ, asking and my inquiries are the first to the fourth item."""
    items = [selector for selector in MARKUP["main.css"] if "nth-child" in selector]
    assert [selector.partition("nth-child(")[2][0] for selector in items] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "promised",
    [
        "#sec_contact-news .textArea .text-item li",
        "#chat-offline .title",
        ".faqData tr.hot-text td .title-info a",
        ".noticeData th:nth-child(4)",
        ".paginate li.firstPage a",
        ".search-title strong",
        ".upload-text-memo",
        ".bl_ess",
        ".error_txt",
    ],
)
def test_parts_of_the_pages_have_names(promised):
    """NHN-168, NHN-169, NHN-170, NHN-171, NHN-172, NHN-173, NHN-174, NHN-175, NHN-176: each part can be styled."""
    assert any(promised in selectors for selectors in MARKUP.values())


def test_names_are_classes_and_ids_without_what_stands_in_brackets():
    assert list(names_in('#a .b--c:hover > p[lay-skin=".x"]')) == ["#a", ".b--c"]
    assert {"#supports", ".tab_category", ".hot-text"} <= names()
