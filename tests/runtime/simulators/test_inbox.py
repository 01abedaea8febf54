import urllib.error
import urllib.request
from email.message import EmailMessage

import pytest

from runtime.simulators.inbox import InboxPages
from runtime.simulators.mail import Inbox


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def get(inbox):
    pages = InboxPages(inbox)
    port = pages.start()

    def ask(path, host="127.0.0.1"):
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": f"{host}:{port}"})
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode(), answer.headers

    yield ask
    pages.stop()


def put(inbox, name="<1@x>", subject="Hello", body="<p>Hi</p><script>alert(1)</script>"):
    message = EmailMessage()
    message["Message-ID"], message["Subject"] = name, subject
    message.set_content("Open http://cooking-village.localhost:8000/ko/t/abc now\n<b>not bold</b>\n")
    message.add_alternative(body, subtype="html")
    inbox.take("help@x", ("ada@example.com",), message.as_bytes())


def test_an_empty_inbox_says_so(get):
    assert "No mail has been sent yet." in get("/")[0]


def test_mails_are_listed_newest_first_and_copies_once(inbox, get):
    put(inbox)
    put(inbox, "<2@x>", "Second <script>")
    put(inbox)
    page = get("/")[0]
    assert page.index("Second &lt;script&gt;") < page.index("Hello")
    assert page.count("<li>") == 2
    assert "arrived 2 times" in page


def test_a_mail_is_shown_with_its_addresses_as_links_and_its_html_in_a_cage(inbox, get):
    put(inbox)
    page, headers = get("/1")
    assert '<a href="http://cooking-village.localhost:8000/ko/t/abc">' in page
    assert "&lt;b&gt;not bold&lt;/b&gt;" in page
    assert "alert(1)" not in page
    assert "script-src" not in headers["Content-Security-Policy"]
    body, headers = get("/1/body")
    assert "<p>Hi</p>" in body
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "allow-scripts" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/2", "/1/else", "/1/body/x", "/../etc/passwd"])
def test_what_is_not_there_is_not_found(inbox, get, path):
    put(inbox)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(path)


def test_no_other_name_reaches_the_inbox(get):
    with pytest.raises(urllib.error.HTTPError, match="421"):
        get("/", host="evil.example")
