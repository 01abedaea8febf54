"""Placeholders: three spellings, one pass, escaped for where they go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.placeholders import (
    ALIASES,
    CONTEXTS,
    REGISTRY,
    entry_of,
    in_our_spelling,
    misuses,
    nearest,
    one_line,
    parse,
    render,
    strangers_words,
)


def test_the_three_spellings_mean_the_same_entries():
    text = "#{customer.first_name} @[AffectedFirstName] [#CustomerPortal_Link]"
    assert [one.name for one in parse(text)] == ["customer.first_name", "customer.first_name", "tracking.link"]
    values = {"customer.first_name": "Ada", "tracking.link": "https://help.example/t/x"}
    assert render(text, values, "text") == "Ada Ada https://help.example/t/x"


def test_every_alias_means_an_entry():
    assert all(entry_of(name) for name in ALIASES.values())
    assert len({entry.name for entry in REGISTRY}) == len(REGISTRY)


def test_offsets_cut_out_exactly_what_was_written():
    text = "안녕 #{customer.name|고객}님, #{ ticket.id }"
    assert [text[one.start : one.end] for one in parse(text)] == ["#{customer.name|고객}", "#{ ticket.id }"]
    assert [(one.spelling, one.fallback) for one in parse(text)] == [
        ("#{customer.name}", "고객"),
        ("#{ticket.id}", None),
    ]


@pytest.mark.parametrize("value", ["", "   ", "\n"])
def test_a_blank_value_gives_way_to_the_words_after_the_bar(value):
    text = "Hey #{customer.first_name|there} @[AffectedFirstName|you], #{customer.name}."
    assert render(text, {"customer.first_name": value, "customer.name": value}, "text") == "Hey there you, ."
    assert render("#{customer.name|a}", {}, "text") == "a"


def test_values_are_escaped_for_html_and_keep_their_lines_where_they_have_some():
    values = {"message.text": "<script>\"a\" & 'b'\r\nsecond", "customer.name": "A\nB"}
    assert render("<p>#{message.text}</p>", values, "html") == (
        "<p>&lt;script&gt;&quot;a&quot; &amp; &#x27;b&#x27;<br>\nsecond</p>"
    )
    assert render("#{customer.name}", values, "html") == "A\nB"


def test_words_after_the_bar_are_escaped_once():
    assert render("#{customer.name|<b>}", {}, "html") == "&lt;b&gt;"
    assert render("#{customer.name|you &amp; us}", {}, "html") == "you &amp; us"
    assert render("#{customer.name|you &amp; us}", {}, "text") == "you &amp; us"


def test_an_address_inside_a_tag_is_escaped_and_gets_no_markup():
    text = '<a href="#{ticket.link}">open</a>'
    assert (
        render(text, {"ticket.link": 'https://x/?a=1&b="'}, "html") == '<a href="https://x/?a=1&amp;b=&quot;">open</a>'
    )


def test_a_subject_is_one_line_whatever_a_stranger_typed():
    title = "Hello\r\nBcc: victim@example.com\x00\u2028\x85x"
    subject = render("We got it: #{ticket.title}\n#{ticket.id}", {"ticket.title": title, "ticket.id": "7"}, "subject")
    assert subject == "We got it: Hello Bcc: victim@example.com x 7"


def test_a_value_never_brings_a_placeholder_to_life():
    values = {
        "ticket.title": "#{ticket.link} @[TicketId] [#CustomerPortal_Link]",
        "ticket.link": "SECRET",
        "ticket.id": "7",
    }
    assert render("#{ticket.title}", values, "text") == values["ticket.title"]
    assert "SECRET" not in render("#{customer.name|a}#{ticket.title}#", values, "html")


def test_a_spelling_that_means_nothing_stays_as_it_is():
    text = "#{nope} #{} #{a b} @[Nope] [#Nope] #[x] @{y} user@[127.0.0.1] #{field.}"
    assert render(text, {"nope": "x"}, "text") == text


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(), st.dictionaries(st.sampled_from([entry.name for entry in REGISTRY]), st.text()))
def test_rendering_never_fails_and_never_lets_markup_or_a_line_through(text, values):
    words = text.replace("<", "").replace("&", "")
    html = render(words + "#{customer.name}#{message.text}@[TicketId|x]", values, "html")
    assert "<" not in html.replace("<br>\n", "")
    assert not set("\r\n\0") & set(render(text + "#{ticket.title}", values, "subject"))


def test_one_line_doubles_no_blank():
    assert one_line(" a \t b\x7fc\n") == "a b c"


@pytest.mark.parametrize(
    ("text", "context", "kind", "near"),
    [
        ("#{custmer.name}", "mail_body", "unknown", "#{customer.name}"),
        ("@[AffectedFristName]", "mail_body", "unknown", "@[AffectedFirstName]"),
        ("[#CustomerPortal_Lnk]", "mail_body", "unknown", "[#CustomerPortal_Link]"),
        ("#{field.ordr_no}", "note", "unknown", "#{field.order_no}"),
        ("#{field.secret}", "mail_body", "encrypted", None),
        ("#{ticket.link}", "mail_subject", "not_here", None),
        ("[#CustomerPortal_Link]", "mail_subject", "not_here", None),
        ('<a href="#{ticket.title}">', "mail_body", "in_tag", None),
        ("<a title='x' #{customer.name|>}>", "mail_body", "in_tag", None),
    ],
)
def test_what_may_not_stand_somewhere_is_told(text, context, kind, near):
    [misuse] = misuses(text, context, {"order_no": False, "secret": True})
    assert misuse.kind == kind
    if near is not None:
        assert nearest(misuse) == near


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("#{ticket.id} #{field.order_no|none}", "mail_subject"),
        ('<p>#{ticket.title}</p><a href="#{ticket.link}">#{customer.name}</a> 1 < 2 #{ticket.id}', "mail_body"),
        ("#{message.text}", "note"),
    ],
)
def test_what_may_stand_somewhere_is_not_told(text, context):
    assert list(misuses(text, context, {"order_no": False})) == []


def test_a_strangers_words_are_known_by_where_they_come_from():
    text = "#{ticket.title} #{customer.email} #{field.order_no} #{field.device} #{message.text} @[AffectedFirstName]"
    created = [one.name for one in strangers_words(text, "created", {"order_no"})]
    assert created == ["ticket.title", "field.order_no", "message.text", "customer.first_name"]
    assert "message.text" not in [one.name for one in strangers_words(text, "time_passed", {"order_no"})]


def test_an_own_name_means_its_entry_and_is_ours_once_compiled():
    own = {"AffectedSerial": "field.serial_no"}
    text = "@[AffectedSerial|none] of @[AffectedFirstName]"
    assert [one.name for one in parse(text, own)] == ["field.serial_no", "customer.first_name"]
    assert list(misuses(text, "mail_body", {"serial_no": False}, own)) == []
    assert [misuse.kind for misuse in misuses(text, "mail_body", {}, own)] == ["unknown"]
    assert in_our_spelling(text, own) == "#{field.serial_no|none} of @[AffectedFirstName]"
    assert in_our_spelling("plain", own) == "plain"


def test_a_misspelt_alias_is_told_the_own_name_that_was_meant():
    own = {"AffectedSerial": "field.serial_no"}
    [misuse] = misuses("@[AffectedSeriel]", "note", {"serial_no": False}, own)
    assert nearest(misuse) == "@[AffectedSerial]"


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("#{content}", {"layout", "webhook", "chat_hook"}),
        ("#{satisfaction.link}", {"mail_body", "reply", "layout", "answer_template", "sms"}),
        ("[#CustomerPortal_BookAppointment]", set(CONTEXTS) - {"mail_subject", "tracking"}),
        ("@[AppointmentDate]", set(CONTEXTS)),
        ("#{agent.signature}", {"mail_body", "reply", "layout", "answer_template"}),
    ],
)
def test_each_placeholder_has_its_places(text, contexts):
    """FC-13 FC-14 FC-27: tokens of the portal are a grammar of their own, each with the places it may stand in."""
    assert {context for context in CONTEXTS if not list(misuses(text, context, {}))} == contexts
