"""The report as HTML: complete in itself, with everything also in words, whatever the words are."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product

import pytest

from compiler.changes.model import AUDIENCES, KINDS, Change, Passage, Radius, Report, Revision, Subject, Where
from compiler.changes.text import as_lines
from compiler.review.html import as_html
from compiler.review.pages import Image, Page, PageChange, PageReport, Picture, SameChange
from tests.states import compared

HOSTILE = "</bdi></details><script>alert(1)</script><img src=x onerror=alert(1)> \"'`@team <!-- \u202e\u0000 &amp; | "
OURS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "script",
        "body",
        "header",
        "main",
        "section",
        "nav",
        "article",
        "footer",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "p",
        "span",
        "bdi",
        "strong",
        "code",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "br",
        "a",
        "div",
    ),
    *("del", "ins", "details", "summary", "fieldset", "legend", "label", "input", "figure", "figcaption", "img"),
}
KITCHEN = Where("kitchen", ("main",), ("en", "ko"))
RADIUS = Radius(("kitchen",), ("kitchen/main",), ("en", "ko"), ("customers",), 3, 4)
SPOKEN = {"brand.yaml": "name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n"}
EMPTY = Report(Revision("main", "a" * 40, "sha256:1"), Revision("feature", "b" * 40, "sha256:2"), (), Radius())
HOME = Page("kitchen", "main", "ko", "/ko/", "https://kitchen.example/ko/", "home", "무엇을 도와드릴까요?")
DOT = Image(b"RIFF-a-picture", 10, 20)


def change(sentence: str, **more) -> Change:
    facts = {"area": "portals", "kind": "settings", "act": "changed", "subject": Subject("portal", "main"), **more}
    return Change(**{"sentence": sentence, "where": (KITCHEN,), "noticed": ("customers",), **facts})


def report(*changes: Change) -> Report:
    return replace(EMPTY, changes=changes, radius=RADIUS)


def pages(*changes: SameChange, **more) -> PageReport:
    return PageReport(changes, "production", "2026-03-01 09:00 UTC", **more)


def pictured(page: Page = HOME, **more) -> PageChange:
    picture = Picture(1280, "light", DOT, DOT, DOT, 0.125, 100, 20, 900)
    return PageChange("changed", page, page, ("Old words",), ("New words",), (picture,), **more)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "img", "br", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(page)
    assert parser.open == []
    return parser.found


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL))


def test_a_change_is_a_sentence_with_its_place_and_words_before_and_after():
    text = Passage(("One", "two", "three"), ("One", "2", "three"))
    page = as_html(report(change("says something else", area="knowledge", passage=text)), PageReport())
    assert "says something else" in words(page)
    assert '<del dir="auto">two</del>' in page
    assert '<ins dir="auto">2</ins>' in page
    assert "sha256:2" in words(page)


SORTS = [
    change(f"{name} changes", kind=kind, act=act, where=(Where("kitchen", ("main",), languages),), noticed=noticed)
    for (name, languages), kind, act, noticed in product(
        (("the name", ("ko",)), ("the name", ("en", "ko")), ("the name in ko", ("ko",)), ("a limit", ())),
        KINDS,
        ("new", "changed", "gone"),
        ((), ("customers",), AUDIENCES),
    )
]


@pytest.mark.parametrize(
    "told",
    [
        report(*SORTS),
        compared(
            {
                "inquiry_types.yaml": "- {id: bug, name: {en: Bug, ko: 버그}, form: question, group: support}\n",
                **SPOKEN,
            },
            {
                "inquiry_types.yaml": "- {id: bug, name: {en: Fault, ko: 고장}, form: question, group: support}\n",
                **SPOKEN,
            },
        ),
        compared({}, {"groups.yaml": "support: {name: Second, agents: [jin]}\n"}),
    ],
    ids=["every sort of change", "a name in two languages", "other things"],
)
def test_every_sentence_has_its_languages_and_its_sort_as_in_text(told):
    said = [" ".join(line.text.replace("·", " ").split()) for line in as_lines(told) if "  ·  " in line.text]
    assert said
    page = words(as_html(told, PageReport()))
    for sentence, times in Counter(said).items():
        assert page.count(f" {sentence} ") >= times, sentence
    for kind in KINDS:
        sentences = sum(1 for one in told.changes if one.kind == kind)
        in_head = kind in told.kinds
        assert as_html(told, PageReport()).count(f'class="badge {kind}"') == sentences + in_head


def test_a_rule_is_shown_as_a_whole_before_and_after():
    rule = Passage(("when a ticket is created", "then assign it to billing"), ("when a ticket is created",))
    page = as_html(report(change("does less", area="triggers", passage=rule)), PageReport())
    assert page.count(">when a ticket is created</div>") == 2
    assert "<h5>Before</h5>" in page
    assert "<h5>After</h5>" in page


def test_nothing_about_nothing():
    page = as_html(replace(EMPTY, head=EMPTY.base), PageReport())
    assert "nothing changes for anybody" in words(page)
    assert "<h2>" not in page
    assert "<img" not in page
    assert "<script" not in page


def test_the_file_asks_for_nothing_and_allows_nothing_but_what_it_holds():
    page = as_html(report(change("differs")), pages(SameChange("changed", (), (pictured(),))))
    policy = next(facts["content"] for tag, facts in elements(page) if "http-equiv" in facts)
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:")
    assert policy.count("'sha256-") == 2
    assert "unsafe" not in policy
    for tag, facts in elements(page):
        assert tag not in {"link", "iframe", "object", "embed", "form", "base"}
        assert not [name for name in facts if name.startswith("on") or name == "style"]
        assert facts.get("src", "data:image/").startswith("data:image/")
        assert facts.get("href", "#").startswith("#")
    assert "url(" not in page
    assert "@import" not in page


def test_without_pictures_there_is_no_script_at_all():
    page = as_html(report(change("differs")), PageReport())
    assert "<script" not in page
    assert "script-src" not in page


@pytest.mark.parametrize("area", ["portals", "triggers", "knowledge"])
def test_hostile_words_are_only_words(area):
    passage = Passage((HOSTILE, "kept"), ("kept", HOSTILE))
    made = change(
        HOSTILE,
        area=area,
        subject=Subject("portal", HOSTILE, HOSTILE),
        passage=passage,
        also=(Subject("portal", HOSTILE, HOSTILE),),
    )
    made = replace(made, where=(Where(HOSTILE, (HOSTILE,), (HOSTILE,)), KITCHEN))
    bad = replace(HOME, brand=HOSTILE, portal=HOSTILE, address=HOSTILE, title=HOSTILE, path=HOSTILE)
    shown = SameChange("changed", (HOSTILE,), (replace(pictured(bad), removed=(HOSTILE,), added=(HOSTILE,)),), (bad,))
    trouble = SameChange("gone", (), (PageChange("gone", bad, bad, trouble=HOSTILE),))
    whole = replace(
        report(made),
        head=Revision(HOSTILE, None, "sha256:2"),
        radius=replace(RADIUS, brands=(HOSTILE,), portals=(HOSTILE,)),
    )
    page = as_html(whole, replace(pages(shown, trouble), environment=HOSTILE, trouble=HOSTILE))
    assert {tag for tag, _ in elements(page)} <= OURS
    assert page.count("<script>") == 1
    assert "onerror=alert(1)&gt;" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", page)
    assert [
        facts["src"] for tag, facts in elements(page) if tag == "img" and not facts["src"].startswith("data:")
    ] == []


def test_every_picture_says_in_words_what_it_shows():
    page = as_html(report(change("differs")), pages(SameChange("changed", ("colours",), (pictured(),))))
    alts = [facts["alt"] for tag, facts in elements(page) if tag == "img"]
    assert alts == [
        f"{side}: home page “무엇을 도와드릴까요?” in ko, 1280 pixels wide, light"
        for side in ("Before", "After", "Difference")
    ]
    assert "12 % differ" in words(page)
    assert "rows 101 to 120 of 900" in words(page)
    assert "Old words" in words(page)


def test_a_page_that_looks_the_same_says_so():
    same = Picture(1280, "light", None, None, None, 0.0, 0, 0, 900)
    example = replace(pictured(), pictures=(same,), removed=(), added=())
    page = as_html(report(change("differs")), pages(SameChange("changed", (), (example,))))
    assert "Its bytes differ, its looks do not" in words(page)


def test_the_same_change_of_many_pages_is_shown_by_a_few_and_counted():
    others = tuple(replace(HOME, path=f"/ko/{n}", address=f"https://kitchen.example/ko/{n}") for n in range(2_000))
    page = as_html(report(change("differs")), pages(SameChange("changed", ("colours",), (pictured(),), others)))
    assert "The same on 2,001 pages: colours" in words(page)
    assert "and 1,800 more" in words(page)
    assert page.count("https://kitchen.example/ko/") == 201


def test_pages_without_room_for_a_picture_are_named():
    left = PageChange("new", replace(HOME, title="Left out"), None, added=("Words",))
    page = as_html(
        report(change("x")), pages(SameChange("changed", (), (pictured(),)), SameChange("new", (), (left,)), omitted=1)
    )
    assert "1 example more had no room" in words(page)
    assert "Left out" in words(page)


def test_why_there_are_no_pictures_is_said():
    page = as_html(
        report(change("x")), pages(SameChange("gone", (), (PageChange("gone", HOME, HOME),)), trouble="no chromium")
    )
    assert "No pictures: no chromium" in words(page)


def test_ten_thousand_changes_are_counted_and_cut():
    many = tuple(change(f"says {number}", subject=Subject("portal", f"p{number}")) for number in range(10_000))
    page = as_html(report(*many), PageReport())
    assert "8,000 more changes" in words(page)
    assert len(page) < 1_500_000


def test_a_column_in_which_nothing_stands_is_not_shown():
    from compiler.changes.sections import Section, Table
    from compiler.review.facts import told

    text = told(Section("x", "X", table=Table(("name", "empty", "value"), (("a", "", "1"), ("b", "", "2")))))
    assert "empty" not in text
    assert "value" in text


def test_a_branch_is_called_by_its_name_and_a_commit_by_the_beginning_of_its():
    page = as_html(replace(EMPTY, base=Revision("c" * 40, "c" * 40, "sha256:1")), PageReport())
    assert "c" * 12 + " → feature" in words(page).replace("  ", " ")
    assert "c" * 13 not in page
