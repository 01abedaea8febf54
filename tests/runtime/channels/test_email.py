from dataclasses import replace
from datetime import UTC, datetime

import pytest

from runtime.channels.email import (
    HeaderError,
    Letter,
    RejectedError,
    Server,
    UnreachableError,
    compose,
    secret,
    send,
    server_of,
)
from runtime.simulators.mail import Inbox, MailServer
from schemas.mail import Outgoing, Secret

LETTER = Letter(
    message_id="<1@acme.example>",
    thread="<ticket-7@acme.example>",
    sender_name="쿠킹 빌리지, 고객 센터",
    sender="help@acme.example",
    recipient="ada@example.com",
    subject="접수되었습니다",
    html="<p>안녕하세요</p>",
    text="안녕하세요\n",
    at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
)


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def server(inbox):
    running = MailServer(inbox)
    yield Server("127.0.0.1", running.start())
    running.stop()


def test_a_letter_arrives_as_it_was_written(inbox, server):
    send(LETTER, server)
    (mail,) = inbox.mails()
    assert (mail.sender, mail.recipients) == ("help@acme.example", ("ada@example.com",))
    assert mail.subject == "접수되었습니다"
    assert mail.message["From"].addresses[0].display_name == "쿠킹 빌리지, 고객 센터"
    assert (mail.text, mail.html) == ("안녕하세요\n", "<p>안녕하세요</p>\n")


@pytest.mark.parametrize("address", ["help..desk@x.example", ".help@x.example", "help.@x.example", "help@x..example"])
def test_an_address_that_no_mail_can_be_sent_to_is_refused_like_any_wrong_header(address):
    for letter in (replace(LETTER, sender=address), replace(LETTER, recipient=address)):
        with pytest.raises(HeaderError):
            compose(letter)


def test_headers_say_that_a_robot_wrote_and_keep_the_thread_together():
    message = compose(LETTER)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == "<1@acme.example>"
    assert message["References"] == message["In-Reply-To"] == "<ticket-7@acme.example>"


@pytest.mark.parametrize("evil", ["a\r\nBcc: all@example.com", "a\nb", "a\0b", "a\rb", "a\u2028b"])
@pytest.mark.parametrize("place", ["subject", "sender_name", "recipient", "sender", "message_id"])
def test_nothing_breaks_out_of_a_header(place, evil):
    with pytest.raises(HeaderError):
        compose(replace(LETTER, **{place: f"{evil}@example.com" if place in {"recipient", "sender"} else evil}))


@pytest.mark.parametrize("address", ["a@b@c", "a b@c.d", "<a@b.c>", "a@b.c, d@e.f", "", "@", "a@", 'a"@b.c'])
def test_what_is_no_single_address_is_refused(address):
    with pytest.raises(HeaderError):
        compose(replace(LETTER, recipient=address))


def test_a_server_that_is_not_there_may_be_tried_again():
    with pytest.raises(UnreachableError):
        send(LETTER, Server("127.0.0.1", 1))


@pytest.mark.parametrize(("said", "raised"), [("451 later", UnreachableError), ("554 never", RejectedError)])
def test_what_a_server_says_decides_whether_it_is_tried_again(inbox, server, said, raised):
    inbox.refusal = said
    with pytest.raises(raised):
        send(LETTER, server)
    assert inbox.mails() == ()


def test_a_brand_s_own_server_is_used_where_its_host_is_bound():
    account = Outgoing.model_validate(
        {"host": {"binding": "smtp_host"}, "port": 587, "user": "u", "password": {"secret": "env:FD_TEST_NOT_SET"}}
    )
    own = Server("127.0.0.1", 25)
    assert server_of(account, {}, own) == own
    assert server_of(None, {"smtp_host": "smtp.example"}, own) == own
    with pytest.raises(UnreachableError, match="FD_TEST_NOT_SET"):
        server_of(account, {"smtp_host": "smtp.example"}, own)


def test_a_secret_is_read_from_where_it_is_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setenv("FD_TEST_SECRET", "one")
    (tmp_path / "secret").write_text("two\n")
    assert secret(Secret(secret="env:FD_TEST_SECRET")) == "one"
    assert secret(Secret(secret=f"file:{tmp_path / 'secret'}")) == "two"
    assert secret(None) is None
