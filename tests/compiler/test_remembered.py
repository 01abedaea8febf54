"""A run that looks only at brands that changed says what a run says that looks at everything."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from random import Random

import pytest

from compiler.blobs import CountingBlobs
from compiler.cache import Plain
from compiler.checks import CHECKS, check_within
from compiler.checks.lists.across import ACROSS
from compiler.compile import Compiled, check_tree, compile_tree, resolve
from compiler.read import SourceTree
from tests.kitchen import changed, tree_of
from tests.mutations import corpus, example_tree

STEPS = 400 if os.environ.get("FRONTDESK_PROVE") else 25
SAMPLES = 100 if os.environ.get("FRONTDESK_PROVE") else 8
DAY = "2026-03-01"


class InMemory:
    """A cache that keeps everything."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, bytes], Plain] = {}

    def get(self, kind: str, key: bytes) -> Plain | None:
        return self.kept.get((kind, key))

    def put(self, kind: str, key: bytes, value: Plain) -> None:
        self.kept[kind, key] = value


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    tree = example_tree()
    return {file: tree.read(file) for file in tree.sizes}


def stamped(files: Mapping[str, bytes]) -> SourceTree:
    """A tree whose files show what is in them."""
    stamps = {file: (len(data), int.from_bytes(sha256(data).digest()[:7], "big")) for file, data in files.items()}
    sizes = {file: len(files[file]) for file in sorted(files)}
    return SourceTree("stamped", sizes, lambda file: files[file], stamps)


def outcome(compiled: Compiled) -> tuple[object, ...]:
    made = (compiled.root_digest, dict(compiled.shards))
    return compiled.diagnostics, dict(compiled.counts), compiled.accepted, made


def build(tree: SourceTree, cache: InMemory) -> Compiled:
    """A build into a store that has everything an earlier one made."""
    return compile_tree(tree, (), CountingBlobs(), cache, held=lambda blobs: True)


def edits(files: dict[str, bytes], seed: int) -> Iterator[dict[str, bytes]]:
    """States of a repository, each near to the one before: faults come and go, files are deleted and come back."""
    chance = Random(seed)
    faults = corpus(stamped(files), 300, seed)
    now = dict(files)
    for _ in range(STEPS):
        match chance.random():
            case low if low < 0.45:
                fault = chance.choice(faults)
                now = {**now, fault.file: fault.data}
            case middle if middle < 0.55:
                gone = chance.choice(sorted(files))
                now = {file: data for file, data in now.items() if file != gone}
            case high if high < 0.7:
                file = chance.choice([file for file in sorted(now) if file.endswith((".yaml", ".md"))])
                now = {**now, file: now[file] + b"\n# frontdesk: allow FD602 because of a test\n"}
            case _:
                differing = [file for file in sorted(files) if now.get(file) != files[file]]
                for file in differing[: chance.randint(1, 4)]:
                    now = {**now, file: files[file]}
        yield dict(now)


def mostly_right(files: dict[str, bytes], seed: int) -> Iterator[dict[str, bytes]]:
    """States of a repository as it is worked on: nearly every one can be built."""
    chance = Random(seed)
    faults = corpus(stamped(files), 100, seed)
    texts = [file for file in sorted(files) if file.endswith((".yaml", ".md"))]
    now = dict(files)
    for _ in range(STEPS):
        file = chance.choice(texts)
        match chance.randrange(8):
            case 0:
                fault = chance.choice(faults)
                yield {**now, fault.file: fault.data}
            case 1:
                gone = chance.choice([one for one in sorted(now) if one.endswith(".md")])
                yield {one: data for one, data in now.items() if one != gone}
            case 2:
                now[file] = files[file]
            case 3:
                now = {**now, file: re.sub(rb"#([0-9a-f]{5})[0-9a-f]\b", rb"#\g<1>f", files[file])}
            case 4:
                now = {**now, file: re.sub(rb"(?m)^( *(?:name|title|label): )(\w+)", rb"\1X\2", files[file])}
            case _:
                now = {**now, file: now.get(file, files[file]) + b"\n# more\n"}
        yield dict(now)


@pytest.mark.parametrize("seed", [3, 4])
def test_after_any_changes_a_build_makes_what_a_build_from_nothing_makes(files, seed):
    cache, documents, chance = InMemory(), InMemory(), Random(seed)
    build(stamped(files), cache)
    spared = 0
    for number, state in enumerate(mostly_right(files, seed)):
        tree = stamped(state)
        short, whole = build(tree, cache), build(replace(tree, stamps={}), documents)
        assert outcome(short) == outcome(whole), number
        spared += short.spared > 0 and short.bundle is not None
        if short.bundle is not None and whole.bundle is not None:
            name = chance.choice(sorted(whole.shards))
            assert short.bundle.brands[name] == whole.bundle.brands[name], (number, name)
            assert short.bundle.environments == whole.bundle.environments
    assert spared > STEPS // 3


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_changes_a_run_says_what_a_run_from_nothing_says(files, seed):
    cache, documents = InMemory(), InMemory()
    check_tree(stamped(files), (), cache, today=DAY)
    spared = 0
    for number, state in enumerate(edits(files, seed)):
        tree = stamped(state)
        short = check_tree(tree, (), cache, today=DAY)
        whole = check_tree(replace(tree, stamps={}), (), documents, today=DAY)
        assert outcome(short) == outcome(whole), number
        spared += short.spared > 0
    assert spared > STEPS // 4


def test_all_checks_but_those_across_find_the_same_in_all_brands_at_once_and_one_by_one(files):
    tree = stamped(files)
    across = {problem.check for problem in ACROSS}
    cache = InMemory()
    chance = Random(5)
    faults = corpus(tree, 200, 5)
    for _ in range(SAMPLES):
        state = {**files, **{fault.file: fault.data for fault in chance.sample(faults, 12)}}
        linked, _ = resolve(replace(stamped(state), stamps={}), cache)
        one_by_one = {item for name in linked.brands for item in check_within(linked, name)}
        at_once = {item for rule, run in CHECKS if run not in across for item in run(linked)}
        assert one_by_one == at_once


def test_a_brand_is_not_looked_at_again_when_another_one_changes_inside(files):
    cache = InMemory()
    before = check_tree(stamped(files), (), cache, today=DAY)
    file = "brands/nordic/agents.yaml"
    after = check_tree(stamped({**files, file: files[file] + b"# a comment\n"}), (), cache, today=DAY)
    assert before.spared == 0
    assert after.spared > 50
    assert outcome(after) == outcome(before)


@pytest.mark.parametrize("file", ["frontdesk.yaml", "brands/_organization/members.yaml"])
def test_every_brand_is_looked_at_when_something_changes_that_all_can_see(files, file):
    cache = InMemory()
    check_tree(stamped(files), (), cache, today=DAY)
    after = check_tree(stamped({**files, file: files[file] + b"# a comment\n"}), (), cache, today=DAY)
    assert after.spared == 0


def test_only_a_brand_that_would_not_show_a_change_is_looked_at_again(files):
    cache, documents = InMemory(), InMemory()
    build(stamped(files), cache)
    tree = stamped({**files, "brands/nordic/brand.yaml": files["brands/nordic/brand.yaml"] + b"# a comment\n"})
    unsure = {file: stamp for file, stamp in tree.stamps.items() if file != "brands/nordic/brand.yaml"}
    for _ in range(2):
        short = build(replace(tree, stamps=unsure), cache)
        assert outcome(short) == outcome(build(replace(tree, stamps={}), documents))
        assert short.spared > 100


def test_what_an_environment_supplies_to_one_brand_is_no_matter_of_the_others(files):
    cache = InMemory()
    build(stamped(files), cache)
    file = "environments/demo.yaml"
    changed_host = files[file].replace(b"https://id.supplier.example", b"https://sign-in.supplier.example")
    assert changed_host != files[file]
    after = build(stamped({**files, file: changed_host}), cache)
    assert after.spared > 100
    assert outcome(after) == outcome(build(replace(stamped({**files, file: changed_host}), stamps={}), InMemory()))


def test_files_that_would_not_show_a_change_are_read():
    tree, _ = tree_of(changed({}))
    cache = InMemory()
    check_tree(tree, (), cache)
    assert check_tree(tree, (), cache).spared == 0


SMALL = {
    "frontdesk.yaml": "version: 1\nenvironments: [test]\n",
    "environments/test.yaml": (
        "_organization: {shared_host: help.one.example}\none: {host: a.example}\ntwo: {host: b.example}\n"
    ),
    "brands/_organization/bindings.yaml": "shared_host: {type: host}\n",
    "brands/_organization/placeholders.yaml": "Serial: {means: field.serial}\n",
    "brands/one/brand.yaml": "name: One\n",
    "brands/one/bindings.yaml": "host: {type: host}\n",
    "brands/one/portals/main.yaml": "enabled: false\naddress: {host: {binding: shared_host}, path: /}\n",
    "brands/one/fields/serial.yaml": "type: text\nlabel: Serial number\n",
    "brands/two/brand.yaml": "name: Two\n",
    "brands/two/bindings.yaml": "host: {type: host}\n",
    "brands/two/portals/main.yaml": "enabled: false\naddress: {host: {binding: host}, path: /}\n",
    "brands/two/fields/colour.yaml": "type: text\nlabel: Colour\n",
}
ACROSS_BRANDS = {
    "another field": {"brands/two/fields/size.yaml": "type: text\nlabel: Size\n"},
    "the field that a shared placeholder means": {"brands/one/fields/serial.yaml": None},
    "the same address": {"environments/test.yaml": "one: {host: a.example}\ntwo: {host: help.one.example}\n"},
    "the shared binding given up": {
        "brands/one/portals/main.yaml": "enabled: false\naddress: {host: {binding: host}, path: /}\n"
    },
    "the same service": {
        "brands/one/brand.yaml": "name: One\nservice_id: help\n",
        "brands/two/brand.yaml": "name: Two\nservice_id: help\n",
    },
    "a broken file": {"brands/two/fields/colour.yaml": "type: text\nlabel: [\n"},
    "a comment that allows": {
        "brands/one/fields/serial.yaml": "# frontdesk: allow FD412 because of a test\ntype: text\nlabel: Serial\n"
    },
}


@pytest.mark.parametrize("then", ACROSS_BRANDS)
@pytest.mark.parametrize("first", ACROSS_BRANDS)
def test_what_brands_see_of_each_other_is_never_forgotten(first, then):
    cache = InMemory()
    state = {name: text.encode() for name, text in SMALL.items()}
    check_tree(stamped(state), (), cache)
    for name in (first, then, first):
        changes = ACROSS_BRANDS[name]
        state |= {file: text.encode() for file, text in changes.items() if text is not None}
        state = {file: data for file, data in state.items() if changes.get(file, "") is not None}
        tree = stamped(state)
        assert outcome(check_tree(tree, (), cache)) == outcome(check_tree(replace(tree, stamps={}), ()))


LIBRARY = ("", "name: [1, 2]\n", "call\n", "time_zone: UTC\n", "languages: banana\n", "time_zone: Asia/Seoul\n")


def test_what_is_wrong_in_a_library_is_said_in_every_run_until_it_is_mended():
    """Brands that say the same themselves in one run, and not in the next."""
    cache = InMemory()
    state = {name: text.encode() for name, text in SMALL.items()}
    for number, said in enumerate(LIBRARY * 2):
        state["brands/_library/base/brand.yaml"] = said.encode()
        for name in ("one", "two"):
            own = b"languages: [en]\ntime_zone: UTC\n" if number % 3 or name == "two" else b""
            state[f"brands/{name}/brand.yaml"] = b"extends: _library/base\nname: Any\n" + own
            tree = stamped(state)
            whole = outcome(check_tree(replace(tree, stamps={}), ()))
            for _ in range(2):
                assert outcome(check_tree(tree, (), cache)) == whole, (number, name)
