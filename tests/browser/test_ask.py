"""Asking in a customer's browser: from the types to the confirmation, with and without scripts."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.looks import LOOKS

pytestmark = pytest.mark.browser

NUMBERS = count(1)
WORD = {"ko": "인덕션 오류", "en": "induction error"}


def fill(page, **answers):
    """The bug form of the demo brand, filled in but for what is left out."""
    given = {
        "email": f"ada{next(NUMBERS)}@customer.example",
        "title": "Beeping",
        "content": "It beeps and shows E4.",
        "order_no": "CV-20260301-0042",
        **answers,
    }
    for code, value in given.items():
        page.locator(f"#field-{code}").fill(value)
    page.locator("#field-personal_information").check()


def send(page):
    page.locator(".send button").click()


@pytest.mark.parametrize(("language", "mode", "width"), LOOKS)
def test_every_page_of_asking_is_accessible_and_fits(window, demo, language, mode, width):
    visit = window(language, mode, width)
    name = f"{language} {mode} {width}"
    visit.go(demo.url(f"/{language}/ask"))
    visit.check(f"ask {name}")
    visit.go(demo.url(f"/{language}/ask/billing"))
    visit.check(f"ask narrower {name}")
    page = visit.go(demo.url(f"/{language}/ask/bug"))
    page.locator("#field-title").press_sequentially(WORD[language])
    expect(page.locator("#suggestions a").first).to_be_visible()
    page.get_by_label({"ko": "오븐", "en": "Oven"}[language], exact=True).check()
    expect(page.locator("#field-serial_no")).to_be_visible()
    visit.check(f"ask form {name}")
    send(page)
    expect(page.get_by_role("alert")).to_be_focused()
    visit.check(f"ask errors {name}", 422)
    visit.complaints.clear()
    fill(page)
    send(page)
    expect(page.locator(".confirmation")).to_be_visible()
    visit.check(f"ask done {name}")


def test_a_customer_goes_from_home_to_a_ticket_by_keyboard_and_mouse(window, demo):
    page = window("en", "light", 1280).go(demo.url("/en/ask"))
    page.get_by_role("link", name=re.compile("Something is broken")).click()
    page.get_by_role("group", name="Which product is it?").get_by_label("Induction hob").check()
    fill(page)
    page.get_by_label("Attachments").set_input_files(
        [{"name": "사진.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8" + b"x" * 3000}]
    )
    expect(page.locator(".chosen li")).to_have_text(re.compile(r"사진\.jpg\s*2\.9 KB"))
    send(page)
    assert "/en/ask/done/" in page.url
    assert page.locator(".ticket-number strong").inner_text().isdigit()
    link = page.get_by_role("textbox", name="Link to your inquiry").input_value()
    assert re.fullmatch(re.escape(demo.url("/en/t/")) + r"[\w-]{43}", link)


def test_the_summary_leads_to_the_field_and_values_are_kept(window, demo):
    visit = window("en", "light", 360)
    page = visit.go(demo.url("/en/ask/bug"))
    fill(page, email="a@x.example, b@y.example", amount="a lot")
    send(page)
    assert page.title().startswith("Error:")
    page.get_by_role("alert").get_by_role("link", name=re.compile("Enter one e-mail address")).click()
    expect(page.locator("#field-email")).to_be_focused()
    assert page.locator("#field-email").input_value() == "a@x.example, b@y.example"
    assert page.locator("#field-amount").input_value() == "a lot"
    page.get_by_role("alert").get_by_role("link", name=re.compile("Which product")).click()
    expect(page.get_by_label("Induction hob")).to_be_focused()
    visit.complaints.clear()


def test_a_question_comes_and_goes_with_the_answer_it_depends_on(window, demo):
    page = window("en", "light", 1280).go(demo.url("/en/ask/bug"))
    serial = page.locator("#field-serial_no")
    expect(serial).to_have_count(0)
    page.get_by_label("Oven", exact=True).check()
    expect(serial).to_be_visible()
    serial.fill("S-1")
    page.get_by_label("Induction hob").check()
    expect(serial).to_have_count(0)
    page.get_by_label("Oven", exact=True).check()
    expect(serial).to_have_value("S-1")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_language_may_be_changed_while_writing(window, demo, scripts, width):
    visit = window("ko", "light", width, scripts=scripts)
    page = visit.go(demo.url("/ko/ask/bug"))
    page.locator("#field-title").fill("소리가 납니다")
    page.locator(".site-header summary:visible").click()
    english = page.get_by_role("button", name="English")
    box, link = english.bounding_box(), page.locator(".menu-list:visible li").last.bounding_box()
    assert box["height"] >= 44
    assert box["width"] == link["width"], "it looks like the links beside it"
    english.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == demo.url("/en/ask/bug")
    expect(page.locator("#field-title")).to_have_value("소리가 납니다")
    page.locator("#field-title").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.url == demo.url("/en/ask/bug"), "Enter sends the form"


def test_that_a_link_was_copied_is_said_and_a_long_file_name_leaves_the_size_whole(window, demo):
    visit = window("en", "light", 360)
    page = visit.go(demo.url("/en/ask/general"))
    for code, words in {"email": "ada-long@customer.example", "title": "Long", "content": "See."}.items():
        page.locator(f"#field-{code}").fill(words)
    name = "사진-" + "아주긴이름의파일" * 9 + ".jpg"
    page.locator("#field-attachments").set_input_files(
        [{"name": name, "mimeType": "image/jpeg", "buffer": b"x" * 3000}]
    )
    page.locator("#field-personal_information").check()
    send(page)
    page.context.grant_permissions(["clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    page.get_by_role("link", name="Open my inquiry").click()
    size = page.locator(".chip .muted")
    expect(size).to_have_text("2.9 KB")
    assert size.bounding_box()["height"] < 30, "one line"
    visit.check("ticket with a long name en light 360")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(window, demo):
    page = window("en", "light", 1280).go(demo.url("/en/ask/general"))
    big = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"x" * (11 * 1024 * 1024)}
    page.locator("#field-attachments").set_input_files([big])
    expect(page.locator(".chosen .too-large")).to_contain_text("“film.mp4” is larger than 10 MB.")


def test_everything_works_without_scripts(window, demo):
    visit = window("ko", "light", 360, scripts=False)
    page = visit.go(demo.url("/ko/ask/bug"))
    page.get_by_label("오븐", exact=True).check()
    fill(page)
    send(page)
    assert "질문이 추가되었습니다" in page.get_by_role("alert").inner_text()
    page.locator("#field-serial_no").fill("S-1")
    send(page)
    assert page.get_by_role("heading", level=1).inner_text() == "문의가 접수되었습니다"
    expect(page.locator("[data-copies]")).to_be_hidden()
    visit.complaints.clear()


def test_the_form_fits_the_smallest_window(window, demo):
    visit = window("ko", "light", 320)
    for path in ("/ko/ask", "/ko/ask/bug"):
        page = visit.go(demo.url(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_a_finger_taps_is_large_enough(window, demo):
    page = window("ko", "light", 360).go(demo.url("/ko/ask/bug"))
    small = page.evaluate(
        """() => [...document.querySelectorAll('main a:not(.notice a, .breadcrumbs a), main button, main .option,'
                + 'main select, main input:not([type=hidden], [type=radio], [type=checkbox], #website)')]
            .filter(element => element.checkVisibility())
            .map(element => [element.textContent.trim() || element.name, element.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && box.height < 43.5)
            .map(([text, box]) => `${text} ${box.height}`)"""
    )
    assert small == []
