"""Every naughty string in every box of the desk and of the customer's ticket: kept as written, shown as words."""

import json
import os

from bs4 import BeautifulSoup

from runtime.tickets import view
from tests.world import ORIGIN, hidden


def strings(data):
    every = json.loads((data / "suites/blns/blns.json").read_text(encoding="utf-8"))
    return every if os.environ.get("FRONTDESK_PROVE") else every[::17]


def harmless(page):
    """Parse a page as a browser would: no script without an address, no handler, no foreign address."""
    found = BeautifulSoup(page.text, "html.parser")
    assert all(script.has_attr("src") for script in found.find_all("script"))
    assert not [tag for tag in found.find_all(True) for name in tag.attrs if name.startswith("on") or name == "style"]
    for tag in found.find_all(["img", "iframe", "object", "embed", "form", "link", "script"]):
        address = tag.get("src") or tag.get("href") or tag.get("action") or ""
        assert not address.startswith(("javascript:", "data:", "//")), tag
    return found


def test_replies_notes_and_searches_take_any_words(data, world):
    ticket, customer = world.ticket(), world.browser()
    address, link = f"/desk/north/tickets/{ticket.ticket_id}", f"/en/t/{ticket.link_token}"
    for text in strings(data):
        world.clock.forward(minutes=10)  # nobody is let write so much at once; days pass, so kim signs in each time
        kim, words = world.agent("kim"), f"x{text}"
        assert kim.post(f"{address}/reply", reply=words).status_code == 303
        assert kim.post(f"{address}/note", note=words).status_code == 303
        form = {"text": words, "form_token": hidden(customer.get(link), "form_token")}
        assert customer.post(link, data=form, headers=ORIGIN).status_code == 303
        found = view(world.services, world.current.snapshot.release, "north", ticket.ticket_id)
        kept = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
        assert [message.text for message in found.messages[-3:]] == [kept] * 3
        assert harmless(kim.get("/desk/north", query_string={"text": text})) is not None
        harmless(kim.get("/desk/north", query_string={"type": text, "status": text, "assignee": text, "page": text}))
    shown = harmless(kim.get(address))
    assert len(shown.select(".bubble")) == len(found.messages)
    harmless(customer.get(link))


def test_no_words_sign_anyone_in_or_break_the_door(data, world):
    from runtime.access.caps import SIGN_IN_ADDRESS

    browser = world.browser()
    for number, text in enumerate(strings(data)[: SIGN_IN_ADDRESS.amount - 1]):
        form = {"who": text, "password": f"x{number}", "goal": text}
        form["form_token"] = hidden(browser.get("/desk/sign-in", query_string={"goal": text}), "form_token")
        answer = browser.post("/desk/sign-in", data=form, headers=ORIGIN)
        assert answer.status_code in {403, 429}
        harmless(answer)
