"""Secrets and deceiving characters, looked for in bytes. Nothing here is one: each is put together when it runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import suspicious
from compiler.cache import FileCache
from compiler.documents import parse_tree
from tests.kitchen import said, tree_of

LETTERS = "aB3dE5gH7jK9mN1pQ4sT6vW8yZ2cF0xR"


def codes(text: str, yaml_ends: int | None = None) -> list[str]:
    data = text.encode()
    return [item.code for item in suspicious.look("a.yaml", data, len(data) if yaml_ends is None else yaml_ends)]


SECRETS = {
    "an RSA key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "a key": "-----BEGIN " + "PRIVATE KEY-----",
    "a certificate": "-----BEGIN " + "CERTIFICATE-----",
    "AWS": "AKIA" + "IOSFODNN7EXAMPLE",
    "GitHub": "ghp_" + LETTERS,
    "GitHub, fine": "github_pat_" + LETTERS,
    "GitLab": "glpat-" + LETTERS[:20],
    "Slack": "xoxb-" + "123456789012-abcdefghij",
    "a Slack hook": "https://hooks.slack.com/" + "services/T00000000/B00000000/XXXXXXXXXXXXXXXX",
    "a Dooray hook": "https://hook.dooray.com/" + "services/1234567890/1234567890/" + LETTERS[:10],
    "Stripe": "sk_" + "live_" + LETTERS[:24],
    "Standard Webhooks": "whsec_" + LETTERS,
    "Google": "AIza" + (LETTERS + LETTERS)[:35],
    "SendGrid": "SG." + LETTERS[:20] + "." + LETTERS,
    "npm": "npm_" + (LETTERS + LETTERS)[:36],
    "PyPI": "pypi-" + "AgE" + LETTERS + LETTERS,
    "JWT": "eyJ" + LETTERS[:12] + ".eyJ" + LETTERS[:12] + "." + LETTERS,
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_what_well_known_services_give_out_is_one_error_where_it_stands(secret):
    """NHN-008: a key is named by where it is kept; one that is written out is refused."""
    [finding] = suspicious.look("a.yaml", f"name: Kitchen\nkey: {secret} # here\n".encode(), 1_000)
    assert (finding.code, finding.severity, finding.span.line, finding.span.column) == (
        "FD730",
        "error",
        2,
        6 + (8 if secret.startswith("https://") else 0),
    )


@pytest.mark.parametrize(
    "text",
    [
        'key: {secret: "env:GITHUB_TOKEN"}',
        "url: https://hooks.slack.com/help",
        "of: 5c1e9a3f",
        "id: 0b8f6f0e-9f0a-4b7e-9d0a-2f8f1c9f4b1d",
        "digest: sha256-" + "0123456789abcdef" * 4,
        "path: assets/getting-started-with-the-Kitchen-Machine-2026-Edition.png",
        "text: SummerOfTwentyTwentySixNewsletterForMembers",
        "url: https://maps.example/place/Seoul/data=4m5x8",
        "license: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ko: 비밀번호를재설정하려면로그인화면에서비밀번호찾기를누르세요",
        "word: ghp_short and xoxb- alone and eyJ",
    ],
)
def test_what_people_write_is_not_taken_for_a_secret(text):
    assert codes(text) == []


def test_a_word_made_by_chance_is_a_warning_in_yaml_and_nothing_in_a_text():
    assert codes(f"value: {LETTERS}") == ["FD731"]
    assert codes(f"---\ntitle: A\n---\n{LETTERS}", yaml_ends=17) == []


def test_a_certificate_may_be_shown_in_a_text_and_a_private_key_may_not():
    front = "---\ntitle: A\n---\n"
    assert codes(front + SECRETS["a certificate"], yaml_ends=len(front)) == []
    assert codes(front + SECRETS["a key"], yaml_ends=len(front)) == ["FD730"]


@pytest.mark.parametrize("letter", "\u202a\u202e\u2066\u2069")
def test_a_character_that_turns_words_round_is_an_error(letter):
    assert codes(f"a: b{letter}c") == ["FD732"]


@pytest.mark.parametrize("letter", "\u200b\u2060\u3164\u00ad")
def test_a_character_nobody_sees_is_a_warning(letter):
    assert codes(f"a: b{letter}c") == ["FD733"]


@pytest.mark.parametrize(
    "text", ["می‌خواهم", "\U0001f468\u200d\U0001f373", "שלום", "한국어", "Ünïcödé", "\U0001f3f4\U000e0067\U000e007f"]
)
def test_joiners_that_languages_and_emoji_need_are_left_alone(text):
    assert codes(f"a: {text}") == []


@pytest.mark.parametrize("word", ["P\u0430yPal", "\u0410pple", "Micr\u043esoft", "\u039friginal"])
def test_a_letter_of_another_alphabet_that_looks_latin_is_found(word):
    assert codes(f"a: {word}") == ["FD734"]


@pytest.mark.parametrize("word", ["μTorrent", "Δt", "Москва", "Αθήνα", "COVIDом", "Wi-Fi-сеть", "x и y"])
def test_words_that_mix_alphabets_in_sight_or_are_in_one_are_left_alone(word):
    assert codes(f"a: {word}") == []


def test_a_file_with_a_suspicious_word_is_read_all_the_same_and_reported_once():
    """One finding for one fault: nothing else is said about what the file defines."""
    text = said({"messages/hello.yaml": f"subject: Hello\nbody: {SECRETS['AWS']}\n"})
    assert text.count("error[") == 1
    assert text.startswith("error[FD730]")


def test_a_finding_is_not_lost_when_the_file_did_not_change(tmp_path):
    tree, _ = tree_of({"brands/kitchen/brand.yaml": f"name: {SECRETS['AWS']}\n".encode()})
    for _ in range(2):
        cache = FileCache(tmp_path, b"key")
        assert [item.code for item in parse_tree(tree, cache)[1]] == ["FD730"]
        cache.close()


@given(st.text())
def test_no_text_makes_the_glance_fail_and_every_finding_lies_inside_its_line(text):
    lines = text.split("\n")
    for finding in suspicious.look("a.yaml", text.encode(errors="replace"), len(text.encode(errors="replace"))):
        assert 1 <= finding.span.line <= len(lines)
        assert finding.span.end_column - 1 <= len(lines[finding.span.line - 1])


def test_long_words_in_a_file_of_their_own_are_looked_through_as_well():
    changes = {"messages/hello.yaml": "subject: Hello\n", "messages/hello.en.html": f"<p>{SECRETS['AWS']}</p>\n"}
    text = said(changes)
    assert text.startswith("error[FD730]")
    assert "hello.en.html:1:4" in text
