"""An editor as a language server sees it: messages over stdio, answers by id, findings by file."""

import json
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

PATIENCE = 60  # seconds


class Client:
    """Talks to a language server that was started as a command."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.answers: dict[int, Any] = {}
        self.findings: dict[str, list[Any]] = {}
        self.heard: queue.Queue[Any] = queue.Queue()
        self.settings: Any = None
        self._next = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        self.errors = b""
        threading.Thread(target=self._drain, daemon=True).start()

    def start(self, **options: Any) -> Any:
        """Initialize; what the server can do."""
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        folders = [{"uri": self.folder.as_uri(), "name": "shop"}]
        answer = self.ask(
            "initialize",
            {
                "processId": None, "rootUri": self.folder.as_uri(), "workspaceFolders": folders,
                "capabilities": capabilities, **options,
            },
        )  # fmt: skip
        self.tell("initialized", {})
        return answer["result"]

    def uri(self, file: str) -> str:
        return (self.folder / file).as_uri()

    def open(self, file: str, text: str | None = None) -> None:
        said = (self.folder / file).read_text() if text is None else text
        self._versions[file] = 1
        language = "markdown" if file.endswith(".md") else "yaml"
        document = {"uri": self.uri(file), "languageId": language, "version": 1, "text": said}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, file: str, text: str) -> None:
        self._versions[file] += 1
        document = {"uri": self.uri(file), "version": self._versions[file]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def close(self, file: str) -> None:
        self.tell("textDocument/didClose", {"textDocument": {"uri": self.uri(file)}})

    def at(self, method: str, file: str, line: int, character: int) -> Any:
        """What the server says of a place, lines and characters from 0."""
        where = {"textDocument": {"uri": self.uri(file)}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{method}", where).get("result")

    def labels(self, file: str, line: int, character: int) -> list[str]:
        found = self.at("completion", file, line, character) or []
        items = found["items"] if isinstance(found, dict) else found
        return [item["label"] for item in items]

    def until(self, file: str, holds: Any) -> list[Any]:
        """The findings of a file as soon as they are as they should be."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            now = self.findings.get(self.uri(file))
            if now is not None and holds(now):
                return now
            time.sleep(0.02)
        raise AssertionError(f"{file}: {self.findings.get(self.uri(file))}\n{self.errors.decode()[-2000:]}")

    def ask(self, method: str, params: Any) -> Any:
        self._next += 1
        number = self._next
        self._send({"id": number, "method": method, "params": params})
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if number in self.answers:
                return self.answers.pop(number)
            time.sleep(0.005)
        raise AssertionError(f"no answer to {method}\n{self.errors.decode()[-2000:]}")

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def stop(self) -> int:
        """Shut down as editors do; the exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def _drain(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.errors += line

    def _listen(self) -> None:
        out = self.process.stdout
        assert out
        while True:
            length = 0
            while (line := out.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self._take(json.loads(out.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self.answers[message["id"]] = message
        elif message["method"] == "textDocument/publishDiagnostics":
            self.findings[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message["method"] == "workspace/configuration":
            said = self.settings or {}
            result = [said.get(item.get("section")) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})
