"""Agents of a release, and their passwords in the store: what `frontdesk agents` and the demo do with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import click
from sqlalchemy import select

from runtime.access.passwords import hashed
from runtime.release.contents import Release
from runtime.release.offers import offers_of, source_of
from runtime.release.source import BundleError
from runtime.settings import Settings
from runtime.store.engine import open_store
from runtime.store.migrate import migrate
from runtime.store.tables import agent_passwords, sessions
from runtime.telemetry import silent_log


@dataclass(frozen=True, slots=True)
class Account:
    """A member of the organisation who is an agent somewhere."""

    id: str
    name: str
    email: str
    roles: tuple[tuple[str, str], ...]
    """Brand and role."""


def open_release(settings: Settings) -> Release:
    """The installation's current release. What the runtime would log on the way is said in the error, or not at all."""
    try:
        with silent_log():
            return Release(source_of(settings), offers_of(settings).look().root, settings.environment)
    except BundleError as error:
        raise click.ClickException(str(error)) from error


def agents_of(release: Release) -> Iterable[Account]:
    """Every agent of every brand once, by id."""
    found: dict[str, Account] = {}
    for brand in release.brands.values():
        for agent in brand.desk.agents.values():
            known = found.get(agent.id)
            roles = (*(known.roles if known else ()), (brand.id, agent.role))
            found[agent.id] = Account(agent.id, agent.name, agent.email, roles)
    return tuple(found[name] for name in sorted(found))


def with_password(settings: Settings) -> frozenset[str]:
    """The agents that have a password."""
    store = open_store(settings.database_url)
    migrate(store)
    with store.read() as connection:
        found = frozenset(connection.execute(select(agent_passwords.c.agent)).scalars())
    store.close()
    return found


def set_password(settings: Settings, agent: str, password: str) -> None:
    """Set an agent's password; whoever is signed in as that agent is signed out."""
    set_passwords(settings, {agent: password})


def set_passwords(settings: Settings, words: Mapping[str, str]) -> None:
    """Set passwords by agent, all or none."""
    store = open_store(settings.database_url)
    migrate(store)
    now = datetime.now(UTC)
    with store.write() as connection:
        for table in (agent_passwords, sessions):
            connection.execute(table.delete().where(table.c.agent.in_(words)))
        rows = [{"agent": agent, "hash": hashed(password), "changed_at": now} for agent, password in words.items()]
        if rows:
            connection.execute(agent_passwords.insert(), rows)
    store.close()
