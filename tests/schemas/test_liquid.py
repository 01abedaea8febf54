"""Pages in Liquid: what is found wrong in one without filling it, and that filling one always ends."""

import pytest
from liquid.exceptions import LiquidError

from schemas.liquid import FILTERS, OWN_FILTERS, SLOTS, VARIABLES, Part, analyse, fill


def mistakes(page):
    return [(one.message, page[one.start : one.end]) for one in analyse(page).mistakes]


@pytest.mark.parametrize(
    ("page", "message", "place"),
    [
        ("{{ portal.nmae }}", 'portal has no "nmae"', "nmae"),
        ("{{ custmer }}", 'there is no variable "custmer"', "custmer"),
        ("{% for b in buttons %}{{ b.lable }}{% endfor %}", 'b has no "lable"', "lable"),
        ("{% for b in buttons %}{% endfor %}{{ b.label }}", 'there is no variable "b"', "b"),
        ("{{ buttons[0].ur }}", 'buttons[0] has no "ur"', "ur"),
        ("{{ buttons.first.ur }}", 'buttons.first has no "ur"', "ur"),
        ("{{ page.title.x }}", 'page.title has no "x"', "x"),
        ("{{ page.title | dat: 'now' }}", 'there is no filter "dat"', "dat"),
        ("{{ page.title | date: 'now' }}", 'there is no filter "date"', "date"),
        ("{% include 'a' %}", 'there is no tag "include"', "include"),
        ("{% tablerow b in buttons %}{% endtablerow %}", 'there is no tag "tablerow"', "tablerow"),
        ("{% if chat %}", "{% if %} is not closed", "if"),
        ("{% if chat %}{% for b in buttons %}{% endif %}", "", ""),
        ("{{ 'a' 'b' }}", "expected end of expression, found string", "'"),
        ("{{ page.kind | t }}", "t takes the name of a code in quotes and stands first", "t"),
        (
            "{{ 'a' | upcase | asset }}",
            "asset takes the name of a file in quotes and stands first",
            "asset",
        ),
    ],
)
def test_what_is_wrong_is_named_in_its_place(page, message, place):
    """NHN-155: a page that names what there is not is refused, with the place."""
    found = mistakes(page)
    assert found, page
    if message:
        assert (message, place) in [(words, there[: len(place)]) for words, there in found]


@pytest.mark.parametrize(
    "page",
    [
        "{% assign x = 'a' %}{{ x }}{% capture y %}{{ x }}{% endcapture %}{{ y | upcase }}",
        "{% for b in buttons %}{{ forloop.index }}{{ b.label }}{% else %}{{ buttons.size }}{% endfor %}",
        "{% case page.kind %}{% when 'home' %}{{ search }}{% else %}{{ content }}{% endcase %}",
        "{% liquid\n assign z = 1\n echo z\n%}{% comment %}{{ nothing }}{% endcomment %}",
        "{{ languages.first.name }}{{ languages[0]['url'] }}{{ page.title | default: portal.name }}",
    ],
)
def test_what_is_right_is_silent(page):
    assert mistakes(page) == []


def test_codes_files_and_parts_are_found_with_their_places():
    """NHN-157: what a page names is known without filling it."""
    page = "<h1>{{ 'home.hero' | t }}</h1>{{ 'logo.png' | asset }}{% if chat %}{{ chat }}{% endif %}{{ content }}"
    said = analyse(page)
    assert [(use.name, page[use.start : use.end]) for use in said.codes] == [("home.hero", "home.hero")]
    assert [(use.name, page[use.start : use.end]) for use in said.assets] == [("logo.png", "logo.png")]
    assert [use.name for use in said.slots] == ["chat", "content"]


def test_texts_are_escaped_and_parts_are_not():
    filled = fill(
        "{{ portal.name }}|{{ content }}|{{ 'a' | t }}|{{ 'b.png' | asset }}",
        {"portal": {"name": "<b>"}, "content": Part("<p>Hello</p>")},
        lambda code: f"<{code}>",
        lambda name: f"/files/{name}?a&b",
    )
    assert filled == "&lt;b&gt;|<p>Hello</p>|&lt;a&gt;|/files/b.png?a&amp;b"


@pytest.mark.parametrize(
    "page",
    [
        "{% for i in (1..100000000) %}x{% endfor %}",
        "{% for i in (1..200) %}{% for j in (1..200) %}{{ i }}{% endfor %}{% endfor %}",
        "{% assign x = 'a' %}{% for i in (1..9000) %}{% assign x = x | append: x %}{% endfor %}",
        "{% assign x = 'aaaaaaaaaa' %}{% for i in (1..9000) %}{% assign x = x | replace: 'a', x %}{% endfor %}",
        "{% assign x = 'a' %}{% for i in (1..9000) %}{% assign y = x | split: '' %}"
        "{% assign x = y | join: x | append: x %}{% endfor %}",
    ],
)
def test_a_page_that_would_not_end_is_stopped(page):
    """NHN-155: loops and texts have limits, whatever a page says."""
    with pytest.raises(LiquidError):
        fill(page, {}, str, str)


def test_nothing_reads_a_clock_or_lifts_escaping():
    assert not {"date", "safe", "base64_decode", "times"} & {*FILTERS, *OWN_FILTERS}


def test_parts_are_the_ready_made_variables():
    """NHN-012, NHN-167: a page places its content, header, search, navigation, chat and footer itself."""
    assert SLOTS == ("content", "header", "search", "navigation", "chat", "footer")
    assert {name for name, value in VARIABLES.items() if isinstance(value, tuple)} == {
        "languages",
        "buttons",
        "links",
        "menus",
    }


@pytest.mark.parametrize(
    "page",
    [
        "{{",
        "{%",
        "{{ }}",
        "{% %}",
        "{{ | }}",
        "{{ a.. }}",
        "{{ [ }}",
        "}}",
        "{% if %}",
        "{% for in %}",
        "{{ 'a }}",
        "\x00",
        "{{ a" * 500,
        "{% if a %}" * 60,
        "{% endif %}",
        "{% liquid",
        "{% comment %}",
    ],
)
def test_no_page_gives_anything_but_mistakes(page):
    assert isinstance(analyse(page).mistakes, list)
