"""The review page in a browser: on a phone and a screen, in light and dark, with and without its script."""

import io

import pytest
from PIL import Image as Pixels

from compiler.changes.model import (
    Change,
    Counted,
    LanguageChange,
    Passage,
    Radius,
    Report,
    Revision,
    Subject,
    Where,
)
from compiler.compile import resolve
from compiler.review.html import as_html
from compiler.review.pages import Image, Page, PageChange, PageReport, Picture, SameChange
from compiler.translation.counts import standings
from frontdesk import heat_map
from tests.browser.conftest import findings
from tests.kitchen import changed, tree_of
from tests.looks import MODES

pytestmark = pytest.mark.browser

HOME = Page("kitchen", "main", "ko", "/ko/", "https://kitchen.example/ko/", "home", "무엇을 도와드릴까요?")
NEW = Page("kitchen", "main", "en", "/en/ask/recipe", "https://kitchen.example/en/ask/recipe", "form", "A recipe")


def image(width: int, height: int, color: str) -> Image:
    data = io.BytesIO()
    Pixels.new("RGB", (width, height), color).save(data, "WEBP")
    return Image(data.getvalue(), width, height)


def picture(width: int, mode: str) -> Picture:
    sides = (image(width, 900, color) for color in ("#b3421b", "#005a9c", "#eeeeee"))
    return Picture(width, mode, *sides, 0.2, 100, 900, 2_000)


def review_page() -> str:
    where = (Where("kitchen", ("main",), ("en", "ko")), Where("garden"))
    rule = Passage(("when a ticket is created", "  then assign it to billing"), ("when a ticket is created",))
    changes = (
        Change("triggers", "rules", "changed", Subject("trigger", "a", "A"), "does less", where, ("agents",), rule),
        Change("portals", "settings", "new", Subject("portal", "b", "B"), "is new", where, ("customers", "mail")),
        Change("knowledge", "content", "gone", Subject("article", "c", "C"), "is gone", where[:1], ("customers",)),
    )
    radius = Radius(
        ("garden", "kitchen"), tuple(f"kitchen/p{n}" for n in range(12)), ("en", "ko"), ("customers",), 3, 40
    )
    base, head = Revision("main", "a" * 40, "sha256:1"), Revision("feature", "b" * 40, "sha256:2")
    opened = LanguageChange("kitchen", "ko", Counted(3), Counted(2, stale=1), (("brand.yaml:name", "stale"),))
    report = Report(base, head, changes, radius, translation=(opened,))
    looks = tuple(picture(width, mode) for mode in ("light", "dark") for width in (1280, 360))
    pages = (
        SameChange("changed", ("colours",), (PageChange("changed", HOME, HOME, ("옛말",), ("새말",), looks),), (NEW,)),
        SameChange("new", (), (PageChange("new", NEW, None, added=("A recipe",)),)),
    )
    linked = resolve(tree_of(changed({"brand.yaml": "name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n"}))[0])[0]
    told = PageReport(pages, "production", "2026-03-01 09:00 UTC", omitted=1)
    return as_html(report, told, heat_map.as_sections(standings(linked)))


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    file = tmp_path_factory.mktemp("review") / "review.html"
    file.write_text(review_page())
    return file.as_uri()


@pytest.mark.parametrize(("mode", "width"), MODES)
def test_the_review_page_is_fine_in_every_look(window, address, mode, width):
    visit = window("en", mode, width)
    visit.complaints.clear()
    visit.page.goto(address)
    for summary in visit.page.locator("summary").all():
        summary.click()
    visit.page.emulate_media(color_scheme=mode)
    visit.check(f"review-{mode}-{width}")


def test_nothing_is_asked_of_anybody(window, address):
    asked = []
    page = window("en", "light", 1280).page
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]


def test_a_slider_shows_before_and_after_over_each_other(window, address):
    page = window("en", "light", 1280).page
    page.goto(address)
    page.get_by_role("button", name="Slide").first.click()
    slider = page.get_by_role("slider")
    slider.press("Home")
    assert page.evaluate("document.querySelectorAll('.slider img')[1].style.clipPath").endswith(" 0%)")
    assert page.locator(".sides").first.is_hidden()
    assert findings(page) == []
    page.get_by_role("button", name="Slide").first.click()
    assert page.locator(".sides").first.is_visible()


def test_without_a_script_pictures_can_be_enlarged_and_left_out(window, address):
    page = window("en", "light", 1280, scripts=False).page
    page.goto(address)
    picture = page.locator("figure.before img").first
    small = picture.bounding_box()["width"]
    page.get_by_role("link", name="Larger").first.click()
    assert picture.bounding_box()["width"] > small * 2
    page.get_by_role("checkbox", name="360 px").uncheck()
    assert page.locator(".narrow").first.is_hidden()
    assert page.get_by_role("button", name="Slide").count() == 0
