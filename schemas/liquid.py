"""Pages of themes, written in Liquid: what they may say, what is wrong with one, and how it is filled.

Compiler and runtime parse a page with the same function, so what `check` accepts is what activation accepts. A page has
no clock, no files, no other pages, and limits on loops and length; values are escaped unless they are ready-made parts.
Which theme has which page is not known here. Importing this takes a fifth of a second: do it where a page is at hand.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from liquid import Environment
from liquid.ast import Node
from liquid.builtin.expressions import FilteredExpression, Path, StringLiteral
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.for_tag import ForNode
from liquid.exceptions import FilterArgumentError, LiquidError
from liquid.expression import Expression

Value: TypeAlias = "Literal['html', 'text'] | Mapping[str, Value] | tuple[Mapping[str, Value]]"
"""A part of the page, words, an object with keys, or a list of such objects."""
Held: TypeAlias = "Value | None"
"""What a name holds; `None` where the page gave it a value of its own."""

_LINK: Final[Mapping[str, Value]] = {"id": "text", "label": "text", "url": "text"}

VARIABLES: Final[Mapping[str, Value]] = {
    # Parts that are ready: the page puts each where it wants it.
    "content": "html",
    "header": "html",
    "search": "html",
    "navigation": "html",
    "chat": "html",
    "footer": "html",
    # Words and addresses.
    "page": {"title": "text", "kind": "text", "language": "text", "address": "text"},
    "portal": {"name": "text", "url": "text", "logo": "text", "image": "text", "image_alt": "text"},
    "brand": {"name": "text"},
    "company": {"name": "text", "address": "text", "registration": "text", "trademark": "text"},
    # Lists.
    "languages": ({"code": "text", "name": "text", "url": "text", "current": "text"},),
    "buttons": (_LINK,),
    "links": (_LINK,),
    "menus": (_LINK,),
}
"""Everything a page may name. `page.kind` is home, category, article, faq, notice, search, inquiry or history."""

SLOTS: Final = tuple(name for name, value in VARIABLES.items() if value == "html")

FILTERS: Final = (
    "abs", "append", "at_least", "at_most", "capitalize", "ceil", "compact", "default", "divided_by", "downcase",
    "escape", "first", "floor", "last", "lstrip", "map", "minus", "modulo", "newline_to_br", "plus", "prepend",
    "remove", "reverse", "round", "rstrip", "size", "slice", "sort", "split", "squish", "strip", "strip_html",
    "truncate", "truncatewords", "uniq", "upcase", "url_encode", "where",
)  # fmt: skip
"""Filters of the language. Those that read a clock, lift escaping or let a value grow without end are left out."""
OWN_FILTERS: Final = ("t", "asset", "join", "replace")
TAGS: Final = (
    "#", "assign", "break", "capture", "case", "comment", "continue", "cycle", "echo", "for", "if", "liquid", "unless",
)  # fmt: skip

_BLOCK_TAG: Final = re.compile(r"\{%-?\s*(?P<end>end)?(?P<name>if|unless|for|case|capture|comment)\b")
_BUILT_IN_TAGS: Final = ("content", "output", "illegal")  # how the parser calls text, {{ }} and what it cannot read
_LOOP: Final = "forloop"
_READ_HINT: Final = "close every {{ with }}, every {% with %}, and every {% if %} or {% for %} with its {% end… %}"
_LONGEST: Final = 200_000  # characters of one value


class _Limited(Environment):
    """An environment in which every page ends."""

    loop_iteration_limit = 10_000
    output_stream_limit = 3_000_000
    local_namespace_limit = 500_000
    block_nesting_limit = 20


Say: TypeAlias = Callable[[str], str]
"""Words of a code, or the address of a file, by its name."""


def environment(words: Say, asset: Say) -> Environment:
    """The environment of one portal and language: `words` says codes, `asset` gives addresses of files."""
    made = _Limited(autoescape=True)
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.filters |= {"t": words, "asset": asset, "join": _join, "replace": _replace}
    made.tags = {name: made.tags[name] for name in (*TAGS, *_BUILT_IN_TAGS)}
    return made


def _join(values: Any, separator: str = " ") -> str:
    items = [str(item) for item in values] if isinstance(values, list | tuple) else [str(values)]
    _must_be_short(sum(map(len, items)) + len(str(separator)) * len(items))
    return str(separator).join(items)


def _replace(text: Any, old: str, new: str = "") -> str:
    words = str(text)
    _must_be_short(len(words) + words.count(str(old)) * len(str(new)))
    return words.replace(str(old), str(new))


def _must_be_short(length: int) -> None:
    if length > _LONGEST:
        raise FilterArgumentError(f"a value of more than {_LONGEST:,} letters", token=None)


class Part:
    """A ready-made part of a page: HTML that is put in as it is."""

    def __init__(self, html: str) -> None:
        self._html = html

    def __html__(self) -> str:
        """The part, as the environment asks for it."""
        return self._html

    def __str__(self) -> str:
        return self._html


def fill(source: str, values: Mapping[str, object], words: Say, asset: Say) -> str:
    """A page with its values; texts are escaped, `Part`s are not. Raises `LiquidError` where a limit is passed."""
    return environment(words, asset).from_string(source).render(**values)


@dataclass(frozen=True, slots=True)
class Use:
    """Something a page names, with its place as offsets of characters."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a page; `legal` are the words that could stand there, `hint` says what to write otherwise."""

    kind: Literal["syntax", "unknown"]
    message: str
    start: int
    end: int
    legal: tuple[str, ...] = ()
    word: str = ""
    hint: str = ""


@dataclass(slots=True)
class Analysis:
    """What a page says, found without filling it."""

    mistakes: list[Mistake] = field(default_factory=list)
    codes: list[Use] = field(default_factory=list)
    assets: list[Use] = field(default_factory=list)
    slots: list[Use] = field(default_factory=list)
    is_read: bool = True
    """Whether the page could be read to its end; otherwise nothing is known of what it names."""


def analyse(source: str) -> Analysis:
    """Everything a page names, and every name there is not."""
    found = Analysis()
    try:
        template = environment(str, str).from_string(source)
    except LiquidError as error:
        return Analysis([_syntax(error, source)], is_read=False)
    except RecursionError:
        return Analysis(
            [
                Mistake(
                    "syntax",
                    "the page is nested too deeply",
                    0,
                    1,
                    hint="take some of its {% if %} and {% for %} apart",
                )
            ],
            is_read=False,
        )
    _Walk(source, found).nodes(template.nodes, {})
    return found


def _syntax(error: LiquidError, source: str) -> Mistake:
    start = error.token.start_index if error.token is not None else -1
    if start < 0:
        start = max(len(source.rstrip()) - 1, 0)
    message = str(error.args[0] if error.args else error).replace("'", '"')
    unclosed = _unclosed(source) if message.startswith("expected tag end") else None
    if unclosed is not None:
        message, hint = f"{{% {unclosed.name} %}} is not closed", f"write {{% end{unclosed.name} %}} where it ends"
        return Mistake("syntax", message, unclosed.start, unclosed.end, hint=hint)
    word = error.token.value if error.token is not None and source.startswith(error.token.value, start) else ""
    if message.startswith("unexpected tag") and word not in ("", *TAGS) and not word.startswith(("end", "els", "when")):
        return Mistake("unknown", f'there is no tag "{word}"', start, start + len(word), _tag_names(), word)
    return Mistake("syntax", message, start, start + max(len(word), 1), hint=_READ_HINT)


def _unclosed(source: str) -> Use | None:
    """The last block tag that nothing closes."""
    opened: list[Use] = []
    for match in _BLOCK_TAG.finditer(source):
        if not match["end"]:
            opened.append(Use(match["name"], *match.span("name")))
        elif opened and opened[-1].name == match["name"]:
            opened.pop()
    return opened[-1] if opened else None


def _tag_names() -> tuple[str, ...]:
    return tuple(name for name in TAGS if name.isalpha())


def _written(steps: Iterable[object]) -> str:
    """The beginning of a path as it is written: `buttons[0]`, `portal.name`."""
    return "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in steps).removeprefix(".")


class _Walk:
    """One walk over a parsed page; scopes map the names of loops and assignments to what they hold."""

    def __init__(self, source: str, found: Analysis) -> None:
        self.source = source
        self.found = found
        self.assigned: dict[str, Held] = {}

    def nodes(self, nodes: Iterable[Node], scope: Mapping[str, Held]) -> None:
        """Look at nodes in their order; what is assigned counts from there on."""
        for node in nodes:
            for expression in node.expressions():
                self.expression(expression, scope)
                if isinstance(node, OutputNode):
                    self.slot(expression)
            for assigned in node.template_scope():
                self.assigned[str(assigned)] = None
            self.nodes(self._children(node), {**scope, **self._inside(node, scope)})

    def _children(self, node: Node) -> Iterable[Node]:
        return node.children(None, include_partials=False)  # type: ignore[arg-type]  # read only by tags that load pages

    def _inside(self, node: Node, scope: Mapping[str, Held]) -> dict[str, Held]:
        names: dict[str, Held] = {str(name): None for name in node.block_scope()}
        if isinstance(node, ForNode) and isinstance(node.expression.iterable, Path):
            held = self.meaning(node.expression.iterable, scope)
            if isinstance(held, tuple):
                names[str(node.expression.identifier)] = held[0]
        return names

    def expression(self, expression: Expression, scope: Mapping[str, Held]) -> None:
        """Look at an expression and all in it."""
        if isinstance(expression, Path):
            self.path(expression, scope)
        elif isinstance(expression, FilteredExpression):
            self.filters(expression)
        for child in expression.children():
            self.expression(child, scope)

    def slot(self, expression: Expression) -> None:
        """A ready-made part that is put onto the page here."""
        left = expression.left if isinstance(expression, FilteredExpression) else None
        if isinstance(left, Path) and str(left) in SLOTS:
            start = left.token.start_index
            self.found.slots.append(Use(str(left), start, start + len(str(left))))

    def path(self, path: Path, scope: Mapping[str, Held]) -> None:
        """A name and its keys, each of which must exist."""
        start = path.token.start_index
        value: Held = None
        known: Mapping[str, Held] = {**VARIABLES, **self.assigned, **scope, _LOOP: None}
        for depth, step in enumerate(path.path):
            if not isinstance(step, str):
                value = value[0] if isinstance(value, tuple) else None  # buttons[0]
            elif depth == 0 or isinstance(value, Mapping):
                legal = known if depth == 0 else value
                assert isinstance(legal, Mapping)
                if step not in legal:
                    message = (
                        f'{_written(path.path[:depth])} has no "{step}"' if depth else f'there is no variable "{step}"'
                    )
                    self._wrong(message, start, step, tuple(legal))
                    return
                value = legal[step]
            elif isinstance(value, tuple) and step in ("first", "last"):
                value = value[0]
            elif value is not None and step != "size":
                self._wrong(f'{_written(path.path[:depth])} has no "{step}"', start, step, ())
                return

    def meaning(self, path: Path, scope: Mapping[str, Held]) -> Held:
        """What a path holds; `None` when that is not known or it does not exist."""
        value: Held = None
        for depth, step in enumerate(path.path):
            if depth == 0:
                value = {**VARIABLES, **self.assigned, **scope}.get(str(step))
            elif isinstance(value, Mapping) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, tuple):
                value = value[0]
            else:
                return None
        return value

    def filters(self, expression: FilteredExpression) -> None:
        """Filters that exist; codes and files, which must be written out to be found."""
        for index, one in enumerate(expression.filters or ()):
            if one.name not in (*FILTERS, *OWN_FILTERS):
                place = self.source.find(one.name, one.token.start_index)
                self._wrong(f'there is no filter "{one.name}"', max(place, 0), one.name, (*FILTERS, *OWN_FILTERS))
            elif one.name in ("t", "asset"):
                left = expression.left
                if index == 0 and isinstance(left, StringLiteral):
                    self._named(one.name, left)
                else:
                    what = "a code" if one.name == "t" else "a file"
                    place = one.token.start_index
                    message = f"{one.name} takes the name of {what} in quotes and stands first"
                    hint = f"write {{{{ '…' | {one.name} }}}} with the name in the quotes"
                    self.found.mistakes.append(Mistake("syntax", message, place, place + len(one.name), hint=hint))

    def _named(self, by: str, literal: StringLiteral) -> None:
        start = (
            self.source.find(literal.value, literal.token.start_index) if literal.value else literal.token.start_index
        )
        use = Use(literal.value, start, start + max(len(literal.value), 1))
        (self.found.codes if by == "t" else self.found.assets).append(use)

    def _wrong(self, message: str, near: int, word: str, legal: tuple[str, ...]) -> None:
        start = self.source.find(word, near)
        start = start if start >= 0 else near
        mistake = Mistake("unknown", message, start, start + max(len(word), 1), legal, word)
        self.found.mistakes.append(mistake)
