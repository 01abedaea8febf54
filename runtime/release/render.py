"""Whole public pages of a portal: which there are, and each one rendered.

At activation all of them are rendered and stored; a page that time has passed by is rendered again when it is asked
for. Pages that depend on the visitor (`runtime.web`) are given the same context. What a page says is
`runtime.release.facts`.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from runtime import static_files
from runtime.i18n import Interface, direction, own_name
from runtime.release import chrome, facts
from runtime.release.addresses import Addresses, Origin
from runtime.release.contents import PortalPlace, Release
from runtime.release.facts import Facts, Reader
from runtime.release.pages import Page
from runtime.release.shown import Shown
from runtime.release.sitemap import sitemap
from schemas.bundle import asset_path
from schemas.names import bcp47

_PATH = "/-path-of-the-page-"
"""Stands for a page's path in a header that many pages share; no path can hold it, for ids do not begin with a dash."""


class _Templates(Environment):
    """Templates by name, found at once: each page asks for those it extends and imports, thousands of times."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of a name; one that is given globals of its own is not kept."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._known:
            self._known[name] = super().get_template(name, parent)
        return self._known[name]


@cache
def template_environment() -> Environment:
    """Our templates, loaded once: everything escaped, nothing undefined."""
    environment = _Templates(
        loader=PackageLoader("runtime"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["icon"] = icon
    return environment


@cache
def icon(name: str, style: str = "") -> Markup:
    """A drawing of `icons.html`; kept, because a page has a dozen and a portal the same few on all of its pages."""
    drawings: Any = template_environment().get_template("icons.html").module  # its macros are attributes
    return Markup(drawings.icon(name, style))  # noqa: S704  our own template


class PortalPages:
    """The public pages of one portal."""

    def __init__(self, release: Release, place: PortalPlace, templates: Environment, origin: Origin) -> None:
        self.place = place
        self.shown = Shown(place)
        self._release = release
        self._templates = templates
        self._origin = origin
        self._readers: dict[str, Reader] = {}
        self._frames: dict[str, Mapping[str, Any]] = {}
        self._headers: dict[tuple[str, tuple[str, ...], str], str] = {}

    def pages(self, now: datetime) -> Iterator[Page]:
        """Every ready page, language by language, and the sitemap."""
        listed: list[str] = []
        for language in self.place.portal.languages:
            for path in self._paths(language, now):
                page = self.page(language, path, now)
                if page is not None:
                    yield page
                    if page.location is None:
                        listed.append(page.path)
        yield sitemap(self.place, self._origin(self.place.host), listed)

    def _paths(self, language: str, now: datetime) -> Iterator[str]:
        """Every path below a language that may have a page."""
        shown = self.shown
        yield "/"
        for section in shown.sections:
            yield f"/c/{section.id}"
            for folder in shown.folders(section):
                yield f"/c/{section.id}/{folder.id}"
        for name in (*shown.articles, *shown.article_aliases):
            yield f"/articles/{name}"
        if self.place.portal.show.faq:
            yield "/faq"
        if self.place.portal.show.notices:
            yield "/notices"
        for notice in shown.all_notices:
            for name in (notice.id, *notice.aliases):
                yield f"/notices/{name}"

    def page(self, language: str, path: str, now: datetime) -> Page | None:
        """The page at a path below a language; `None` where readers find nothing."""
        reader = self.reader(language)
        found = self._facts(reader, path, now)
        if found is None:
            return None
        key, full_path = self.place.key, f"/{language}{path}"
        if isinstance(found, str):
            return Page(key, full_path, b"", location=found)
        context = self.context(language, path, languages=found.languages, indexed=True)
        body = self._templates.get_template(found.template).render({**context, **found.values})
        until = int(found.valid_until.timestamp()) if found.valid_until else None
        return Page(key, full_path, body.encode(), valid_until=until)

    def _facts(self, reader: Reader, path: str, now: datetime) -> Facts | str | None:
        """What the page at a path says, or the address it has moved to."""
        portal = self.place.portal
        match path.split("/")[1:]:
            case [""]:
                return facts.home(reader, now)
            case ["c", category, *rest] if len(rest) < 2:
                return self._section(reader, category, *rest)
            case ["articles", name]:
                return self._article(reader, name)
            case ["faq"] if portal.show.faq:
                return facts.faq(reader)
            case ["notices"] if portal.show.notices:
                return facts.notices(reader, now)
            case ["notices", name] if portal.show.notices:
                return self._notice(reader, name, now)
        return None

    def _section(self, reader: Reader, category: str, folder: str | None = None) -> Facts | None:
        section = self.shown.sections_by_id.get(category)
        if section is None:
            return None
        if folder is None:
            return facts.category(reader, section)
        inner = next((item for item in self.shown.folders(section) if item.id == folder), None)
        return facts.folder(reader, section, inner) if inner else None

    def _article(self, reader: Reader, name: str) -> Facts | str | None:
        if name not in self.shown.articles:
            moved = self.shown.article_aliases.get(name)
            return f"{reader.addresses.base}/articles/{moved}" if moved else None
        section, inner, article = self.shown.articles[name]
        words = self.shown.words("articles", name, reader.language)
        return facts.article(reader, section, inner, article, words) if words else None

    def _notice(self, reader: Reader, name: str, now: datetime) -> Facts | str | None:
        notice = self.shown.notice(name, now)
        if notice is None:
            return None
        if notice.id != name:
            return f"{reader.addresses.base}/notices/{notice.id}"
        words = self.shown.words("notices", name, reader.language)
        return facts.notice(reader, notice, words, now) if words else None

    def reader(self, language: str) -> Reader:
        """Someone who reads this portal in a language."""
        if language not in self._readers:
            addresses = Addresses(self._release, self.place, self.shown, language, self._origin)
            ui = Interface(language, self.place.brand.desk.wording)
            self._readers[language] = Reader(self.place, self.shown, addresses, language, ui)
        return self._readers[language]

    def context(
        self, language: str, path: str, *, languages: tuple[str, ...] | None = None, indexed: bool = False
    ) -> dict[str, Any]:
        """What every template is given. `languages` are those the page exists in, `indexed` invites search engines."""
        frame = self._frame(language)
        origin, root, default = frame["origin"], self.place.path, self.place.portal.default_language
        read_in = languages or self.place.portal.languages
        here = f"{root}/{language}{path}"
        first = default if default in read_in else read_in[0]
        return {
            **frame,
            "path": path,
            "here": here,
            "header": self._header(frame, read_in, path),
            "alternates": [(other, f"{root}/{other}{path}") for other in read_in],
            "canonical": f"{origin}{here}",
            "x_default": f"{origin}{root or '/'}" if path == "/" else f"{origin}{root}/{first}{path}",
            "indexed": indexed,
        }

    def _header(self, frame: Mapping[str, Any], languages: tuple[str, ...], path: str) -> Markup:
        """The top of a page. Pages that are not in the navigation differ only in where the languages lead."""
        base = frame["base"]
        is_marked = path == "/" or any(entry.address == f"{base}{path}" for entry in frame["navigation"])
        key = base, languages, path if is_marked else ""
        if key not in self._headers:
            shown = path if is_marked else _PATH
            alternates = [(other, f"{self.place.path}/{other}{shown}") for other in languages]
            values = {**frame, "here": f"{base}{shown}", "alternates": alternates}
            self._headers[key] = self._templates.get_template("_header.html").render(values)
        return Markup(self._headers[key].replace(_PATH, str(escape(path))))  # noqa: S704  our own template

    def _frame(self, language: str) -> Mapping[str, Any]:
        """The part of the context that all pages of a language share."""
        if language not in self._frames:
            frame = self._new_frame(self.reader(language))
            for name in ("head", "footer", "ask_after_article"):
                part = self._templates.get_template(f"_{name}.html").render(frame)
                frame = {**frame, f"{name}_html": Markup(part)}  # noqa: S704  our own template
            self._frames[language] = {**frame, "helpful": self._helpful(frame)}
        return self._frames[language]

    def _helpful(self, frame: Mapping[str, Any]) -> Callable[[str], Markup]:
        """The question under an article, which knows of the article only its id."""
        part = self._templates.get_template("_helpful.html").render({**frame, "article": {"id": _PATH}})
        return lambda name: Markup(part.replace(_PATH, str(escape(name))))  # noqa: S704  our own template

    def _new_frame(self, reader: Reader) -> Mapping[str, Any]:
        portal, tokens = self.place.portal, self.place.portal.tokens.digest
        return {
            "portal": portal,
            "language": reader.language,
            "tag": bcp47(reader.language),
            "direction": direction(reader.language),
            "direction_of": direction,
            "bcp47": bcp47,
            "own_name": own_name,
            "say": reader.say,
            "ui": reader.ui,
            "home": f"{reader.addresses.base}/",
            "base": reader.addresses.base,
            "origin": self._origin(self.place.host),
            "asset": asset_path,
            "static": static_files.address,
            "tokens": f"/files/{tokens.removeprefix('sha256:')[:32]}/tokens.css",
            "theme_color": chrome.theme_color(self.place.brand.body(tokens)),
            "navigation": chrome.navigation(reader),
            "footer": chrome.footer(reader),
            "buttons": chrome.buttons(reader),
            "searchable": portal.show.knowledge_base or portal.show.faq or portal.show.notices,
        }
