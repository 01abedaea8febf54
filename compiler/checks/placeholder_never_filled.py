"""A placeholder where nothing is filled in, or a theme's `{{ … | t }}` outside of one: people read it as it is typed.

Bodies of Markdown files are opened in lowering, which asks `unfilled` as well.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from compiler.authored import Authored, texts, values_of
from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.passages import Passage, filled_in, passages, stretch
from compiler.shape import Object
from compiler.span import Path
from compiler.vocabulary import own_placeholders
from schemas.placeholders import Own, parse
from schemas.refs import sort
from schemas.text import Text

RULE = Rule("FD547", "placeholder-never-filled")
IN_BODY = Rule("FD548", "placeholder-in-body", "warning")

HINT: Final = "only messages, rules, answers and tracking pages are filled in: write words here"
_HINT_OF_LIQUID: Final = "only pages of a theme say codes like this; elsewhere a text is  {code: …}"

_CODE: Final = re.compile(
    r"(?ms)^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*\s*$|\Z)|(?<!`)(`+)(?!`).{1,1000}?(?<!`)\2(?!`)"
)
_NOT_READ: Final = re.compile(r"(?m)^(?: {4}|\t).*$|(?s:<!--.*?-->)")
_LIQUID: Final = re.compile(r"\{\{[^{}\n]{0,200}\|\s*(?:t|asset)\b[^{}\n]{0,80}\}\}")
_SIGNS: Final = ("#{", "@[", "[#", "{{")
_TYPED: Final = ("title", "description", "url")
"""Keys of words and addresses that are no texts in several languages."""
_READ: Final = frozenset({
    "portal", "article", "article_translation", "faq", "faq_translation", "notice", "notice_translation",
    "company_info", "external_menu",
})  # fmt: skip
"""Kinds whose titles, descriptions and addresses customers see."""

Unfilled = tuple[int, int, str, str]
"""Where it begins and ends, how it is spelt, and what to write."""


def check(linked: Linked) -> Iterator[Diagnostic]:
    """All texts but those that are filled in; and in those what only themes understand."""
    for brand in linked.brands.values():
        own = own_placeholders(brand)
        said_by_rules = {passage.thing.id for passage in passages(brand) if passage.thing.kind == "code"}
        for passage in passages(brand):
            yield from _liquid(linked, passage)
        shared = (thing for things in linked.organization.values() for thing in things.values())
        others = (Authored(thing, path, text) for thing in shared for path, text in values_of(thing, Text))
        for item in (*texts(brand), *others):
            if item.text.code is not None or _may_be_filled(item.text):
                yield from _of_text(linked, brand, item, own, said_by_rules)
        for thing in brand.own():
            if thing.kind in _READ:
                for path, words in _typed(thing.value, ()):
                    yield from _found(linked, thing, path, words, own)


def unfilled(words: str, own: Own) -> Iterator[Unfilled]:
    """What looks as if it were filled in, outside of code; of `[#…]` only names that there are."""
    if not any(sign in words for sign in _SIGNS):
        return
    bare = _CODE.sub(lambda match: re.sub("[^\\n]", " ", match[0]), words)
    for one in parse(bare, own):
        if one.name is not None or not one.spelling.startswith("[#"):
            yield one.start, one.end, one.spelling, HINT
    for match in _LIQUID.finditer(bare):
        yield match.start(), match.end(), match[0], _HINT_OF_LIQUID


def unfilled_in_body(markdown: str, own: Own) -> Iterator[Unfilled]:
    """The same in the body of a Markdown file, where lines deep to the right are code and comments are not read."""
    return unfilled(_NOT_READ.sub(lambda match: re.sub("[^\\n]", " ", match[0]), markdown), own)


def _may_be_filled(text: Text) -> bool:
    """Whether a text has anything that looks so: nearly none has, and every text of a repository is asked."""
    words = text.plain if text.plain is not None else "".join((text.by_language or {}).values())
    return "{" in words or "[" in words


def _of_text(
    linked: Linked, brand: LinkedBrand, item: Authored, own: Own, said_by_rules: set[str]
) -> Iterator[Diagnostic]:
    thing, path, text = item.thing, item.path, item.text
    if thing.kind in ("code", "system_code") and (thing.id in said_by_rules or thing.brand != brand.id):
        return  # words of a shared code may be for the rules of another brand: they are looked at where they stand
    if filled_in(thing.kind, path):
        return
    for place, words in _spoken(text):
        yield from _found(linked, thing, (*path, *place), words, own)
    code = brand.of("code").get(text.code or "")
    if code is not None and (code.id in said_by_rules or code.brand != brand.id):
        yield from _of_code(linked, thing, path, code, own)


def _spoken(text: Text) -> Iterator[tuple[Path, str]]:
    if text.plain is not None:
        yield (), text.plain
    for language, words in (text.by_language or {}).items():
        yield (language,), words


def _typed(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Titles, descriptions and addresses in an object, each with its place."""
    kind = sort(value.__class__)
    if kind == "model" and not isinstance(value, Text):
        for name, field in type(value).model_fields.items():
            key, inner = field.alias or name, getattr(value, name)
            if isinstance(inner, str):
                if key in _TYPED:
                    yield (*path, key), inner
            else:
                yield from _typed(inner, (*path, key))
    elif kind == "items":
        for index, item in enumerate(value):
            yield from _typed(item, (*path, index))


def _found(linked: Linked, thing: Object, path: Path, words: str, own: Own) -> Iterator[Diagnostic]:
    for start, end, spelling, hint in unfilled(words, own):
        span = stretch(linked, Passage(thing, path, words, "note"), start, end)
        yield found(RULE, f"{quoted(spelling)} is read here as it is typed", span, note="never filled in", hint=hint)


def _of_code(linked: Linked, thing: Object, path: Path, code: Object, own: Own) -> Iterator[Diagnostic]:
    """A code that rules say, too, in a text that nothing fills in."""
    for _, words in _spoken(code.value.text):
        for _, _, spelling, hint in unfilled(words, own):
            message = f"{quoted(spelling)} of the code {quoted(code.id)} is read here as it is typed"
            yield found(RULE, message, linked.draft.span(thing, path), note="never filled in", hint=hint)
            return


def _liquid(linked: Linked, passage: Passage) -> Iterator[Diagnostic]:
    for match in _LIQUID.finditer(passage.words) if "{{" in passage.words else ():
        span = stretch(linked, passage, match.start(), match.end())
        message = f"{quoted(match[0])} is read here as it is typed"
        yield found(RULE, message, span, note="never filled in", hint=_HINT_OF_LIQUID)
