"""Comparing any two states of the example brands ends in findings, whatever went, broke or came between them."""

import random
from functools import cache
from pathlib import Path

import pytest

from compiler.blobs import CountingBlobs
from compiler.checks.comparing import BASE_CHECKS, check_against
from compiler.compile import check_tree, resolve
from compiler.read import SourceTree, check_names, read_folder

ROOT = Path(__file__).parents[3]
BREAKS = (b"", b"[", b"{}\n", b"- a\n", b"id: 1\n", b"---\ntitle: x\n---\n", b"enabled: maybe\n")


@cache
def whole() -> dict[str, bytes]:
    tree, _ = read_folder(ROOT)
    return {file: tree.read(file) for file in tree.sizes if not file.endswith((".jpg", ".png"))}


def tree_of(files: dict[str, bytes]) -> SourceTree:
    sizes = {name: len(data) for name, data in sorted(files.items())}
    check_names(sizes)
    return SourceTree("memory", sizes, files.__getitem__)


def state(seed: int) -> dict[str, bytes]:
    """The example brands with some files gone and some broken; now and then a whole brand gone."""
    chance = random.Random(seed)
    files = dict(whole())
    if chance.random() < 0.3:
        gone = chance.choice(sorted({file.split("/")[1] for file in files if file.startswith("brands/")}))
        files = {file: data for file, data in files.items() if not file.startswith(f"brands/{gone}/")}
    for file in chance.sample(sorted(files), len(files) // 6):
        if chance.random() < 0.7:
            del files[file]
        else:
            files[file] = chance.choice(BREAKS)
    return files


@pytest.mark.parametrize("seed", range(6))
def test_two_states_are_compared_without_a_fault(seed):
    before, now = (resolve(tree_of(state(2 * seed + part)))[0] for part in (0, 1))
    for item in check_against(now, before):
        assert item.message
        assert item.span.file
        assert item.code in {rule.code for rule, _ in BASE_CHECKS}


def test_a_state_compared_with_itself_has_nothing_to_say():
    linked, _ = resolve(tree_of(whole()))
    assert not list(check_against(linked, linked))


def test_a_comparison_changes_no_byte_of_the_bundle():
    from compiler.compile import compile_tree

    tree, findings = read_folder(ROOT)
    base, _ = resolve(tree)
    alone = compile_tree(tree, findings, CountingBlobs())
    compared = compile_tree(tree, findings, CountingBlobs(), base=base, today="2026-03-01")
    assert alone.root_digest == compared.root_digest
    assert check_tree(tree, findings, base=base).diagnostics == compared.diagnostics
