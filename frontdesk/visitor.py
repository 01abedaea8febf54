"""A visitor of our own portals: follows links, fills in forms, keeps cookies. No scripts, which no page needs.

Connects to this machine whatever host an address names, because `*.localhost` is known to browsers but not to every
system.
"""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_VOID: Final = frozenset({"input", "br", "img", "meta", "link", "hr"})


class UnexpectedPageError(Exception):
    """A page is not what a visitor would need to go on."""


@dataclass
class Form:
    """A form with what would be sent if nobody filled in anything."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    """What may be chosen for each field with a list, and each box that may be ticked."""


@dataclass(frozen=True)
class Page:
    """A page as it came."""

    address: str
    status: int
    text: str
    words: str
    """What is to be read on it."""
    links: tuple[tuple[str, str], ...]
    """Address and words of each link."""
    forms: tuple[Form, ...]

    def form(self, name: str) -> Form:
        """The first form that has a field of this name."""
        for form in self.forms:
            if name in form.values or name in form.choices:
                return form
        raise UnexpectedPageError(f"{self.address} has no form with a field {name!r}")

    def link(self, part: str) -> str:
        """The address of the first link whose address has `part` in it."""
        for address, _ in self.links:
            if part in address:
                return urljoin(self.address, address)
        raise UnexpectedPageError(f"{self.address} has no link with {part!r} in it")


class Visitor:
    """Somebody with a browser."""

    def __init__(self, language: str = "en") -> None:
        self._cookies: dict[str, str] = {}
        self._language = language

    def get(self, address: str) -> Page:
        """Open a page."""
        return self._ask("GET", address, None, None)

    def send(self, page: Page, form: Form, **filled: str) -> Page:
        """Send a form of a page, some of its fields filled in."""
        values = {**form.values, **filled}
        target = urljoin(page.address, form.action)
        if form.method == "get":
            return self._ask("GET", f"{target.partition('?')[0]}?{urlencode(values)}", None, page.address)
        return self._ask("POST", target, urlencode(values), page.address)

    def _ask(self, method: str, address: str, body: str | None, source: str | None) -> Page:
        for _ in range(10):
            status, headers, text = self._exchange(method, address, body, source)
            if status not in _REDIRECTS:
                return _read(address, status, text)
            address, method, body = urljoin(address, headers["Location"]), "GET", None
        raise UnexpectedPageError(f"{address} redirects without end")

    def _exchange(
        self, method: str, address: str, body: str | None, source: str | None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        parts = urlsplit(address)
        headers = {"Host": parts.netloc, "Accept-Language": self._language, "Sec-Fetch-Site": "same-origin"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None and source is not None:
            origin = urlsplit(source)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"{origin.scheme}://{origin.netloc}",
            }
        connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=30)
        try:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(method, path or "/", body, headers)
            response = connection.getresponse()
            for line in response.msg.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self._cookies[name.strip()] = value.strip()
            return response.status, response.msg, response.read().decode(errors="replace")
        finally:
            connection.close()


def _read(address: str, status: int, text: str) -> Page:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    words = " ".join("".join(reader.words).split())
    return Page(address, status, text, words, tuple(reader.links), tuple(reader.forms))


class _Reader(HTMLParser):
    """Words, links and forms of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._link: str | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what a tag begins."""
        facts = {name: value or "" for name, value in attributes}
        if tag in {"script", "style", "template"}:
            self._silent += 1
        elif tag == "a":
            self.links.append((facts.get("href", ""), ""))
        elif tag == "form":
            self.forms.append(Form(facts.get("action", ""), facts.get("method", "get").lower()))
        elif self.forms:
            self._field(tag, facts)
        if tag not in _VOID:
            self.words.append(" ")

    def _field(self, tag: str, facts: dict[str, str]) -> None:
        form, name = self.forms[-1], facts.get("name", "")
        if tag == "option" and self._select is not None:
            value = facts.get("value", "")
            form.choices.setdefault(self._select, []).append(value)
            if "selected" in facts or self._select not in form.values:
                form.values[self._select] = value
        elif not name:
            return
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            form.values[name] = ""
        elif tag == "input" and facts.get("type") in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(facts.get("value", "on"))
            if "checked" in facts:
                form.values[name] = facts.get("value", "on")
        elif tag == "input" and facts.get("type") not in {"submit", "file", "button"}:
            form.values[name] = facts.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Note what a tag ends."""
        if tag in {"script", "style", "template"}:
            self._silent -= 1
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        """Words of the page, or what a text box holds already."""
        if self._area is not None:
            self.forms[-1].values[self._area] += data
        elif not self._silent:
            self.words.append(data)
