import fcntl
import subprocess
import sys
import threading

import runtime.tally
from runtime.tally import Tally, gather, totals

COUNT_AND_DIE = """
import sys
from pathlib import Path
from runtime.tally import Tally
Tally(Path(sys.argv[1]), 2).add(0, 3)
"""

COUNT_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from runtime.tally import Tally, gather, totals
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
folder = Path(sys.argv[1])
gather(folder, 2)
Tally(folder, 2).add(0)
print(*totals(folder, 2))
"""


def run(script, folder):
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_a_dead_process_has_counted_stays(tmp_path):
    run(COUNT_AND_DIE, tmp_path)
    gather(tmp_path, 2)
    assert [path.name for path in tmp_path.glob("*.tally")] == ["past.tally"]
    mine = Tally(tmp_path, 2)
    mine.add(1)
    assert totals(tmp_path, 2) == (3, 1)


def test_counting_goes_on_where_nothing_can_be_written(tmp_path):
    run(COUNT_AND_DIE, tmp_path)
    assert run(COUNT_ON_A_FULL_DISK, tmp_path) == "3 0"
    assert not list(tmp_path.glob("*.part"))
    gather(tmp_path, 2)
    assert totals(tmp_path, 2) == (3, 0)


def test_a_process_that_is_just_beginning_is_not_taken_for_a_dead_one(tmp_path, monkeypatch):
    lock, begun = fcntl.flock, []

    def slowly(file, how):
        """Another process begins while this one has its file and not yet its lock."""
        if how == fcntl.LOCK_EX | fcntl.LOCK_NB and not begun:
            begun.append(threading.Thread(target=gather, args=(tmp_path, 1)))
            begun[0].start()
            begun[0].join(0.5)
        lock(file, how)

    monkeypatch.setattr(runtime.tally.fcntl, "flock", slowly)
    mine = Tally(tmp_path, 1)
    begun[0].join()
    mine.add(0)
    assert totals(tmp_path, 1) == (1,)


def test_no_numbers_without_a_folder(tmp_path):
    gather(tmp_path / "none", 2)
    assert totals(tmp_path / "none", 2) == (0, 0)
