"""Where the door leads after signing in: pages of the desk, whatever the address says."""

import re

import pytest

from runtime.desk.goal import safe_goal
from tests.world import NORTH, ORIGIN, PASSWORD, hidden

HOSTILE = [
    "http://evil.example",
    "https://evil.example/desk/north",
    "//evil.example",
    "///evil.example",
    "////evil.example/desk",
    "/\\evil.example",
    "\\\\evil.example",
    "/desk//evil.example",
    "/desk/..//evil.example",
    "/desk/../../evil",
    "/desk/\\evil.example",
    "/desk/%2f%2fevil.example",
    "/desk/north\r\nLocation: http://evil.example",
    "/desk/north\n//evil",
    "/desk/\t/evil.example",
    "/desk@evil.example",
    "/desk.evil.example",
    "/desk:80@evil.example",
    " /desk/north",
    "javascript:alert(1)",
    "data:text/html,x",
    "/desk/north#//evil",
    "/desk/north?goal=//evil.example",
    "/desk/sign-out",
    "/desk/sign-in",
    "/ko/",
    "desk/north",
    "/DESK/north",
    "/desk/nörth",
    "/desk/" + "x" * 400,
    "http:evil.example",
    "https:///evil.example",
    "/desk/north;//evil",
    "\x00/desk/north",
    "/desk/north\x00",
    "。evil.example",
]


@pytest.mark.parametrize("goal", HOSTILE)
def test_nothing_but_a_page_of_the_desk_is_a_goal(goal):
    assert safe_goal(goal) == ""


@pytest.mark.parametrize(
    "goal",
    ["/desk/north", "/desk/north/kb", "/desk/north/tickets/0af3", "/desk/north?type=bug&assignee=me&text=a+b%20c"],
)
def test_pages_of_the_desk_are(goal):
    assert safe_goal(goal) == goal


@pytest.mark.parametrize("goal", HOSTILE[:12])
def test_the_door_leads_to_the_desk_whatever_it_is_asked(world, goal):
    browser = world.browser()
    page = browser.get("/desk/sign-in", query_string={"goal": goal})
    assert goal not in page.text
    form = {"who": "kim", "password": PASSWORD, "form_token": hidden(page, "form_token"), "goal": goal}
    assert browser.post("/desk/sign-in", data=form, headers=ORIGIN).location == "/desk"


def odd_spellings(path):
    """Addresses the router may know better: slashes doubled, added and left out."""
    yield path.replace("/", "//")
    yield "//evil.example" + path
    yield path[:1] + path[1:].replace("/", "//", 1)
    yield path + "/"
    yield path.rstrip("/") or "/"


def test_no_redirect_says_what_host_the_request_claimed(world):
    """Every route there is, spelled oddly, at the root of a host and below a path."""
    browser, seen = world.browser(), set()
    claimed = {"Host": f"{NORTH}:1", "X-Forwarded-Proto": "gopher"}
    values = {"language": "en", "name": "bug", "article": "open", "token": "a" * 43, "brand": "north", "rest": "faq"}
    for rule in world.application.application.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: values.get(part[1], "x"), rule.rule)
        for spelled in {odd for prefix in ("", "/members") for odd in odd_spellings(prefix + path)}:
            for method in ("GET", "POST"):
                answer = browser.open(f"http://{NORTH}{spelled}?a=b//c", method=method, headers=claimed)
                location = answer.headers.get("Location")
                if location is not None:
                    assert re.match(r"/(?![/\\])", location), (spelled, location)
                    seen.add(answer.status_code)
    assert {301, 302, 308} <= seen


def test_a_doubled_slash_leads_to_the_page_with_its_question(world):
    answer = world.browser().get("/members//en//search?q=a", headers={"Host": f"{NORTH}:1"})
    assert (answer.status_code, answer.location) == (308, "/members/en/search?q=a")
