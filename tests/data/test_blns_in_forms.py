"""Every naughty string in every text field of a form: an answer or a fault, and a ticket that shows it harmlessly."""

import json
import os
from pathlib import Path

from bs4 import BeautifulSoup

from runtime.tickets import find, view
from schemas.bundle import FormFacts
from schemas.forms import read

ORIGIN = {"Origin": "http://north.localhost"}


def strings(data: Path) -> list[str]:
    return json.loads((data / "suites/blns/blns.json").read_text(encoding="utf-8"))


def test_every_string_is_an_answer_or_a_fault_for_every_field(data, world):
    desk = world.current.snapshot.release.brands["north"].desk
    for form in desk.forms.values():
        shown = FormFacts(id=form.id, fields=tuple(item.model_copy(update={"when": None}) for item in form.fields))
        for text in strings(data):
            reading = read(shown, desk, {item.code: (text,) for item in form.fields}, {})
            for answer in reading.answers.values():
                words = answer if isinstance(answer, tuple) else (str(answer),)
                assert "\0" not in "".join(words)
                "".join(words).encode()


def test_a_ticket_shows_what_was_written_and_nothing_of_it_runs(data, world):
    every = strings(data)
    browser = world.browser()
    for number, text in enumerate(every if os.environ.get("FRONTDESK_PROVE") else every[::23], start=1001):
        world.clock.forward(hours=2)
        page = BeautifulSoup(browser.get("/en/ask/bug").text, "html.parser")
        sent = {
            "_token": page.find("input", {"name": "_token"})["value"],
            "email": "ada@customer.example",
            "name": text[:100],
            "title": text[:150] or "title",
            "content": f"x{text}",
            "order_no": text[:40],
            "personal_information": "true",
        }
        sent["title"] = f"x{sent['title']}"
        answer = browser.post("/en/ask/bug", data=sent, headers=ORIGIN)
        assert answer.status_code == 303, repr(text)
        done = BeautifulSoup(browser.get(answer.location).text, "html.parser")
        assert all(script.has_attr("src") for script in done.find_all("script"))
        ticket = view(world.services, world.current.snapshot.release, "north", find(world.services, "north", number))
        assert ticket.title.startswith("x")
        shown = browser.get(f"/en/t/{answer.location.rpartition('/')[2]}")
        assert shown.status_code == 200
        assert all(script.has_attr("src") for script in BeautifulSoup(shown.text, "html.parser").find_all("script"))
