"""Jobs and transactions: what is committed is performed, what is rolled back never was."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, table

from runtime.store.tables import numbers

ROOT = Path(__file__).parents[2]

PERFORM = """
import json, sys, time
from datetime import UTC, datetime, timedelta
from runtime.effects import Executor
from runtime.store.engine import open_store
store, seen = open_store(sys.argv[1]), []
executor = Executor(store, "one", lambda name, attempt: seen.append([name, attempt]))
end = time.monotonic() + 60
while len(seen) < int(sys.argv[2]) and time.monotonic() < end:
    time.sleep(0.05)
tidied = 0
while tidied < int(sys.argv[2]) and time.monotonic() < end:  # a job is noted as done a little after it was performed
    time.sleep(0.2)
    tidied += executor.tidy(datetime.now(UTC) + timedelta(hours=1))
executor.stop(5)
print(json.dumps({"seen": seen, "tidied": tidied}))
"""


def perform(url: str, expected: int) -> dict:
    run = subprocess.run(
        [sys.executable, "-c", PERFORM, url, str(expected)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


def test_a_job_is_performed_if_and_only_if_its_transaction_was_committed(services, store_url):
    def fail():
        with services.store.write() as connection:
            services.effects.enqueue(connection, "never")
            raise KeyError

    with services.store.write() as connection:
        connection.execute(numbers.insert(), {"brand": "acme", "last": 1})
        services.effects.enqueue(connection, "first")
        services.effects.enqueue(connection, "second", attempt=3, delay=0.5)
    with pytest.raises(KeyError):
        fail()
    found = perform(store_url, 2)
    assert sorted(found["seen"]) == [["first", 0], ["second", 3]]
    assert found["tidied"] == 2
    with services.store.read() as connection:
        jobs = table("workflow_status", schema=None if services.store.is_sqlite else "dbos")
        assert connection.execute(select(func.count()).select_from(jobs)).scalar() == 0


def test_the_same_attempt_planned_twice_is_one_job(services, store_url):
    for _ in range(2):
        with services.store.write() as connection:
            services.effects.enqueue(connection, "once")
    assert perform(store_url, 1)["seen"] == [["once", 0]]


def test_services_are_built_without_importing_dbos():
    code = "import sys, runtime.services, runtime.tickets, runtime.wsgi; print('dbos' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
