"""Sixteen notification mails in ten languages, made for other templates, as messages and layouts of a brand."""

import json
import re
from collections import Counter

import pytest

from tests.kitchen import compiled

VARIABLES = {
    "ticket.ticket": "ticket.id",
    "ticket.title": "ticket.title",
    "ticket.staff_url": "ticket.link",
    "ticket.ticket_url": "ticket.link",
    "ticket.get_priority_display": "ticket.priority",
    "ticket.get_status": "ticket.status",
    "ticket.get_assigned_to": "agent.name",
    "ticket.assigned_to": "agent.name",
    "ticket.description": "ticket.inquiry",
    "ticket.submitter_email": "customer.email",
    "ticket.created": "ticket.created_at",
    "ticket.resolution": "message.text",
    "resolution": "message.text",
    "comment": "message.text",
    "queue.title": "group.name",
}
TAG = re.compile(r"\{%.*?%\}")
VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*(?:\|\s*(\w+)(?::\"([^\"]*)\")?)?\s*\}\}")
LANGUAGES = ["en", "cs", "de", "es", "fi", "fr", "it", "pl", "ru", "zh"]


class Converted:
    """The mails by name, and every block that our texts have no word for."""

    def __init__(self, records):
        self.blocks = Counter()
        self.filters = Counter()
        self.mails = {}
        for record in records:
            mail = record["fields"]
            said = self.mails.setdefault(mail["template_name"], {"subject": {}, "html": {}})
            said["subject"][mail["locale"]] = f"#{{ticket.id}} {self.words(mail['subject'])}".strip()
            said["html"][mail["locale"]] = self.words(mail["html"]).replace("\r\n", "\n")

    def words(self, text):
        self.blocks.update(TAG.findall(text))
        return VARIABLE.sub(self.variable, TAG.sub("", text))

    def variable(self, match):
        name, how, fallback = match.groups()
        if how not in (None, "default"):
            self.filters[how] += 1
        return f"#{{{VARIABLES[name]}{'|' + fallback if how == 'default' else ''}}}"


@pytest.fixture(scope="module")
def converted(data):
    return Converted(json.loads((data / "django-helpdesk-mail/emailtemplate.json").read_text()))


@pytest.fixture(scope="module")
def repository(converted):
    files = {
        "brand.yaml": json.dumps({"name": "Kitchen", "languages": LANGUAGES, "default_language": "en"}),
        "triggers/10-mail.yaml": json.dumps(
            [
                {
                    "id": name.replace("_", "-"),
                    "title": name,
                    "events": ["agent_replied"] if name.startswith(("resolved", "closed", "updated")) else ["changed"],
                    "then": [{"do": "mail", "to": ["group:support"], "message": name.replace("_", "-")}],
                }
                for name in converted.mails
            ]
        ),
    }
    for name, mail in converted.mails.items():
        message = {"subject": mail["subject"], "body": mail["html"]}
        files[f"messages/{name.replace('_', '-')}.yaml"] = json.dumps(message, ensure_ascii=False)
    return files


def test_every_mail_is_there_in_every_language(converted):
    assert len(converted.mails) == 16
    assert all(set(mail["html"]) == set(LANGUAGES) for mail in converted.mails.values())


def test_what_our_texts_have_no_word_for_is_counted(converted):
    """There are no expressions in a text: a condition in a mail becomes two messages, a date has one format."""
    kinds = Counter(re.sub(r"\W+", " ", block).strip() for block in converted.blocks.elements())
    assert set(kinds) == {"if ticket assigned_to", "else", "endif", "if private"}
    assert set(converted.filters) == {"safe", "linebreaksbr", "date"}


def test_all_mails_to_staff_compile_without_an_error(repository):
    result, text = compiled(repository)
    assert [line for line in text.splitlines() if line.startswith("error")] == []
    assert result.bundle is not None


def test_a_mail_to_the_customer_that_repeats_a_stranger_is_refused(repository, converted):
    """The same words, sent to whoever filled in the form: those that repeat the title or the text are refused."""
    rule = {"id": "new", "title": "New", "events": ["created"]}
    rule["then"] = [{"do": "mail", "to": ["customer"], "message": "newticket-submitter"}]
    _, text = compiled({**repository, "triggers/20-customer.yaml": json.dumps([rule])})
    refused = {line for line in text.splitlines() if line.startswith("error")}
    assert refused == {"error[FD518] #{ticket.title} would mail a stranger's words to an address nobody has verified"}


def test_a_variable_left_as_it_was_written_is_only_words(repository, data):
    """Another language's braces mean nothing here; our own, misspelt, are found with the nearest name."""
    mail = {"subject": "{{ ticket.title }}", "body": "#{ticket.titel}"}
    _, text = compiled({**repository, "messages/updated-cc.yaml": json.dumps(mail)})
    [error] = [line for line in text.splitlines() if line.startswith("error")]
    assert error == "error[FD511] there is no placeholder #{ticket.titel}"
    assert "did you mean #{ticket.title}?" in text


@pytest.mark.parametrize(("status", "name"), [("resolved", "resolved_submitter"), ("pending", "updated_submitter")])
def test_an_answer_mail_is_a_layout_with_the_answer_in_it(converted, status, name):
    """NHN-117: what these mails call the resolution or the comment is the answer a layout has to have."""
    layouts = {
        f"mail/layouts/{status}.{language}.html": re.sub(r"#\{message\.text\}", "#{content}", words)
        for language, words in converted.mails[name]["html"].items()
    }
    brand = json.dumps({"name": "Kitchen", "languages": LANGUAGES, "default_language": "en"})
    _, text = compiled({"brand.yaml": brand, **layouts})
    errors = [line for line in text.splitlines() if line.startswith("error")]
    lacking = [path for path, words in layouts.items() if "#{content}" not in words]
    assert len(errors) == len(lacking), text
