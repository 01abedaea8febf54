"""What strangers send by way of files: workbooks, PO files, links, names. The table is `docs/threats.md`."""

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compiler.compile import resolve
from compiler.read import read_folder
from frontdesk.cli import main
from tests.kitchen import base

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1:A9)", "{=1+1}", '=HYPERLINK("https://x.example";"y")', "https://x.example"]
PO = """\
msgid ""
msgstr ""
"Language: ko\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


@pytest.fixture
def kitchen(tmp_path) -> Path:
    folder = tmp_path / "kitchen"
    for name, data in base().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "brands/kitchen/brand.yaml").write_text("name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n")
    (folder / "brands/kitchen/codes").mkdir(exist_ok=True)
    (folder / "brands/kitchen/codes/menu.yaml").write_text("w.plain: {text: {en: Hi}}   # a greeting\n")
    return folder


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".frontdesk" not in path.parts
    }


def message(address: str, source: str, words: str) -> str:
    quoted = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'msgctxt "{address}"\nmsgid "{source}"\nmsgstr "{quoted}"\n\n'


def text_of(folder: Path, code: str) -> dict[str, str]:
    linked, findings = resolve(read_folder(folder)[0])
    assert not findings
    return dict(linked.brands["kitchen"].of("code")[code].value.text.written("en"))


def test_a_name_that_begins_like_a_formula_is_a_word_in_the_workbook(kitchen):
    """A workbook is opened by people who did not write the names in it."""
    rows = "".join(f"- {{id: t{number}, name: '{name}'}}\n" for number, name in enumerate(FORMULAS))
    (kitchen / "brands/kitchen/processing_types.yaml").write_text(rows)
    result = run("export", "xlsx", "-C", kitchen, "-o", kitchen / "out.xlsx")
    assert result.exit_code == 0, result.output
    book = zipfile.ZipFile(kitchen / "out.xlsx")
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    words = book.read("xl/sharedStrings.xml").decode().replace("&quot;", '"')
    assert not [sheet for sheet in sheets if "<f" in sheet.replace("<font", "") or "<hyperlink" in sheet]
    assert [name for name in FORMULAS if f">{name}<" not in words] == []


@pytest.mark.parametrize(
    "words",
    [
        'x", en: "taken over',
        "x}}\nw.other: {text: taken over}",
        "x # no comment",
        "- do: mail\n  to: customer",
        "&a *a !!python/object:os.system",
        "---\nx: 1\n...",
        "{code: w.plain}",
        "\ttab and \u2028 line",
        "yes",
        "'",
    ],
)
def test_what_a_translator_sends_is_words_and_never_yaml(kitchen, words):
    (kitchen / "ko.po").write_text(PO + message("brands/kitchen/codes/menu.yaml:w.plain.text", "Hi", words))
    result = run("translate", "import", kitchen / "ko.po", "-C", kitchen)
    assert result.exit_code == 0, result.output
    assert text_of(kitchen, "w.plain") == {"en": "Hi", "ko": words}
    assert (kitchen / "brands/kitchen/codes/menu.yaml").read_text().endswith("   # a greeting\n")


@pytest.mark.parametrize(
    "address",
    [
        "brands/kitchen/../../../stolen.yaml:x",
        "/etc/passwd:root",
        "environments/production.yaml:kitchen.host",
        "brands/kitchen/portals/main.yaml:enabled",
        "brands/kitchen/kb/start/../../brand.yaml#body",
        "frontdesk.yaml:version",
        "\\u001b[2J\\u0007",
    ],
)
def test_a_po_file_reaches_nothing_but_words_that_were_there_to_translate(kitchen, tmp_path, address):
    (tmp_path / "ko.po").write_text(PO + message(address, "Hi", "taken over"))
    before = everything(tmp_path)
    result = run("translate", "import", tmp_path / "ko.po", "-C", kitchen)
    assert result.exit_code in (0, 1, 2), result.output
    assert everything(tmp_path) == before


def test_words_of_a_po_file_do_not_drive_the_terminal(kitchen):
    (kitchen / "ko.po").write_text(PO + message("gone\x1b]0;title\x07\x1b[2J", "Hi", "taken over"))
    result = run("translate", "import", kitchen / "ko.po", "-C", kitchen)
    assert "is not here any more" in result.output
    assert "\x1b" not in result.output


def test_no_folder_is_made_through_a_link_that_leads_out(kitchen, tmp_path):
    """Not even an empty one: the way to a new file is looked at before the first step is taken."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "start").mkdir()
    (elsewhere / "start/_category.yaml").write_text("name: Start\n")
    kb = kitchen / "brands/kitchen/kb"
    for path in sorted(kb.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    kb.rmdir()
    kb.symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    result = run("add", "category", "billing", "-C", kitchen)
    assert result.exit_code == 2
    assert sorted(elsewhere.rglob("*")) == before


@pytest.mark.parametrize("name", ["../../out", "start/../../../out", "/etc/out", "a/b/c/d", "..", "a\nb", "-x/../y"])
@pytest.mark.parametrize(
    "words", [("add", "article"), ("add", "field"), ("add", "trigger"), ("rename", "form:question")]
)
def test_a_name_is_never_a_way_to_somewhere_else(kitchen, tmp_path, words, name):
    """`/etc/out` is an article `out` of a category `etc`, and everything else is refused."""
    before = everything(tmp_path)
    result = run(*words, "-C", kitchen, "--", name)
    assert result.exit_code in (0, 1, 2), result.output
    changed = [path for path, data in everything(tmp_path).items() if before.get(path) != data]
    assert (result.exit_code == 0) is (changed == ["kitchen/brands/kitchen/kb/etc/out.md"])
    assert result.exit_code == 0 or not changed
