"""Tables as lines of JSON and back: the same words whichever database they come from or go to.

A line is a row, its values in the order of the columns. Moments are UTC, bytes are base64, JSON is carried as the text
that the database has, so that nothing is lost between "nothing" and a JSON null.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    TableClause,
    Text,
    cast,
    column,
    select,
    table,
)
from sqlalchemy.types import JSON, TypeEngine

from runtime.backup.archive import BackupError, ColumnShape, TableShape
from runtime.store.tables import Moment, metadata

LEFT_OUT: Final = frozenset({"parts", "runtimes", "sessions", "workers"})
"""Tables that say how things are now and here: what was prepared, who is signed in, which processes live."""

PART: Final = 8 * 1024 * 1024
"""A table is cut into members of about so many bytes."""

_AT_ONCE: Final = 500
_TYPES: Final[dict[str, TypeEngine[Any]]] = {
    "text": Text(),
    "integer": Integer(),
    "boolean": Boolean(),
    "moment": Moment(),
    "json": JSON(none_as_null=True),
    "bytes": LargeBinary(),
}


def carried() -> tuple[Table, ...]:
    """The tables of a backup, each after those that its rows name."""
    return tuple(found for found in metadata.sorted_tables if found.name not in LEFT_OUT)


def shape_of(source: Table, rows: int) -> TableShape:
    """What a backup says of a table."""
    return TableShape(
        columns=tuple(ColumnShape(name=each.name, kind=_kind(each)) for each in source.columns), rows=rows
    )


def _kind(found: Column[Any]) -> Any:
    kinds = ((Moment, "moment"), (JSON, "json"), (LargeBinary, "bytes"), (Boolean, "boolean"), (Integer, "integer"))
    return next((name for type_, name in kinds if isinstance(found.type, type_)), "text")


def lines(connection: Connection, source: Table) -> Iterator[bytes]:
    """Every row, in the order of the table's keys: the same rows are the same bytes."""
    wanted = [cast(each, Text) if _kind(each) == "json" else each for each in source.columns]
    order = source.primary_key.columns or source.columns
    streamed = connection.execution_options(stream_results=True, yield_per=_AT_ONCE)
    for row in streamed.execute(select(*wanted).order_by(*order)):
        yield json.dumps([_spelt(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _spelt(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value


def in_parts(rows: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Lines together, in parts of a bearable size, each with how many rows it has."""
    part, count = bytearray(), 0
    for line in rows:
        part += line
        count += 1
        if len(part) >= PART:
            yield bytes(part), count
            part, count = bytearray(), 0
    if count:
        yield bytes(part), count


def put_back(connection: Connection, name: str, shape: TableShape, part: bytes) -> int:
    """Insert the rows of a part; how many there were.

    The table has the shape it had when the backup was made, not the one this version of the program has in mind.
    """
    target = table(name, *(column(each.name, _TYPES[each.kind]) for each in shape.columns))
    rows = [_row(name, shape, line) for line in part.splitlines()]
    for start in range(0, len(rows), _AT_ONCE):
        _insert(connection, target, rows[start : start + _AT_ONCE])
    return len(rows)


def _insert(connection: Connection, target: TableClause, rows: list[dict[str, Any]]) -> None:
    connection.execute(target.insert(), rows)


def _row(name: str, shape: TableShape, line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
        return {each.name: _value(each.kind, value) for each, value in zip(shape.columns, values, strict=True)}
    except (ValueError, TypeError, AttributeError) as error:
        raise BackupError("FD860", f"a row of the table {name} cannot be read: {error}") from error


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case "moment":
            return datetime.fromisoformat(value)
        case "bytes":
            return base64.b64decode(value, validate=True)
        case "json":
            found = json.loads(value)
            return JSON.NULL if found is None else found
        case _:
            return value
