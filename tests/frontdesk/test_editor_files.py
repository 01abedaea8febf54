"""What a repository gives editors: schemas, settings, and lines in files that name their schema."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compiler.assist.associations import HOME, schema_names
from frontdesk.cli import main
from tests.kitchen import base
from tests.language_client import Client

ROOT = Path(__file__).parents[2]
SERVER = shutil.which("yaml-language-server")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("editors") / "shop"
    assert run("init", folder, "--demo").exit_code == 0
    return folder


def test_a_new_repository_has_schemas_and_knows_which_file_each_is_for(shop):
    settings = json.loads((shop / ".vscode/settings.json").read_text())
    assert {path.name for path in (shop / HOME).iterdir()} == schema_names()
    assert all((shop / name).is_file() for name in settings["yaml.schemas"])
    assert "brands/game-a/brand.yaml" in settings["yaml.schemas"][f"./{HOME}/brand.part.json"]
    assert settings["files.eol"] == "\n"


def test_schemas_can_be_written_anywhere(shop, tmp_path):
    result = run("export", "json-schema", "-C", shop, "-o", tmp_path / "there")
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "there").iterdir()} == schema_names()
    (tmp_path / "file").write_text("")
    result = run("export", "json-schema", "-C", shop, "-o", tmp_path / "file")
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)


def test_settings_are_those_of_the_repository(shop):
    result = run("export", "editor-settings", "-C", shop)
    assert result.output == (shop / ".vscode/settings.json").read_text()


def test_files_name_their_schema_when_asked_and_mean_what_they_meant(shop, tmp_path):
    folder = tmp_path / "shop"
    shutil.copytree(shop, folder)
    before = run("show", "--resolved", "portal:cooking-village/main", "-C", folder).output
    for _ in range(2):
        assert run("export", "json-schema", "-C", folder, "--modelines").exit_code == 0
    for path in (folder / "brands").rglob("*.yaml"):
        text = path.read_text()
        name = text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / name).resolve().is_relative_to((folder / HOME).resolve())
        assert (path.parent / name).is_file()
        assert text.count("# yaml-language-server") == 1
    assert run("show", "--resolved", "portal:cooking-village/main", "-C", folder).output == before
    assert run("check", folder, "--no-cache").exit_code == 0


def test_without_its_extra_the_language_server_says_what_to_install():
    script = "import sys; sys.modules['pygls'] = None; from frontdesk.cli import main; main(['lsp'])"
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert found.returncode == 1
    assert "frontdesk[lsp]" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.fixture(scope="module")
def editor(shop):
    if SERVER is None:
        pytest.skip("yaml-language-server is not installed (npm install -g yaml-language-server)")
    client = Client([SERVER, "--stdio"], shop)
    schemas = json.loads((shop / ".vscode/settings.json").read_text())["yaml.schemas"]
    yaml = {"schemas": schemas, "validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
    client.settings = {"yaml": yaml}
    client.start()
    client.tell("workspace/didChangeConfiguration", {"settings": client.settings})
    yield client
    client.kill()


def test_yaml_language_server_has_nothing_to_say_of_the_example_brands(editor):
    """Every file, so every association and every schema; among them those that stand on a library."""
    files = [path.relative_to(editor.folder).as_posix() for path in sorted((editor.folder / "brands").rglob("*.yaml"))]
    for file in files:
        editor.open(file)
    for file in files:
        assert editor.until(file, lambda _: True) == [], file
        editor.close(file)


def test_yaml_language_server_finds_what_is_wrong_and_completes_what_may_stand(editor):
    file = "brands/cooking-village/portals/new.yaml"
    editor.open(file, "enabled: true\nadress: {host: x}\nprofile:\n  name: A\n  \n")
    found = editor.until(file, lambda found: len(found) == 2)
    assert {(item["message"], item["range"]["start"]["line"]) for item in found} == {
        ('Missing property "address".', 0),
        ("Property adress is not allowed.", 1),
    }
    assert {"logo", "logo_side", "favicon"} <= {*editor.labels(file, 4, 2)}
    file = "brands/cooking-village/triggers/99-new.yaml"
    editor.open(file, "- id: a\n  title: b\n  events: [created]\n  then:\n    - do: assign\n      \n    - do: \n")
    assert {"group", "agent", "method"} <= {*editor.labels(file, 5, 6)}
    assert {"assign", "mail", "webhook"} <= {*editor.labels(file, 6, 10)}
    assert "What it waits for." in editor.at("hover", file, 2, 4)["contents"]["value"]


def test_yaml_language_server_heeds_the_line_that_names_a_schema(editor):
    """A modeline is enough where an editor has no associations."""
    line = f"# yaml-language-server: $schema={(editor.folder / HOME / 'group.json').as_uri()}\n"
    editor.open("elsewhere.yaml", f"{line}billing: {{nome: Billing}}\n")
    found = editor.until("elsewhere.yaml", lambda found: found)
    assert "nome" in found[0]["message"] + str(found[-1]["message"])


def test_a_file_that_is_no_text_gets_no_modeline(tmp_path):
    for name, data in {**base(), "brands/kitchen/retired.yaml": b"\xff\xfe\x00"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert run("export", "json-schema", "-C", tmp_path, "--modelines").exit_code == 0
    assert (tmp_path / "brands/kitchen/retired.yaml").read_bytes() == b"\xff\xfe\x00"
