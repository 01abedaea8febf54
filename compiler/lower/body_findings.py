"""What is wrong in a body: links that lead nowhere, raw HTML, pictures without words, and limits.

Only lowering opens bodies, so these findings are made here rather than by a check; their rules stand in this file.
Anchors of other bodies are known once all are rendered: such links wait on the bench (`later`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from compiler.bodies import Rendered
from compiler.body_places import Placed, places, raw_html
from compiler.checks import link_to_hidden_text, picture_without_words
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, nearest, quoted
from compiler.lower.asset_uses import use
from compiler.lower.bench import Bench, Later
from compiler.parse import MANY
from compiler.shape import Object
from compiler.span import Span
from compiler.visibility import is_public
from schemas.bundle import Words

RAW_HTML = Rule("FD640", "raw-html-in-text")
DANGEROUS_LINK = Rule("FD641", "dangerous-link")
BROKEN_LINK = Rule("FD642", "broken-link")
NO_ANCHOR = Rule("FD643", "anchor-not-found")
TITLE_HEADING = Rule("FD645", "heading-as-large-as-the-title", "warning")
TOO_COMPLEX = Rule("FD646", "text-too-complex")
EMPTY_TEXT = Rule("FD648", "empty-text", "warning")

SHOWN_OF_TEXT = 20

_KINDS = {"article": "article", "category": "category", "faq": "faq", "notice": "notice", "ask": "inquiry_type"}
FOLDERS = {"article": "articles", "faq": "faq", "notice": "notices"}
"""Kinds with a body, and the entries their words get in the shard."""
_RUNS = frozenset({"javascript", "vbscript", "data", "file"})
_OUTSIDE = ("http:", "https:", "mailto:", "tel:")

Locate = Callable[[Placed | None], Span]
"""The span of something in a body; of the whole text for `None`."""


def in_file(bench: Bench, thing: Object) -> Locate:
    """Places in the body of a Markdown file."""
    body = bench.linked.draft.documents.bodies[thing.file]

    def locate(placed: Placed | None) -> Span:
        if placed is None:
            return Span(thing.file, body.line, 1, body.line, 1)
        line = body.line + placed.line - 1
        return Span(thing.file, line, placed.column, line, placed.end_column)

    return locate


def in_value(span: Span) -> Locate:
    """Places in a text within YAML: the value as a whole."""
    return lambda placed: span


@dataclass(frozen=True, slots=True)
class BodyFindings:
    """Looks at one rendered body; what it finds goes to the bench. `public` says that customers read this text."""

    bench: Bench
    locate: Locate
    language: str
    public: bool

    def look(self, markdown: str, rendered: Rendered) -> None:
        """Everything wrong in one body; bodies with nothing to say are not read twice."""
        if rendered.refused:
            self._say(TOO_COMPLEX, rendered.refused, None, hint="split the text")
            return
        if not rendered.text and not rendered.targets and not rendered.is_suspicious:
            self._say(EMPTY_TEXT, "the text has no words", None, hint="write it, or make it a draft")
            return
        if not rendered.is_suspicious and all(self._is_fine(target, rendered) for target in rendered.targets):
            return
        before = len(self.bench.findings)
        for placed in (*places(markdown), *(raw_html(markdown) if rendered.is_suspicious else ())):
            if len(self.bench.findings) - before >= SHOWN_OF_TEXT:
                self._say(MANY, "more is wrong in this text than is shown", None, hint="mend what is shown first")
                return
            self._look_at(placed, rendered)

    def _look_at(self, placed: Placed, rendered: Rendered) -> None:
        match placed.part:
            case "link":
                self._link(placed, rendered)
            case "picture":
                self._picture(placed)
            case "title_heading":
                self._say(TITLE_HEADING, "a heading as large as the title", placed, hint="begin with ##")
            case "raw_html":
                hint = "write Markdown; to show a tag as text put it between backquotes"
                message = f"HTML is not shown: {quoted(placed.target)}"
                self._say(RAW_HTML, message, placed, "left out of the page", hint)

    def _say(self, rule: Rule, message: str, placed: Placed | None, note: str = "", hint: str = "") -> None:
        self.bench.findings.append(found(rule, message, self.locate(placed), note=note, hint=hint))

    def _is_fine(self, target: str, rendered: Rendered) -> bool:
        """Whether nothing needs to be said about a link: the quick answer, without its place."""
        scheme, _, rest = target.partition(":")
        if target.startswith(_OUTSIDE):
            return True
        if scheme in _KINDS and "#" not in rest:
            return self._is_visible(scheme, rest)
        if target.startswith("#"):
            return target[1:] in _anchors(rendered)
        return False  # files are looked at where they are used

    def _is_visible(self, scheme: str, name: str) -> bool:
        thing = self.bench.brand.of(_KINDS[scheme]).get(name)
        return thing is not None and (not self.public or is_public(self.bench.brand, thing))

    def _link(self, placed: Placed, rendered: Rendered) -> None:
        target = placed.target
        scheme, _, rest = target.partition(":")
        name, _, anchor = rest.partition("#")
        if scheme in _KINDS and target != scheme:
            self._name(placed, scheme, name, anchor)
        elif scheme == "portal" and rest:
            self._portal(placed, name)
        elif target.startswith("#"):
            if target[1:] not in _anchors(rendered):
                hint = did_you_mean(target[1:], _anchors(rendered)) or "there is no heading in this text"
                self._say(NO_ANCHOR, f"no heading here has the anchor {quoted(target[1:])}", placed, "this link", hint)
        elif target.startswith("assets/"):
            use(self.bench, target, "file", self.locate(placed))
        elif not target.startswith(_OUTSIDE):
            self._foreign(placed)

    def _name(self, placed: Placed, scheme: str, name: str, anchor: str) -> None:
        brand, kind = self.bench.brand, _KINDS[scheme]
        word = kind.replace("_", " ")
        thing = brand.of(kind).get(name)
        if thing is None:
            if not self.bench.linked.draft.is_poisoned(kind, brand.id, name):
                hint = did_you_mean(name, brand.of(kind)) or f"there is no {word} at all yet"
                self._say(BROKEN_LINK, f"there is no {word} {quoted(name)}", placed, "this link", hint)
        elif self.public and not is_public(brand, thing):
            message = f"customers cannot read the {word} {quoted(name)}"
            hint = "make it public, or link to something else"
            self._say(link_to_hidden_text.RULE, message, placed, "this link", hint)
        elif anchor:
            span = self.locate(placed)
            self.bench.later.append(Later(span, kind, name, anchor, self.language))

    def _portal(self, placed: Placed, name: str) -> None:
        linked = self.bench.linked
        brand, _, portal = name.rpartition("/")
        home = linked.brands.get(brand or self.bench.brand.id)
        if home is None or portal not in home.of("portal"):
            if not linked.draft.is_poisoned("portal", brand or self.bench.brand.id, portal):
                legal = linked.brands if home is None else home.of("portal")
                hint = did_you_mean(brand if home is None else portal, legal)
                self._say(BROKEN_LINK, f"there is no portal {quoted(name)}", placed, "this link", hint)
        elif not home.of("portal")[portal].value.enabled:
            message = f"the portal {quoted(name)} is closed"
            self._say(link_to_hidden_text.RULE, message, placed, "this link", "open it first")

    def _foreign(self, placed: Placed) -> None:
        """A target that is neither a name, a file of ours nor an address on the web."""
        target = placed.target
        scheme = target.partition(":")[0].strip().lower()
        if scheme in _RUNS:
            hint = "link to a web address, or name an article: article:reset-password"
            self._say(DANGEROUS_LINK, f"a link that runs code: {quoted(target)}", placed, "left out of the page", hint)
            return
        stem = target.rpartition("/")[2].partition(".")[0].partition("#")[0]
        near = nearest(stem, self.bench.brand.of("article")) if stem else None
        hint = (
            f"write article:{near}" if near else "name things: article:reset-password, category:, faq:, notice:, ask:"
        )
        message = f"the link {quoted(target)} leads nowhere" if target else "a link without an address"
        self._say(BROKEN_LINK, message, placed, "this link", hint)

    def _picture(self, placed: Placed) -> None:
        if not placed.target.startswith("assets/"):
            hint = "put the picture under assets/ of the brand and write ![words](assets/picture.png)"
            self._say(BROKEN_LINK, f"{quoted(placed.target)} is not a picture of the brand", placed, "not shown", hint)
            return
        use(self.bench, placed.target, "picture", self.locate(placed))
        if not placed.words.strip():
            hint = "say what it shows: ![a kitchen](assets/kitchen.png)"
            self._say(
                picture_without_words.RULE,
                "a picture without words for those who cannot see it",
                placed,
                "this picture",
                hint,
            )


def check_anchors(bench: Bench, words: Mapping[str, Words]) -> Iterator[Diagnostic]:
    """The links into other bodies that waited until all were rendered."""
    for later in bench.later:
        anchors = tuple(entry.anchor for entry in words[f"{FOLDERS[later.kind]}/{later.id}/{later.language}"].contents)
        if later.anchor not in anchors:
            message = f"{later.kind} {quoted(later.id)} has no heading with the anchor {quoted(later.anchor)}"
            hint = did_you_mean(later.anchor, anchors) or "that text has no headings"
            yield found(NO_ANCHOR, message, later.span, note="this link", hint=hint)


def _anchors(rendered: Rendered) -> tuple[str, ...]:
    return tuple(entry.anchor for entry in rendered.contents)
