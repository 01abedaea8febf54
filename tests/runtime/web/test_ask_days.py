"""Asking for days, moments and periods: as the page shows them, as they arrive, as agents and customers read them."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from runtime.settings import Settings
from runtime.tickets import view
from tests.world import NORTH, WORLD, World, running

ORIGIN = {"Origin": f"http://{NORTH}"}
FIELDS = {
    "before": "{type: caption, label: {ko: 먼저, en: Before}, text: {ko: 기다려 주세요, en: 'Please **wait**.'}}\n",
    "bought": "{type: date, label: {ko: 구입일, en: Bought on}, default: today}\n",
    "seen": "{type: datetime, label: {ko: 발생 시각, en: Seen at}, default: now}\n",
    "away": "{type: date_period, label: {ko: 부재, en: Away}}\n",
    "visit": "{type: datetime_period, label: {ko: 방문, en: Visit}}\n",
}
FINE = {"email": "ada@customer.example", "title": "Smoke", "content": "It smokes.", "personal_information": "true"}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world, whose north asks for days."""
    folder = tmp_path_factory.mktemp("days")
    files = {**WORLD, "brands/north/inquiry_types.yaml": "- {id: visit, name: {ko: 방문, en: Visit}, form: visit}\n"}
    files["brands/north/forms/visit.yaml"] = (
        "fields: [{field: before}, {field: bought}, {field: seen}, {field: away, required: true}, {field: visit}]\n"
    )
    files |= {f"brands/north/fields/{code}.yaml": text for code, text in FIELDS.items()}
    triggers = "brands/north/triggers/10-routing.yaml"
    files[triggers] = """\
- id: old
  title: Old ovens
  events: [created]
  all: [{if: bought, at_most: "2025-12-31"}]
  then: [{do: tag, add: [old]}]
"""
    for name, text in files.items():
        path = folder / "repository" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for brand in ("north", "south"):
        assets = folder / "repository/brands" / brand / "assets"
        assets.mkdir()
        Image.new("RGB", (64, 64), "#b3421b").save(assets / "logo.png")
    command = [sys.executable, "-m", "frontdesk.cli", "build", folder / "repository", "-o", folder / "bundle"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "bundle"


@pytest.fixture
def days(world_settings: Settings, bundle: Path, tmp_path: Path) -> Iterator[World]:
    found = running(replace(world_settings, bundle=bundle, state=tmp_path / "state"))
    yield found
    found.services.store.close()


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def send(days, **fields):
    browser = days.browser()
    token = page_of(browser.get("/en/ask/visit")).find("input", {"name": "_token"})["value"]
    return browser.post("/en/ask/visit", data={"_token": token, **FINE, **fields}, headers=ORIGIN)


def test_every_question_has_the_control_of_its_type(days):
    page = page_of(days.browser().get("/en/ask/visit"))
    kinds = {one["name"]: one["type"] for one in page.select("form.form input") if not one["name"].startswith("_")}
    assert {code: kinds[code] for code in ("bought", "seen", "away", "visit")} == {
        "bought": "date",
        "seen": "datetime-local",
        "away": "date",
        "visit": "datetime-local",
    }
    assert [label.span.text for label in page.select(".period")[0].select("label")] == ["From", "To"]


def test_today_and_now_are_those_of_the_brand(days):
    """It is nine in the morning in London and six in the evening in Seoul."""
    page = page_of(days.browser().get("/en/ask/visit"))
    assert page.select_one("#field-bought")["value"] == "2026-03-02"
    assert page.select_one("#field-seen")["value"] == "2026-03-02T18:00"


def test_a_caption_is_words_and_nothing_else(days):
    caption = page_of(days.browser().get("/ko/ask/visit")).select_one(".caption")
    assert caption.h2.text == "먼저"
    assert not caption.select("input, select, textarea")
    english = page_of(days.browser().get("/en/ask/visit")).select_one(".caption .body")
    assert english.strong.text == "wait"


def test_a_period_needs_both_ends_in_order_and_what_was_sent_is_kept(days):
    answer = send(days, bought="2026-02-01", away=["2026-03-05", "2026-03-01"])
    page = page_of(answer)
    assert answer.status_code == 422
    assert [link.text for link in page.select(".summary a")] == ["“Away” ends before it begins."]
    assert [one["value"] for one in page.select(".period")[0].select("input")] == ["2026-03-05", "2026-03-01"]
    assert page.select_one(".summary a")["href"] == "#field-away"
    half = page_of(send(days, away=["2026-03-05", ""]))
    assert half.select_one(".summary a").text == "“Away” needs both a beginning and an end."


def test_a_required_period_that_is_empty_is_asked_for(days):
    assert page_of(send(days, away=["", ""])).select_one(".summary a").text == "“Away” needs an answer."


def test_days_arrive_and_are_read_year_first(days):
    answer = send(
        days,
        bought="2025.3.1",
        seen="2026-03-02T17:55",
        away=["2026-03-05", "2026-03-09"],
        visit=["2026-03-10T09:00", "2026-03-10T12:00"],
    )
    assert answer.status_code == 303
    [ticket] = [view(days.services, days.current.snapshot.release, "north", one) for one in _tickets(days)]
    given = {one.field: (one.value, one.shown.get("en", "")) for one in ticket.answers}
    assert given["bought"] == ("2025-03-01", "")
    assert given["seen"] == ("2026-03-02T17:55", "2026-03-02 17:55")
    assert given["away"] == ("2026-03-05 ~ 2026-03-09", "2026-03-05 – 2026-03-09")
    assert given["visit"][1] == "2026-03-10 09:00 – 2026-03-10 12:00"
    assert ticket.tags == ("old",)
    assert "before" not in given


def _tickets(days):
    from sqlalchemy import select

    from runtime.store.tables import tickets

    with days.services.store.read() as connection:
        return connection.execute(select(tickets.c.id)).scalars().all()
