"""Category trees as sheets of a workbook (NHN-037, NHN-040): id, number, name, depth, parent, changed, created.

When a category was made and last changed is what git knows of its file: the first commit that has it, and the last one
in which what it says is another thing than before.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from compiler.diagnostic import did_you_mean, quoted, with_hint
from compiler.editing.names import CannotEditError
from compiler.link import Linked, LinkedBrand
from compiler.parse import parse
from compiler.shape import Object

KINDS: Final[Mapping[str, str]] = {
    "inquiry_type": "Inquiry types",
    "processing_type": "Processing types",
    "chat_processing_type": "Chat processing types",
    "faq_category": "FAQ categories",
}
COLUMNS: Final = ("ID", "Number", "Name", "Depth", "Parent ID", "Modified", "Created")
_COMMITS: Final = 2_000
"""So far back history is read."""
_SHEET_NAME: Final = 31  # letters Excel allows


@dataclass(frozen=True, slots=True)
class Row:
    """One category; `names` by language. Dates are days in UTC, `None` where git says nothing."""

    id: str
    number: int | None
    names: Mapping[str, str]
    depth: int
    parent: str
    modified: str | None
    created: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tree of one brand."""

    title: str
    languages: tuple[str, ...]
    rows: tuple[Row, ...]


def sheets(linked: Linked, folder: Path, only: str | None) -> tuple[Sheet, ...]:
    """The trees of every brand, or of one. Raises `CannotEditError` for a brand that is not there."""
    if only is not None and only not in linked.brands:
        raise CannotEditError(with_hint(f"there is no brand {quoted(only)}", did_you_mean(only, linked.brands)))
    brands = [brand for brand in linked.brands.values() if only in (None, brand.id)]
    found = (_sheet(brand, kind, title, folder) for brand in brands for kind, title in KINDS.items())
    return tuple(sheet for sheet in found if sheet.rows)


def _sheet(brand: LinkedBrand, kind: str, title: str, folder: Path) -> Sheet:
    things = [thing for thing in brand.of(kind).values() if thing.brand == brand.id]
    dates = _dates(folder, things[0].file) if things else {}
    lock = brand.of("numbers").get("")
    numbers = getattr(lock.value, kind, {}) if lock is not None else {}
    rows = (_row(brand, thing, numbers, dates) for thing in things)
    return Sheet(f"{title}, {brand.id}", brand.languages, tuple(rows))


def _row(brand: LinkedBrand, thing: Object, numbers: Mapping[str, int], dates: "Dates") -> Row:
    made, changed = dates.get(thing.id, (None, None))
    depth = 1 + sum(1 for step in thing.path if step == "children")
    names = thing.value.name.written(brand.default_language)
    return Row(thing.id, numbers.get(thing.id), names, depth, thing.parts.get("parent", ""), changed, made)


Dates = dict[str, tuple[str, str]]


def _dates(folder: Path, file: str) -> Dates:
    """First and last day of each node of a file, from the commits that touched it; nothing without git."""
    dates: Dates = {}
    said: dict[str, Any] = {}
    for day, data in _versions(folder, file):
        document, _ = parse(file, data)
        nodes = dict(_nodes(document.value, "")) if document is not None else said
        for name, node in nodes.items():
            if name not in dates:
                dates[name] = (day, day)
            elif said.get(name) != node:
                dates[name] = (dates[name][0], day)
        said = nodes
    return dates


def _nodes(value: Any, parent: str) -> Iterator[tuple[str, Any]]:
    for node in value if isinstance(value, tuple) else ():
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            yield node["id"], (parent, {key: item for key, item in node.items() if key != "children"})
            yield from _nodes(node.get("children"), node["id"])


def _versions(folder: Path, file: str) -> Iterator[tuple[str, bytes]]:
    """Every committed state of a file, the oldest first, with its day."""
    from git import Repo  # slow, and only this needs it
    from git.exc import GitError, ODBError

    try:
        git = Repo(folder, search_parent_directories=True)
        inside = folder.resolve().relative_to(Path(str(git.working_tree_dir)).resolve())
        path = (inside / file).as_posix()
        commits = list(git.iter_commits("HEAD", paths=path, max_count=_COMMITS))
        for commit in reversed(commits):
            day = datetime.fromtimestamp(commit.committed_date, UTC).date().isoformat()
            try:
                yield day, (commit.tree / path).data_stream.read()
            except KeyError:
                continue  # deleted in this commit
    except (GitError, ODBError, ValueError, OSError):
        return


def workbook(found: tuple[Sheet, ...]) -> bytes:
    """The sheets as an Excel workbook; the same trees give the same bytes."""
    import xlsxwriter  # only this needs it

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    taken: set[str] = set()
    for sheet in found:
        page = book.add_worksheet(_free_name(sheet.title, taken))
        heads = [head for head in COLUMNS if head != "Name"]
        names = [f"Name ({language})" for language in sheet.languages]
        heads = [*heads[:2], *names, *heads[2:]]
        page.write_row(0, 0, heads, bold)
        for number, row in enumerate(sheet.rows, 1):
            words = [row.names.get(language, "") for language in sheet.languages]
            page.write_row(
                number, 0, [row.id, row.number, *words, row.depth, row.parent, row.modified or "", row.created or ""]
            )
        page.freeze_panes(1, 0)
        page.autofit()
    if not found:
        book.add_worksheet("Nothing")
    book.close()
    return file.getvalue()


def _free_name(title: str, taken: set[str]) -> str:
    """A sheet's name as Excel allows it: short, without some letters, each once."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    name, number = plain[:_SHEET_NAME], 2
    while name.lower() in taken:
        ending = f" {number}"
        name, number = plain[: _SHEET_NAME - len(ending)] + ending, number + 1
    taken.add(name.lower())
    return name
