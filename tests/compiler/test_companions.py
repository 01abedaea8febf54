"""Long words in files of their own: they count as if the YAML said them, and their places are true."""

from compiler.blobs import CountingBlobs
from tests.kitchen import compiled, said

THANKS = "- {id: thanks, title: Thanks, events: [created], then: [{do: mail, to: [customer], message: received}]}\n"
MAILED = {"triggers/10-thanks.yaml": THANKS, "messages/received.yaml": "subject: Received\n"}


def message(changes):
    result, text = compiled({**MAILED, **changes}, CountingBlobs())
    assert text == ""
    return result.bundle.brands["kitchen"].desk.messages["received"]


def test_the_words_of_a_file_are_the_body():
    assert message({"messages/received.en.html": "<p>Thank you</p>\n"}).body == {"en": "<p>Thank you</p>"}


def test_each_language_may_have_its_own_place():
    two = {"brand.yaml": "{name: Kitchen, languages: [en, ko]}\n"}
    changes = {
        **two,
        "messages/received.yaml": "subject: Received\nbody: {en: <p>Hello</p>}\n",
        "messages/received.ko.html": "<p>안녕하세요</p>",
    }
    assert message(changes).body == {"en": "<p>Hello</p>", "ko": "<p>안녕하세요</p>"}


def test_a_mistake_in_such_words_is_shown_in_their_file():
    changes = {**MAILED, "messages/received.en.html": "<p>\n  Dear #{customer.nam},\n</p>\n"}
    assert "brands/kitchen/messages/received.en.html:2:8" in said(changes)


def test_without_the_words_the_key_is_missing_as_ever():
    assert said(MAILED).startswith("error[FD102]")


def test_words_beside_nothing_are_told():
    text = said({"messages/other.en.html": "x"})
    assert text.startswith("error[FD105] no kind of object lives at brands/kitchen/messages/other.en.html")
    assert "these would be words of brands/kitchen/messages/other.yaml, which does not exist" in text


def test_words_with_another_ending_are_told():
    changes = {**MAILED, "messages/received.yaml": "subject: s\nbody: b\n", "messages/received.en.md": "x"}
    assert "its words may stand in files that end in .html or .txt" in said(changes)


def test_a_file_that_cannot_be_read_is_one_finding():
    text = said({**MAILED, "messages/received.en.html": b"\xff\xfe"})
    assert text.startswith("error[FD002]") or "is not UTF-8 text" in text
    assert text.count("error[") == 1


def test_a_language_the_brand_does_not_have_is_told_in_the_file():
    changes = {**MAILED, "messages/received.en.html": "x", "messages/received.fr.html": "y"}
    text = said(changes)
    assert text.startswith("error[FD301]")
    assert "messages/received.fr.html" in text


def test_captions_and_consents_are_markdown():
    changes = {
        "forms/question.yaml": "fields: [{field: before}]\n",
        "fields/before.yaml": "{type: caption, label: Before}\n",
        "fields/before.en.md": "Please **wait**.\n",
    }
    result, text = compiled(changes)
    assert text == ""
    field = result.bundle.brands["kitchen"].desk.fields["before"]
    assert "<strong>wait</strong>" in field.text.by_language["en"]


def test_a_consent_and_a_shared_template_may_have_their_words_beside_them():
    consent = "{version: 1, purpose: Help, sentence: I agree, ask: [inquiry]}\n"
    template = "{title: Hello, processing_types: [refund]}\n"
    portal = """\
enabled: true
address: {host: {binding: main_host}}
profile: {name: Kitchen help, logo: assets/logo.png, favicon: assets/favicon.png}
design: {theme: plain}
footer:
  text: We are here from nine to five.
  links:
    - {id: privacy, label: Privacy, url: "https://kitchen.example/privacy"}
consents: [terms]
"""
    changes = {
        "portals/main.yaml": portal,
        "consents/terms.yaml": consent,
        "consents/terms.en.md": "We keep **nothing**.\n",
        "processing_types.yaml": "- {id: refund, name: Refund}\n",
        "brands/_organization/answer_templates/hello.yaml": template,
        "brands/_organization/answer_templates/hello.en.html": "<p>Hello #{customer.name}</p>",
    }
    result, text = compiled(changes)
    assert text == ""
    kitchen = result.bundle.brands["kitchen"]
    assert "<strong>nothing</strong>" in kitchen.portals["main"].consents[0].html["en"]
    words = kitchen.settings["answer_template"].objects["hello"].content.by_language
    assert words == {"en": "<p>Hello #{customer.name}</p>"}


def test_a_librarys_words_are_those_of_every_brand_that_extends_it():
    library = "brands/_library/shop/"
    changes = {
        "brand.yaml": "{extends: _library/shop, languages: [en]}\n",
        f"{library}brand.yaml": "name: Shop\n",
        f"{library}messages/received.yaml": "subject: Received\n",
        f"{library}messages/received.en.html": "<p>Hello from the shop</p>",
        "triggers/10-thanks.yaml": THANKS,
    }
    result, text = compiled(changes)
    assert text == ""
    assert result.bundle.brands["kitchen"].desk.messages["received"].body == {"en": "<p>Hello from the shop</p>"}


def test_a_brand_may_have_its_own_words_for_what_only_a_library_has_in_yaml():
    changes = {
        "brand.yaml": "{extends: _library/diner, name: Kitchen, languages: [en, ko]}\n",
        "brands/_library/diner/brand.yaml": "languages: [en]\n",
        "brands/_library/diner/messages/received.yaml": "subject: Received\nbody: {en: <p>Diner</p>}\n",
        "triggers/10-thanks.yaml": THANKS,
    }
    ours = {**changes, "messages/received.ko.html": "<p>부엌</p>", "messages/received.en.html": "<p>Kitchen</p>"}
    result, text = compiled(ours, CountingBlobs())
    assert text == ""
    assert result.bundle.brands["kitchen"].desk.messages["received"].body == {
        "en": "<p>Kitchen</p>",
        "ko": "<p>부엌</p>",
    }
    wrong = {**ours, "messages/received.ko.html": "<p>#{customer.nam}</p>"}
    assert "brands/kitchen/messages/received.ko.html:1:4" in said(wrong)
