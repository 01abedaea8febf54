"""`frontdesk export widget`: the code other websites insert, printed."""

from click.testing import CliRunner

from frontdesk.cli import main
from tests.kitchen import picture

CHAT = 'greeting: Hello\nwidget: {origins: ["https://shop.kitchen.example"]}\n'


def written(repository, chat, languages="[en, ko]"):
    folder = repository(
        {
            "frontdesk.yaml": "version: 1\nenvironments: [demo]\n",
            "environments/demo.yaml": "kitchen: {main_host: kitchen.localhost}\n",
            "brands/_organization/members.yaml": "jin: {name: Jin, email: jin@k.example}\n",
            "brands/kitchen/brand.yaml": f"name: Kitchen\nlanguages: {languages}\nfeatures: {{chat: true}}\n",
            "brands/kitchen/bindings.yaml": "main_host: {type: host}\n",
            "brands/kitchen/agents.yaml": "jin: {role: admin, permissions: [tickets, chat]}\n",
            "brands/kitchen/groups.yaml": "support: {name: Support, agents: [jin]}\n",
            "brands/kitchen/mail/sender.yaml": "name: Kitchen\naddress: help@k.example\n",
            "brands/kitchen/portals/main.yaml": """\
enabled: true
address: {host: {binding: main_host}, path: /help}
profile: {name: Help, logo: assets/logo.png, favicon: assets/logo.png}
footer: {text: Hello, links: [{id: privacy, label: Privacy, url: "https://k.example/privacy"}]}
show: {chat: true, knowledge_base: false, faq: false, notices: false, inquiries: true}
""",
            "brands/kitchen/inquiry_types.yaml": "- {id: question, name: Question, form: question}\n",
            "brands/kitchen/forms/question.yaml": "fields: []\n",
            "brands/kitchen/channels/chat.yaml": chat,
        }
    )
    (folder / "brands/kitchen/assets").mkdir()
    (folder / "brands/kitchen/assets/logo.png").write_bytes(picture(64, 64))
    return folder


def test_the_code_is_printed_for_each_language(repository):
    """NHN-020: one line to copy for each portal, environment and language."""
    result = CliRunner().invoke(main, ["export", "widget", "-C", str(written(repository, CHAT))])
    assert result.exit_code == 0, result.output
    assert result.output == (
        "kitchen/main in demo, en:\n"
        '  <script src="https://kitchen.localhost/help/widget/chat.js" data-language="en" async></script>\n'
        "kitchen/main in demo, ko:\n"
        '  <script src="https://kitchen.localhost/help/widget/chat.js" data-language="ko" async></script>\n'
    )


def test_without_a_widget_nothing_is_printed(repository):
    result = CliRunner().invoke(main, ["export", "widget", "-C", str(written(repository, "greeting: Hello\n"))])
    assert result.exit_code == 0
    assert result.stdout == ""


def test_what_cannot_be_built_has_no_code(repository):
    result = CliRunner().invoke(main, ["export", "widget", "-C", str(written(repository, CHAT + "colour: red\n"))])
    assert result.exit_code == 1
    assert "FD101" in result.output
