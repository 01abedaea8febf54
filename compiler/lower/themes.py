"""Themes: their sources as blobs, the codes and files a page names, addresses of files in style sheets.

What is wrong in a source is `theme_findings`; which portal wears a theme is said in the portal.
"""

from collections.abc import Iterator, Mapping

from compiler.diagnostic import Diagnostic, did_you_mean, found, quoted
from compiler.lower.asset_uses import NO_FILE, use
from compiler.lower.bench import Bench
from compiler.lower.system_words import SystemWords
from compiler.lower.theme_findings import REACHES_OUT, Page, at_most, file_hint, in_page, in_style_sheet, wrong_bytes
from compiler.page_markup import read_markup
from compiler.shape import Object
from compiler.span import Span
from compiler.style_sheets import Piece, read_style_sheet, with_addresses
from compiler.suspicious import look
from compiler.themes import Source, paths, source, worn
from schemas.bundle import Asset, Blob, ThemeFacts, asset_path
from schemas.text import Localized
from schemas.theme_folder import PAGE, SCRIPT, STYLES


def lower_themes(bench: Bench) -> Mapping[str, ThemeFacts]:
    """The themes of a brand, those of the organisation only where a portal wears them."""
    return {name: _Lowering(bench, theme).lowered() for name, theme in worn(bench.brand).items()}


class _Lowering:
    """One theme of one brand."""

    def __init__(self, bench: Bench, theme: Object) -> None:
        self.bench = bench
        self.theme = theme
        self.is_shared = theme.brand != bench.brand.id
        self.sources = dict(self._readable())
        self.assets: dict[str, Asset] = {}
        self.words: dict[str, Localized] = {}

    def _readable(self) -> Iterator[tuple[str, Source]]:
        documents = self.bench.linked.draft.documents
        for name, path in paths(self.bench.linked, self.theme).items():
            place = documents.inherited.get(path, path)
            wrong = wrong_bytes(place, documents.tree.sizes[path], documents.tree.read(path))
            if wrong is not None:
                self.bench.findings.append(wrong)
            else:
                self.bench.findings.extend(look(place, documents.tree.read(path), 0))
                yield name, source(self.bench.linked, name, path)

    def lowered(self) -> ThemeFacts:
        """The theme as it crosses into the bundle."""
        own_names: set[str] = set()
        if PAGE in self.sources:
            own_names = self._page(self.sources[PAGE])
        styles: dict[str, Blob] = {
            name: self._style(self.sources[name], own_names) for name in STYLES if name in self.sources
        }
        return ThemeFacts(
            id=self.theme.id,
            title=self.bench.wording.of(self.theme.value.title),
            base=self.theme.value.base,
            page=self._put(PAGE),
            styles=styles,
            script=self._put(SCRIPT),
            words=self.words,
            assets=self.assets,
        )

    def _put(self, name: str) -> Blob | None:
        return self.bench.blobs.put(self.sources[name].text.encode()) if name in self.sources else None

    def _say(self, findings: Iterator[Diagnostic], file: str) -> None:
        self.bench.findings.extend(at_most(findings, file))

    def _page(self, text: Source) -> set[str]:
        """Look at the page, note what it names; the classes and ids it gives."""
        page, markup = Page(self.bench, text), read_markup(text.text)
        self._say(in_page(self.bench, self.theme, page, markup), text.file)
        system = SystemWords(self.bench)
        for code, *_ in page.codes:
            own = self.bench.wording.codes.get(code)
            if own is not None:
                self.words[code] = self.bench.wording.of(own)
            elif system.has(code):
                self.words[code] = system.of(code)
        files = self._files()
        for name, start, end in page.assets:
            self._use_named(name, text.span(start, end), files)
        return markup.names

    def _files(self) -> Mapping[str, str]:
        """Every file that may be named, by its name alone: one name occurs once."""
        return {path.rpartition("/")[2]: path for path in self._paths()}

    def _paths(self) -> tuple[str, ...]:
        return self.bench.assets.shared_paths() if self.is_shared else self.bench.assets.paths()

    def _use_named(self, name: str, span: Span, files: Mapping[str, str]) -> None:
        path = files.get(name)
        asset = self._use(path, span) if path else None
        if asset is not None:
            self.assets[name] = asset
        elif path is None:
            message = f"there is no file {quoted(name)} in the brand"
            hint = file_hint(name, files)
            self.bench.findings.append(found(NO_FILE, message, span, note="this file", hint=hint))

    def _use(self, path: str, span: Span) -> Asset | None:
        return self.bench.assets.shared(path) if self.is_shared else use(self.bench, path, "file", span)

    def _style(self, text: Source, own_names: set[str]) -> Blob:
        sheet = read_style_sheet(text.text)
        self._say(in_style_sheet(text, sheet, own_names), text.file)
        addresses = {piece.text: self._address(piece, text) for piece in sheet.addresses}
        return self.bench.blobs.put(with_addresses(text.text, addresses.get).encode())

    def _address(self, piece: Piece, text: Source) -> str | None:
        """Where a file of a style sheet is published; `None` for what stays, and for what is wrong."""
        span = text.span(piece.start, piece.end)
        if piece.text.startswith("#"):
            return None
        if not piece.text.startswith("assets/"):
            hint = "put the file under assets/ and write url(assets/…)"
            message = f"url({piece.text}) is not a file of the brand"
            self.bench.findings.append(found(REACHES_OUT, message, span, note="this address", hint=hint))
            return None
        asset = self._use(piece.text, span)
        if asset is None and self.is_shared:
            message = f"there is no file {quoted(piece.text)} in the organisation"
            hint = did_you_mean(piece.text, self._paths())
            self.bench.findings.append(found(NO_FILE, message, span, note="this file", hint=hint))
        return asset_path(asset) if asset is not None else None
