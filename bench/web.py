"""A folder served over HTTP on loopback, with ranges, that counts what it was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any


@dataclass
class Counted:
    """What was asked for since the last count, and how many bytes went out for it."""

    url: str
    asked: list[tuple[str, int]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def take(self) -> list[tuple[str, int]]:
        """Path and bytes of each request, the count begun anew."""
        with self.lock:
            taken, self.asked = self.asked, []
        return taken


@contextmanager
def served(folder: Path) -> Iterator[Counted]:
    """Serve a folder while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    counted = Counted(f"http://127.0.0.1:{server.server_port}")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = folder / self.path.lstrip("/")
            data = file.read_bytes() if file.is_file() else None
            start, _, end = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
            part = data[int(start) : int(end) + 1] if data is not None and start else data or b""
            self.send_response(404 if data is None else 206 if start else 200)
            if data is not None and start:
                self.send_header("Content-Range", f"bytes {start}-{int(start) + len(part) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(part)))
            self.end_headers()
            self.wfile.write(part)
            with counted.lock:
                counted.asked.append((self.path, len(part)))

        def log_message(self, *_: Any) -> None:
            pass

    server.RequestHandlerClass = Handler
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield counted
    finally:
        server.shutdown()
        server.server_close()
