"""Agents and their passwords, as an operator sets them."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from frontdesk.agents import agents
from frontdesk.migrate import migrate
from runtime.access.passwords import matches
from runtime.store.engine import open_store
from runtime.store.tables import agent_passwords
from tests.stores import SECRET


@pytest.fixture
def run(tmp_path, release, monkeypatch):
    monkeypatch.setenv("FRONTDESK_SECRET_KEY", SECRET)
    monkeypatch.delenv("FRONTDESK_DATABASE_URL", raising=False)
    options = ["--bundle", str(tmp_path / "bundle"), "--state", str(tmp_path / "state"), "--environment", "test"]

    def call(command, *words, given=None):
        return CliRunner().invoke(command, [*words, *options], input=given)

    return call


@pytest.fixture
def installed(run):
    """The database is there, as after the first start of a portal."""
    assert run(migrate, "db").exit_code == 0


@pytest.fixture
def stored(tmp_path, installed):
    def hash_of(agent):
        store = open_store(f"sqlite:///{tmp_path / 'state' / 'frontdesk.sqlite'}")
        with store.read() as connection:
            found = connection.execute(select(agent_passwords.c.hash).where(agent_passwords.c.agent == agent)).scalar()
        store.close()
        return found

    return hash_of


def test_a_password_is_read_from_standard_input_and_stored_as_a_hash(run, stored):
    result = run(agents, "password", "jin", given="correct horse battery\n")
    assert result.exit_code == 0, result.output
    assert "correct horse" not in stored("jin")
    assert stored("jin").startswith("scrypt:")
    assert matches(stored("jin"), "correct horse battery")


def test_a_password_can_be_made_up_and_printed(run, stored):
    result = run(agents, "password", "lee", "--generate")
    password = result.output.strip().removeprefix("lee: ")
    assert matches(stored("lee"), password)


def test_a_new_password_replaces_the_old_one(run, stored):
    for words in ("correct horse battery", "a better horse battery"):
        assert run(agents, "password", "jin", given=f"{words}\n").exit_code == 0
    assert not matches(stored("jin"), "correct horse battery")
    assert matches(stored("jin"), "a better horse battery")


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("password", "nobody"), "correct horse battery\n", "'nobody' is no agent of any brand"),
        (("password", "jin", "--brand", "bolt"), "correct horse battery\n", "no agent of brand bolt"),
        (("password", "jin"), "short\n", "at least 12 characters"),
        (("password", "jin"), "", "at least 12 characters"),
    ],
)
def test_what_cannot_be_a_sign_in_is_refused(run, installed, words, given, said):
    result = run(agents, *words, given=given)
    assert result.exit_code == 1
    assert said in result.output


def test_the_list_says_who_has_a_password(run, installed):
    run(agents, "password", "jin", "--generate")
    lines = run(agents, "list").output.splitlines()
    assert "jin\tJin Kim <jin@acme.example>\tacme (admin)\tpassword set" in lines
    assert "lee\tLee Park <lee@acme.example>\tacme (agent)\tno password" in lines


def test_a_missing_bundle_is_said_in_a_sentence(run, installed, tmp_path):
    (tmp_path / "bundle" / "current.json").unlink()
    result = run(agents, "list")
    assert result.exit_code == 1
    assert "no bundle at" in result.output


@pytest.mark.parametrize("words", [("list",), ("password", "jin", "--generate")])
def test_where_no_installation_is_none_is_made(run, tmp_path, words):
    result = run(agents, *words)
    assert result.exit_code == 2
    assert f"there is no database at {tmp_path / 'state/frontdesk.sqlite'}" in result.output
    assert "FRONTDESK_STATE" in result.output
    assert not (tmp_path / "state").exists()


def test_a_new_database_is_said_to_be_new(run, tmp_path):
    assert f"{tmp_path / 'state/frontdesk.sqlite'} is new" in run(migrate, "db").output
    assert "is new" not in run(migrate, "db").output


def test_a_database_that_does_not_answer_is_no_fault_of_ours(run, monkeypatch):
    monkeypatch.setenv("FRONTDESK_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    for command, words in ((migrate, ("db",)), (agents, ("list",))):
        result = run(command, *words)
        assert result.exit_code == 1
        assert "Error: the database cannot be" in result.output


def test_the_database_is_migrated_once(run):
    assert "now at version" in run(migrate, "db").output
    assert "already at version" in run(migrate, "db").output
