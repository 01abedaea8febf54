"""An article page and its 304 against a bare gunicorn application that sends the same bytes and headers."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

from bench.measure import interleaved
from bench.sites import variables

HOST = "bench.localhost"
SECONDS = 2
_SERVERS_OWN = {"server", "date", "connection"}


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _gunicorn(application: str, environment: dict[str, str], worker: str) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--no-control-socket"]
    command += ["--worker-class", worker, "--threads", "4" if worker == "gthread" else "1", "--log-level", "error"]
    process = subprocess.Popen([*command, application], env={**os.environ, **environment})
    try:
        for _ in range(300):
            try:
                _get(port, "/", {})
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _get(port: int, path: str, headers: dict[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": HOST, **headers})
    response = connection.getresponse()
    return response, response.read()


def _rate(port: int, path: str, headers: dict[str, str]) -> float:
    """Requests a second with eight connections, by wrk."""
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", "-H", f"Host: {HOST}"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])


def measure(folder: Path, rounds: int = 5, worker: str = "sync") -> dict[str, float] | None:
    """Ratio to the bare application for the page and for the 304; `None` without wrk.

    `folder` is a built bench repository (`bench.sites`).
    """
    if shutil.which("wrk") is None:
        return None
    path = "/en/articles/article-1"
    with _gunicorn("runtime.wsgi:create()", variables(folder), worker) as ours:
        page, body = _get(ours, path, {})
        assert page.status == 200, page.status
        tag = {"If-None-Match": str(page.getheader("ETag"))}
        unchanged, _ = _get(ours, path, tag)
        assert unchanged.status == 304
        answers = folder / "answers.json"
        answers.write_text(
            json.dumps(
                {
                    "headers": [pair for pair in page.getheaders() if pair[0].lower() not in _SERVERS_OWN],
                    "not_modified": [pair for pair in unchanged.getheaders() if pair[0].lower() not in _SERVERS_OWN],
                    "body": body.decode(),
                }
            )
        )
        with _gunicorn("bench.bare:application", {"BENCH_ANSWERS": str(answers)}, worker) as bare:
            rates = interleaved(
                rounds,
                {
                    "page": lambda: _rate(ours, path, {}),
                    "bare page": lambda: _rate(bare, path, {}),
                    "304": lambda: _rate(ours, path, tag),
                    "bare 304": lambda: _rate(bare, path, tag),
                },
            )
    return {"page": rates["page"] / rates["bare page"], "304": rates["304"] / rates["bare 304"]}
