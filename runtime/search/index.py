"""The search index: written once per changed bin, asked by every worker.

One index holds all portals and languages of a bin; a document says in which of them it may be found. How a query is
built is `queries`, what of it is asked for when no document has all of it `loosely`.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import tantivy

from runtime.search.excerpt import Part, excerpt, highlight
from runtime.search.loosely import pieces, telling
from runtime.search.queries import FIELDS, WORDS, Queries, Wanted, schema
from runtime.search.words import ANALYSER, SPELLING_LENGTH, Term, fold, letters, prepared, spelt, split, terms

Kind: TypeAlias = Literal["article", "faq", "notice"]
KINDS: Final[tuple[Kind, ...]] = ("article", "faq", "notice")

HEAP = 15_000_000  # bytes the writer may use: the library's minimum
RESULTS_LIMIT = 100
DEPTH_LIMIT = 10_000
NEAR_LIMIT = 50
"""Results that have only some of the words."""
NEAR_SHARE = 0.3
"""How well such a result must fit, compared with the best of them."""
QUESTION = 3
"""Words from which a query is a question: where few results have all of them, those with some are shown as well."""
FEW = 2
MENDED = 4
"""Unknown words of a query whose spelling is looked at."""
_ALWAYS = 2**53


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
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found: its title and the piece of it that matched, each as parts, and the tags that matched."""

    kind: Kind
    id: str
    title: str
    title_parts: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `total` counts the section asked for, `counts` every section."""

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[Kind, int]
    complete: int = 0
    """How many of the total, the first ones, have every word of the query; the others come close."""
    suggestion: str | None = None
    """When nothing has every word: the query with its nearest spelling, which does find something."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A document that was found, before it is read."""

    kind: Kind
    score: float
    address: Any

    @property
    def number(self) -> tuple[int, int]:
        return self.address.segment_ord, self.address.doc


@dataclass(frozen=True, slots=True)
class _Documents:
    """What may be found at a place, for `loosely`."""

    _count: Callable[[Wanted], int]
    _queries: Queries
    _where: Wanted

    def count(self, some: Sequence[Term]) -> int:
        return self._count((*self._where, *self._queries.any_of(some)))

    def begins(self, run: str) -> bool:
        return bool(self._count((*self._where, *self._queries.begins(letters(run)))))


NOTHING: Final = Results((), 0, dict.fromkeys(KINDS, 0))


def scope(portal_key: str, language: str) -> str:
    """Where a document may be found: one portal in one language."""
    return f"{portal_key}/{language}"


def build(folder: Path, documents: Iterable[Document]) -> int:
    """Write an index into a folder, all or nothing; how many documents it holds."""
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    index = tantivy.Index(schema(), path=str(partial), reuse=False)
    index.register_tokenizer(WORDS, ANALYSER)
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
    stored.add_integer("section", KINDS.index(document.kind))
    runs: list[str] = []
    for name in FIELDS:
        words = getattr(document, name)
        text, found = prepared(words if isinstance(words, str) else " ".join(words))
        stored.add_text(name, text)
        runs += found
    if runs:
        stored.add_text("words", spelt(runs))
    stored.add_integer("start", document.start or 0)
    stored.add_integer("end", document.end or _ALWAYS)
    shown = (document.kind, document.id, document.title, document.description, document.text, document.tags)
    stored.add_bytes("shown", json.dumps(shown, ensure_ascii=False).encode())
    return stored


class Searcher:
    """One index, read only; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual", 0)
        self._queries = Queries(index.schema)
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
        """What a portal shows of a query's matches, best first. `now` (seconds) leaves out what is not shown yet.

        Documents with every word; where there are none, or few for a question, those that come close.
        """
        sought = terms(query)
        if not sought:
            return NOTHING
        where = self._queries.where(scope(portal_key, language), now)
        wanted = (*where, *self._queries.all_of(sought))
        limit, offset = max(1, min(limit, RESULTS_LIMIT)), max(0, min(offset, DEPTH_LIMIT))
        counts = {kind: self._count((*wanted, *self._queries.of_kind(kind))) for kind in KINDS}
        everything = sum(counts.values())
        if everything > FEW or (everything and len(sought) < QUESTION):
            chosen = (*wanted, *(self._queries.of_kind(section) if section else ()))
            found = self._searcher.search(_all(chosen), limit=limit, offset=offset, count=False)
            total = counts[section] if section else everything
            return Results(tuple(self._hit(address, sought) for _, address in found.hits), total, counts, total)
        return self._with_near(where, sought, section, limit, offset)

    def _with_near(
        self, where: Wanted, sought: Sequence[Term], section: Kind | None, limit: int, offset: int
    ) -> Results:
        """The few that have every word, and behind them what comes close."""
        first = self._places((*where, *self._queries.all_of(sought)), FEW)
        marked, near = self._near(where, sought)
        known = {place.number for place in first}
        places = [*first, *(place for place in near if place.number not in known)]
        counts = {kind: sum(place.kind == kind for place in places) for kind in KINDS}
        suggestion = None if first else self._suggest(where, sought, found_any=bool(near))
        chosen = [place for place in places if section in (None, place.kind)]
        complete = sum(section in (None, place.kind) for place in first)
        hits = tuple(
            self._hit(place.address, sought if place.number in known else marked)
            for place in chosen[offset : offset + limit]
        )
        return Results(hits, len(chosen), counts, complete, suggestion)

    def _near(self, where: Wanted, sought: Sequence[Term]) -> tuple[tuple[Term, ...], list[_Place]]:
        """What has the telling pieces of a query, and those pieces."""
        found = pieces(sought, _Documents(self._count, self._queries, where), self._count(where))
        if not found:
            return (), []
        places = self._places((*where, *self._queries.pieces(found)), NEAR_LIMIT)
        enough = max((place.score for place in places), default=0.0) * NEAR_SHARE
        return telling(found), [place for place in places if place.score >= enough]

    def _places(self, wanted: Wanted, limit: int) -> list[_Place]:
        """The best of all sections, best first."""
        found = self._searcher.search(_all(wanted), limit=limit, count=False).hits
        numbers: Any = self._searcher.fast_field_values("section", [address for _, address in found])
        return [_Place(KINDS[number], score, address) for (score, address), number in zip(found, numbers, strict=True)]

    def _count(self, wanted: Wanted) -> int:
        found: Any = self._searcher.search(_all(wanted), limit=1, count=True)
        return int(found.count)

    def _hit(self, address: Any, sought: Sequence[Term]) -> Hit:
        kind, name, title, description, text, tags = json.loads(self._searcher.doc(address)["shown"][0])
        shown = excerpt(text, sought)
        if description and not any(part.is_match for part in shown):
            shown = highlight(description, sought)
        matching = tuple(tag for tag in tags if any(part.is_match for part in highlight(tag, sought)))
        return Hit(kind, name, title, highlight(title, sought), shown, matching)

    def _suggest(self, where: Wanted, sought: Sequence[Term], *, found_any: bool) -> str | None:
        """The query with unknown words replaced by their nearest indexed ones, if that finds something.

        A word nobody can mend is left out. Where something was found, only a spelling that is very near is said.
        """
        said = [term.text for term in sought]
        unknown = [word for word in dict.fromkeys(said) if not self._has_all(where, terms(word))]
        is_strict = found_any or len(unknown) > 1
        mended = {word: self._nearest(where, word, is_strict=is_strict) for word in unknown[:MENDED]}
        if not any(mended.values()):
            return None
        words = [better for word in said if (better := mended.get(word) if word in unknown else word)]
        sought = terms(" ".join(words))
        return " ".join(words) if self._has_all(where, sought) or self._near(where, sought)[1] else None

    def _has_all(self, where: Wanted, sought: Sequence[Term]) -> bool:
        return bool(self._count((*where, *self._queries.all_of(sought))))

    def _nearest(self, where: Wanted, word: str, *, is_strict: bool) -> str | None:
        sounds = letters(word)
        if not 3 <= len(sounds) <= SPELLING_LENGTH or any(letter.isdigit() for letter in word):
            return None  # another number is no spelling of this one
        is_taken_apart = sounds != word
        alike = self._queries.alike(sounds, is_taken_apart=is_taken_apart)
        found = self._searcher.search(_all((*where, *alike)), limit=10, count=False).hits
        candidates: dict[str, str] = {}
        for _, address in found:
            _, _, title, description, text, tags = json.loads(self._searcher.doc(address)["shown"][0])
            for known in dict.fromkeys(split(f"{title} {description} {text} {' '.join(tags)}")):
                # Korean endings cling to a word: compare with as much of it as was typed, too.
                for form in (known, known[: len(word)]) if is_taken_apart else (known,):
                    candidates.setdefault(letters(form), form)
        cutoff = 0.6 if not is_strict else 0.87 if is_taken_apart else 0.75
        near = get_close_matches(sounds, candidates, n=1, cutoff=cutoff)
        return fold(candidates[near[0]]) if near else None


def _all(wanted: Wanted) -> Any:
    return tantivy.Query.boolean_query(list(wanted))
