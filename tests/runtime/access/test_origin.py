"""Which requests come from our own pages."""

from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.exceptions import Forbidden

from runtime.access.origin import refuse_foreign
from runtime.settings import Settings

SETTINGS = Settings(Path("b"), Path("s"), "test", "x" * 32, "sqlite:///x", scheme="https", port=8443)
OWN = "https://help.example:8443"


def passes(headers: dict[str, str], *, unnamed: bool = False) -> bool:
    with Flask("test").test_request_context("/", method="POST", headers={"Host": "help.example:8443", **headers}):
        try:
            refuse_foreign(request, SETTINGS, unnamed=unnamed)
        except Forbidden:
            return False
        return True


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": OWN}])
def test_our_own_pages_may_post(headers):
    assert passes(headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://help.example:8443"},
        {"Origin": "https://help.example"},
        {"Origin": "https://help.example:8443.evil.example"},
        {"Origin": "https://help.example:8443@evil.example"},
        {"Referer": OWN + "/page"},
        {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
        {"Sec-Fetch-Site": "same-site", "Origin": OWN},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_everyone_else_may_not(headers):
    assert not passes(headers)


def test_a_page_that_tells_no_origin_may_post_only_where_it_is_expected():
    assert passes({"Origin": "null"}, unnamed=True)
    assert not passes({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, unnamed=True)
    assert not passes({}, unnamed=True)
