"""The agents' desk and the customer's ticket in chromium: axe, width, keyboard, no scripts, both modes."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from runtime.settings import Settings
from runtime.tickets import add_note, agent_reply, change, customer_reply
from tests.looks import LOOKS
from tests.serving import free_port
from tests.world import NORTH, PASSWORD, World, running

pytestmark = pytest.mark.browser


class Silent(WSGIRequestHandler):
    """No line for every request."""

    def log(self, *args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Desk:
    """The small world at an address, with one ticket that much has happened to and one that is closed."""

    world: World
    base: str
    ticket: str
    link: str
    closed: str

    def sign_in(self, visit) -> None:
        page = visit.page
        page.goto(f"{self.base}/desk")
        if page.locator("#password").count():
            page.fill("#who", "jin")
            page.fill("#password", PASSWORD)
            page.click("button[type=submit]")
            page.wait_for_url("**/desk")


@pytest.fixture(scope="module")
def desk(world_bundle, world_state, world_store, tmp_path_factory) -> Iterator[Desk]:
    folder, port = tmp_path_factory.mktemp("desk"), free_port()
    shutil.copy(world_store, folder / "world.sqlite")
    settings = Settings(
        bundle=world_bundle,
        state=world_state,
        environment="test",
        secret_key="a secret of at least thirty-two characters",
        database_url=f"sqlite:///{folder / 'world.sqlite'}",
        scheme="http",
        port=port,
        attachments_url=f"file://{folder / 'files'}",
    )
    world = running(settings)
    release = world.current.snapshot.release
    full = world.ticket(title="The oven smokes when it is preheated to 220 degrees", device="oven", order_no="P-100")
    closed = world.ticket(title="Done", device="phone")
    for number in range(3):
        world.ticket(title=f"Something else {number}", inquiry_type="refund", device="phone")
    agent_reply(world.services, release, full.ticket_id, "kim", "Please switch it off.\n\nKim", brand="north")
    add_note(world.services, release, full.ticket_id, "jin", "Below P-200: the old fan.", brand="north")
    customer_reply(world.services, release, full.ticket_id, "It is P-100.", (), "n", brand="north")
    change(world.services, release, closed.ticket_id, "jin", brand="north", status="completed")
    server = make_server("127.0.0.1", port, world.application, threaded=True, request_handler=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Desk(world, f"http://{NORTH}:{port}", full.ticket_id, full.link_token, closed.link_token)
    server.shutdown()
    world.services.store.close()


@pytest.mark.parametrize(("language", "mode", "width"), LOOKS)
def test_every_page_of_the_desk_is_fit_to_be_used(desk, window, language, mode, width):
    visit = window(language, mode, width)
    visit.page.context.clear_cookies()
    visit.go(f"{desk.base}/desk/sign-in")
    visit.check(f"desk-door-{language}-{mode}-{width}")
    desk.sign_in(visit)
    for name, path, status in (
        ("brands", "/desk", 200),
        ("queue", "/desk/north", 200),
        ("queue-empty", "/desk/north?text=nothing-at-all", 200),
        ("ticket", f"/desk/north/tickets/{desk.ticket}", 200),
        ("kb", "/desk/north/kb", 200),
        ("kb-article", "/desk/north/kb/rules", 200),
        ("missing", "/desk/north/tickets/none", 404),
    ):
        visit.go(desk.base + path, status)
        visit.check(f"desk-{name}-{language}-{mode}-{width}", status)


@pytest.mark.parametrize(("language", "mode", "width"), LOOKS)
def test_every_state_of_the_customers_ticket_is_fit_to_be_used(desk, window, language, mode, width):
    visit = window(language, mode, width)
    for name, token, status in (("open", desk.link, 200), ("closed", desk.closed, 200), ("gone", "A" * 43, 404)):
        page = visit.go(f"{desk.base}/{language}/t/{token}", status)
        for fold in page.locator("main details > summary").all():
            fold.click()
        visit.check(f"my-ticket-{name}-{language}-{mode}-{width}", status)
    page = visit.go(f"{desk.base}/{language}/t/{desk.link}")
    page.click("form.reply button[type=submit]")
    page.wait_for_selector("#reply-fault")
    visit.check(f"my-ticket-fault-{language}-{mode}-{width}", 422)


def test_nothing_is_wider_than_the_smallest_phone(desk, window):
    visit = window(width=320)
    desk.sign_in(visit)
    paths = (f"/en/t/{desk.link}", "/desk", "/desk/north", f"/desk/north/tickets/{desk.ticket}", "/desk/north/kb")
    paths += ("/desk/north/kb/rules",)
    for path in paths:
        page = visit.go(desk.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_long_brand_name_leaves_the_agents_menu_beside_it(desk, window):
    visit = window(width=360)
    desk.sign_in(visit)
    page = visit.go(f"{desk.base}/desk/north")
    page.evaluate("document.querySelector('.brand-now').textContent = 'Cooking Village International and Sons'")
    rows = page.evaluate("['.wordmark', '.agent-menu'].map((part) => document.querySelector(part).offsetTop)")
    assert rows[0] == rows[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_words_from_right_to_left_stand_on_their_side(desk, window):
    visit = window()
    desk.sign_in(visit)
    ticket = desk.world.ticket(title="مرحبا!", content="الفرن يدخن!", device="phone")
    page = visit.go(f"{desk.base}/desk/north/tickets/{ticket.ticket_id}")
    for part in ("#ticket-title", ".bubble .words"):
        assert page.eval_on_selector(part, "(words) => getComputedStyle(words).direction") == "rtl"
    page = visit.go(f"{desk.base}/desk/north?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7")
    assert page.eval_on_selector("[data-row]", "(words) => getComputedStyle(words).direction") == "rtl"


def test_drafts_stay_without_scripts_whatever_is_saved(desk, window):
    visit = window(scripts=False)
    desk.sign_in(visit)
    ticket = desk.world.ticket(title="Two drafts", device="phone")
    page = visit.go(f"{desk.base}/desk/north/tickets/{ticket.ticket_id}")
    page.fill("#reply-text", "A reply not sent yet")
    page.select_option("#change-priority", "high")
    page.click(".change button")
    page.locator("#saved").wait_for()
    assert page.input_value("#reply-text") == "A reply not sent yet"
    page.click("#note > summary")
    page.fill("#note-text", "A thought")
    page.click("#note button[type=submit]")
    page.locator(".from-note", has_text="A thought").wait_for()
    assert page.input_value("#reply-text") == "A reply not sent yet"
    page.click("#reply button[type=submit]")
    page.locator(".from-agent", has_text="A reply not sent yet").wait_for()
    assert page.input_value("#reply-text") == ""


def test_a_choice_that_two_agents_made_is_shown_to_the_second(desk, window):
    ticket = desk.world.ticket(title="Both at once", device="phone")
    for language, mode, width in (("en", "light", 1280), ("ko", "dark", 360)):
        visit = window(language, mode, width)
        desk.sign_in(visit)
        page = visit.go(f"{desk.base}/desk/north/tickets/{ticket.ticket_id}")
        release = desk.world.current.snapshot.release
        change(desk.world.services, release, ticket.ticket_id, "kim", brand="north", priority="urgent")
        page.fill("#reply-text", "Kept")
        page.select_option("#change-priority", "high")
        page.click(".change button")
        page.wait_for_selector("#clash-priority")
        assert page.input_value("#change-priority") == "high"
        assert page.input_value("#reply-text") == "Kept"
        visit.check(f"desk-clash-{language}-{mode}-{width}", 422)
        change(desk.world.services, release, ticket.ticket_id, "kim", brand="north", priority="normal")


def test_the_queue_is_worked_by_keyboard(desk, window):
    visit = window()
    desk.sign_in(visit)
    page = visit.go(f"{desk.base}/desk/north")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("Enter")
    page.wait_for_url("**/tickets/*")
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "reply-text"
    page.keyboard.type("jkr?")
    assert page.input_value("#reply-text") == "jkr?"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "note-text"
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/desk/north")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


def test_a_question_mark_shows_every_shortcut(desk, window):
    visit = window()
    desk.sign_in(visit)
    page = visit.go(f"{desk.base}/desk/north")
    page.locator("#keys").wait_for(state="hidden")
    page.keyboard.press("?")
    page.locator("#keys").wait_for()
    visit.check("desk-keys-en-light-1280")
    page.keyboard.press("Escape")
    page.locator("#keys").wait_for(state="hidden")


def test_control_and_enter_send_what_was_written(desk, window):
    visit = window()
    desk.sign_in(visit)
    page = visit.go(f"{desk.base}/desk/north/tickets/{desk.ticket}")
    page.keyboard.press("n")
    page.keyboard.type("Sent by keyboard")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**told=noted**")
    page.locator(".from-note", has_text="Sent by keyboard").wait_for()


def test_everything_works_without_scripts(desk, window):
    visit = window(scripts=False)
    desk.sign_in(visit)
    page = visit.go(f"{desk.base}/desk/north?type=bug")
    page.click("text=The oven smokes")
    page.click("#note > summary")
    page.fill("#note-text", "Written without a script")
    page.click("#note button[type=submit]")
    page.locator(".from-note", has_text="Written without a script").wait_for()
    page.select_option("#change-priority", "urgent")
    page.click(".change button")
    page.wait_for_url("**told=changed**")
    assert page.input_value("#change-priority") == "urgent"
    page.fill("#reply-text", "Answered without a script")
    page.click("#reply button[type=submit]")
    page.locator(".from-agent", has_text="Answered without a script").wait_for()
    page.goto(f"{desk.base}/en/t/{desk.link}")
    page.locator(".from-agent", has_text="Answered without a script").wait_for()
    page.fill("#reply-text", "And the customer, too")
    page.click("form.reply button[type=submit]")
    page.locator(".from-customer", has_text="And the customer, too").wait_for()


def test_the_ticket_page_prints_without_its_forms(desk, window):
    visit = window()
    page = visit.go(f"{desk.base}/en/t/{desk.link}")
    page.emulate_media(media="print")
    assert not page.is_visible("form.reply")
    page.locator(".thread").wait_for()
    page.emulate_media(media="screen")
