"""Pieces of text that show why a document was found."""

from hypothesis import given
from hypothesis import strategies as st

from runtime.search.excerpt import excerpt, highlight, matches
from runtime.search.words import terms


def shown(parts) -> str:
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in parts)


def test_only_the_beginning_of_a_word_matches_and_only_for_the_last_term():
    assert shown(highlight("Password passwords repass", terms("repass pass"))) == "[Pass]word [pass]words [repass]"
    assert shown(highlight("passwords", terms("pass word"))) == "passwords"


def test_letters_that_fold_to_several_are_marked_whole():
    assert shown(highlight("Die Straße endet", terms("strasse"))) == "Die [Straße] endet"
    assert shown(highlight("ﬁnal", terms("final"))) == "[ﬁnal]"


def test_a_text_without_a_match_shows_its_beginning():
    assert shown(excerpt("word " * 100, terms("zzz"))).startswith("word word")


def test_an_empty_text_has_no_parts():
    assert excerpt("", terms("a")) == ()
    assert highlight("", terms("a")) == ()


@given(text=st.text(max_size=300), query=st.text(max_size=20))
def test_parts_of_a_title_are_the_title(text, query):
    assert "".join(part.text for part in highlight(text, terms(query))) == text


@given(text=st.text(max_size=400), query=st.text(max_size=20))
def test_matches_lie_in_the_text_in_order(text, query):
    last = 0
    for start, end in matches(text, terms(query)):
        assert last <= start < end <= len(text)
        last = end


@given(text=st.text(max_size=400), query=st.text(max_size=20))
def test_an_excerpt_is_a_piece_of_the_text(text, query):
    words = "".join(part.text for part in excerpt(text, terms(query)))
    assert words.removeprefix("… ").removesuffix(" …") in text
