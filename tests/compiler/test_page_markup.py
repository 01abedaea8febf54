"""The HTML of a theme's page: what browsers would refuse, and the names it gives."""

import pytest

from compiler.page_markup import read_markup


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("<script>a()</script>", "<script"),
        ("<STYLE>p {}</STYLE>", "<STYLE"),
        ("<!doctype html>", "<!doctype html"),
        ("<html><body>", "<html"),
        ('<p style="color: red">', "style"),
        ('<p onclick="a()">', "onclick"),
        ('<a href=" javascript:a()">', "href"),
        ('<iframe src="/a">', "<iframe"),
        ('<link rel="stylesheet" href="a.css">', "<link"),
        ('<meta http-equiv="refresh">', "<meta"),
        ('<img alt="" src="https://cdn.example/a.png">', "src"),
        ('<img alt="" src="assets/a.png">', "src"),
    ],
)
def test_what_browsers_would_not_take_is_named_in_its_place(page, place):
    """NHN-155: scripts and styles come in files of their own."""
    refused = read_markup(page).refused[0]
    assert page[refused.start : refused.end] == place


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x0c", "\u2028", "\x85"])
def test_places_are_true_after_every_sort_of_line_end(end):
    page = f"<p>{end}</p>\n<script>a()</script>"
    refused = read_markup(page).refused[0]
    assert page[refused.start : refused.end] == "<script"


@pytest.mark.parametrize(
    "page",
    [
        '<img src="{{ \'a.png\' | asset }}" alt="">',
        '<a href="{{ menu.url }}" {% if menu.id == \'a\' %}class="on"{% endif %}>a</a>',
        "{% comment %}<script>old()</script>{% endcomment %}",
        '<a href="https://shop.example">Shop</a><form action="/search"><input name="q"></form>',
        "{{ '<script>' }}",
    ],
)
def test_what_is_right_is_silent(page):
    assert read_markup(page).refused == []


def test_classes_and_ids_are_known_where_liquid_does_not_make_them():
    """NHN-162: a page's own names may be used by its style sheets."""
    names = read_markup('<div id="wrap" class="acme {{ page.kind }} wide"><p class="kind-{{ page.kind }}">').names
    assert names == {"#wrap", ".acme", ".wide"}
