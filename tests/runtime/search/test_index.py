"""What is found, and that nobody's typing can break a search."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.search.index import NOTHING, Document, Searcher, build, scope

PLACE = "acme/main"


def document(name: str, title: str, text: str = "", *, kind="article", languages=("ko",), start=None, end=None, **more):
    scopes = tuple(scope(PLACE, language) for language in languages)
    return Document(scopes, kind, name, title, more.get("description", ""), text, start, end, more.get("tags", ()))


def searcher(folder: Path, *documents: Document) -> Searcher:
    build(folder / "index", documents)
    return Searcher(folder / "index")


def found(index: Searcher, query: str, language: str = "ko", **more) -> list[str]:
    return [hit.id for hit in index.search(PLACE, language, query, **more).hits]


def shown(parts) -> str:
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in parts)


@pytest.fixture
def kitchen(tmp_path):
    return searcher(
        tmp_path,
        document(
            "reset",
            "비밀번호 재설정",
            "로그인 화면에서 비밀번호 찾기를 누르세요. 계정에 등록한 이메일로 링크를 보냅니다.",
        ),
        document("oven", "오븐 청소하기", "오븐을 식힌 다음 젖은 천으로 닦으세요. 글쓰기 모드는 없습니다."),
        document("reset", "Reset your password", "Choose Forgot password on the sign-in page.", languages=("en",)),
        document("wifi", "iPhone을 Wi-Fi에 연결", "설정에서 네트워크를 고르고 E-102 오류가 나면 다시 켜세요."),
        document("return", "반품은 어떻게 하나요", "반품 신청을 하세요.", kind="faq"),
        document("closed", "점검 안내", "서버 점검이 있습니다.", kind="notice", start=1000, end=2000),
    )


def test_a_korean_word_of_two_letters_is_found(kitchen):
    assert found(kitchen, "계정") == ["reset"]
    assert found(kitchen, "오븐") == ["oven"]


def test_a_word_is_found_under_its_particles_and_inside_longer_words(kitchen):
    assert found(kitchen, "번호") == ["reset"]
    assert found(kitchen, "네트워크") == ["wifi"]


def test_a_single_letter_is_found_wherever_it_stands(kitchen):
    assert found(kitchen, "글") == ["oven"]
    assert found(kitchen, "닦") == ["oven"]
    assert set(found(kitchen, "요")) == {"oven", "reset", "wifi", "return"}


def test_all_words_of_a_query_are_wanted(kitchen):
    assert found(kitchen, "비밀번호 이메일") == ["reset"]
    results = kitchen.search(PLACE, "ko", "비밀번호 이메일")
    assert (results.total, results.complete) == (1, 1)


def test_mixed_scripts_are_found_by_either_part(kitchen):
    assert found(kitchen, "iphone") == ["wifi"]
    assert found(kitchen, "IPHONE을") == ["wifi"]
    assert found(kitchen, "e-102") == ["wifi"]


def test_width_and_case_do_not_matter(kitchen):
    assert found(kitchen, "ＰＡＳＳＷＯＲＤ", "en") == ["reset"]


def test_decomposed_hangul_finds_composed(kitchen):
    import unicodedata

    assert found(kitchen, unicodedata.normalize("NFD", "비밀번호")) == ["reset"]


def test_the_last_word_may_be_unfinished_and_the_others_may_not(kitchen):
    assert kitchen.search(PLACE, "en", "forgot passw").complete == 1
    assert kitchen.search(PLACE, "en", "forg password").complete == 0


def test_a_language_finds_only_its_own_words(kitchen):
    assert found(kitchen, "password", "ko") == []
    assert kitchen.search("other/main", "ko", "오븐").total == 0


def test_a_notice_is_found_only_while_it_is_shown(kitchen):
    assert found(kitchen, "점검", now=999) == []
    assert found(kitchen, "점검", now=1000) == ["closed"]
    assert found(kitchen, "점검", now=1999) == ["closed"]
    assert found(kitchen, "점검", now=2000) == []


def test_sections_are_counted_and_can_be_asked_for(tmp_path):
    index = searcher(
        tmp_path,
        document("a", "환불 규정"),
        document("b", "환불 방법", kind="faq"),
        document("c", "환불 지연", kind="faq"),
    )
    everything = index.search(PLACE, "ko", "환불")
    assert (everything.total, dict(everything.counts)) == (3, {"article": 1, "faq": 2, "notice": 0})
    faq = index.search(PLACE, "ko", "환불", "faq")
    assert ({hit.id for hit in faq.hits}, faq.total, dict(faq.counts)["article"]) == ({"b", "c"}, 2, 1)


def test_a_title_counts_more_than_a_text(tmp_path):
    index = searcher(
        tmp_path,
        document("text", "주문 확인", "배송 배송 배송"),
        document("title", "배송 조회", "주문 번호를 넣으세요"),
    )
    assert found(index, "배송") == ["title", "text"]


def test_pages_of_results_follow_each_other(tmp_path):
    index = searcher(tmp_path, *(document(f"n{number}", f"환불 {number}") for number in range(7)))
    pages = [found(index, "환불", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({name for page in pages for name in page}) == 7


def test_a_tag_is_found_as_a_word_and_said(tmp_path):
    index = searcher(
        tmp_path, document("reset", "비밀번호 재설정", "링크를 보냅니다.", tags=("login", "password", "cast-iron"))
    )
    (hit,) = index.search(PLACE, "ko", "PASSWORD").hits
    assert (hit.id, hit.tags) == ("reset", ("password",))
    assert found(index, "cast iron") == ["reset"]
    assert index.search(PLACE, "ko", "재설정").hits[0].tags == ()


def test_a_tag_does_not_outdo_the_words_of_a_text(tmp_path):
    index = searcher(
        tmp_path,
        document("tagged", "Points", "They expire.", tags=("refund",)),
        document("text", "Orders", "You get a refund."),
        document("title", "Refund", "Money."),
    )
    assert found(index, "refund") == ["title", "text", "tagged"]


def test_a_misspelt_tag_gets_its_nearest_spelling(tmp_path):
    index = searcher(tmp_path, document("pan", "무쇠 팬", "닦으세요.", tags=("induction", "인덕션")))
    assert index.search(PLACE, "ko", "inductoin").suggestion == "induction"
    assert index.search(PLACE, "ko", "인덕숀").suggestion == "인덕션"


def test_an_excerpt_shows_the_match_marked_and_is_not_html(tmp_path):
    text = "앞의 말 " * 60 + "이제 <b>오븐</b>을 켜세요 " + "뒤의 말 " * 60
    index = searcher(tmp_path, document("oven", "켜기", text))
    (hit,) = index.search(PLACE, "ko", "오븐").hits
    assert "[오븐]" in shown(hit.excerpt)
    assert "<b>[오븐]</b>" in shown(hit.excerpt)
    assert shown(hit.excerpt).startswith("… ")
    assert shown(hit.excerpt).endswith(" …")
    assert len("".join(part.text for part in hit.excerpt)) < 260


def test_a_title_is_marked_too(kitchen):
    (hit,) = kitchen.search(PLACE, "en", "PASSWORD").hits
    assert shown(hit.title_parts) == "Reset your [password]"


def test_a_misspelt_word_gets_its_nearest_spelling(kitchen):
    assert kitchen.search(PLACE, "en", "pasword").suggestion == "password"
    assert kitchen.search(PLACE, "en", "forgot passwrod").suggestion == "forgot password"


def test_a_wrong_korean_vowel_is_mended_by_its_letters(kitchen):
    assert kitchen.search(PLACE, "ko", "비밀번허").suggestion == "비밀번호"


def test_a_suggestion_always_finds_something(kitchen):
    for query in ("pasword", "forgott", "pagge sing"):
        suggestion = kitchen.search(PLACE, "en", query).suggestion
        assert suggestion is None or kitchen.search(PLACE, "en", suggestion).total > 0


def test_nothing_near_means_no_suggestion(kitchen):
    assert kitchen.search(PLACE, "en", "zzzzzzzz").suggestion is None


HOSTILE = (
    "", " ", '"', "a AND", "OR", "title:reset", "*", "(((", "re[set", "-reset", "^2", "\\", "\x00", "~", "a~9999",
    "{!x}", "/.*/", "\ud800a", "💥", "\u202eabc", "\ud7b0", "a" * 100_000, "오" * 100_000, "a b " * 10_000,
    "IN [a TO z]", "<script>", "%00",
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: repr(query[:12]))
def test_no_query_is_an_error(kitchen, query):
    for language in ("ko", "en", "", "ko/../en"):
        results = kitchen.search(PLACE, language, query)
        assert results.total >= 0


def test_a_query_without_words_finds_nothing(kitchen):
    assert kitchen.search(PLACE, "ko", " .,!? ") is NOTHING


@settings(max_examples=200, deadline=None)
@given(query=st.text(max_size=60))
def test_any_text_is_a_query(kitchen_once, query):
    json.dumps(kitchen_once.search(PLACE, "ko", query).suggestion)


@pytest.fixture(scope="module")
def kitchen_once(tmp_path_factory):
    return searcher(
        tmp_path_factory.mktemp("search"),
        document("reset", "비밀번호 재설정", "로그인 화면에서 password 찾기 " * 3),
        document("oven", "오븐", "İstanbul ﬁnal straße ｶﾞｽ ㅋㅋ 漢字テスト"),
    )


KOREAN_WORD = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=9)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.lists(KOREAN_WORD, min_size=1, max_size=8), min_size=1, max_size=4))
def test_every_two_letters_of_a_korean_word_find_its_document(tmp_path_factory, texts):
    index = searcher(
        tmp_path_factory.mktemp("pairs"),
        *(document(f"d{number}", "제목", " ".join(words)) for number, words in enumerate(texts)),
    )
    for number, words in enumerate(texts):
        for word in words:
            for at in range(len(word) - 1):
                assert f"d{number}" in found(index, word[at : at + 2]), word


@settings(max_examples=15, deadline=None)
@given(words=st.lists(KOREAN_WORD, min_size=1, max_size=8), data=st.data())
def test_any_part_of_a_korean_word_finds_its_document(tmp_path_factory, words, data):
    index = searcher(tmp_path_factory.mktemp("parts"), document("d", "제목", " ".join(words)))
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 1))
    end = data.draw(st.integers(start + 1, len(word)))
    assert found(index, word[start:end]) == ["d"]
