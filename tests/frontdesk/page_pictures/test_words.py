"""The words of a page, as a reader meets them."""

from frontdesk.page_pictures.words import heading, without, words


def test_a_block_is_a_line_and_what_stands_within_it_is_part_of_it():
    assert words("<h1>Hi</h1><p>One <a href='/x'>two</a> <strong>three</strong>.</p><li>four</li>") == (
        "Hi",
        "One two three.",
        "four",
    )


def test_words_of_pictures_and_fields_count_and_scripts_do_not():
    page = "<img alt='A pan'><input placeholder='Search'><script>alert(1)</script><svg><title>x</title></svg><p>end"
    assert words(page) == ("A pan", "Search", "end")


def test_a_heading_is_read_without_its_marks():
    assert heading("<h1 class='x'>Fish &amp; <em>chips</em>\n</h1>") == "Fish & chips"
    assert heading("<p>none</p>") == ""


def test_a_line_that_stands_there_twice_counts_twice():
    assert without(("a", "b", "a", "c"), ("a", "c")) == ("b", "a")
