"""Queries of the index: terms, words nearly so, the pieces of a query, and where and when a document may be found.

Built from tokens, never parsed, so nobody's typing can be a syntax error or a costly expression. Nothing here asks.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

import tantivy

from runtime.search.loosely import Piece
from runtime.search.words import Term

WORDS: Final = "words"
"""The analyser of every text field."""
FIELDS: Final[tuple[str, ...]] = ("title", "description", "text", "tags")

Wanted: TypeAlias = tuple[tuple[Any, Any], ...]
"""Parts of a query, each with whether it must or should match."""

_BOOSTS = (("title", 3.0), ("description", 1.5), ("text", 1.0))
_TAG = 0.5  # a tag finds; it hardly moves what the words of a text have found
_LOOSE_BOOSTS = (("title", 2.0), ("description", 1.3), ("tags", 1.2), ("text", 1.0))


def schema() -> Any:
    """The fields of a document."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("scope", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name=WORDS, index_option="position")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("section", fast=True)
    builder.add_integer_field("start", indexed=True, fast=True)
    builder.add_integer_field("end", indexed=True, fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


class Queries:
    """Queries for one index."""

    def __init__(self, fields: Any) -> None:
        self._schema = fields

    def where(self, name: str, now: int | None) -> Wanted:
        """Scope and period, without a say in the order of results."""
        query = tantivy.Query
        wanted = [query.term_query(self._schema, "scope", name, "basic")]
        if now is not None:
            number = tantivy.FieldType.Integer
            wanted.append(query.range_query(self._schema, "start", number, None, now))
            wanted.append(query.range_query(self._schema, "end", number, now, None, include_lower=False))
        return _must(query.const_score_query(part, 0.0) for part in wanted)

    def of_kind(self, kind: str) -> Wanted:
        """Documents of a section only."""
        term = tantivy.Query.term_query(self._schema, "kind", kind, "basic")
        return _must([tantivy.Query.const_score_query(term, 0.0)])

    def all_of(self, sought: Iterable[Term]) -> Wanted:
        """Every term in some field."""
        return _must(self._term(term) for term in sought)

    def any_of(self, sought: Iterable[Term]) -> Wanted:
        """One of the terms in some field; for counting."""
        parts = [self._in_field(term, field) for term in sought for field in FIELDS]
        return _must([tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])])

    def pieces(self, found: Sequence[Piece]) -> Wanted:
        """Some of the pieces: the more they say and the better the place, the earlier."""
        query, should = tantivy.Query, tantivy.Occur.Should
        parts = [(should, self._piece(piece)) for piece in found]
        # How often a word appears, and in how long a text, decides only between documents that are equal otherwise.
        parts += [(should, query.boost_query(self._term(piece.forms[0][0]), 0.02)) for piece in found]
        return _must([query.boolean_query(parts)])

    def alike(self, sounds: str, *, is_taken_apart: bool) -> Wanted:
        """Words spelt nearly so. Korean ones are kept as their letters, and their endings do not count."""
        query = tantivy.Query
        distance = 1 if len(sounds) < 6 else 2
        if is_taken_apart:
            return _must([query.fuzzy_term_query(self._schema, "words", sounds, distance, prefix=True)])
        fields = [query.fuzzy_term_query(self._schema, name, sounds, distance) for name in FIELDS]
        return _must([query.disjunction_max_query(fields)])

    def begins(self, sounds: str) -> Wanted:
        """A run that begins with these letters."""
        return _must([tantivy.Query.fuzzy_term_query(self._schema, "words", sounds, 0, prefix=True)])

    def _term(self, term: Term) -> Any:
        """One term in any field, the title counting most."""
        query = tantivy.Query
        parts = [query.boost_query(self._in_field(term, field), boost) for field, boost in _BOOSTS]
        parts.append(query.const_score_query(self._in_field(term, "tags"), _TAG))
        return query.disjunction_max_query(parts, 0.1)

    def _piece(self, piece: Piece) -> Any:
        """One piece in any form and field, its best place counting."""
        query = tantivy.Query
        return query.disjunction_max_query(
            [
                query.const_score_query(self._in_field(form, field), piece.weight * share * boost)
                for form, share in piece.forms
                for field, boost in _LOOSE_BOOSTS
            ],
            0.1,
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


def _must(queries: Iterable[Any]) -> Wanted:
    return tuple((tantivy.Occur.Must, query) for query in queries)
