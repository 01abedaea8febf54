"""Real processes follow an address: every worker of a machine, with the page and its release always of one piece."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.serving import all_serve, free_port, until
from tests.signing import SignedAddress, record

ROOT = Path(__file__).parents[3]
_REVISION = re.compile(r"Revision (\d+) of the text")


@contextmanager
def serving_signed(address: SignedAddress, state: Path, workers: int) -> Iterator[int]:
    """`frontdesk serve` with several workers; the port."""
    port = free_port()
    command = [sys.executable, "-m", "frontdesk.cli", "serve", "--releases", address.url, "--trust", address.trust]
    command += ["--state", state, "--environment", "test", "--scheme", "http", "--public-port", port]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", workers]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "FRONTDESK_POLL_SECONDS": "0.1"}
    with subprocess.Popen([str(word) for word in command], cwd=ROOT, env=variables) as process:
        try:
            yield port
        finally:
            process.terminate()


def asked(port: int) -> tuple[str, int]:
    """The release that a page says it is of, and the revision in its text; nothing while nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/en/articles/first", headers={"Host": "help.acme.example"})
        answer = connection.getresponse()
        found = _REVISION.search(re.sub(r"<[^>]+>", "", answer.read().decode()))
        return answer.headers["X-Release"] or "", int(found[1]) if found else 0
    except OSError:
        time.sleep(0.1)
        return "", 0
    finally:
        connection.close()


def test_opa_2365_a_page_is_of_the_release_that_it_names_while_every_worker_follows(publisher, tmp_path):
    address = SignedAddress(tmp_path / "address", now=time.time())
    roots = [publisher.revision(number) for number in (1, 2)]
    revisions = {root[7:19]: number for number, root in enumerate(roots, 1)}
    address.upload(publisher.bundle)
    address.release(record(1, roots[0]))
    with serving_signed(address, tmp_path / "state", workers=2) as port:
        for sequence, number in enumerate((1, 2, 1), 1):
            address.release(record(sequence, roots[number - 1]))

            def followed(root: str = roots[number - 1]) -> bool:
                release, revision = asked(port)
                assert revisions.get(release, 0) == revision
                return all_serve(tmp_path / "state", root)

            until(followed, "some worker still serves the old release")
            assert {asked(port)[1] for _ in range(20)} == {number}
