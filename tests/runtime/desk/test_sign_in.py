"""Signing in and out of the desk."""

import pytest
from werkzeug.test import Client

from runtime.access.caps import SIGN_IN, SIGN_IN_NAME, Caps
from runtime.access.sessions import IDLE, LIFETIME
from tests.world import NORTH, ORIGIN, PASSWORD, SOUTH, hidden


def attempt(browser, who, password=PASSWORD, **more):
    """Send the sign-in form; its token is from another visit, as the door sends on who is in already."""
    door = Client(browser.application).get("/desk/sign-in", base_url=f"http://{NORTH}")
    form = {"who": who, "password": password, "form_token": hidden(door, "form_token")}
    return browser.post("/desk/sign-in", data={**form, **more}, headers=ORIGIN)


def test_a_stranger_is_sent_to_the_door_and_from_there_to_what_they_wanted(world):
    browser = world.browser()
    answer = browser.get("/desk/north?assignee=me&page=2")
    assert (answer.status_code, answer.location) == (302, "/desk/sign-in?goal=/desk/north%3Fassignee%3Dme%26page%3D2")
    goal = hidden(browser.get(answer.location), "goal").replace("&amp;", "&")
    assert attempt(browser, "jin", goal=goal).location == "/desk/north?assignee=me&page=2"


def test_an_agent_of_two_brands_chooses_one(world):
    page = world.agent("jin").get("/desk")
    assert page.status_code == 200
    assert {"/desk/north", "/desk/south"} <= {part.split('"')[0] for part in page.text.split('href="')}


@pytest.mark.parametrize("who", ["kim", "kim@compass.example", " KIM@Compass.example "])
def test_an_agent_of_one_brand_goes_straight_to_its_queue(world, who):
    browser = world.browser()
    assert attempt(browser, who).status_code == 303
    assert browser.get("/desk").location == "/desk/north"


def test_every_wrong_sign_in_gets_the_same_answer(world):
    answers = {
        (answer.status_code, answer.text.split('role="alert">')[1].split("<")[0])
        for who, password in (("jin", "wrong"), ("nobody", PASSWORD), ("ada@customer.example", PASSWORD), ("", ""))
        for answer in [attempt(world.browser(), who, password)]
    }
    assert answers == {(403, "That name and password do not match.")}


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(world):
    answer = attempt(world.browser(), "jin")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("frontdesk=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_under_https_the_cookie_is_bound_to_the_host(secure_world):
    browser = secure_world.browser()
    form = {"who": "jin", "password": PASSWORD, "form_token": hidden(browser.get("/desk/sign-in"), "form_token")}
    answer = browser.post("/desk/sign-in", data=form, headers={"Origin": f"https://{NORTH}"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-frontdesk=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_signing_in_gives_a_new_session_and_ends_the_old_one(world):
    browser = world.browser()
    attempt(browser, "jin")
    first = browser.get_cookie("frontdesk", NORTH).value
    attempt(browser, "jin")
    assert browser.get_cookie("frontdesk", NORTH).value != first
    stolen = world.browser()
    stolen.set_cookie("frontdesk", first, domain=NORTH)
    assert stolen.get("/desk").status_code == 302


def test_a_session_put_there_by_somebody_else_is_never_taken_up(world):
    browser = world.browser()
    browser.set_cookie("frontdesk", "fixed-by-an-attacker-fixed-by-an-attacker", domain=NORTH)
    attempt(browser, "jin")
    assert browser.get_cookie("frontdesk", NORTH).value != "fixed-by-an-attacker-fixed-by-an-attacker"


def test_signing_out_ends_the_session_in_the_store_too(world):
    jin = world.agent("jin")
    value = jin.session
    answer = jin.post("/desk/sign-out")
    assert answer.location == "/desk/sign-in?told=signed-out"
    assert jin.browser.get_cookie("frontdesk", NORTH) is None
    jin.browser.set_cookie("frontdesk", value, domain=NORTH)
    assert jin.get("/desk").status_code == 302


def test_a_session_ends_when_idle_and_at_the_end_of_the_day(world):
    kim = world.agent("kim")
    world.clock.forward(seconds=IDLE.total_seconds() - 1)
    assert kim.get("/desk/north").status_code == 200
    world.clock.forward(seconds=IDLE.total_seconds())
    assert kim.get("/desk/north").status_code == 302
    kim = world.agent("kim")
    for _ in range(int(LIFETIME / IDLE) * 2):
        world.clock.forward(seconds=IDLE.total_seconds() / 2)
        kim.get("/desk/north")
    assert kim.get("/desk/north").status_code == 302


def test_guessing_is_stopped_even_with_the_right_password(world):
    browser = world.browser()
    for _ in range(SIGN_IN.amount):
        assert attempt(browser, "jin", "wrong").status_code == 403
    stopped = attempt(browser, "jin")
    assert stopped.status_code == 429
    assert "15 minutes" in stopped.text
    assert attempt(browser, "kim").status_code == 303
    world.clock.forward(minutes=15)
    assert attempt(browser, "jin").status_code == 303


def test_guessing_from_many_addresses_is_stopped_too(world):
    form_token = hidden(world.browser().get("/desk/sign-in"), "form_token")

    def guess(address):
        return world.browser().post(
            "/desk/sign-in",
            data={"who": "jin", "password": "wrong", "form_token": form_token},
            headers=ORIGIN,
            environ_base={"REMOTE_ADDR": address},
        )

    # One guess costs tens of milliseconds of scrypt on purpose: the first forty are counted without it.
    caps = Caps(world.services.store, world.services.secret_key)
    for _ in range(SIGN_IN_NAME.amount):
        caps.take(SIGN_IN_NAME, "jin", now=world.clock())
    assert guess("198.51.100.1").status_code == 429


def test_a_forwarded_address_is_believed_only_behind_a_proxy_of_ours(world):
    browser = world.browser()
    for number in range(SIGN_IN.amount):
        token = hidden(browser.get("/desk/sign-in"), "form_token")
        form = {"who": "jin", "password": "wrong", "form_token": token}
        browser.post("/desk/sign-in", data=form, headers={**ORIGIN, "X-Forwarded-For": f"198.51.100.{number}"})
    assert attempt(browser, "jin").status_code == 429


def test_a_door_left_open_overnight_asks_again_and_keeps_the_name(world):
    browser = world.browser()
    token = hidden(browser.get("/desk/sign-in"), "form_token")
    world.clock.forward(hours=13)
    answer = browser.post(
        "/desk/sign-in", data={"who": "jin", "password": PASSWORD, "form_token": token}, headers=ORIGIN
    )
    assert answer.status_code == 403
    assert 'value="jin"' in answer.text
    assert PASSWORD not in answer.text


def test_an_agent_who_is_in_goes_on_without_the_door(world):
    assert world.agent("kim").get("/desk/sign-in").location == "/desk"


def test_a_session_is_good_on_the_host_it_began_on_only(world):
    kim = world.agent("kim")
    other = world.browser(SOUTH)
    assert other.get("/desk").status_code == 302
    assert kim.get("/desk").status_code == 302
    assert kim.get("/desk").location == "/desk/north"


def test_the_door_speaks_the_language_of_the_browser(world):
    page = world.browser().get("/desk/sign-in", headers={"Accept-Language": "ko-KR,ko;q=0.9"})
    assert '<html lang="ko">' in page.text
    assert "상담원 로그인" in page.text
