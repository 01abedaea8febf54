"""The search index: written once per changed bin, asked by every worker.

A query is built from tokens, never parsed, so nobody's typing can be a syntax error or a costly expression. One index
holds all portals and languages of a bin; a document says in which of them it may be found.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import tantivy

from runtime.search.excerpt import Part, excerpt, highlight
from runtime.search.words import ANALYSER, SPELLING_LENGTH, Term, fold, letters, prepared, spelt, split, terms

Kind: TypeAlias = Literal["article", "faq", "notice"]
KINDS: Final[tuple[Kind, ...]] = ("article", "faq", "notice")

HEAP = 15_000_000  # bytes the writer may use: the library's minimum
RESULTS_LIMIT = 100
DEPTH_LIMIT = 10_000
_ALWAYS = 2**53

_ANALYSER = "words"
_FIELDS: tuple[tuple[str, float], ...] = (("title", 3.0), ("description", 1.5), ("text", 1.0))


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found. `scopes` are the portals and languages where: see `scope`."""

    scopes: tuple[str, ...]
    kind: Kind
    id: str
    title: str
    description: str
    text: str
    start: int | None = None
    """Not found before this moment, in seconds since 1970."""
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found: its title and the piece of it that matched, each as parts."""

    kind: Kind
    id: str
    title: str
    title_parts: tuple[Part, ...]
    excerpt: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `total` counts the section asked for, `counts` every section."""

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[Kind, int]
    suggestion: str | None = None
    """When nothing was found: the query with its nearest spelling, which does find something."""


NOTHING: Final = Results((), 0, dict.fromkeys(KINDS, 0))


def scope(portal_key: str, language: str) -> str:
    """Where a document may be found: one portal in one language."""
    return f"{portal_key}/{language}"


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("scope", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for name, _ in _FIELDS:
        builder.add_text_field(name, tokenizer_name=_ANALYSER, index_option="position")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("start", indexed=True, fast=True)
    builder.add_integer_field("end", indexed=True, fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def build(folder: Path, documents: Iterable[Document]) -> int:
    """Write an index into a folder, all or nothing; how many documents it holds."""
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(partial), reuse=False)
    index.register_tokenizer(_ANALYSER, ANALYSER)
    writer = index.writer(HEAP, 1)
    count = 0
    for document in documents:
        writer.add_document(_stored(document))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    partial.rename(folder)
    return count


def _stored(document: Document) -> Any:
    stored = tantivy.Document()
    for name in document.scopes:
        stored.add_text("scope", name)
    stored.add_text("kind", document.kind)
    runs: list[str] = []
    for name, _ in _FIELDS:
        text, found = prepared(getattr(document, name))
        stored.add_text(name, text)
        runs += found
    if runs:
        stored.add_text("words", spelt(runs))
    stored.add_integer("start", document.start or 0)
    stored.add_integer("end", document.end or _ALWAYS)
    shown = (document.kind, document.id, document.title, document.description, document.text)
    stored.add_bytes("shown", json.dumps(shown, ensure_ascii=False).encode())
    return stored


class Searcher:
    """One index, read only; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual", 0)
        self._schema = index.schema
        self._searcher = index.searcher()

    def search(
        self,
        portal_key: str,
        language: str,
        query: str,
        section: Kind | None = None,
        limit: int = 20,
        offset: int = 0,
        *,
        now: int | None = None,
    ) -> Results:
        """What a portal shows of a query's matches, best first. `now` (seconds) leaves out what is not shown yet."""
        sought = terms(query)
        if not sought:
            return NOTHING
        where = self._where(scope(portal_key, language), now)
        wanted = (*where, *self._must(self._term(term) for term in sought))
        counts = {kind: self._count((*wanted, *self._of_kind(kind))) for kind in KINDS}
        total = counts[section] if section else sum(counts.values())
        if not sum(counts.values()):
            return Results((), 0, counts, self._suggest(where, sought))
        chosen = tantivy.Query.boolean_query([*wanted, *(self._of_kind(section) if section else ())])
        limit, offset = max(1, min(limit, RESULTS_LIMIT)), max(0, min(offset, DEPTH_LIMIT))
        found = self._searcher.search(chosen, limit=limit, offset=offset, count=False)
        return Results(tuple(self._hit(address, sought) for _, address in found.hits), total, counts)

    def _must(self, queries: Iterable[Any]) -> list[tuple[Any, Any]]:
        return [(tantivy.Occur.Must, query) for query in queries]

    def _where(self, name: str, now: int | None) -> tuple[tuple[Any, Any], ...]:
        """Scope and period, without a say in the order of results."""
        query = tantivy.Query
        wanted = [query.term_query(self._schema, "scope", name, "basic")]
        if now is not None:
            number = tantivy.FieldType.Integer
            wanted.append(query.range_query(self._schema, "start", number, None, now))
            wanted.append(query.range_query(self._schema, "end", number, now, None, include_lower=False))
        return tuple(self._must(query.const_score_query(part, 0.0) for part in wanted))

    def _of_kind(self, kind: Kind) -> list[tuple[Any, Any]]:
        term = tantivy.Query.term_query(self._schema, "kind", kind, "basic")
        return self._must([tantivy.Query.const_score_query(term, 0.0)])

    def _term(self, term: Term) -> Any:
        """One term in any field, the title counting most."""
        query = tantivy.Query
        return query.disjunction_max_query(
            [query.boost_query(self._in_field(term, field), boost) for field, boost in _FIELDS], 0.1
        )

    def _in_field(self, term: Term, field: str) -> Any:
        query = tantivy.Query
        if len(term.tokens) > 1:
            return query.phrase_query(self._schema, field, list(term.tokens))
        exact = query.term_query(self._schema, field, term.tokens[0])
        if not term.is_begun:
            return exact
        begun = query.fuzzy_term_query(self._schema, field, term.tokens[0], 0, prefix=True)
        should = tantivy.Occur.Should
        return query.boolean_query([(should, exact), (should, query.const_score_query(begun, 0.2))])

    def _count(self, wanted: Sequence[tuple[Any, Any]]) -> int:
        found: Any = self._searcher.search(tantivy.Query.boolean_query(list(wanted)), limit=1, count=True)
        return int(found.count)

    def _hit(self, address: Any, sought: Sequence[Term]) -> Hit:
        kind, name, title, description, text = json.loads(self._searcher.doc(address)["shown"][0])
        shown = excerpt(text, sought)
        if description and not any(part.is_match for part in shown):
            shown = highlight(description, sought)
        return Hit(kind, name, title, highlight(title, sought), shown)

    def _suggest(self, where: tuple[tuple[Any, Any], ...], sought: Sequence[Term]) -> str | None:
        """The query with every unknown word replaced by its nearest indexed one, if that finds something."""
        said = [term.text for term in sought]
        better = [word if self._is_known(where, word) else self._nearest(where, word) for word in said]
        if None in better or better == said:
            return None
        words = [word for word in better if word]
        wanted = (*where, *self._must(self._term(term) for term in terms(" ".join(words))))
        return " ".join(words) if self._count(wanted) else None

    def _is_known(self, where: tuple[tuple[Any, Any], ...], word: str) -> bool:
        return bool(self._count((*where, *self._must(self._term(term) for term in terms(word)))))

    def _nearest(self, where: tuple[tuple[Any, Any], ...], word: str) -> str | None:
        sounds = letters(word)
        if not 3 <= len(sounds) <= SPELLING_LENGTH:
            return None
        alike = self._alike(sounds, is_taken_apart=sounds != word)
        found = self._searcher.search(
            tantivy.Query.boolean_query([*where, *self._must([alike])]), limit=10, count=False
        ).hits
        candidates: dict[str, str] = {}
        for _, address in found:
            _, _, title, description, text = json.loads(self._searcher.doc(address)["shown"][0])
            for known in dict.fromkeys(split(f"{title} {description} {text}")):
                # Korean endings cling to a word: compare with as much of it as was typed, too.
                for form in (known, known[: len(word)]) if sounds != word else (known,):
                    candidates.setdefault(letters(form), form)
        near = get_close_matches(sounds, candidates, n=1, cutoff=0.6)
        return fold(candidates[near[0]]) if near else None

    def _alike(self, sounds: str, *, is_taken_apart: bool) -> Any:
        """Words spelt nearly so. Korean ones are kept as their letters, and their endings do not count."""
        query = tantivy.Query
        distance = 1 if len(sounds) < 6 else 2
        if is_taken_apart:
            return query.fuzzy_term_query(self._schema, "words", sounds, distance, prefix=True)
        fields = [query.fuzzy_term_query(self._schema, name, sounds, distance) for name, _ in _FIELDS]
        return query.disjunction_max_query(fields)
