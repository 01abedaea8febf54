"""`frontdesk lsp`, driven over stdio as an editor drives it."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_client import Client

ROOT = Path(__file__).parents[3]
SHOP = "brands/cooking-village"
COMMAND = [str(Path(sys.executable).with_name("frontdesk")), "lsp"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("lsp") / "a shop ü"
    folder.mkdir()
    shutil.copy(ROOT / "frontdesk.yaml", folder)
    shutil.copytree(ROOT / "environments", folder / "environments")
    for name in ("_organization", "cooking-village", "cooking-village-en"):
        shutil.copytree(ROOT / "brands" / name, folder / "brands" / name)
    return folder


@pytest.fixture(scope="module")
def server(folder) -> Iterator[Client]:
    client = Client(COMMAND, folder)
    client.start()
    yield client
    assert client.stop() == 0
    assert b"Traceback" not in client.errors


@pytest.fixture
def editor(server) -> Iterator[Client]:
    """The running server, with nothing open before and after."""
    yield server
    for file in [*server._versions]:
        server.close(file)
        del server._versions[file]


def shown(client: Client, file: str, line: int, character: int) -> str:
    found = client.at("hover", file, line, character)
    return "" if found is None else found["contents"]["value"]


def write(client: Client, file: str, text: str) -> tuple[str, int, int]:
    """Open a file with `|` where the cursor is; its name, line and character."""
    offset = text.rindex("|")
    whole = text[:offset] + text[offset + 1 :]
    if file in client._versions:
        client.change(file, whole)
    else:
        client.open(file, whole)
    return file, text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def test_findings_come_while_somebody_types_and_go_when_it_is_right(editor):
    file = f"{SHOP}/portals/main.yaml"
    right = (editor.folder / file).read_text()
    editor.open(file, right.replace("profile:", "profil:"))
    [found] = editor.until(file, lambda found: found)
    assert (found["code"], found["source"], found["severity"]) == ("FD101", "frontdesk", 1)
    assert 'did you mean "profile"?' in found["message"]
    line = right.splitlines().index("profile:")
    assert found["range"] == {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 6}}
    editor.change(file, right)
    editor.until(file, lambda found: not found)


def test_a_finding_in_another_file_is_told_there(editor):
    file = f"{SHOP}/groups.yaml"
    right = (editor.folder / file).read_text()
    editor.open(file, right.replace("billing:", "money:"))
    types = f"{SHOP}/triggers/10-routing.yaml"
    found = editor.until(types, lambda found: found)
    assert any("billing" in item["message"] for item in found)
    editor.change(file, right)
    editor.until(types, lambda found: not found)


def test_what_is_saved_nowhere_is_not_read_from_the_disk(editor):
    file = f"{SHOP}/messages/new-one.yaml"
    editor.open(file, "subject: Hello\nbody: 'Hello #{nobody.knows}'\n")
    assert not (editor.folder / file).exists()
    editor.until(file, lambda found: found)
    editor.close(file)
    del editor._versions[file]
    editor.until(file, lambda found: not found)


def test_a_finding_can_be_mended_where_it_stands(editor):
    file = f"{SHOP}/portals/main.yaml"
    right = (editor.folder / file).read_text()
    editor.open(file, right.replace("profile:", "profil:"))
    [found] = editor.until(file, lambda found: found)
    params = {"textDocument": {"uri": editor.uri(file)}, "range": found["range"], "context": {"diagnostics": [found]}}
    [action] = editor.ask("textDocument/codeAction", params)["result"]
    assert action["edit"]["changes"] == {editor.uri(file): [{"range": found["range"], "newText": "profile"}]}


@pytest.mark.parametrize(
    ("file", "text", "some", "none"),
    [
        ("portals/x.yaml", "|", ["address", "profile", "extends"], ["colour"]),
        ("portals/x.yaml", "enabled: true\n|", ["address"], ["enabled"]),
        ("portals/x.yaml", "enabled: |", ["true", "false"], ["address"]),
        ("portals/x.yaml", "address:\n  |", ["host", "domain", "path"], ["address"]),
        ("portals/x.yaml", "access: {mode: |", ["public", "registration", "sso"], ["host"]),
        ("portals/x.yaml", "address: {host: {binding: |}}", ["main_host"], []),
        ("portals/x.yaml", "footer:\n  text: {code: |", ["footer.company"], []),
        ("portals/x.yaml", "profile:\n  logo: |", ["assets/logo.png"], []),
        ("portals/x.yaml", "design: {theme: |", ["warm", "acme-mobile"], []),
        ("portals/x.yaml", "footer:\n  links:\n    - id: a\n      article: |", ["reset-password"], []),
        ("triggers/99-x.yaml", "- id: a\n  then:\n    - do: |", ["assign", "mail"], ["group"]),
        ("triggers/99-x.yaml", "- id: a\n  then:\n    - do: assign\n      |", ["group", "agent"], ["message"]),
        ("triggers/99-x.yaml", "- id: a\n  then:\n    - {do: assign, group: b|", ["billing"], ["reset-password"]),
        ("triggers/99-x.yaml", "- id: a\n  then:\n    - {do: mail, to: [|", ["customer", "group:billing"], []),
        ("triggers/99-x.yaml", "- id: a\n  all:\n    - {if: |", ["inquiry_type", "order_no"], []),
        ("triggers/99-x.yaml", "- id: a\n  all:\n    - {if: priority, |", ["is", "at_least"], ["contains", "under"]),
        ("triggers/99-x.yaml", "- id: a\n  all:\n    - {if: inquiry_type, under: |", ["billing", "refund"], []),
        ("triggers/99-x.yaml", "- id: a\n  events: [created, |", ["customer_replied"], []),
        ("fields/x.yaml", "type: radio\n|", ["options", "label"], ["max_length"]),
        ("fields/x.yaml", "type: text\n|", ["max_length", "label"], ["options"]),
        ("messages/x.yaml", 'subject: "About #{|"', ["#{ticket.title}", "#{field.order_no}"], ["subject"]),
        ("messages/x.yaml", 'subject: "About @[Aff|"', ["@[AffectedFirstName]"], []),
        ("messages/x.yaml", 'subject: {en: "About #{cust|', ["#{customer.name}"], []),
        ("kb/getting-started/x.md", "---\ntitle: x\n|\n---\nHello\n", ["related", "tags"], ["title"]),
        ("kb/getting-started/x.md", "---\ntitle: x\n---\nSee [this](|", ["article:", "ask:"], []),
        ("kb/getting-started/x.md", "---\ntitle: x\n---\nSee [this](ask:|", ["billing"], ["reset-password"]),
        ("brand.yaml", "name: A\n# frontdesk: allow FD|", ["FD017"], ["FD101"]),
    ],
)
def test_what_could_stand_here_is_offered(editor, file, text, some, none):
    found = editor.labels(*write(editor, f"{SHOP}/{file}", text))
    assert {*some} <= {*found}, found
    assert not {*none} & {*found}


def test_what_was_typed_already_gives_way(editor):
    file, line, character = write(editor, f"{SHOP}/triggers/99-x.yaml", "- then:\n    - {do: assign, group: 😀bi|")
    found = editor.at("completion", file, line, character + 1)["items"]  # the smile counts twice
    edit = next(item["textEdit"] for item in found if item["label"] == "billing")
    start = character + 1 - len("😀bi".encode("utf-16-le")) // 2
    assert edit["range"]["start"] == {"line": line, "character": start}
    assert edit["newText"] == "billing"


def test_hovering_a_key_says_what_it_is_for(editor):
    at = write(editor, f"{SHOP}/portals/x.yaml", "design:\n  butt|ons: []\n")
    assert "Buttons below the search, at most four." in shown(editor, *at)


def test_hovering_a_text_shows_it_in_every_language(editor):
    at = write(editor, f"{SHOP}/portals/x.yaml", "footer:\n  text: {code: footer.com|pany}\n")
    words = shown(editor, *at)
    assert "footer.company" in words
    assert "- `ko` " in words
    assert "- `en` " in words
    at = write(editor, f"{SHOP}/portals/x.yaml", "profile: {name: {ko: 부|엌}}\n")
    assert "- `en` 부엌" in shown(editor, *at)  # what a reader of English sees, too


def test_hovering_a_name_a_link_and_a_placeholder_says_what_they_stand_for(editor):
    at = write(editor, f"{SHOP}/triggers/99-x.yaml", "- then:\n    - {do: assign, group: bil|ling}\n")
    assert "groups.yaml" in shown(editor, *at)
    at = write(editor, f"{SHOP}/kb/getting-started/x.md", "---\ntitle: x\n---\n[x](article:reset-pass|word)\n")
    assert "비밀번호 재설정" in shown(editor, *at)
    at = write(editor, f"{SHOP}/messages/x.yaml", 'subject: "@[AffectedFirst|Name]"\n')
    assert "`#{customer.first_name}`" in shown(editor, *at)


@pytest.mark.parametrize(
    ("file", "text", "leads_to", "line"),
    [
        ("triggers/99-x.yaml", "- then:\n    - {do: assign, group: bil|ling}\n", "groups.yaml", "billing:"),
        ("triggers/99-x.yaml", "- all:\n    - {if: inquiry_type, under: bil|ling}\n", "inquiry_types.yaml", "billing"),
        ("triggers/99-x.yaml", "- all:\n    - {if: order|_no, present: true}\n", "fields/order_no.yaml", ""),
        ("portals/x.yaml", "footer: {text: {code: footer.com|pany}}\n", "codes/footer.yaml", "footer.company:"),
        ("portals/x.yaml", "address: {host: {binding: main|_host}}\n", "bindings.yaml", "main_host:"),
        ("portals/x.yaml", "extends: ma|in\n", "portals/main.yaml", ""),
        ("messages/x.yaml", 'subject: "#{field.order|_no}"\n', "fields/order_no.yaml", ""),
        ("portals/x.yaml", "profile: {logo: assets/lo|go.png}\n", "assets/logo.png", ""),
    ],
)  # fmt: skip
def test_a_name_leads_to_where_it_is_defined(editor, file, text, leads_to, line):
    found = editor.at("definition", *write(editor, f"{SHOP}/{file}", text))
    assert found["uri"] == editor.uri(f"{SHOP}/{leads_to}")
    if line:
        lines = (editor.folder / SHOP / leads_to).read_text().splitlines()
        assert line in lines[found["range"]["start"]["line"]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        ": : :",
        "- - - -",
        "{[",
        "\t",
        "\x00",
        "a: &x *x",
        "'",
        "a: |\n  ",
        "\ud83d",
        "---\n---\n",
        "? ",
        "!!",
    ],
)
def test_no_text_and_no_place_is_too_odd(editor, text):
    for file in ("portals/x.yaml", "triggers/99-x.yaml", "kb/getting-started/x.md", "nothing.txt"):
        editor.open(f"{SHOP}/{file}", text)
        for method in ("completion", "hover", "definition"):
            for line, character in ((0, 0), (0, 99), (99, 1)):
                editor.at(method, f"{SHOP}/{file}", line, character)
    assert editor.labels(*write(editor, f"{SHOP}/portals/y.yaml", "enabled: |")) == ["true", "false"]


def test_files_outside_of_the_configuration_are_left_alone(editor):
    for address in ("file:///etc/hosts.yaml", "untitled:Untitled-1", "https://shop.example/a.yaml"):
        document = {"uri": address, "languageId": "yaml", "version": 1, "text": "a: 1"}
        editor.tell("textDocument/didOpen", {"textDocument": document})
        where = {"textDocument": {"uri": address}, "position": {"line": 0, "character": 1}}
        assert not (editor.ask("textDocument/completion", where)["result"] or {}).get("items")
        editor.tell("textDocument/didClose", {"textDocument": {"uri": address}})
    assert editor.labels(*write(editor, f"{SHOP}/portals/y.yaml", "enabled: |")) == ["true", "false"]


def test_messages_that_are_none_do_not_end_the_server(folder):
    client = Client(COMMAND, folder)
    try:
        client.start()
        for data in (b"{", b"[]", b"null", json.dumps({"jsonrpc": "2.0", "id": 99, "method": "no/such"}).encode()):
            client.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        assert "error" in client.ask("textDocument/hover", {"nothing": "right"})
        assert client.labels(*write(client, f"{SHOP}/portals/y.yaml", "enabled: |")) == ["true", "false"]
    finally:
        client.kill()


def test_a_folder_that_is_no_repository_is_no_fault(tmp_path):
    client = Client(COMMAND, tmp_path)
    try:
        client.start()
        client.open("notes.yaml", "a: 1\n")
        assert client.labels("notes.yaml", 0, 4) == []
        assert client.stop() == 0
        assert b"Traceback" not in client.errors
    finally:
        client.kill()
