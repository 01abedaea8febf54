"""`frontdesk translate`: the map, the record, and the way to translators and back."""

import json

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from frontdesk.cli import main
from tests.kitchen import changed

BRAND = """\
# Who we are.
name: {en: Kitchen, ko: 주방}   # in two languages
languages: [en, ko]
"""
MENU = """\
w.plain: {text: Hi}   # a greeting
w.quoted: {text: "Hi, you"}
w.block:
  text: |
    One
    two
w.map:
  text:
    en: Kettle
    # no Korean word yet

w.flow: {text: {en: Pot}, tags: []}
"""


@pytest.fixture
def kitchen(tmp_path):
    files = {"brand.yaml": BRAND, "codes/menu.yaml": MENU}
    for name, data in changed(files).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


@pytest.fixture
def run(kitchen):
    def go(*words, code=0):
        result = CliRunner().invoke(main, ["translate", *words, "-C", str(kitchen)])
        assert result.exit_code == code, result.output
        return result.output

    return go


def test_the_map_counts_by_part_and_language_and_lists_what_is_open(run):
    text = run("status")
    assert text.splitlines()[0].split() == ["kitchen", "ko"]
    assert "brand          ██████████ 100 % 1/1" in text
    assert "kb             ░░░░░░░░░░   0 % 0/2" in text
    assert "  missing ko    brands/kitchen/kb/start/welcome.md" in text


def test_programs_get_every_unit_with_state_and_place(run):
    found = json.loads(run("status", "--format", "json"))
    [name] = [row for row in found["units"] if row["unit"] == "brands/kitchen/brand.yaml:name"]
    assert name == {
        "unit": "brands/kitchen/brand.yaml:name", "language": "ko", "state": "fresh",
        "file": "brands/kitchen/brand.yaml", "line": 2, "column": 21,
    }  # fmt: skip


def test_the_page_needs_nothing_else(run, kitchen):
    run("status", "--format", "html", "-o", str(kitchen / "map.html"))
    page = (kitchen / "map.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "http" not in page
    assert 'title="1 fresh"' in page


def test_words_go_to_translators_with_context_file_and_line(run, kitchen):
    run("export", "-l", "ko", "-o", str(kitchen / "ko.po"))
    with (kitchen / "ko.po").open("rb") as file:
        catalog = read_po(file)
    told = {message.context: message for message in catalog if message.id}
    plain = told["brands/kitchen/codes/menu.yaml:w.plain.text"]
    assert (plain.id, plain.string, plain.locations) == ("Hi", "", [("brands/kitchen/codes/menu.yaml", 1)])
    assert told["brands/kitchen/brand.yaml:name"].string == "주방"
    assert told["brands/kitchen/kb/start/welcome.md#body"].id == "This is where to begin."
    assert told["brands/kitchen/kb/start/welcome.md#body"].locations == [("brands/kitchen/kb/start/welcome.md", 5)]


def test_the_same_words_give_the_same_file(run):
    assert run("export", "-l", "ko") == run("export", "-l", "ko")


def test_what_was_exported_and_not_touched_changes_nothing(run, kitchen):
    run("export", "-l", "ko", "-o", str(kitchen / "ko.po"))
    assert run("import", str(kitchen / "ko.po")) == "nothing to change\n"


def translated(kitchen, **words):
    """The exported file with words put in, by the end of a message's context."""
    text = (kitchen / "ko.po").read_text()
    for context, said in words.items():
        head, found, tail = text.partition(f'{context.replace("__", ".")}"\n')
        assert found, context
        before, found, after = tail.partition('msgstr ""\n')
        assert found
        text = f'{head}{context.replace("__", ".")}"\n{before}msgstr "{said}"\n{after}'
    (kitchen / "ko.po").write_text(text)


def test_words_come_back_to_where_they_belong_and_every_comment_stays(run, kitchen):
    run("export", "-l", "ko", "-o", str(kitchen / "ko.po"))
    translated(
        kitchen,
        w__plain__text="안녕",
        w__quoted__text="안녕, 너",
        w__block__text="하나\\n둘\\n",
        w__map__text="주전자",
        w__flow__text='냄비 \\"큰\\"',
    )
    run("import", str(kitchen / "ko.po"))
    assert (
        (kitchen / "brands/kitchen/codes/menu.yaml").read_text()
        == """\
w.plain: {text: {en: Hi, ko: "안녕"}}   # a greeting
w.quoted: {text: {en: "Hi, you", ko: "안녕, 너"}}
w.block:
  text: {en: "One\\ntwo\\n", ko: "하나\\n둘\\n"}
w.map:
  text:
    en: Kettle
    ko: "주전자"
    # no Korean word yet

w.flow: {text: {en: Pot, ko: "냄비 \\"큰\\""}, tags: []}
"""
    )
    states = {row["unit"]: row["state"] for row in json.loads(run("status", "--format", "json"))["units"]}
    assert states["brands/kitchen/codes/menu.yaml:w.plain.text"] == "acknowledged"


def test_a_text_comes_back_as_a_file_of_its_own_that_says_what_it_translates(run, kitchen):
    run("export", "-l", "ko", "-o", str(kitchen / "ko.po"))
    translated(kitchen, **{"welcome.md#title": "환영: 여기", "welcome.md#body": "여기에서 시작하세요."})
    run("import", str(kitchen / "ko.po"))
    file = kitchen / "brands/kitchen/kb/start/welcome.ko.md"
    assert file.read_text() == '---\ntitle: "환영: 여기"\nof: 76ce0536\n---\n여기에서 시작하세요.\n'
    assert CliRunner().invoke(main, ["check", str(kitchen)]).output.count("error[") == 0


def test_words_in_a_file_of_their_own_get_one_beside_it(run, kitchen):
    message = kitchen / "brands/kitchen/messages/received.yaml"
    message.parent.mkdir()
    message.write_text("subject: {en: Received, ko: 접수}\n")
    (message.parent / "received.en.html").write_text("<p>We got it.</p>\n")
    run("export", "-l", "ko", "-o", str(kitchen / "ko.po"))
    text = (kitchen / "ko.po").read_text()
    assert "received.en.html:1" in text
    head, _, tail = text.partition('received.yaml:body"\n')
    _, _, rest = tail.partition('msgstr ""\n')
    (kitchen / "ko.po").write_text(
        f'{head}received.yaml:body"\nmsgid "<p>We got it.</p>\\n"\nmsgstr "<p>받았습니다.</p>"\n\n{rest}'
    )
    run("import", str(kitchen / "ko.po"))
    assert (message.parent / "received.ko.html").read_text() == "<p>받았습니다.</p>\n"
    assert message.read_text() == "subject: {en: Received, ko: 접수}\n"


def test_doubtful_words_and_words_of_other_sources_are_listed_and_left_out(run, kitchen):
    run("export", "-l", "ko", "-o", str(kitchen / "ko.po"))
    translated(kitchen, w__plain__text="안녕", w__quoted__text="안녕, 너")
    text = (kitchen / "ko.po").read_text().replace('msgid "Hi, you"', 'msgid "Hello"')
    text = text.replace(
        'msgctxt "brands/kitchen/codes/menu.yaml:w.plain', '#, fuzzy\nmsgctxt "brands/kitchen/codes/menu.yaml:w.plain'
    )
    (kitchen / "ko.po").write_text(text)
    out = run("import", str(kitchen / "ko.po"))
    assert "left out: brands/kitchen/codes/menu.yaml:w.plain.text is marked fuzzy" in out
    assert "left out: brands/kitchen/codes/menu.yaml:w.quoted.text says something else by now" in out
    assert (kitchen / "brands/kitchen/codes/menu.yaml").read_text() == MENU


def test_what_still_fits_is_acknowledged_in_its_own_file_or_in_the_lock(run, kitchen):
    korean = kitchen / "brands/kitchen/kb/start/welcome.ko.md"
    korean.write_text("---\ntitle: 환영합니다\nof: 0a1b2c3d   # old\n---\n여기.\n")
    run("ack", "kb/start/welcome.md", "brand.yaml:name")
    assert korean.read_text() == "---\ntitle: 환영합니다\nof: 76ce0536   # old\n---\n여기.\n"
    assert (
        (kitchen / "brands/kitchen/translations.lock.yaml").read_text().endswith('"brand.yaml:name": {ko: d98e82ae}\n')
    )
    assert run("ack", "--all") == "nothing to change\n"


def test_acknowledging_forgets_texts_that_are_gone(run, kitchen):
    lock = kitchen / "brands/kitchen/translations.lock.yaml"
    lock.write_text('"codes/menu.yaml:w.gone.text": {ko: 0a1b2c3d}\n')
    run("ack", "brand.yaml:name")
    assert "w.gone" not in lock.read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["status", "-b", "bakery"], 'there is no brand "bakery"; legal here: kitchen\n'),
        (["status", "-l", "xx"], 'nothing is translated into "xx"'),
        (["ack", "kb/start/welcom.md"], "no translation is called"),
        (["ack"], "name what still fits"),
        (["status", "--base", "nope"], "is in no git repository"),
        (["import", "{here}/frontdesk.yaml"], "this is no PO file"),
        (["import", "{here}/environments/empty.po"], "empty.po names no language: say it with --language"),
    ],
)
def test_what_cannot_be_meant_is_told_without_a_fault(run, kitchen, words, told):
    (kitchen / "environments/empty.po").write_text('msgid ""\nmsgstr ""\n')
    assert told in run(*(word.format(here=kitchen) for word in words), code=2)


def test_words_go_into_a_file_on_one_line_with_a_comment_behind_it(run, kitchen):
    field = kitchen / "brands/kitchen/fields/order_no.yaml"
    field.parent.mkdir()
    field.write_text("{type: text, label: {en: Order, ko: 주문}}   # asked in every form\n")
    exported = run("export", "-l", "ko")
    (kitchen / "ko.po").write_text(exported.replace('msgstr "주문"', 'msgstr "주문 번호"'))
    run("import", str(kitchen / "ko.po"))
    assert field.read_text() == '{type: text, label: {en: Order, ko: "주문 번호"}}   # asked in every form\n'


def test_nothing_to_translate_in_a_folder_without_brands_is_told_in_a_whole_sentence(tmp_path):
    result = CliRunner().invoke(main, ["translate", "status", "-b", "nope", "-C", str(tmp_path)])
    assert 'there is no brand "nope"\n' in result.output
