"""Long texts (articles, FAQ documents, notices) in each language: rendered, stored, and what is wrong in them.

A body is opened here and nowhere else, one at a time; what is kept is its digest. The facts around the words are
`content`, `faq` and `notices`.
"""

import html
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from compiler.authored import policy
from compiler.bodies import Rendered, with_files
from compiler.checks.placeholder_never_filled import IN_BODY, unfilled_in_body
from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.lower.bench import Bench
from compiler.lower.body_findings import FOLDERS, SHOWN_OF_TEXT, BodyFindings, in_file
from compiler.shape import Object
from compiler.span import Span
from compiler.translation.hashes import as_yaml, source_hash
from compiler.visibility import is_public
from compiler.vocabulary import own_placeholders
from schemas.bundle import Words, asset_path

STALE = Rule("FD304", "translation-stale", "warning")


def lower_texts(bench: Bench, kind: str) -> Mapping[str, Words]:
    """The words of every object of a kind in each language of the brand, by the entry's name in the shard."""
    words: dict[str, Words] = {}
    for name, thing in bench.brand.of(kind).items():
        for language, own in _in_languages(bench, thing).items():
            words[f"{FOLDERS[kind]}/{name}/{language}"] = own
    return words


def _in_languages(bench: Bench, thing: Object) -> dict[str, Words]:
    """The words in each language of the brand; where one is missing, the default language's, and they say so."""
    brand = bench.brand
    source = _words(bench, brand.default_language, thing, thing)
    words = {}
    for language in brand.languages:
        translation = brand.of(f"{thing.kind}_translation").get(f"{thing.id}/{language}")
        if translation is None or language == brand.default_language:
            words[language] = source
        else:
            words[language] = _words(bench, language, translation, thing)
    return words


def _is_stale(bench: Bench, language: str, thing: Object, source: Object) -> bool:
    """Whether a translation says that it was made from other words than the source has now; if so, a finding."""
    made_from = None if thing is source else thing.value.of
    if made_from is None:
        return False
    fresh = source_hash(source.value.title, bench.body(source))
    if made_from != fresh:
        bench.findings.extend(_stale(bench, language, thing, fresh))
    return bool(made_from != fresh)


def _stale(bench: Bench, language: str, thing: Object, fresh: str) -> Iterator[Diagnostic]:
    """What an open portal thinks of it: nothing where it falls back or hides."""
    said = policy(bench.linked, bench.brand, language, "stale")
    if said not in {"block", "warn"}:
        return
    source = f"{thing.file.rsplit('.', 2)[0]}.md"
    item = found(
        STALE,
        f"{source.rpartition('/')[2]} has other words than this translation was made from",
        bench.linked.draft.span(thing, ("of",)),
        note="made from these words",
        hint=f"translate what changed, then write  of: {as_yaml(fresh)}\nor run  frontdesk translate ack {source}",
    )
    yield replace(item, severity="error" if said == "block" else "warning")


def _unfilled(bench: Bench, thing: Object, markdown: str) -> Iterator[Diagnostic]:
    """What customers would read as it is typed."""
    first = bench.linked.draft.documents.bodies[thing.file].line
    looked = unfilled_in_body(markdown, own_placeholders(bench.brand))
    for start, end, spelling, hint in islice(looked, SHOWN_OF_TEXT):
        line = markdown.count("\n", 0, start)
        column = start - markdown.rfind("\n", 0, start)
        span = Span(thing.file, first + line, column, first + line, column + end - start)
        message = f"{quoted(spelling)} is read here as it is typed"
        code = "to show it as it is, put it between backquotes"
        yield found(IN_BODY, message, span, note="never filled in", hint=f"{hint}\n{code}")


def _words(bench: Bench, language: str, thing: Object, source: Object) -> Words:
    """The words of `thing`: the source itself, or its translation into `language`."""
    markdown = bench.body(thing)
    rendered = bench.render(markdown)
    BodyFindings(bench, in_file(bench, thing), language, is_public(bench.brand, source)).look(markdown, rendered)
    bench.findings.extend(_unfilled(bench, thing, markdown))
    return Words(
        language=language,
        title=thing.value.title,
        description=thing.value.description or "",
        body=bench.blobs.put(published(bench, rendered).encode()).digest,
        text=bench.blobs.put(rendered.text.encode()).digest,
        contents=rendered.contents,
        minutes=rendered.minutes,
        stale=_is_stale(bench, language, thing, source),
    )


def published(bench: Bench, rendered: Rendered) -> str:
    """The HTML of a body with its pictures and files at their addresses."""

    def picture(path: str) -> str:
        asset = bench.assets.find(path)
        if asset is None:
            return 'src=""'
        # The size keeps the page from jumping when the picture arrives.
        size = f' width="{asset.width}" height="{asset.height}"' if asset.width else ""
        return f'src="{html.escape(asset_path(asset))}"{size} loading="lazy"'

    def link(path: str) -> str:
        asset = bench.assets.find(path)
        return 'href=""' if asset is None else f'href="{html.escape(asset_path(asset))}"'

    return with_files(rendered.html, picture, link)
