"""The language that suits a browser best."""

import pytest
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from runtime.web.accepted import best_language
from schemas.wording import WORDING
from tests.library import HOST


@pytest.mark.parametrize(
    ("header", "offered", "best"),
    [
        ("en-GB,ko;q=0.1", ("ko", "en"), "en"),
        ("ko;q=0.1,en-GB", ("ko", "en"), "en"),
        ("EN-gb", ("ko", "en"), "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", ("ko", "en"), "en"),
        ("fr, *;q=0.5, en;q=0.1", ("ko", "en"), "en"),
        ("*", ("ko", "en"), None),
        ("fr", ("ko", "en"), None),
        ("", ("ko", "en"), None),
        ("en;q=0, ko;q=0.1", ("en", "ko"), "ko"),
        ("en-GB, en;q=0, ko;q=0.1", ("en", "ko"), "ko"),
        ("en-GB, en;q=0", ("en", "en_GB"), "en_GB"),
        ("*;q=0", ("en", "ko"), None),
        ("zh-Hant-TW", ("en", "zh_CN", "zh_TW"), "zh_TW"),
        ("zh-Hant", ("zh_CN", "zh_TW"), "zh_TW"),
        ("zh-TW", ("en", "zh_Hans", "zh_Hant"), "zh_Hant"),
        ("zh-HK", ("zh_CN", "zh_TW"), "zh_TW"),
        ("zh", ("zh_TW", "zh_CN"), "zh_CN"),
        ("zh-Hant-TW, en;q=0.5", ("zh", "en"), "zh"),
        ("pt, en;q=0.5", ("en", "pt_BR"), "pt_BR"),
        ("en-a-bbb-x-a-ccc", ("ko", "en"), "en"),
        ("en_US", ("ko", "en"), "en"),
        ("\x00;;q=,,-,--,;q=1,en-;q=0.2", ("ko", "en"), "en"),
        ("en;q=a lot, ko;q=0.5", ("en", "ko"), "ko"),
        ("한국어, é;q=2", ("ko", "en"), None),
        ("-".join(["a"] * 3000), ("ko", "en"), None),
    ],
)
def test_each_tag_is_shortened_before_the_next_is_looked_at(header, offered, best):
    assert best_language(parse_accept_header(header, LanguageAccept), offered) == best


@pytest.mark.parametrize(
    ("header", "home"), [("ko-KR;q=0.2,ar-EG", "/ar/"), ("ko-KR, ar;q=0.9", "/ko/"), ("fi", "/en/")]
)
def test_the_bare_address_leads_to_the_readers_language(library, header, home):
    answer = library.browser(HOST).get("/", headers={"Accept-Language": header})
    assert (answer.status_code, answer.location) == (302, home)
    assert "Accept-Language" in answer.headers["Vary"]


def test_pages_of_no_portal_and_of_the_desk_ask_the_browser_in_the_same_way(library):
    spoken = {"Accept-Language": "ko-KR,en;q=0.5"}
    nowhere = library.browser("nobody.localhost").get("/", headers=spoken)
    assert WORDING["ko"]["host.title"] in nowhere.text
    assert '<html lang="ko"' in library.browser(HOST).get("/desk/sign-in", headers=spoken).text
