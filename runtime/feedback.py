"""What readers think of an article: one vote per form, and one comment with it.

Who may send a form is checked by the page (`runtime.web.feedback`); votes are never tied to a person.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from runtime.release.contents import PortalPlace
from runtime.store.engine import Store
from runtime.store.tables import article_feedback as table

REASON_LIMIT = 2000


def vote(
    store: Store, where: PortalPlace, article: str, language: str, value: int, *, nonce: str, root: str, now: datetime
) -> None:
    """Store a vote; the same form sent twice is one vote, of the value sent last."""
    row = {"brand": where.brand.id, "portal": where.portal.id, "article": article, "language": language}
    with store.write() as connection:
        insert = sqlite_insert if store.is_sqlite else postgresql_insert
        added = insert(table).values(id=nonce, value=value, reason=None, root=root, at=now, **row)
        connection.execute(added.on_conflict_do_update(index_elements=[table.c.id], set_={"value": value}))


def comment(store: Store, article: str, reason: str, *, nonce: str) -> None:
    """Add words to a vote, in place of those sent before; without such a vote nothing is stored."""
    words = clean(reason)
    if not words:
        return
    with store.write() as connection:
        mine = (table.c.id == nonce) & (table.c.article == article)
        connection.execute(update(table).where(mine).values(reason=words))


def clean(reason: str) -> str:
    """Words as they are kept: plain line ends, nothing around them, not endless, and nothing a database refuses."""
    return reason.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()[:REASON_LIMIT]
