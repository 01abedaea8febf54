"""Answer templates, mail accounts, layouts and sensitive words, row by row."""

import pytest

from tests.kitchen import brand, first, said

TYPES = """\
- id: money
  name: Money
  children:
    - {id: refund, name: Refund}
    - {id: receipt, name: Receipt}
- {id: other, name: Other}
"""
TEMPLATE = "{title: Done, search_code: REF1, processing_types: [refund], content: <p>Done.</p>}\n"


def desk(changes):
    return brand(changes).desk


def template(changes=TEMPLATE, **more):
    return {"processing_types.yaml": TYPES, "answer_templates/done.yaml": changes, **more}


def test_a_template_has_title_code_types_and_words():
    """NHN-096, NHN-098, NHN-100, NHN-103, NHN-104: what an agent finds, and on which tickets it is offered."""
    one = brand(template()).settings["answer_template"].objects["done"]
    assert (one.title, one.search_code, one.processing_types) == ("Done", "REF1", ("refund",))
    assert one.content.by_language == {"en": "<p>Done.</p>"}


@pytest.mark.parametrize("code", ["REF 1", "ref-1", "환불", "A" * 21, ""])
def test_a_search_code_is_short_and_plain(code):
    """NHN-103: letters and digits, at most twenty."""
    assert first(template(TEMPLATE.replace("REF1", f'"{code}"'))).startswith("error[FD103]")


def test_a_template_without_a_title_is_refused():
    """NHN-100: agents find a template by its title."""
    assert first(template("{processing_types: [refund], content: x}\n")).startswith("error[FD102]")


@pytest.mark.parametrize("key", ["used", "uses", "count"])
def test_counters_are_not_written(key):
    """NHN-099: how often a template was used is counted when it is, never written."""
    assert first(template(TEMPLATE.replace("title: Done", f"title: Done, {key}: 3"))).startswith("error[FD101]")


def test_words_of_a_template_follow_the_editor_of_the_brand():
    """NHN-101, NHN-105, NHN-108: HTML loses what no mail may have; plain text becomes paragraphs."""
    html = template("{title: T, processing_types: [refund], content: '<p>a<br>b</p>'}\n")
    assert brand(html).settings["answer_template"].objects["done"].content.by_language["en"] == "<p>a<br>b</p>"
    text = {
        **template("{title: T, processing_types: [refund], content: 'a < b'}\n"),
        "brand.yaml": "{name: K, editor: text}\n",
    }
    assert brand(text).settings["answer_template"].objects["done"].content.by_language["en"] == "<p>a &lt; b</p>"
    script = template("{title: T, processing_types: [refund], content: '<script>x</script>'}\n")
    assert first(script).startswith("warning[FD659]")


def test_a_picture_in_a_template_is_a_file_of_the_brand():
    """NHN-106: pictures are named by their path; one that is not there is told."""
    shown = '{title: T, processing_types: [refund], content: \'<img src="assets/logo.png" alt="us">\'}\n'
    assert "assets/logo.png" in brand(template(shown)).brand.assets
    assert first(template(shown.replace("logo", "lego"))).startswith("error[FD632]")


def test_a_placeholder_in_a_template_is_one_that_exists():
    """NHN-102: placeholders of tickets and fields; unknown ones are told with the nearest."""
    text = said(template("{title: T, processing_types: [refund], content: '#{customer.nam}'}\n"))
    assert text.startswith("error[FD511]")
    assert "#{customer.name}" in text


def test_a_template_without_types_is_offered_nowhere():
    """NHN-109: not connected, so never listed."""
    assert first(template("{title: T, content: x}\n")).startswith("warning[FD435]")


def test_a_template_of_the_organisation_is_offered_in_every_brand():
    """NHN-110: shared templates name types that brands have, and no field of one brand."""
    shared = {"processing_types.yaml": TYPES, "brands/_organization/answer_templates/hello.yaml": TEMPLATE}
    assert "hello" in brand(shared).settings["answer_template"].objects
    field = shared | {"brands/_organization/answer_templates/hello.yaml": TEMPLATE.replace("Done.", "'#{field.x}'")}
    assert "FD436" in said(
        {
            **field,
            "brands/_organization/answer_templates/hello.yaml": (
                "{title: T, processing_types: [refund], content: '#{field.order}'}\n"
            ),
        }
    )
    wrong = shared | {"brands/_organization/answer_templates/hello.yaml": TEMPLATE.replace("[refund]", "[refnd]")}
    assert first(wrong) == 'error[FD201] there is no processing type "refnd"'


# mail


def accounts(text):
    return {"mail/accounts.yaml": text}


SERVICE = """\
service:
  address: service@kitchen.example
  receive: {host: imap.kitchen.example, user: service, password: {secret: "env:IMAP"}, delete_after_fetch: true}
"""


def test_a_representative_account_is_the_installations():
    """NHN-111: one account is provided; it has nothing of its own."""
    assert brand(accounts("help: {provided: true}\n")).settings["mail_account"].objects["help"].provided
    assert first(accounts("help: {provided: true}\nmore: {provided: true}\n")).startswith("error[FD450]")


def test_an_external_account_is_fetched_by_imap():
    """NHN-112, NHN-118: host, port, encryption, user, a password by reference, and what becomes of fetched mail."""
    account = brand(accounts(SERVICE)).settings["mail_account"].objects["service"]
    assert (account.receive.port, account.receive.tls, account.receive.delete_after_fetch) == (993, True, True)
    assert account.receive.password.secret == "env:IMAP"
    assert first(accounts(SERVICE.replace("{host", "{protocol: pop3, host"))).startswith("error[FD103]")


def test_the_name_of_an_account_is_short():
    """NHN-112: one to twenty characters."""
    assert first(accounts(SERVICE.replace("service:", "s" * 21 + ":"))).startswith("error[FD109]")


def test_the_sender_has_the_domain_of_its_account():
    """NHN-113: another domain looks forged."""
    sender = {"mail/sender.yaml": "{name: K, address: help@other.example, account: service}\n"}
    sent = SERVICE + "  send: {host: smtp.kitchen.example}\n"
    assert first({**sender, **accounts(sent)}).startswith("warning[FD453]")


LAYOUT = "mail/layouts/resolved.en.html"


def test_a_layout_is_put_around_answers_by_status_and_language():
    """NHN-114, NHN-116: a layout for each status and language, with placeholders in it."""
    two = {"brand.yaml": "{name: Kitchen, languages: [en, ko]}\n"}
    changes = {LAYOUT: "<p>Dear #{customer.name}</p>#{content}", "mail/layouts/resolved.ko.html": "#{content}<p>끝</p>"}
    layouts = desk({**two, **changes}).layouts
    assert layouts["resolved"]["ko"] == "#{content}<p>끝</p>"
    assert first({**two, LAYOUT: "#{content}"}).startswith("warning[FD439]")
    assert first({"mail/layouts/solved.en.html": "#{content}"}).startswith("error[FD438]")


def test_a_layout_follows_the_editor():
    """NHN-115: HTML or plain text, as the brand says."""
    text = {"brand.yaml": "{name: Kitchen, editor: text}\n", "mail/layouts/resolved.en.txt": "Hello\n\n#{content}"}
    assert desk(text).layouts["resolved"]["en"] == "<p>Hello</p><p>#{content}</p>"
    assert first({"mail/layouts/resolved.en.txt": "#{content}"}).startswith("error[FD440]")


def test_every_layout_has_the_answer_in_it():
    """NHN-117: without its place the answer would be lost."""
    assert first({LAYOUT: "<p>Hello</p>"}).startswith("error[FD437]")


# sensitive words


def test_sensitive_words_are_listed_once():
    """NHN-119: words are there and told once."""
    assert first({"sensitive_words.yaml": "contains: [free, FREE]\n"}).startswith("error[FD441]")
    assert first({"sensitive_words.yaml": "contains: ['']\n"}).startswith("error[FD103]")


def test_ready_words_have_no_sensitive_ones():
    """NHN-120: a template that would always be stopped is told."""
    changes = template(**{"sensitive_words.yaml": "exact: [done]\n"})
    assert first(changes).startswith("warning[FD442]")
