"""The threat tables say what is true: each way in is there, and each proof is a test."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
TABLES = (ROOT / "docs/threats.md").read_text()


def test_every_proof_exists():
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    written = set(re.findall(r"^def (test_\w+)\(", tests, re.MULTILINE))
    missing = set(re.findall(r"`(test_\w+)`", TABLES)) - written
    assert not missing


def test_every_route_is_in_the_table(world):
    groups = {rule.endpoint.rpartition(".")[0] for rule in world.application.application.url_map.iter_rules()}
    named = set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)*)`", TABLES))
    assert {
        group for group in groups if group not in named and not any(name.startswith(f"{group}.") for name in named)
    } == set()


def test_every_way_in_names_its_proof():
    rows = [line for line in TABLES.splitlines() if line.startswith("|") and not line.startswith("|---")]
    assert [row for row in rows if "`test_" not in row and "proof" not in row and "**open**" not in row] == []
