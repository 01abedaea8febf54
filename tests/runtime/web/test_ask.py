"""Asking: choose a type, fill in a form, be told that it has arrived; and everything that may come instead."""

import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup

from runtime.tickets import find, view

HOST = "north.localhost"
ORIGIN = {"Origin": f"http://{HOST}"}
FINE = {
    "email": "ada@customer.example",
    "title": "Smoke",
    "content": "It smokes.",
    "personal_information": "true",
}


def soup(answer):
    return BeautifulSoup(answer.text, "html.parser")


def token(browser, path):
    return soup(browser.get(path)).find("input", {"name": "_token"})["value"]


def send(browser, path="/en/ask/bug", headers=ORIGIN, **fields):
    """Fill in a form the way its own page does."""
    data = {"_token": token(browser, path), **FINE, **fields}
    return browser.post(path, data={k: v for k, v in data.items() if v is not None}, headers=headers)


def picture(name="oven.jpg", size=100):
    return BytesIO(b"x" * size), name


# choosing


def test_the_types_are_offered_in_order_and_disabled_ones_are_not_there(world):
    page = soup(world.browser().get("/en/ask"))
    assert [card.text for card in page.select(".choice-name")] == ["Bug", "Billing", "Repair"]
    assert page.select_one(".choice-text").text == "We mend it"


def test_a_type_with_types_below_it_leads_to_them(world):
    page = soup(world.browser().get("/ko/ask/billing"))
    assert [card["href"] for card in page.select(".choice")] == ["/ko/ask/refund"]
    assert "환불" in page.select_one(".choice-name").text


@pytest.mark.parametrize(
    "path",
    ["/en/ask/later", "/en/ask/nothing", "/xx/ask", "/xx/ask/bug", "/en/ask/done/abc", "/en/ask/done/" + "A" * 43],
)
def test_what_cannot_be_asked_is_not_there(world, path):
    assert world.browser().get(path).status_code == 404


def test_a_closed_portal_takes_nothing(world):
    browser = world.browser()
    assert browser.get("/shut/en/ask/bug").status_code == 404
    assert browser.post("/shut/en/ask/bug", data=FINE, headers=ORIGIN).status_code == 404


# the form


def test_the_form_has_every_field_in_its_place_with_words_in_the_readers_language(world):
    page = soup(world.browser().get("/ko/ask/repair"))
    words = [item.get_text(" ", strip=True) for item in page.select(".field label[for], .field legend")]
    labels = [word.split(" *")[0] for word in words]
    order = [
        "이름",
        "이메일",
        "전화번호",
        "제목",
        "문의 내용",
        "기기",
        "증상",
        "금액",
        "사진",
        "첨부 파일",
        "개인정보 수집·이용 동의",
    ]
    assert [word for word in labels if word in order] == order
    assert not page.find(attrs={"name": "order_no"})
    assert not page.find(attrs={"name": "serial_no"})
    assert page.find(id="place-serial_no")
    assert page.find(attrs={"name": "inquiry_type"}) is None


def test_a_required_field_says_so_in_words_and_with_a_star(world):
    label = soup(world.browser().get("/en/ask/bug")).find("label", {"for": "field-email"})
    assert label.select_one(".must")["aria-hidden"] == "true"
    assert label.select_one(".visually-hidden").text.strip() == "(required)"


def test_limits_of_files_are_said_before_anything_is_sent(world):
    page = soup(world.browser().get("/en/ask/repair"))
    control = page.find(id="field-photo")
    assert page.find(id="field-photo-limits").text == "One file of at most 10 KB. Possible are: jpg, png."
    assert control["aria-describedby"] == "field-photo-limits"
    assert control["accept"] == ".jpg,.png"
    assert not control.has_attr("multiple")


def test_nothing_on_the_page_is_refused_by_the_content_policy(world):
    answer = world.browser().get("/en/ask/repair")
    page = soup(answer)
    assert not page.find_all(style=True)
    assert not page.find_all("style")
    assert all(script.has_attr("src") and not script.text for script in page.find_all("script"))
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]


# sending


def test_an_inquiry_becomes_a_ticket_with_all_its_answers(world):
    browser = world.browser()
    answer = send(browser, "/en/ask/repair", device="oven", serial_no="S-1", symptoms=["heat", "noise"], amount="1,000",
                  photo=picture("../../a\u202eb.jpg"), name=" Ada\x00 Park ")  # fmt: skip
    assert answer.status_code == 303, answer.text
    ticket = view(world.services, world.current.snapshot.release, "north", find(world.services, "north", 1001))
    given = {item.field: item.value for item in ticket.answers}
    assert given["device"] == "oven"
    assert given["serial_no"] == "S-1"
    assert given["symptoms"] == ("noise", "heat")
    assert given["amount"] == "1000"
    assert given["name"] == "Ada Park"
    [photo] = [item for item in ticket.answers if item.field == "photo"]
    assert [file.name for file in photo.files] == ["ab.jpg"]
    assert [file.media_type for file in photo.files] == ["image/jpeg"]
    assert (ticket.inquiry_type, ticket.language, ticket.assignee) == ("repair", "en", "kim")


def test_the_confirmation_has_number_link_and_what_happens_next(world):
    browser = world.browser()
    page = soup(browser.get(send(browser).location))
    assert "1001" in page.select_one(".ticket-number").text
    link = page.find(id="link")["value"]
    assert re.fullmatch(r"http://north\.localhost/en/t/[\w-]{43}", link)
    assert "ada@customer.example" in page.select_one(".next").text


def test_sending_the_same_form_twice_makes_one_ticket_and_confirms_it_twice(world):
    browser = world.browser()
    data = {"_token": token(browser, "/en/ask/bug"), **FINE}
    first = browser.post("/en/ask/bug", data=data, headers=ORIGIN)
    again = [browser.post("/en/ask/bug", data=data, headers=ORIGIN) for _ in range(5)]
    assert {answer.location for answer in again} == {first.location}
    assert find(world.services, "north", 1002) is None


def test_a_form_sent_again_with_other_words_says_so_and_can_be_sent_as_another_inquiry(world):
    browser = world.browser()
    data = {"_token": token(browser, "/en/ask/bug"), **FINE}
    assert browser.post("/en/ask/bug", data=data, headers=ORIGIN).status_code == 303
    answer = browser.post("/en/ask/bug", data={**data, "content": "It burns."}, headers=ORIGIN)
    assert answer.status_code == 422
    page = soup(answer)
    assert "it is inquiry #1001" in page.select_one(".summary").text
    assert page.find("textarea", {"name": "content"}).text.strip() == "It burns."
    assert find(world.services, "north", 1002) is None
    data |= {"_token": page.find("input", {"name": "_token"})["value"], "content": "It burns."}
    assert browser.post("/en/ask/bug", data=data, headers=ORIGIN).status_code == 303
    assert find(world.services, "north", 1002) is not None


def test_a_form_sent_again_with_another_file_is_not_the_same(world):
    browser = world.browser()
    data = {"_token": token(browser, "/en/ask/bug"), **FINE}

    def post(words):
        files = {"attachments": [(BytesIO(words), "notes.txt")]}
        return browser.post("/en/ask/bug", data={**data, **files}, headers=ORIGIN)

    first, same, other = post(b"one"), post(b"one"), post(b"two")
    assert first.location == same.location
    assert other.status_code == 422
    assert "inquiry #1001" in other.text
    assert "Please choose your files again" in other.text


# questions that come and go, and the other language


OVEN = {"device": "oven", "serial_no": "S-<1>"}


def questions(browser, **fields):
    """What comes back for htmx when an answer has changed, by the place it goes to."""
    answer = browser.post("/en/ask/repair/questions", data={"_asked": "", **fields}, headers=ORIGIN)
    return soup(answer).find(id="place-serial_no")


def test_what_was_typed_into_a_question_that_goes_stands_there_when_it_comes_again(world):
    browser = world.browser()
    gone = questions(browser, **OVEN | {"device": "phone", "_asked": ["", "serial_no"]})
    kept = gone.find("input", {"name": "_kept"})["value"]
    assert not gone.find(id="field-serial_no")
    assert questions(browser, device="oven", _kept=kept).find(id="field-serial_no")["value"] == "S-<1>"


def test_without_scripts_it_is_kept_too_and_never_becomes_an_answer(world):
    browser = world.browser()
    page = soup(send(browser, "/en/ask/repair", **OVEN | {"device": "phone", "title": ""}))
    kept = page.find("input", {"name": "_kept"})["value"]
    again = soup(send(browser, "/en/ask/repair", device="oven", title="", _kept=kept))
    assert again.find(id="field-serial_no")["value"] == "S-<1>"
    assert send(browser, "/en/ask/repair", device="phone", _kept=kept).status_code == 303
    ticket = view(world.services, world.current.snapshot.release, "north", find(world.services, "north", 1001))
    assert "serial_no" not in {answer.field for answer in ticket.answers}


@pytest.mark.parametrize("kept", ["", "=", "nothing=x", "serial_no", "order_no=1", "personal_information=true"])
def test_strange_things_that_were_kept_change_nothing(world, kept):
    page = soup(send(world.browser(), "/en/ask/repair", device="phone", personal_information=None, _kept=kept))
    assert not page.find("input", {"name": "_kept"})
    assert not page.find(id="field-personal_information").has_attr("checked")


def test_the_other_language_takes_a_form_along_that_was_begun(world):
    browser = world.browser()
    page = soup(browser.get("/ko/ask/repair"))
    switch = page.select_one(".site-header button[lang=en]")
    assert page.find(id=switch["form"])["action"] == "/ko/ask/repair"
    typed = {"title": "연기가 <나요>", "device": "oven", "serial_no": "S-1", "personal_information": "true"}
    data = {**typed, switch["name"]: switch["value"], "photo": picture()}
    answer = browser.post(switch["formaction"], data=data, headers=ORIGIN)
    assert answer.status_code == 200
    page = soup(answer)
    assert page.html["lang"] == "en"
    assert page.find(id="field-title")["value"] == "연기가 <나요>"
    assert page.find(id="field-serial_no")["value"] == "S-1"
    assert page.find(id="field-personal_information").has_attr("checked")
    assert not page.select("[role=alert], .fault")
    assert "Please choose your files again" in page.select_one("main .alert").text
    assert find(world.services, "north", 1001) is None


def test_the_choice_of_another_type_takes_the_words_along_in_the_other_language(world):
    browser = world.browser()
    page = soup(browser.post("/en/ask", data={"title": "Words <b>"}, headers=ORIGIN))
    assert page.select_one("blockquote").text == "Words <b>"
    switch = page.select_one(".site-header button[lang=ko]")
    assert (switch["form"], switch["formaction"]) == ("carried", "/ko/ask")
    for path, headers in (("/en/ask", {"Origin": "https://evil.example"}), ("/xx/ask", ORIGIN)):
        assert browser.post(path, data={"title": "Words"}, headers=headers).status_code in {403, 404}


def test_enter_sends_the_form_and_does_not_change_the_language(world):
    page = soup(world.browser().get("/ko/ask/bug"))
    first = next(
        button for button in page.select("button") if button.get("form") == "inquiry" or button.find_parent("form")
    )
    assert "formaction" not in first.attrs


def test_another_site_cannot_fill_in_a_form_by_its_language(world):
    data = {"title": "theirs", "_switch": "true"}
    answer = world.browser().post("/en/ask/bug", data=data, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "theirs" not in answer.text


# what is wrong


def test_what_is_wrong_stands_on_top_and_at_each_field_and_values_are_kept(world):
    answer = send(world.browser(), "/en/ask/repair", email="a@x.example, b@y.example", title="<b>Smoke</b>",
                  device="hob", amount="a lot", symptoms=["noise"], personal_information=None)  # fmt: skip
    assert answer.status_code == 422
    page = soup(answer)
    assert page.title.text.startswith("Error:")
    summary = page.find(role="alert")
    assert summary.has_attr("autofocus")
    assert [link["href"] for link in summary.select("a")] == [
        "#field-email",
        "#field-device",
        "#field-amount",
        "#field-personal_information",
    ]
    for link in summary.select("a"):
        control = page.find(id=link["href"][1:])
        assert control is not None
        error = page.find(id=f"{link['href'][1:]}-error")
        assert link.text in error.text
    email = page.find(id="field-email")
    assert email["value"] == "a@x.example, b@y.example"
    assert email["aria-invalid"] == "true"
    assert "field-email-error" in email["aria-describedby"]
    assert page.find(id="field-title")["value"] == "<b>Smoke</b>"
    assert page.find("input", {"value": "noise"}).has_attr("checked")
    assert not page.find(id="field-title").has_attr("aria-invalid")


def test_files_have_to_be_chosen_again_and_the_page_says_so(world):
    answer = send(world.browser(), "/en/ask/repair", photo=picture(), device="phone", email="nobody")
    assert "Please choose your files again" in soup(answer).find(role="alert").text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (picture("a.exe"), "“a.exe” cannot be attached. Possible are: jpg, png."),
        (picture("a.jpg", 10 * 1024 + 1), "“a.jpg” is larger than 10 KB."),
        (picture("a.jpg", 0), "“a.jpg” is empty."),
        ([picture("a.jpg"), picture("b.jpg")], "You can attach up to 1 files; you chose 2."),
    ],
)
def test_a_file_that_may_not_come_says_why(world, sent, words):
    answer = send(world.browser(), "/en/ask/repair", device="phone", photo=sent)
    assert answer.status_code == 422
    assert words in soup(answer).find(id="field-photo-error").text


def test_a_question_an_answer_has_brought_is_shown_before_it_is_missed(world):
    browser = world.browser()
    answer = send(browser, "/en/ask/repair", device="oven", _asked="")
    assert answer.status_code == 422
    page = soup(answer)
    assert "lead to more questions" in page.find(role="alert").text
    assert page.find(id="field-serial_no")
    assert not page.find(id="field-serial_no-error")
    assert [item["value"] for item in page.find_all("input", {"name": "_asked"})] == ["", "serial_no"]
    assert page.select_one("#field-serial_no-notice a")["href"] == "/en/articles/open"


def test_a_missing_answer_to_a_question_that_was_asked_is_a_fault(world):
    page = soup(send(world.browser(), "/en/ask/repair", device="oven", _asked="serial_no"))
    assert "“Serial number” needs an answer." in page.find(id="field-serial_no-error").text


def test_htmx_gets_the_questions_that_have_come_or_gone(world):
    browser = world.browser()
    come = browser.post("/en/ask/repair/questions", data={"device": "oven"}, headers=ORIGIN)
    assert soup(come).find(id="place-serial_no")["hx-swap-oob"] == "true"
    assert soup(come).find(id="field-serial_no")
    gone = browser.post("/en/ask/repair/questions", data={"device": "phone", "_asked": "serial_no"}, headers=ORIGIN)
    assert soup(gone).find(id="place-serial_no").text.strip() == ""
    same = browser.post("/en/ask/repair/questions", data={"device": "oven", "_asked": "serial_no"}, headers=ORIGIN)
    assert same.text.strip() == ""


@pytest.mark.parametrize(
    "extra", [{"nonsense": "1"}, {"order_no": "CV-1"}, {"inquiry_type": "bug"}, {"_extra": "1"}, {"photo": "words.jpg"}]
)
def test_what_our_page_never_sends_is_refused(world, extra):
    answer = send(world.browser(), "/en/ask/repair", device="phone", **extra)
    assert answer.status_code == 400
    assert find(world.services, "north", 1001) is None


def test_a_form_of_another_site_is_refused(world):
    browser = world.browser()
    assert send(browser, headers={"Origin": "https://evil.example"}).status_code == 403
    assert send(browser, headers={**ORIGIN, "Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert send(browser, headers={}).status_code == 403


def test_a_page_that_was_open_too_long_keeps_the_words_and_gets_a_new_token(world):
    browser = world.browser()
    old = token(browser, "/en/ask/bug")
    world.clock.forward(hours=13)
    answer = browser.post("/en/ask/bug", data={"_token": old, **FINE}, headers=ORIGIN)
    assert answer.status_code == 422
    page = soup(answer)
    assert "please send again" in page.find(role="alert").text
    assert page.find(id="field-title")["value"] == "Smoke"
    new = page.find("input", {"name": "_token"})["value"]
    assert browser.post("/en/ask/bug", data={"_token": new, **FINE}, headers=ORIGIN).status_code == 303


@pytest.mark.parametrize("forged", ["", "nonsense", "WyJhIiwxXQ.abc"])
def test_a_token_that_is_not_ours_is_not_accepted(world, forged):
    answer = world.browser().post("/en/ask/bug", data={"_token": forged, **FINE}, headers=ORIGIN)
    assert answer.status_code == 422
    assert find(world.services, "north", 1001) is None


def test_the_token_of_one_form_is_none_for_another(world):
    browser = world.browser()
    data = {"_token": token(browser, "/en/ask/refund"), **FINE}
    assert browser.post("/en/ask/bug", data=data, headers=ORIGIN).status_code == 422


def test_a_program_that_fills_in_everything_is_told_where_to_stop(world):
    answer = send(world.browser(), _website="https://spam.example")
    assert answer.status_code == 422
    assert "Leave this field empty" in answer.text
    assert find(world.services, "north", 1001) is None


def test_one_customer_can_ask_so_often_and_then_keeps_the_words(world):
    browser = world.browser()
    for _ in range(3):
        assert send(browser).status_code == 303
    answer = send(browser)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert soup(answer).find(id="field-title")["value"] == "Smoke"
    assert send(browser, email="other@customer.example").status_code == 303
    world.clock.forward(hours=2)
    assert send(browser).status_code == 303


def test_an_inquiry_that_could_not_be_stored_is_not_counted(world, tmp_path):
    browser, files = world.browser(), tmp_path / "files"
    files.write_text("what is no folder takes no files")
    for _ in range(4):
        answer = send(browser, attachments=(BytesIO(b"words"), "notes.txt"))
        assert answer.status_code == 503
    files.unlink()
    for _ in range(3):
        assert send(browser, attachments=(BytesIO(b"words"), "notes.txt")).status_code == 303
    assert send(browser).status_code == 429


def test_a_body_that_is_too_large_is_refused_before_it_is_read(world):
    answer = send(world.browser(), "/en/ask/repair", device="phone", photo=picture("a.jpg", 80 * 1024 * 1024))
    assert answer.status_code == 413


# articles beside the subject


def test_articles_are_suggested_for_words_that_appear_in_them(world):
    page = soup(world.browser().get("/en/ask/suggest?title=is+this+open+or+not"))
    assert [link["href"] for link in page.select("a")] == ["/en/articles/open"]


@pytest.mark.parametrize("query", ["", "?title=", "?title=zzzz", "?q=%00%ff", "?title=" + "x" * 5000])
def test_words_that_find_nothing_suggest_nothing(world, query):
    answer = world.browser().get(f"/en/ask/suggest{query}")
    assert answer.status_code == 200
    assert answer.text.strip() == ""
