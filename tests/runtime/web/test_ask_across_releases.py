"""A form opened under one release and sent under another: it is taken, or asked again with every word still there."""

import io
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from compiler.blobs import FolderBlobs
from compiler.compile import compile_tree
from compiler.emit import point
from runtime.app import create_app
from runtime.release.current import Current
from runtime.services import services_of
from runtime.settings import Settings
from runtime.store.tables import tickets
from schemas.release import Pointer
from tests.kitchen import base, tree_of
from tests.world import Browser

HOST = "kitchen.localhost"
BRAND = "brands/kitchen/brand.yaml"
PORTAL = "brands/kitchen/portals/main.yaml"
TYPES = "brands/kitchen/inquiry_types.yaml"
FORM = "brands/kitchen/forms/question.yaml"
OVEN = "brands/kitchen/fields/oven.yaml"
TERMS = "brands/kitchen/fields/terms.yaml"
FILES = {
    BRAND: "name: {en: Kitchen, ko: 부엌}\nlanguages: [en, ko]\ndefault_language: en\n",
    TYPES: "- {id: question, name: {en: Question, ko: 질문}, form: question}\n"
    "- {id: other, name: {en: Other, ko: 기타}, form: other}\n",
    FORM: "fields:\n  - {field: oven}\n  - {field: notes}\n  - {field: terms, required: true}\n",
    "brands/kitchen/forms/other.yaml": "fields: [{field: notes}]\n",
    OVEN: "type: radio\nlabel: {en: Which oven, ko: 어떤 오븐}\noptions:\n"
    "  - {id: gas, label: {en: Gas, ko: 가스}}\n  - {id: steam, label: {en: Steam, ko: 스팀}}\n",
    "brands/kitchen/fields/notes.yaml": "type: long_text\nlabel: {en: Notes, ko: 메모}\n",
    "brands/kitchen/fields/serial.yaml": "type: text\nlabel: {en: Serial number, ko: 제조 번호}\n",
    TERMS: "type: agree\nlabel: {en: Terms, ko: 약관}\ntext: {en: We keep it for a year., ko: 1년 동안 보관합니다.}\n"
    "sentence: {en: I agree, ko: 동의합니다}\n",
}
FINE = {
    "email": "ada@customer.example",
    "title": "Smoke",
    "content": "It smokes.\nA lot.",
    "personal_information": "true",
}
ANSWERS = {**FINE, "oven": "gas", "notes": "By the window", "terms": "true"}


class Kitchen:
    """A portal whose release changes under its visitors."""

    def __init__(self, folder: Path, database: str) -> None:
        self.files = dict(FILES)
        self.bundle = folder / "bundle"
        self.settings = Settings(self.bundle, folder / "state", "demo", "0123456789abcdef" * 2, database, scheme="http")
        self.services = services_of(self.settings)
        self.release({})
        self.current = Current(self.settings)
        self.application = create_app(self.settings, self.current, self.services)
        self.browser = Browser(self.application, HOST, "http")

    def release(self, changed: dict[str, str]) -> None:
        self.files |= changed
        files = {**base(), **{name: text.encode() for name, text in self.files.items()}}
        blobs = FolderBlobs(self.bundle)
        compiled = compile_tree(*tree_of(files), blobs)
        assert compiled.root_digest is not None, [str(item) for item in compiled.diagnostics]
        blobs.commit()
        point(self.bundle, Pointer(root=compiled.root_digest))
        if hasattr(self, "current"):
            self.current.refresh()
            assert self.current.refused is None, self.current.refused

    def open(self, language="en") -> dict[str, str]:
        """What the page of the form sends of its own."""
        return self.own(self.browser.get(f"/{language}/ask/question"))

    def own(self, answer) -> dict[str, str]:
        found = BeautifulSoup(answer.text, "html.parser").select("main form[method=post] input[type=hidden]")
        return {one["name"]: one["value"] for one in found}

    def send(self, own, path="/en/ask/question", **answers):
        sent = {**own, **ANSWERS, **answers}
        kept = {name: value for name, value in sent.items() if value is not None}
        return self.browser.post(path, data=kept, headers=self.browser.origin)

    def tickets(self) -> list[str]:
        with self.services.store.read() as connection:
            return [row.inquiry_type for row in connection.execute(tickets.select())]


@pytest.fixture
def kitchen(tmp_path, migrated_sqlite):
    shutil.copy(migrated_sqlite, tmp_path / "store.sqlite")
    made = Kitchen(tmp_path, f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield made
    made.services.store.close()


def words(answer) -> str:
    page = BeautifulSoup(answer.text, "html.parser")
    return " ".join((page.find("main") or page).get_text(" ").split())


def value(answer, name) -> str:
    field = BeautifulSoup(answer.text, "html.parser").find(attrs={"name": name})
    return (field.get("value") or field.text).strip("\n")


def keeps_everything(answer) -> bool:
    return all(word in answer.text for word in ("Smoke", "It smokes.\nA lot.", "By the window", "ada@customer.example"))


def test_a_release_that_does_not_touch_the_form_is_noticed_by_nobody(kitchen):
    own = kitchen.open()
    kitchen.release({"brands/kitchen/kb/start/welcome.md": "---\ntitle: Hi\nstatus: public\n---\nHello.\n"})
    assert kitchen.send(own).status_code == 303
    assert kitchen.tickets() == ["question"]


@pytest.mark.parametrize(
    "changed",
    [
        {FORM: "fields: [{field: notes}, {field: oven}, {field: serial}, {field: terms, required: true}]\n"},
        {OVEN: FILES[OVEN].replace("Gas", "Natural gas").replace("Which oven", "Your oven")},
        {TYPES: FILES[TYPES].replace("Question", "Any question")},
    ],
    ids=["a question that may stay empty", "other words for the same", "another name of the type"],
)
def test_what_changes_nothing_for_the_customer_is_taken(kitchen, changed):
    own = kitchen.open()
    kitchen.release(changed)
    assert kitchen.send(own).status_code == 303


def test_a_question_that_is_gone_and_was_not_answered_is_no_reason_to_ask_again(kitchen):
    own = kitchen.open()
    kitchen.release({FORM: "fields: [{field: oven}, {field: terms, required: true}]\n"})
    assert kitchen.send(own, notes="  ").status_code == 303


CHANGED = {
    "removed": (
        {FORM: "fields: [{field: oven}, {field: terms, required: true}]\n"},
        {},
        "“Notes” is no longer asked.",
        "‘메모’ 질문이 없어졌습니다.",
    ),
    "added": (
        {FORM: FILES[FORM].replace("- {field: oven}", "- {field: serial, required: true}\n  - {field: oven}")},
        {},
        "“Serial number” is new and has to be answered.",
        "‘제조 번호’ 질문이 추가되었습니다. 꼭 답해 주세요.",
    ),
    "required": (
        {FORM: FILES[FORM].replace("{field: oven}", "{field: oven, required: true}")},
        {"oven": None},
        "“Which oven” has to be answered now.",
        "이제 ‘어떤 오븐’ 질문에 꼭 답해야 합니다.",
    ),
    "option": (
        {OVEN: FILES[OVEN].replace("id: gas", "id: natural-gas")},
        {},
        "“Gas” can no longer be chosen for “Which oven”.",
        "‘어떤 오븐’에서 ‘가스’ 항목을 더 이상 선택할 수 없습니다.",
    ),
    "agreed": (
        {TERMS: FILES[TERMS].replace("for a year", "for ever").replace("1년 동안", "영원히")},
        {},
        "The words of “Terms” have changed. Please read them and agree again.",
        "‘약관’ 내용이 바뀌었습니다. 다시 읽고 동의해 주세요.",
    ),
}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("changed", "answers", "english", "korean"), CHANGED.values(), ids=CHANGED)
def test_a_change_that_matters_is_told_and_the_form_taken_when_sent_again(
    kitchen, changed, answers, english, korean, language
):
    path = f"/{language}/ask/question"
    own = kitchen.open(language)
    kitchen.release(changed)
    again = kitchen.send(own, path, **answers)
    assert again.status_code == 422
    assert keeps_everything(again)
    assert (english if language == "en" else korean) in words(again)
    assert kitchen.tickets() == []
    new = {"removed": {"notes": None}, "added": {"serial": "S-1"}, "option": {"oven": "natural-gas"}}
    which = next(name for name, (one, *_) in CHANGED.items() if one is changed)
    assert kitchen.send(kitchen.own(again), path, **new.get(which, {})).status_code == 303
    assert kitchen.tickets() == ["question"]


def test_words_that_were_agreed_to_are_not_agreed_to_in_other_words(kitchen):
    own = kitchen.open()
    kitchen.release({TERMS: FILES[TERMS].replace("for a year", "for ever")})
    again = kitchen.send(own)
    box = BeautifulSoup(again.text, "html.parser").find("input", {"name": "terms"})
    assert not box.has_attr("checked")
    assert "for ever" in words(again)
    assert kitchen.send(kitchen.own(again), terms=None).status_code == 422


def test_a_release_that_is_not_kept_any_more_is_told_in_general_words(kitchen):
    own = {**kitchen.open(), "_release": "0123456789ab"}
    kitchen.release({TERMS: FILES[TERMS].replace("for a year", "for ever")})
    again = kitchen.send(own)
    assert again.status_code == 422
    assert "The questions have changed while you were writing" in words(again)
    assert keeps_everything(again)


@pytest.mark.parametrize("mark", ["", "../../etc", "sha256:", "f" * 5000, "{{7*7}}"])
def test_a_release_that_never_was_harms_nobody(kitchen, mark):
    own = {**kitchen.open(), "_release": mark, "_shown": "x", "_agreed": "y"}
    again = kitchen.send(own)
    assert again.status_code == 422, "what was agreed to is not known, so it is asked again"
    assert kitchen.send(kitchen.own(again)).status_code == 303


GONE = {
    "deleted": {TYPES: "- {id: other, name: {en: Other, ko: 기타}, form: other}\n"},
    "switched off": {TYPES: FILES[TYPES].replace("form: question}", "form: question, enabled: false}")},
}


@pytest.mark.parametrize("changed", GONE.values(), ids=GONE)
def test_a_type_that_is_gone_leads_to_another_with_every_word(kitchen, changed):
    own = kitchen.open()
    kitchen.release(changed)
    choice = kitchen.send(own)
    assert choice.status_code == 422
    assert "This subject is no longer offered" in words(choice)
    assert keeps_everything(choice)
    carried = kitchen.browser.post("/en/ask/other/carry", data=kitchen.own(choice), headers=kitchen.browser.origin)
    assert carried.status_code == 200
    assert "Your words have come along" in words(carried)
    assert keeps_everything(carried)
    assert (value(carried, "title"), value(carried, "content")) == ("Smoke", "It smokes.\nA lot.")
    sent = kitchen.send(kitchen.own(carried), "/en/ask/other", oven=None, terms=None)
    assert sent.status_code == 303, words(sent)
    assert kitchen.tickets() == ["other"]


def test_words_that_are_carried_go_down_the_tree_and_survive_a_stale_page(kitchen):
    own = kitchen.open()
    kitchen.release(
        {
            TYPES: "- id: all\n  name: {en: All, ko: 모두}\n  form: other\n"
            "  children: [{id: small, name: {en: Small, ko: 작은}}]\n"
        }
    )
    choice = kitchen.send(own)
    deeper = kitchen.browser.post("/en/ask/all/carry", data=kitchen.own(choice), headers=kitchen.browser.origin)
    assert "Small" in words(deeper)
    assert keeps_everything(deeper)
    stale = {**kitchen.own(deeper), "_token": "old"}
    again = kitchen.browser.post("/en/ask/small/carry", data=stale, headers=kitchen.browser.origin)
    assert again.status_code == 422
    assert keeps_everything(again)
    carried = kitchen.browser.post("/en/ask/small/carry", data=kitchen.own(again), headers=kitchen.browser.origin)
    assert carried.status_code == 200
    assert keeps_everything(carried)


NO_MORE = {
    "closed": {"enabled: true": "enabled: false"},
    "takes no inquiries": {"profile:": "show: {inquiries: false}\nprofile:"},
    "moved": {"address: {host: {binding: main_host}}": "address: {host: {binding: main_host}, path: /help}"},
}


@pytest.mark.parametrize("changed", NO_MORE.values(), ids=NO_MORE)
def test_a_portal_that_cannot_take_the_form_shows_every_word_again(kitchen, changed):
    own = kitchen.open()
    portal = base()[PORTAL].decode()
    for before, after in changed.items():
        assert before in portal
        portal = portal.replace(before, after)
    kitchen.release({PORTAL: portal})
    answer = kitchen.send(own)
    assert answer.status_code == 404
    assert keeps_everything(answer)
    assert "It was not sent. You can copy your words from here." in words(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_language_the_portal_speaks_no_more_shows_every_word_in_one_it_speaks(kitchen):
    own = kitchen.open("ko")
    kitchen.release({PORTAL: base()[PORTAL].decode() + "languages: [en]\n"})
    answer = kitchen.send(own, "/ko/ask/question")
    assert answer.status_code == 404
    assert keeps_everything(answer)
    assert "What you wrote" in words(answer)


def test_another_site_cannot_put_words_on_our_pages(kitchen):
    own = kitchen.open()
    kitchen.release(GONE["deleted"])
    evil = {"Origin": "https://evil.example"}
    data = {**own, **FINE, "title": "Call +1 555 0100 now"}
    for path in ("/en/ask/question", "/en/ask/other/carry", "/en/nowhere", "/en/ask/other"):
        answer = kitchen.browser.post(path, data=data, headers=evil)
        assert answer.status_code in {403, 404, 405}
        assert "555 0100" not in answer.text


def test_hostile_words_stay_words_wherever_they_are_shown_again(kitchen):
    own = kitchen.open()
    evil = "</blockquote><script>alert(1)</script>\"'> {{7*7}}"
    kitchen.release(GONE["deleted"])
    choice = kitchen.send(own, title=evil, notes=evil)
    closed = base()[PORTAL].decode().replace("enabled: true", "enabled: false")
    kitchen.release({PORTAL: closed})
    for answer in (choice, kitchen.send(own, title=evil, notes=evil)):
        page = BeautifulSoup(answer.text, "html.parser")
        assert not [script for script in page.find_all("script") if not script.get("src")]
        assert any(evil in one.text for one in page.find_all("blockquote"))
    assert {one["value"] for one in BeautifulSoup(choice.text, "html.parser").select("input[name=title]")} == {evil}


def test_a_file_that_was_chosen_has_to_be_chosen_again_and_is_told_so(kitchen):
    own = kitchen.open()
    kitchen.release(GONE["deleted"])
    choice = kitchen.send(own, attachments=(io.BytesIO(b"x"), "oven.jpg"))
    assert "choose your files again" in words(choice)
