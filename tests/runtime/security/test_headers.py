"""Headers on every route of the application, methods and sizes."""

import pytest

from tests.world import ORIGIN, hidden

WORDS = {"brand": "north", "language": "ko", "token": "A" * 43, "path": "x", "filename": "x"}


def every_route(world):
    """Each rule of the address map with something in its blanks."""
    for rule in world.application.application.url_map.iter_rules():
        values = {name: WORDS.get(name, "x") for name in rule.arguments}
        path = rule.rule
        for converter in ("path:", "int:"):
            path = path.replace(f"<{converter}", "<")
        for name, value in values.items():
            path = path.replace(f"<{name}>", value)
        yield rule, path


def test_every_route_sends_the_security_headers(world):
    kim, stranger = world.agent("kim").browser, world.browser()
    seen = 0
    for rule, path in every_route(world):
        for browser in (kim, stranger):
            for method in sorted(rule.methods):
                answer = browser.open(path, method=method)
                policy = answer.headers["Content-Security-Policy"]
                assert "unsafe" not in policy, path
                assert "default-src 'none'" in policy, path
                assert "frame-ancestors 'none'" in policy or "sandbox" in policy, path
                assert answer.headers["X-Content-Type-Options"] == "nosniff", path
                assert "Referrer-Policy" in answer.headers, path
                assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
                seen += 1
    assert seen > 40


def test_ready_pages_send_them_too(world):
    answer = world.browser().get("/ko/")
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_every_page_that_went_wrong_shows_the_request_number(world):
    browser = world.browser()
    for path in (
        "/nothing",
        "/ko/nothing",
        "/ko/articles/nothing",
        f"/en/t/{'A' * 43}",
        "/files/x/y",
        "/members/en/no",
    ):
        answer = browser.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["X-Request-Id"] in answer.text, path


def test_no_page_of_the_desk_is_kept_anywhere(world):
    ticket, kim = world.ticket(), world.agent("kim")
    for path in ("/desk", "/desk/north", f"/desk/north/tickets/{ticket.ticket_id}", "/desk/north/kb", "/desk/nope/x"):
        answer = kim.get(path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "noindex" in answer.headers["X-Robots-Tag"], path


def test_customers_get_no_cookie(world):
    ticket, browser = world.ticket(), world.browser()
    for path in ("/", "/ko/", "/ko/articles/open", "/ko/ask/bug", "/ko/search?q=x", f"/en/t/{ticket.link_token}"):
        assert "Set-Cookie" not in browser.get(path).headers, path


@pytest.mark.parametrize("path", ["/ko/", "/ko/ask/bug", "/desk/north", "/desk/sign-in", "/static/x/y"])
def test_methods_that_no_page_knows_are_told_so(world, path):
    browser = world.agent("kim").browser
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "FOO"):
        answer = browser.open(path, method=method, headers=ORIGIN)
        assert answer.status_code in {403, 404, 405}, method
        assert answer.headers["X-Request-Id"] in answer.text, method


def test_a_body_that_is_too_large_gets_a_page_that_says_so(world):
    ticket, browser = world.ticket(), world.browser()
    link = f"/en/t/{ticket.link_token}"
    form = {"form_token": hidden(browser.get(link), "form_token"), "text": "x" * 3_000_000}
    answer = browser.post(link, data=form, headers=ORIGIN)
    assert answer.status_code == 413
    assert answer.headers["X-Request-Id"] in answer.text
    assert "too large" in answer.text


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_length_that_is_only_claimed_is_refused_before_it_is_read(world, kind):
    browser, ticket = world.browser(), world.ticket()
    for path in ("/desk/sign-in", f"/en/t/{ticket.link_token}", "/ko/ask/bug"):
        answer = browser.post(
            path, data=b"who=x", content_type=kind, headers=ORIGIN, environ_overrides={"CONTENT_LENGTH": str(10**12)}
        )
        assert answer.status_code == 413, path


def test_the_desk_takes_words_but_no_large_bodies(world):
    kim = world.agent("kim")
    answer = kim.post("/desk/sign-out", text="x" * 1_100_000)
    assert answer.status_code == 413
    assert "Too large" in answer.text


def test_a_form_of_too_many_parts_is_refused(world):
    answer = world.browser().post(
        f"/en/t/{world.ticket().link_token}",
        data={f"a{number}": "x" for number in range(2000)},
        content_type="multipart/form-data",
        headers=ORIGIN,
    )
    assert answer.status_code == 413


def test_words_of_a_form_get_no_room_meant_for_files(world):
    ticket, browser = world.ticket(), world.browser()
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = {"form_token": hidden(browser.get(f"/en/t/{ticket.link_token}"), "form_token"), "text": "x" * 1_200_000}
        answer = browser.post(f"/en/t/{ticket.link_token}", data=form, content_type=kind, headers=ORIGIN)
        assert answer.status_code == 413, kind


BODIES = (b"--x", b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n', b"\xff\xfe\x00", b"%00=%00&=&&&=", b"")
KINDS = (
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "text/plain",
    "",
)


def test_bodies_that_are_no_form_are_never_a_fault_of_ours(world):
    ticket, browser = world.ticket(), world.browser()
    for path in (f"/en/t/{ticket.link_token}", "/desk/sign-in", "/ko/ask/bug"):
        for body in BODIES:
            for kind in KINDS:
                answer = browser.post(path, data=body, headers={**ORIGIN, "Content-Type": kind})
                assert answer.status_code in {400, 403, 413, 415, 422}, (path, body, kind)


def test_the_confirmation_tells_its_address_to_nobody(world):
    answer = world.browser().get(f"/en/ask/done/{world.ticket().link_token}")
    assert answer.status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
