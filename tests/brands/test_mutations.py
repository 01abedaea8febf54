"""Seeded faults in the example brands: each is refused, at its line, with its code, and with nothing else beside it."""

import os
from collections import Counter

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree
from compiler.diagnostic import Diagnostic, has_errors
from compiler.read import SourceTree
from tests.mutations import FAULTS, Mutation, corpus, example_tree

COUNT = 800 if os.environ.get("FRONTDESK_PROVE") else 60
SEED = 20260301
AT_LEAST = 0.97


class Remembered:
    """A cache in memory, so that a mutation costs what one changed file costs."""

    def __init__(self) -> None:
        self.kept = {}

    def get(self, kind, key):
        return self.kept.get((kind, key))

    def put(self, kind, key, value):
        self.kept[kind, key] = value


@pytest.fixture(scope="module")
def tree() -> SourceTree:
    return example_tree()


@pytest.fixture(scope="module")
def said(tree) -> list[tuple[Mutation, tuple[Diagnostic, ...]]]:
    """Every mutation with what the compiler says about it."""
    cache = Remembered()
    assert compile_tree(tree, (), CountingBlobs(), cache).diagnostics == ()
    return [(item, _compiled(tree, item, cache)) for item in corpus(tree, COUNT, SEED)]


def _compiled(tree: SourceTree, item: Mutation, cache: Remembered) -> tuple[Diagnostic, ...]:
    def read(path: str) -> bytes:
        return item.data if path == item.file else tree.read(path)

    changed = SourceTree("mutated", {**tree.sizes, item.file: len(item.data)}, read)
    return compile_tree(changed, (), CountingBlobs(), cache).diagnostics


def test_there_are_more_than_five_hundred_faults_of_every_sort(tree):
    made = Counter(item.fault for item in corpus(tree, 100_000, SEED))
    assert sum(made.values()) > 500
    assert len(made) >= len(FAULTS)


def test_the_same_seed_makes_the_same_faults(tree):
    assert [item.data for item in corpus(tree, 40, 7)] == [item.data for item in corpus(tree, 40, 7)]


@pytest.mark.timeout(1200)
def test_every_fault_is_refused(said):
    assert [str(item) for item, findings in said if not has_errors(findings)] == []


def test_nearly_every_fault_is_named_at_its_line(said):
    missed = [
        f"{item}: {[(found.code, found.span.file, found.span.line) for found in findings]}"
        for item, findings in said
        if not any(_is_it(item, found) for found in findings)
    ]
    assert len(missed) <= (1 - AT_LEAST) * len(said), "\n".join(missed)


def test_nearly_no_fault_brings_a_second_finding(said):
    more = [
        f"{item}: {[(found.code, found.span.file, found.span.line) for found in findings]}"
        for item, findings in said
        if len(findings) > 1
    ]
    assert len(more) <= (1 - AT_LEAST) * len(said), "\n".join(more)


def _is_it(item: Mutation, found: Diagnostic) -> bool:
    return found.code in item.codes and (found.span.file, found.span.line) == (item.found_in, item.line)
