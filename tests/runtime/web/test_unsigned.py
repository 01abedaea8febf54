"""What nobody has signed is seen by nobody else, however the server was started."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.web.unsigned import ThisMachineOnly

ROOT = Path(__file__).parents[3]
HERE = (
    {"REMOTE_ADDR": "127.0.0.1"},
    {"REMOTE_ADDR": "127.8.0.1"},
    {"REMOTE_ADDR": "::1"},
    {"REMOTE_ADDR": "::ffff:127.0.0.1"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7, 127.0.0.1"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.7, For=127.0.0.1;proto=https"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": 'proto=http; for="[::1]:4711"'},
)
ELSEWHERE = (
    {"REMOTE_ADDR": "10.0.0.7"},
    {"REMOTE_ADDR": "2001:db8::1"},
    {"REMOTE_ADDR": "::ffff:10.0.0.7"},
    {"REMOTE_ADDR": ""},
    {},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 10.0.0.7"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_REAL_IP": "10.0.0.7"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "203.0.113.9"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.9"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1, by=127.0.0.1; For = 203.0.113.9"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": 'for="[2001:db8::1]:4711"'},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=_hidden"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "proto=https"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 proxy"},
)
CREATED = """
import io, json, sys
from runtime.wsgi import create
application = create()
seen = []
for address in ("127.0.0.1", "192.0.2.7"):
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/en/", "HTTP_HOST": "north.localhost", "wsgi.input": io.BytesIO()}
    b"".join(application({**environ, "REMOTE_ADDR": address}, lambda status, headers: seen.append(status)))
print(json.dumps(seen))
"""


def asked(environ):
    """Status and body for a request, of a server whose pages say "shown"."""
    seen = []

    def pages(environ, start_response):
        start_response("200 OK", [])
        return (b"shown",)

    body = b"".join(ThisMachineOnly(pages)(environ, lambda status, headers: seen.append(status)))
    return seen[0], body


@pytest.mark.parametrize("environ", HERE, ids=str)
def test_this_machine_is_answered(environ):
    assert asked(environ) == ("200 OK", b"shown")


@pytest.mark.parametrize("environ", ELSEWHERE, ids=str)
def test_others_are_told_how_to_serve_a_release(environ):
    status, body = asked(environ)
    assert status == "403 Forbidden"
    assert b"frontdesk serve --releases" in body


def test_an_unsigned_bundle_is_shown_to_this_machine_alone(tmp_path, world_bundle):
    variables = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FRONTDESK_BUNDLE": str(world_bundle),
        "FRONTDESK_STATE": str(tmp_path / "state"),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_SECRET_KEY": "0123456789abcdef" * 2,
    }
    run = subprocess.run(
        [sys.executable, "-c", CREATED], env=variables, capture_output=True, text=True, check=True, timeout=100
    )
    assert json.loads(run.stdout.splitlines()[-1]) == ["200 OK", "403 Forbidden"]
