"""What came back from translators, put into place: which messages are taken, and which are left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from compiler.compile import resolve
from compiler.diagnostic import did_you_mean, quoted, with_hint
from compiler.editing.edits import Changes, with_changes
from compiler.editing.translated import CannotBeWrittenError, acknowledged, with_document, with_words
from compiler.link import Linked
from compiler.translation.counts import standings
from compiler.translation.hashes import text_hash
from compiler.translation.units import Unit
from frontdesk.looking import NoAnswerError
from frontdesk.po import Message, UnreadablePoError, by_unit, current, messages, source_of

Taken = tuple[Unit, tuple[Message, ...]]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The files that change, and a line for each unit whose messages are not taken."""

    changes: Changes
    left_out: tuple[str, ...]


def taken_back(linked: Linked, file: Path, language: str | None) -> TakenBack:
    """The words of a PO file that differ from what is there; nothing is written. Raises `NoAnswerError`."""
    try:
        said, found = messages(file.read_bytes())
    except UnreadablePoError as error:
        raise NoAnswerError(f"{file}: {error}") from error
    language = language or said
    if language is None:
        raise NoAnswerError(f"{file} names no language: say it with --language")
    rows = [row for standing in standings(linked) for row in standing.rows]
    there = {row.unit.address: row.unit for row in rows if row.language == language}
    if not there:
        near = did_you_mean(language, {row.language for row in rows})
        raise NoAnswerError(with_hint(f"nothing here is translated into {quoted(language)}", near))
    taken: list[Taken] = []
    left_out: list[str] = []
    for unit, ones in by_unit(found, there):
        problem = _problem(linked, unit, ones)
        if problem is not None:
            left_out.append(problem)
        elif unit is not None and any(one.words != current(linked, unit, language, one.part) for one in ones):
            taken.append((unit, ones))
    changes, problems = _put(linked, taken, language)
    return TakenBack(changes, (*left_out, *problems))


def _problem(linked: Linked, unit: Unit | None, ones: tuple[Message, ...]) -> str | None:
    """Why a unit's messages are not taken; `None` when they are."""
    if unit is None:
        return f"{ones[0].address} is not here any more"
    if not all(one.is_sure for one in ones):
        return f"{unit.address} is marked fuzzy"
    if any(text_hash(one.source) != text_hash(source_of(linked, unit, one.part)) for one in ones):
        return f"{unit.address} says something else by now: export it again"
    return None


def _put(linked: Linked, taken: Iterable[Taken], language: str) -> tuple[Changes, tuple[str, ...]]:
    """Words in their places, and the record that they say what their sources say."""
    tree = linked.draft.documents.tree
    texts = [(unit, language, ones[0].words) for unit, ones in taken if not unit.is_document]
    changes, problems = with_words(tree, linked, texts)
    for unit, ones in taken:
        if unit.is_document:
            try:
                parts = {one.part: one.words for one in ones}
                changes = {**changes, **with_document(tree, unit, language, parts)}
            except CannotBeWrittenError as error:
                problems = (*problems, str(error))
    now = with_changes(tree, changes)
    then, _ = resolve(now)
    names = {unit.address for unit, _, _ in texts}
    for standing in standings(then):
        rows = [row for row in standing.rows if row.language == language and row.state != "missing"]
        said = [(row.unit, language) for row in rows if row.unit.address in names]
        if said:
            changes = {**changes, **acknowledged(now, then, standing.owner, said)}
    return changes, problems
