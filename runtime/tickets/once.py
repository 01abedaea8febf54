"""What a form sent once has led to, so that sending it twice leads to the same."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from runtime.store.tables import nonces
from runtime.tickets.work import Work


def claim(work: Work, purpose: str, nonce: str, result: str) -> str:
    """Note the result of a form, or learn that of the form sent before: the one that counts is returned.

    Where two come at once the second waits here until the first has committed or given up.
    """
    insert = sqlite_insert if work.connection.dialect.name == "sqlite" else postgresql_insert
    row = {"purpose": purpose, "nonce": nonce, "result": result, "at": work.now}
    work.connection.execute(insert(nonces).on_conflict_do_nothing(), row)
    found = work.connection.execute(
        select(nonces.c.result).where(nonces.c.purpose == purpose, nonces.c.nonce == nonce)
    ).scalar_one()
    return str(found)
