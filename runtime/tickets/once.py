"""What a form sent once has led to, so that sending it twice leads to the same.

Only what says the same counts as sent twice: who goes back, writes something else and sends again means it. A digest
of what was sent tells them apart; it has a key, for words that are encrypted elsewhere must not be guessed from it.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from runtime.access.keys import key_for
from runtime.attachments import Upload
from runtime.store.tables import nonces
from runtime.tickets.work import Work
from schemas.canonical import Json, to_bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a form has led to, and whether that was by the very same content."""

    result: str
    is_same: bool


def content_of(secret: str, words: Mapping[str, Json], uploads: Iterable[Upload] = ()) -> str:
    """What tells the content of a form from any other: its words and its files, with their names."""
    files = [[upload.field, upload.name, sha256(upload.data).hexdigest()] for upload in uploads]
    return hmac.new(key_for(secret, "contents"), to_bytes([words, files]), sha256).hexdigest()


def claim(work: Work, purpose: str, nonce: str, result: str, content: str) -> Outcome:
    """Note the result of a form, or learn that of the form sent before: the one that counts is returned.

    Where two come at once the second waits here until the first has committed or given up.
    """
    insert = sqlite_insert if work.connection.dialect.name == "sqlite" else postgresql_insert
    row = {"purpose": purpose, "nonce": nonce, "result": result, "content": content, "at": work.now}
    work.connection.execute(insert(nonces).on_conflict_do_nothing(), row)
    found = outcome(work.connection, purpose, nonce, content)
    assert found is not None
    return found


def outcome(connection: Connection, purpose: str, nonce: str, content: str) -> Outcome | None:
    """What a form has led to when it was sent before; `None` when it was not."""
    found = connection.execute(
        select(nonces.c.result, nonces.c.content).where(nonces.c.purpose == purpose, nonces.c.nonce == nonce)
    ).first()
    # Rows of before contents were noted know nothing of theirs.
    return None if found is None else Outcome(found.result, found.content in (None, content))
