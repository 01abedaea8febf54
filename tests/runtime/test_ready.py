"""How ready pages are sent: encodings, tags, methods, and what is left to the application."""

import gzip
import json
import threading
from io import BytesIO

import pytest

from runtime.ready import ANSWERS_KEPT, PLACE, SNAPSHOT, ReadyPages, takes_gzip
from runtime.release.contents import Release
from runtime.release.pages import Page, PageFile, write_pages
from runtime.release.serving import Serving
from runtime.release.situation import situation_of
from runtime.release.snapshot import Snapshot
from runtime.release.source import BundleFolder
from schemas.bundle import Bin, BrandContract, Environment, PortalContract, Root, Shard, bin_of
from schemas.canonical import digest, to_bytes
from schemas.release import blob_path

LONG = b"<!doctype html>" + b"<p>words and words</p>" * 200


class Held:
    """What a worker holds: a snapshot or none."""

    def __init__(self, snapshot=None, refused=None):
        self.refused = refused
        self.serving = None
        self.snapshot = snapshot

    @property
    def snapshot(self):
        return self.serving.stable if self.serving else None

    @snapshot.setter
    def snapshot(self, snapshot):
        self.serving = Serving(snapshot) if snapshot else None

    def situation(self):
        return situation_of(self.serving, None, None, self.refused, None, None, 0.0)


@pytest.fixture
def release(tmp_path) -> Release:
    """The smallest bundle: one brand with a portal at the root of its host and one below a path."""

    def put(model) -> dict:
        data = to_bytes(model.model_dump(mode="json", by_alias=True))
        path = tmp_path / "bundle" / blob_path(digest(data))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return {"digest": digest(data), "size": len(data)}

    def portal(name: str, path: str) -> dict:
        facts = {"brand": "acme", "id": name, "enabled": True, "host": "help.example", "path": path}
        facts |= {"languages": ("en", "pt_BR"), "default_language": "en", "access": "public", "name": {"en": "Help"}}
        facts |= {"tokens": {"digest": "sha256:" + "0" * 64, "size": 1}, "show": {}, "translations": {}, "feedback": {}}
        return put(PortalContract.model_validate(facts))

    brand = {"id": "acme", "name": {"en": "Acme"}, "languages": ("en",), "default_language": "en", "time_zone": "UTC"}
    brand |= {"date_format": "iso", "features": {}, "portals": ("main", "shop")}
    entries = {"portals/main": portal("main", "/"), "portals/shop": portal("shop", "/shop")}
    entries["brand"] = put(BrandContract.model_validate(brand))
    shard = put(Shard.model_validate({"brand": "acme", "entries": entries}))
    root = Root(
        compiler="0",
        bins={bin_of("acme"): put(Bin(brands={"acme": shard["digest"]}))["digest"]},
        environments={"test": put(Environment(bindings={}))["digest"]},
    )
    return Release(BundleFolder(tmp_path / "bundle"), put(root)["digest"], "test")


class Web:
    """A visitor of the layer; what falls through answers 299 and says what it was given."""

    def __init__(self, release, tmp_path, clock=lambda: 1000.0):
        file = tmp_path / "pages.sqlite"
        write_pages(
            file,
            [
                Page("acme/main", "/en/", LONG),
                Page("acme/main", "/pt_BR/", b"short"),
                Page("acme/main", "/en/articles/old", b"", location="/en/articles/new"),
                Page("acme/main", "/en/notices", b"until 2000", valid_until=2000),
                Page("acme/main", "/en/big", b"x" * 100_000),
                Page("acme/shop", "/en/", b"the shop"),
                *(Page("acme/main", f"/en/articles/n{number}", b"%d" % number) for number in range(ANSWERS_KEPT + 40)),
            ],
        )
        snapshot = Snapshot(release, {bin_of("acme"): PageFile(file)}, {}, frozenset(), 1.0)
        self.held = Held(snapshot)
        self.layer = ReadyPages(self.held, self._application, clock)
        self.mark = release.root_digest[7:19]

    def _application(self, environ, start_response):
        self.environ = environ
        start_response("299 Application", [("Content-Type", "text/plain")])
        return (f"{environ['SCRIPT_NAME']} {environ['PATH_INFO']}".encode(),)

    def ask(self, path, method="GET", host="help.example", query="", **headers):
        sent = {}

        def start_response(status, fields, exc_info=None):
            sent["status"], sent["headers"] = status, fields

        environ = {"REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query}
        environ |= {"HTTP_HOST": host, "wsgi.input": BytesIO()}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        body = b"".join(self.layer(environ, start_response))
        return sent["status"], dict(sent["headers"]), body


@pytest.fixture
def web(release, tmp_path) -> Web:
    return Web(release, tmp_path)


def test_a_page_is_sent_with_everything_a_cache_must_know(web):
    status, headers, body = web.ask("/en/")
    assert (status, body) == ("200 OK", LONG)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(LONG))
    assert headers["Content-Language"] == "en"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Release"] == web.mark
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_language_is_spelt_as_the_web_spells_it(web):
    assert web.ask("/pt_BR/")[1]["Content-Language"] == "pt-BR"


def test_gzip_is_sent_to_those_who_take_it_under_a_tag_of_its_own(web):
    _, plain, _ = web.ask("/en/")
    status, packed, body = web.ask("/en/", accept_encoding="br, gzip")
    assert gzip.decompress(body) == LONG
    assert (status, packed["Content-Encoding"]) == ("200 OK", "gzip")
    assert packed["ETag"] != plain["ETag"]
    assert packed["Content-Length"] == str(len(body))


def test_a_short_page_is_never_packed(web):
    assert "Content-Encoding" not in web.ask("/pt_BR/", accept_encoding="gzip")[1]


ACCEPTED = {
    "gzip": True, "GZIP": True, "br, gzip;q=0.5": True, "*": True, "gzip;q=1.0, identity": True, "x-gzip": True,
    "deflate, *;q=0.1": True, "": False, "gzip;q=0": False, "gzip; q=0.000": False, "*;q=0": False, "br": False,
    "gzip;q=0, *": False, "gzip;q=abc": False, "gzipped": False, "identity;q=1": False,
}  # fmt: skip


@pytest.mark.parametrize(("header", "taken"), ACCEPTED.items(), ids=repr)
def test_weights_of_encodings_are_understood(header, taken):
    assert takes_gzip(header) is taken


def test_an_unchanged_page_is_not_sent_again(web):
    etag = web.ask("/en/")[1]["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', f'W/"a",W/{etag} , "b"', "*"):
        status, headers, body = web.ask("/en/", if_none_match=known)
        assert (status, body) == ("304 Not Modified", b""), known
        assert headers["ETag"] == etag
        assert headers["Vary"] == "Accept-Encoding"
        assert "Content-Length" not in headers
        assert "Content-Type" not in headers


def test_a_tag_of_another_page_or_encoding_sends_the_page(web):
    packed = web.ask("/en/", accept_encoding="gzip")[1]["ETag"]
    for known in ('"other"', "", packed, "nonsense", ","):
        assert web.ask("/en/", if_none_match=known)[0] == "200 OK"
    assert web.ask("/en/", if_none_match=packed, accept_encoding="gzip")[0] == "304 Not Modified"


def test_head_has_the_headers_of_get_and_no_body(web):
    _, headers, _ = web.ask("/en/")
    status, head, body = web.ask("/en/", method="HEAD")
    assert (status, head, body) == ("200 OK", headers, b"")


def test_an_old_address_leads_to_the_new_one(web):
    status, headers, _ = web.ask("/en/articles/old")
    assert (status, headers["Location"]) == ("301 Moved Permanently", "/en/articles/new")


def test_a_page_whose_time_has_passed_is_left_to_the_application(release, tmp_path):
    now = [1999.0]
    web = Web(release, tmp_path, lambda: now[0])
    assert web.ask("/en/notices")[2] == b"until 2000"
    now[0] = 2000.0
    assert web.ask("/en/notices")[0] == "299 Application"


def test_only_reading_is_answered_here(web):
    web.ask("/en/")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert web.ask("/en/", method=method)[0] == "299 Application"


def test_a_query_does_not_change_a_ready_page(web):
    assert web.ask("/en/", query="utm_source=mail")[2] == LONG


def test_the_second_request_is_answered_like_the_first(web):
    assert web.ask("/en/") == web.ask("/en/")


def test_what_is_kept_is_bounded_and_right(web):
    for number in range(ANSWERS_KEPT + 40):
        assert web.ask(f"/en/articles/n{number}")[2] == b"%d" % number
    web.ask("/en/big")
    kept = web.held.serving.answers
    assert len(kept) <= ANSWERS_KEPT
    assert all(len(answer.plain.body) < 70_000 for answer in kept.values())
    assert web.ask("/en/big")[2] == b"x" * 100_000


def test_a_server_that_changes_the_headers_it_was_given_harms_nobody(web):
    status, headers, body = web.ask("/en/")
    web.layer({"REQUEST_METHOD": "GET", "PATH_INFO": "/en/", "HTTP_HOST": "help.example"}, lambda s, h: h.clear())
    assert web.ask("/en/") == (status, headers, body)


def test_a_portal_below_a_path_is_found_by_its_path(web):
    assert web.ask("/shop/en/")[2] == b"the shop"
    assert web.ask("/shop/en/ask")[2] == b"/shop /en/ask"
    assert web.environ[PLACE].portal.id == "shop"


def test_the_application_is_given_the_snapshot_and_its_answer_names_the_release(web):
    status, headers, _ = web.ask("/en/ask")
    assert (status, headers["X-Release"]) == ("299 Application", web.mark)
    assert web.environ[SNAPSHOT] is web.held.snapshot


@pytest.mark.parametrize("host", ["help.example:8000", "HELP.EXAMPLE", "help.example."])
def test_a_host_is_the_same_with_port_case_and_final_dot(web, host):
    assert web.ask("/en/", host=host)[2] == LONG


@pytest.mark.parametrize("host", ["", "evil.example", "help.example.evil", "\xff", "help.example@evil", ":", "::1"])
def test_a_foreign_host_has_no_portal(web, host):
    status, _, _ = web.ask("/en/", host=host)
    assert status == "299 Application"
    assert PLACE not in web.environ


@pytest.mark.parametrize("path", ["", "//", "/en", "/../en/", "/en/\x00", "/\xff\xfe", "/en/%00", "/" + "a" * 10_000])
def test_a_strange_path_is_left_to_the_application(web, path):
    assert web.ask(path)[0] == "299 Application"


def test_health_says_that_the_process_lives_whatever_the_host(web):
    status, _, body = web.ask("/healthz", host="10.0.0.1")
    assert (status, json.loads(body)) == ("200 OK", {"status": "ok"})


def test_readiness_names_the_root_and_a_refusal(web):
    from runtime.release.situation import Refused

    status, headers, body = web.ask("/readyz")
    facts = json.loads(body)
    assert (status, facts["status"], facts["refused"]) == ("200 OK", "ready", None)
    assert facts["root"] == web.held.snapshot.release.root_digest
    assert headers["Cache-Control"] == "no-store"
    web.held.refused = Refused("FD804", "the bytes of … are not what was compiled", 5.0)
    assert json.loads(web.ask("/readyz")[2])["refused"]["code"] == "FD804"


def test_without_a_release_visitors_get_a_page_in_their_language_and_operators_a_reason(web):
    from runtime.release.situation import Refused

    web.held.snapshot, web.held.refused = None, Refused("FD801", "no bundle", 5.0)
    status, headers, body = web.ask("/ko/", accept_language="ko-KR,ko;q=0.9")
    assert status == "503 Service Unavailable"
    assert (headers["Content-Language"], headers["Retry-After"]) == ("ko", "10")
    assert "잠시 후" in body.decode()
    assert headers["X-Request-Id"] in body.decode()
    assert "FD801" in body.decode()
    assert web.ask("/", accept_language="<script>")[1]["Content-Language"] == "en"
    assert web.ask("/healthz")[0] == "200 OK"
    status, _, body = web.ask("/readyz")
    assert (status, json.loads(body)["refused"]["reason"]) == ("503 Service Unavailable", "no bundle")


def test_threads_of_one_worker_never_get_each_others_page(web):
    wrong = []

    def visit(start: int) -> None:
        for step in range(start, start + 400):
            number = step % (ANSWERS_KEPT + 40)
            if web.ask(f"/en/articles/n{number}")[2] != b"%d" % number:
                wrong.append(number)

    threads = [threading.Thread(target=visit, args=(start,)) for start in range(0, 800, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
