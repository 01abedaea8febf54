"""The server itself: which message is answered by what, and when findings are worked out again.

Findings are worked out beside the answers, a moment after the last letter. A fault of ours is logged to the editor; it
never ends the server, and never reaches what somebody types.
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.uris import from_fs_path, to_fs_path

from compiler.assist.completion import offers
from compiler.assist.meaning import Meaning, meaning
from compiler.diagnostic import Diagnostic
from compiler.link import Linked
from compiler.read import UnreadableError
from frontdesk.lsp.messages import actions, diagnostic, item, offset, place
from frontdesk.lsp.repository import Repository, repository_above

_PAUSE: Final = 0.15  # seconds without a letter before findings are worked out
Answer = TypeVar("Answer")


class _Protocol(LanguageServerProtocol):
    """Requests that cannot be read are answered, too: an editor would wait for ever."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise


class Server(LanguageServer):
    """One repository, the findings that are shown of it, and the work that is under way."""

    def __init__(self, version: str) -> None:
        super().__init__("frontdesk", version, types.TextDocumentSyncKind.Incremental, protocol_cls=_Protocol)
        self.repository: Repository | None = None
        self.shown: Mapping[str, tuple[Diagnostic, ...]] = {}
        self._waiting: asyncio.TimerHandle | None = None
        self._working: asyncio.Task[None] | None = None
        self._again = False

    def at(self, uri: str) -> tuple[Repository, str] | None:
        """The repository and the name in it of a file an editor has; `None` for a file that is none of ours."""
        path = to_fs_path(uri) if uri.startswith("file:") else None
        if path is None:
            return None
        if self.repository is None:
            self.repository = Repository(repository_above(Path(path).parent))
        file = self.repository.file_of(Path(path))
        return None if file is None else (self.repository, file)

    def address(self, file: str) -> str:
        """The address of a file of the repository."""
        assert self.repository is not None
        return from_fs_path(str(self.repository.folder / file)) or ""

    def lines(self, file: str) -> list[str]:
        """The lines of a file as the editor shows them; none for a file that cannot be read."""
        assert self.repository is not None
        text = self.repository.open.get(file)
        if text is None:
            try:
                text = (self.repository.folder / file).read_text(encoding="utf-8", errors="replace")
            except OSError:
                return []
        return text.split("\n")

    def take(self, uri: str) -> None:
        """An editor shows a text: it stands for the file from now on."""
        at = self.at(uri)
        if at is not None:
            at[0].open[at[1]] = self.workspace.get_text_document(uri).source
            self.soon()

    def soon(self) -> None:
        """Work out findings when nobody has typed for a moment."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(_PAUSE, self._begin)

    def _begin(self) -> None:
        if self._working is not None and not self._working.done():
            self._again = True
            return
        self._working = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        repository = self.repository
        if repository is None:
            return
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None, repository.findings)
        except UnreadableError as error:
            self.log(str(error))
        except Exception as fault:  # whatever it is, the next letter may mend it
            self.log(f"findings could not be worked out: {type(fault).__name__}: {fault}")
        else:
            self._publish(found)
        if self._again:
            self._again = False
            self.soon()

    def _publish(self, found: tuple[Diagnostic, ...]) -> None:
        by_file: dict[str, list[Diagnostic]] = {}
        for finding in found:
            by_file.setdefault(finding.span.file, []).append(finding)
        opened = self.repository.open if self.repository is not None else {}
        for file in sorted({*by_file, *self.shown, *opened}):
            items = [diagnostic(finding, self.lines, self.address) for finding in by_file.get(file, ())]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.address(file), items))
        self.shown = {file: tuple(rows) for file, rows in by_file.items()}

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What the protocol could not make sense of: a line in the log, and the server goes on."""
        self.log(f"a message could not be handled: {type(error).__name__}")

    def log(self, words: str) -> None:
        """A line in the editor's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Warning, words))

    def answer(
        self, uri: str, position: types.Position, ask: Callable[[Linked, str, str, int], Answer]
    ) -> Answer | None:
        """What is said of a place; `None` where nothing can be said."""
        at = self.at(uri)
        linked = None if at is None else at[0].linked()
        if at is None or linked is None:
            return None
        text = self.workspace.get_text_document(uri).source
        return ask(linked, at[1], text, offset(text, position))


async def _in_background(server: Server, ask: Callable[[], Answer]) -> Answer | None:
    """An answer worked out beside the messages; a fault of ours is logged, and nothing is answered."""
    try:
        return await asyncio.get_running_loop().run_in_executor(None, ask)
    except Exception as fault:
        server.log(f"no answer: {type(fault).__name__}: {fault}")
        return None


def make(version: str) -> Server:
    """The server with everything it answers."""
    server = Server(version)
    _follow(server)
    _inform(server)
    return server


def _follow(server: Server) -> None:
    """What the editor shows, and what changes on the disk."""

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        folders = [*server.workspace.folders.values()]
        root = folders[0].uri if folders else server.workspace.root_uri
        path = to_fs_path(root) if root else None
        if path and repository_above(Path(path)) != Path("/") and (Path(path)).is_dir():
            folder = repository_above(Path(path))
            if (folder / "brands").is_dir():
                server.repository = Repository(folder)
                server.soon()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        at = server.at(params.text_document.uri)
        if at is not None:
            at[0].open.pop(at[1], None)
            server.soon()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        _disk_changed(server)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(_: types.DidChangeWatchedFilesParams) -> None:
        _disk_changed(server)


def _disk_changed(server: Server) -> None:
    if server.repository is not None:
        server.repository.forget()
        server.soon()


def _inform(server: Server) -> None:
    """What the editor asks of a place."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(' :{[.,/"#@(')))
    async def completion(params: types.CompletionParams) -> types.CompletionList:
        uri, position = params.text_document.uri, params.position
        found = await _in_background(server, partial(server.answer, uri, position, offers)) or ()
        lines = server.workspace.get_text_document(uri).source.split("\n")
        line = lines[position.line] if position.line < len(lines) else ""
        return types.CompletionList(is_incomplete=False, items=[item(offer, position, line) for offer in found])

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        found = await _meant(params)
        if found is None or not found.says:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found.says))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        found = await _meant(params)
        if found is None or found.defined is None:
            return None
        span = found.defined
        return types.Location(server.address(span.file), place(span, server.lines(span.file)))

    async def _meant(params: types.HoverParams | types.DefinitionParams) -> Meaning | None:
        ask: Callable[[], Any] = partial(server.answer, params.text_document.uri, params.position, meaning)
        found: Meaning | None = await _in_background(server, ask)
        return found

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    async def fixes(params: types.CodeActionParams) -> list[types.CodeAction]:
        at = server.at(params.text_document.uri)
        known = server.shown.get(at[1], ()) if at is not None else ()
        return [
            action
            for given in params.context.diagnostics
            for finding in known
            if finding.code == given.code and place(finding.span, server.lines(finding.span.file)) == given.range
            for action in actions(finding, given, server.lines, server.address)
        ]
