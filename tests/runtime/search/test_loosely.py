"""Questions in whole sentences: what comes close is found, in a sensible order, and said to be no more than that."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.search.index import FEW, KINDS, NEAR_LIMIT, Document, Searcher, build, scope
from runtime.search.loosely import RUN_LETTERS, pieces
from runtime.search.words import Term, terms

PLACE = "acme/main"

ENGLISH = {
    "reset": ("Reset your password", "Choose Forgot password on the sign-in page. We send a mail with a link."),
    "email": ("Change your e-mail address", "Sign in with your password, then go to your account."),
    "refunds": ("Returns and refunds", "You get the refund on the card you have paid with. How long it takes depends."),
    "points": ("When do points expire?", "A year after your order. A refund takes them back."),
    "invoice": ("How do I get a tax invoice?", "Tell us the number of your company and we do the rest."),
    "oven": ("Clean your oven", "Let it cool. Do not use steel wool."),
    "delivery": ("How long does delivery take?", "Two days. You get a message when it is on its way."),
    "cancel": ("Change or cancel an order", "You can cancel an order until it leaves."),
    "hours": ("When are you open?", "From nine to six."),
    "repair": ("Warranty and repairs", "Two years, with the receipt."),
}
KOREAN = {
    "reset": ("비밀번호 재설정", "로그인 화면에서 비밀번호 찾기를 누르세요."),
    "refunds": ("반품과 환불", "상품을 받은 날부터 7일 안에 환불을 신청하세요."),
    "parcel": ("택배가 어디쯤 왔는지 알고 싶어요", "배송 조회에서 볼 수 있어요."),
    "wrong": ("배송지를 잘못 적었어요", "출고 전이면 바꿀 수 있어요."),
    "missing": ("빠진 재료가 있어요", "사진을 보내 주세요."),
    "order": ("주문을 바꾸거나 취소하기", "출고 전에는 주문을 취소할 수 있습니다."),
    "points": ("적립금", "환불하면 적립금도 사라집니다."),
    "hours": ("상담 시간", "아홉 시부터 여섯 시까지입니다."),
    "oven": ("오븐 청소", "오븐을 식히세요."),
    "pan": ("무쇠 팬 길들이기", "기름을 얇게 바르세요."),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("shop") / "index"
    build(
        folder,
        (
            Document((scope(PLACE, language),), KINDS[number % 2], name, title, "", text)
            for language, texts in (("en", ENGLISH), ("ko", KOREAN))
            for number, (name, (title, text)) in enumerate(texts.items())
        ),
    )
    return Searcher(folder)


QUESTIONS = (
    ("en", "reset my password", "reset"),
    ("en", "how can I reset the password", "reset"),
    ("en", "how do I get a refund", "refunds"),
    ("en", "refund policy", "refunds"),
    ("en", "cancelling my order", "cancel"),
    ("en", "my oven is dirty", "oven"),
    ("en", "is there a warranty on this", "repair"),
    ("ko", "환불 규정", "refunds"),
    ("ko", "비밀번호재설정", "reset"),
    ("ko", "반품과환불", "refunds"),
    ("ko", "비밀번호를 잊어버렸어요", "reset"),
    ("ko", "환불받고 싶어요", "refunds"),
    ("ko", "주문을 취소하고 싶은데 어떻게 하나요", "order"),
)


@pytest.mark.parametrize(("language", "question", "answer"), QUESTIONS, ids=[question for _, question, _ in QUESTIONS])
def test_a_question_finds_its_answer_first(shop, language, question, answer):
    results = shop.search(PLACE, language, question)
    assert results.hits[0].id == answer
    assert results.complete < results.total or results.complete == 1


def test_what_comes_close_is_marked_where_it_matters(shop):
    (first, *_) = shop.search(PLACE, "en", "how do I get a refund").hits
    assert [part.text for part in first.title_parts if part.is_match] == ["refund"]
    (first, *_) = shop.search(PLACE, "ko", "비밀번호재설정").hits
    assert [part.text for part in first.title_parts if part.is_match] == ["비밀번호", "재설정"]


def test_one_unknown_word_does_not_hide_the_others(shop):
    results = shop.search(PLACE, "en", "qwertz refund")
    assert {hit.id for hit in results.hits} == {"refunds", "points"}
    assert results.complete == 0


@pytest.mark.parametrize(
    "nonsense", ["zzzzqqqq", "asdf qwer zxcv", "asdf a yxcv", "뷁쀍", "뷁쀍궯 쏉쏉", "E-777", "x y z"]
)
def test_nonsense_finds_nothing(shop, nonsense):
    for language in ("en", "ko"):
        assert shop.search(PLACE, language, nonsense).total == 0


def test_an_ending_is_not_what_a_korean_question_is_about(shop):
    assert shop.search(PLACE, "ko", "뷁쀍었어요").total == 0


def test_a_misspelling_is_told_beside_what_comes_close(shop):
    results = shop.search(PLACE, "en", "forgot passwrod")
    assert results.suggestion == "forgot password"
    assert results.hits[0].id == "reset"


def test_a_word_nobody_knows_is_left_out_of_a_suggestion(shop):
    suggestion = shop.search(PLACE, "en", "qqqqzzzz pasword").suggestion
    assert suggestion == "password"
    assert shop.search(PLACE, "en", suggestion).complete > 0


def test_a_question_that_few_answer_whole_is_followed_by_what_comes_close(shop):
    results = shop.search(PLACE, "en", "cancel an order")
    assert results.hits[0].id == "cancel"
    assert 0 < results.complete <= FEW
    assert len({hit.id for hit in results.hits}) == len(results.hits) == results.total


def test_two_words_that_are_found_are_not_followed_by_anything(shop):
    results = shop.search(PLACE, "en", "tax invoice")
    assert [hit.id for hit in results.hits] == ["invoice"]
    assert results.complete == 1


def test_sections_and_pages_of_what_comes_close_add_up(shop):
    question = "how do I get a refund"
    everything = shop.search(PLACE, "en", question)
    assert sum(everything.counts.values()) == everything.total
    for kind in KINDS:
        part = shop.search(PLACE, "en", question, kind)
        assert part.total == everything.counts[kind] == len(part.hits)
        assert [hit.id for hit in everything.hits if hit.kind == kind] == [hit.id for hit in part.hits]
    pages = [shop.search(PLACE, "en", question, limit=1, offset=at).hits for at in range(everything.total + 1)]
    assert [hit.id for page in pages for hit in page] == [hit.id for hit in everything.hits]


def test_nothing_comes_close_in_another_language_or_before_its_time(tmp_path: Path):
    soon = Document((scope(PLACE, "en"),), "notice", "soon", "Refunds in May", "", "More money.", start=1000)
    build(tmp_path / "index", [soon])
    index = Searcher(tmp_path / "index")
    assert index.search(PLACE, "en", "refund rules", now=999).total == 0
    assert index.search(PLACE, "en", "refund rules", now=1000).total == 1
    assert index.search(PLACE, "ko", "refund rules", now=1000).total == 0
    assert index.search("acme/other", "en", "refund rules", now=1000).total == 0


WORDS = sorted({word for title, text in (*ENGLISH.values(), *KOREAN.values()) for word in f"{title} {text}".split()})


@settings(max_examples=120, deadline=None)
@given(words=st.lists(st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=8)), min_size=1, max_size=8))
def test_results_never_contradict_themselves(shop, words):
    for language in ("en", "ko"):
        results = shop.search(PLACE, language, " ".join(words))
        assert results.complete <= results.total == sum(results.counts.values()) <= max(NEAR_LIMIT, len(ENGLISH)) + FEW
        assert len({(hit.kind, hit.id) for hit in results.hits}) == len(results.hits) == results.total
        if results.suggestion is not None:
            assert results.complete == 0
            assert shop.search(PLACE, language, results.suggestion).total > 0


class Counting:
    """Documents that know every pair of letters, and count how often they are asked."""

    def __init__(self) -> None:
        self.asked = 0

    def count(self, some: Sequence[Term]) -> int:
        self.asked += 1
        return int(all(len(term.text) <= 2 for term in some))

    def begins(self, run: str) -> bool:
        self.asked += 1
        return True


@pytest.mark.parametrize("query", ["오븐" * 100, "가나다라마 " * 40, "a" * 200, "word " * 40])
def test_a_long_query_is_not_taken_apart_for_ever(query):
    documents = Counting()
    pieces(terms(query), documents, 10)
    assert documents.asked <= 6 * RUN_LETTERS
