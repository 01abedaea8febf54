import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from runtime.store import migrate as steps
from runtime.store.engine import StoreError, open_store
from runtime.store.migrate import HEAD, is_current, migrate
from runtime.store.tables import metadata

ROOT = Path(__file__).parents[3]


def test_an_empty_database_gets_exactly_the_tables_of_this_version(unmigrated_url):
    store = open_store(unmigrated_url)
    assert not is_current(store)
    assert migrate(store) is True
    assert is_current(store)
    with store.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, parents: kind != "table" or name in metadata.tables,
                "version_table": "schema_version",
            },
        )
        assert compare_metadata(context, metadata) == []
    store.close()


def test_doing_it_again_does_nothing(store):
    assert migrate(store) is False


def test_several_processes_may_start_at_once(unmigrated_url):
    code = (
        "import sys; from runtime.store.engine import open_store; from runtime.store.migrate import migrate;"
        "migrate(open_store(sys.argv[1]))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, unmigrated_url], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in running:
        assert process.wait(120) == 0, process.stderr.read().decode()
    store = open_store(unmigrated_url)
    assert is_current(store)
    store.close()


def test_the_newest_step_is_the_one_this_version_needs():
    config = Config()
    config.set_main_option("script_location", str(Path(steps.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_database_of_a_newer_version_is_refused(store):
    with store.write() as connection:
        connection.execute(text("UPDATE schema_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="another version"):
        migrate(store)


def test_dbos_keeps_its_tables_in_the_same_database(store):
    with store.read() as connection:
        schema = None if store.is_sqlite else "dbos"
        assert inspect(connection).has_table("workflow_status", schema=schema)


def test_looking_whether_there_is_anything_to_do_imports_neither_alembic_nor_dbos(store_url):
    code = (
        "import sys; from runtime.store.engine import open_store; from runtime.store.migrate import migrate;"
        "assert migrate(open_store(sys.argv[1])) is False;"
        "print([name for name in ('dbos', 'alembic') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code, store_url], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
