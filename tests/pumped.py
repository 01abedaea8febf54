"""Every pattern and every reader of texts, fed with what a stranger would write to keep it busy for minutes.

Run as a program, by `tests/compiler/test_pumped.py`, which gives it more time than all of it needs and far less than
one walk over a text for each of its letters would take. It says what it is about to try.
"""

import importlib
import pkgutil
import re
import re._constants as sre
import re._parser as sre_parser  # the only reader of patterns there is
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice, permutations
from pathlib import Path
from typing import Any

from compiler.allowances import allowances
from compiler.bodies import render
from compiler.body_places import places, raw_html
from compiler.dialect import stray, without_questions
from compiler.mail_markup import clean_mail, dropped, files_in
from compiler.page_markup import read_markup
from compiler.style_sheets import read_style_sheet
from compiler.suspicious import look
from frontdesk.page_pictures.words import heading, words
from schemas.markup import names_in

ROOT = Path(__file__).parent.parent
LONG = 120_000
"""Characters for one pattern: each of them meeting all others takes minutes."""
BODY = 30_000
"""Characters for one reader, which does more with each."""

PUMPS = (
    "<", "<!--", "<![", "<![CDATA[", "<?", "</", "<a", "<a ", '<a b="', "<a b='", "<p a ", "</a ", "<script>", "<h1>",
    "<title>", "&", "&#", "&amp", "{{", "{%", "{% comment %}", "{{ x }}", "<textarea>", "</script", "<a/", "<a =", '"',
    '"\\"', "'\\'", "/*", '[a="/*"],', "url(", "url( ", 'url("', "@import ", "{", "}", ";", "[", "a[b]", "`", "``` ",
    "*", "**a", "[a](", "![", "[x](article:a) ", "가[x](b) ", "[x]: ", "[^1]", "> ", "- ", "# a\n", "# a\r", "a\r=\r",
    "|-|\n", "~~~\n", "http://a ", "www.a.b ", "a@b.c ", "<b>", "<!-->", "\n", "\t", "\\", "\\`", "<img src='x' ",
    "# frontdesk: allow FD602 ", "-eyJ", "eyJ0123456789.", ",#", "|#", "(assets/", "-", "- x\n-",
)  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "silencing comments": lambda text: list(allowances("f", f"# frontdesk: allow FD602 {text}".encode())),
    "a body": render,
    "places in a body": lambda text: list(
        places(text.replace("#", "").replace("=", ""))
    ),  # no more headings than may be
    "raw HTML in a body": lambda text: list(raw_html(f"<b> {text}")),
    "corners of YAML": lambda text: (
        stray("f", f"a: '{' '.join(text.replace(chr(39), '').split())}'\n", 0),
        without_questions(text),
    ),
    "mails": lambda text: (
        dropped(f"<p>{text}"),
        clean_mail(text, "html"),
        clean_mail(text, "plain"),
        [*files_in(text)],
    ),
    "pages of themes": lambda text: read_markup(f"<p>{text}"),
    "style sheets": read_style_sheet,
    "names in selectors": lambda text: list(names_in(text)),
    "secrets": lambda text: look("f", text.encode(), len(text.encode())),
    "words of pages": lambda text: (heading(text), words(text)),
}
FOLDERS = ("compiler", "schemas", "runtime")


def ticks() -> str:
    """Backticks in growing numbers: none of them ends what another begins."""
    return "<b> " + " ".join("`" * count for count in range(1, 400))


def main() -> None:
    """Try everything; whoever is too slow is the last that was named."""
    say("backticks")
    list(raw_html(ticks()))
    for name, read in READERS.items():
        for pump in PUMPS:
            say(f"{name}: {pump!r}")
            read(pump * (BODY // len(pump)))
    for name, pattern in patterns():
        ways = used(name)
        for text in inputs(pattern):
            say(f"{name}: {text[:20]!r}")
            given: Any = text if isinstance(pattern.pattern, str) else text.encode("latin1", "replace")
            for way in ways:
                found = getattr(pattern, way)(given)
                if way == "finditer":
                    sum(1 for _ in found)
    say("done")


def say(what: str) -> None:
    """What is tried next; a process that is ended keeps no words back."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


@cache
def _sources() -> dict[str, str]:
    files = (file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
    return {".".join(file.relative_to(ROOT).with_suffix("").parts): file.read_text() for file in files}


def used(name: str) -> frozenset[str]:
    """What is done with a pattern: a name of a module's own in that module, any other anywhere."""
    module, _, word = name.rpartition(".")
    texts = (text for file, text in _sources().items() if word[0] != "_" or file == module)
    said = {way for text in texts for way in re.findall(rf"\b{word}\.([a-z]+)\(", text)}
    walks = {"finditer"} if not said or said & {"search", "finditer", "findall", "sub", "subn", "split"} else set()
    return frozenset(walks | (said & {"match", "fullmatch"}))


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every pattern that a module holds by itself or in a list."""
    seen = set()
    for folder in FOLDERS:
        for found in pkgutil.walk_packages([str(ROOT / folder)], f"{folder}."):
            if found.name in {"runtime.store.migrations.env", "runtime.wsgi"}:  # run by others, each in its own way
                continue
            for name, value in vars(importlib.import_module(found.name)).items():
                for pattern in _patterns_in(value):
                    if (pattern.pattern, pattern.flags) not in seen:
                        seen.add((pattern.pattern, pattern.flags))
                        yield f"{found.name}.{name}", pattern


def _patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if type(value) is re.Pattern:
        yield value
    elif type(value) is tuple:
        for item in value:
            yield from _patterns_in(item)
    elif type(value).__name__ == "builtin_function_or_method" and type(value.__self__) is re.Pattern:
        yield value.__self__


def inputs(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Long texts that nearly match: what the pattern repeats, again and again, and then something else."""
    spelling = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    tree = sre_parser.parse(spelling, pattern.flags & ~re.UNICODE)
    letters = list(dict.fromkeys(_letters(tree)))[:3]
    pumps = [
        *_pumps(tree, ""),
        *(("", letter) for letter in letters),
        *(("", "".join(two)) for two in permutations(letters, 2)),
    ]
    for before, pump in dict.fromkeys(pumps):
        if pump:
            yield before + pump * (LONG // len(pump)) + "\x01"


def _pumps(tree: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """What comes before a repetition and what is repeated; the whole pattern so far is worth repeating, too."""
    for number, (kind, value) in enumerate(tree):
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield before, _sample(value[2])
            yield "", before + _sample(value[2])
            yield from _pumps(value[2], before)
        elif kind in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            yield from _pumps(value[3] if kind is sre.SUBPATTERN else value, before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
        before += _sample(tree[number : number + 1])


def _sample(tree: Sequence[Any]) -> str:
    """Something short that matches, more or less."""
    text = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            text += chr(value)
        elif kind in (sre.ANY, sre.NOT_LITERAL):
            text += "x"
        elif kind is sre.IN:
            text += next(_of_set(value))
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            text += _sample(value[2]) * min(max(value[0], 1), 40)
        elif kind in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            text += _sample(value[3] if kind is sre.SUBPATTERN else value)
        elif kind is sre.BRANCH:
            text += _sample(value[1][0])
    return text


_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_WORD: "-",
}


def _of_set(items: Sequence[Any]) -> Iterator[str]:
    """Letters of a set, the first of each of its parts; of one that says what it has not, some letter."""
    if items[0][0] is sre.NEGATE:
        yield "x"
        return
    for kind, value in items:
        if kind is sre.LITERAL:
            yield chr(value)
        elif kind is sre.RANGE:
            yield chr(value[0])
        elif kind is sre.CATEGORY:
            yield _CATEGORIES.get(value, "a")


def _letters(tree: Sequence[Any]) -> Iterator[str]:
    for kind, value in tree:
        if kind is sre.LITERAL:
            yield chr(value)
        elif kind is sre.IN:
            yield from islice(_of_set(value), 2)
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from _letters(value[2])
        elif kind in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            yield from _letters(value[3] if kind is sre.SUBPATTERN else value)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _letters(branch)


if __name__ == "__main__":
    sys.exit(main())
