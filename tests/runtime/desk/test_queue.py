"""The agents' list of tickets."""

import re

import pytest


def titles(page):
    return re.findall(r"data-row>([^<]*)</a>", page.text)


@pytest.fixture
def full(world):
    """Three bugs and a refund in the north, one ticket in the south."""
    world.ticket(title="Smoke in the kitchen", device="oven")
    world.ticket(title="Cracked screen", device="phone")
    world.ticket(title="Money back", inquiry_type="refund")
    world.ticket("south", title="Not yours")
    return world


def test_the_list_shows_this_brand_only(full):
    assert sorted(titles(full.agent("kim").get("/desk/north"))) == [
        "Cracked screen",
        "Money back",
        "Smoke in the kitchen",
    ]


def test_the_list_is_filtered_by_inquiry_type_with_counts(full):
    kim = full.agent("kim")
    page = kim.get("/desk/north?type=billing")
    assert titles(page) == ["Money back"]
    counts = dict(re.findall(r"<span>(Bug|Billing|Refund)</span><span class=\"count\">(\d+)</span>", page.text))
    assert counts == {"Bug": "2", "Billing": "1", "Refund": "1"}


def test_the_list_is_filtered_by_assignee(full):
    kim = full.agent("kim")
    assert titles(kim.get("/desk/north?assignee=me")) == ["Smoke in the kitchen"]
    assert sorted(titles(kim.get("/desk/north?assignee=none"))) == ["Cracked screen", "Money back"]


def test_the_list_is_filtered_by_status_and_by_words(full):
    kim = full.agent("kim")
    assert titles(kim.get("/desk/north?status=completed")) == []
    assert titles(kim.get("/desk/north?text=SCREEN")) == ["Cracked screen"]
    assert titles(kim.get("/desk/north?text=%25")) == []


def test_a_ticket_is_found_by_its_number(full):
    assert titles(full.agent("kim").get("/desk/north?text=%231001")) == ["Smoke in the kitchen"]


QUERIES = (
    "type=nothing",
    "status=nothing",
    "assignee=sol",
    "page=0",
    "page=-1",
    "page=x",
    "page=99999999999999999999999",
    "page=%D9%A3",
    "text=%00%FF%FE",
    "text=" + "x" * 5000,
    "type=bug&type=billing",
    "%00=%00",
    "=",
)


def test_what_cannot_be_asked_for_is_no_fault(full):
    kim = full.agent("kim")
    for query in QUERIES:
        assert kim.get(f"/desk/north?{query}").status_code == 200, query


def test_personal_words_are_masked_in_the_list(full):
    page = full.agent("kim").get("/desk/north").text
    assert "A** P***" in page
    assert "Ada Park" not in page
    assert "ada@customer.example" not in page


def test_long_lists_have_pages_that_keep_the_filters(world):
    for number in range(27):
        world.ticket(title=f"Ticket {number:02}")
    kim = world.agent("kim")
    first = kim.get("/desk/north?type=bug")
    assert len(titles(first)) == 25
    assert "Page 1 of 2" in first.text
    following = re.search(r'rel="next" href="([^"]*)"', first.text)[1].replace("&amp;", "&")
    second = kim.get(following)
    assert len(titles(second)) == 2
    assert not set(titles(first)) & set(titles(second))
    assert "type=bug" in re.search(r'rel="prev" href="([^"]*)"', second.text)[1]


def test_strangers_words_are_only_words(world):
    world.ticket(title="<img src=x onerror=alert(1)>\"'", name="<b>Bob</b>")
    page = world.agent("kim").get("/desk/north").text
    assert "<img src=x" not in page
    assert "<b>" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_an_empty_list_says_so_and_leads_on(world):
    kim = world.agent("kim")
    assert "Nobody is waiting" in kim.get("/desk/north").text
    assert 'href="/desk/north?assignee=all"' in kim.get("/desk/north?assignee=me").text


def test_the_list_speaks_korean_to_a_korean_browser(full):
    page = full.agent("kim").get("/desk/north", headers={"Accept-Language": "ko"}).text
    assert "전체 티켓" in page
    assert "티켓 3건" in page
