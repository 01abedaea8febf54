"""One transaction's worth of context: what every step of a change to a ticket needs."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from runtime.release.contents import BrandContents, Release
from runtime.services import Services
from runtime.store.tables import numbers
from runtime.tickets.sealed import Sealer
from schemas.bundle import DeskContract


@dataclass(frozen=True, slots=True)
class Work:
    """A brand's desk in one release, and the transaction that writes to it."""

    services: Services
    release: Release
    brand: BrandContents
    connection: Connection
    now: datetime
    sealer: Sealer

    @property
    def desk(self) -> DeskContract:
        """The brand's desk."""
        return self.brand.desk

    @property
    def local_now(self) -> datetime:
        """The moment in the brand's time zone, as its rules read it."""
        return self.now.astimezone(ZoneInfo(self.brand.contract.time_zone))


@contextmanager
def writing(services: Services, release: Release, brand: str) -> Iterator[Work]:
    """A transaction in which nobody else changes tickets of the brand: rules read cursors and numbers they move."""
    services.effects.get_ready()
    with services.store.write() as connection:
        take_turn(connection, brand)
        yield Work(services, release, release.brands[brand], connection, services.clock(), Sealer(services.secret_key))


def take_turn(connection: Connection, brand: str) -> None:
    """Lock a brand's row until the transaction ends; made when it is the brand's first."""
    row = {"brand": brand, "last": 1000}
    if connection.dialect.name == "sqlite":
        connection.execute(sqlite_insert(numbers).on_conflict_do_nothing(), row)
    else:
        connection.execute(postgresql_insert(numbers).on_conflict_do_nothing(), row)
        connection.execute(numbers.update().where(numbers.c.brand == brand).values(last=numbers.c.last))


_ID: Final = re.compile(r"[0-9a-f]{32}")


def is_id(text: str) -> bool:
    """Whether something could be an id; what could not is nothing to ask a database for."""
    return _ID.fullmatch(text) is not None


def new_id() -> str:
    """A random id of 128 bits, as 32 hexadecimal digits."""
    return secrets.token_hex(16)
