"""An incremental run equals a cold one, and nothing that lies in a cache is believed without its seal."""

import os
import random
import struct
from pathlib import Path

import pytest

from compiler.blobs import CountingBlobs
from compiler.cache import SEGMENTS, FileCache
from compiler.compile import compile_tree
from compiler.read import read_folder
from compiler.report import as_json
from compiler.stamps import program

EDITS = 300 if os.environ.get("FRONTDESK_PROVE") else 30
KEY = b"k" * 32

FILES = {
    "frontdesk.yaml": "version: 1\nenvironments: [test]\n",
    "environments/test.yaml": "acme: {host: help.acme.example}\n",
    "brands/acme/brand.yaml": "name: {en: Acme, ko: 아크메}\nlanguages: [en, ko]\ndefault_language: en\n",
    "brands/acme/bindings.yaml": "host: {type: host}\n",
    "brands/acme/portals/main.yaml": "enabled: false\naddress: {host: {binding: host}, path: /}\n",
    "brands/acme/kb/start/_category.yaml": "name: {en: Start, ko: 시작}\n",
    "brands/acme/kb/start/first.md": (
        "---\ntitle: First\nstatus: public\n---\n## Words\n\nand [a link](article:second).\n"
    ),
    "brands/acme/kb/start/first.ko.md": "---\ntitle: 처음\n---\n**말**과 글.\n",
    "brands/acme/kb/start/second.md": "---\ntitle: Second\nstatus: public\ntags: [one, two]\n---\nMore words.\n",
}

PIECES = (
    "", "x", "title: Other\n", "status: member\n", "tags: [yes, no]\n", "\t", ": ", "---\n", "[a](article:gone)",
    "<script>", "name: {en: A, ko: B}\n", "한글", "&a ", "*a", "'", "![x](assets/none.png)", "## Heading\n",
    "enabled: yes\n", "{", "\\u0000",
)  # fmt: skip


def outcome(folder: Path, cache: FileCache | None) -> tuple[str | None, list[dict]]:
    tree, findings = read_folder(folder)
    compiled = compile_tree(tree, findings, CountingBlobs(), cache)
    return compiled.root_digest, as_json(compiled.diagnostics)


def warm(folder: Path) -> tuple[tuple[str | None, list[dict]], FileCache]:
    cache = FileCache(folder / ".frontdesk/cache", KEY)
    result = outcome(folder, cache)
    cache.close()
    return result, cache


def edit(folder: Path, chance: random.Random) -> str:
    """Change a file at a random place, add one, take one away, rename one, or put everything right again."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and ".frontdesk" not in path.parts)
    match chance.randrange(8):
        case 0:
            for name, text in FILES.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)
            return "restored"
        case 1 if len(files) > 4:
            victim = chance.choice(files)
            victim.unlink()
            return f"deleted {victim}"
        case 2:
            source = chance.choice(files)
            target = source.with_name(f"n{chance.randrange(5)}{source.suffix}")
            target.write_bytes(source.read_bytes())
            return f"copied {source} to {target}"
        case _:
            path = chance.choice(files)
            text = path.read_text()
            at = chance.randrange(len(text) + 1)
            path.write_text(text[:at] + chance.choice(PIECES) + text[at + chance.randrange(3) :])
            return f"edited {path} at {at}"


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_a_warm_run_says_what_a_cold_one_says(repository, seed):
    folder = repository(FILES)
    chance = random.Random(seed)
    history = []
    for _ in range(EDITS):
        history.append(edit(folder, chance))
        assert warm(folder)[0] == outcome(folder, None), history


def test_unchanged_files_come_from_the_cache(repository):
    folder = repository(FILES)
    (cold, first), (again, second) = warm(folder), warm(folder)
    assert cold == again
    assert first.hits["document"] == 0
    assert second.hits["document"] == len(FILES)
    assert second.hits["body"] >= 3
    (folder / "brands/acme/kb/start/first.md").write_text("---\ntitle: New\nstatus: public\n---\nNew words.\n")
    assert warm(folder)[1].hits["document"] == len(FILES) - 1


def test_a_finding_in_a_cached_file_still_points_at_its_place(repository):
    folder = repository({**FILES, "brands/acme/kb/start/third.md": "---\ntitle: Third\ntitel: x\n---\nWords.\n"})
    cold, _ = warm(folder)
    again, cache = warm(folder)
    assert cache.hits["document"] == len(FILES) + 1
    assert again == cold
    assert [(item["code"], item["line"]) for item in again[1]] == [("FD101", 3)]


def segments(folder: Path) -> list[Path]:
    return sorted((folder / ".frontdesk/cache").glob("*.segment"))


def test_an_entry_that_somebody_else_wrote_is_no_entry(repository):
    folder = repository(FILES)
    stranger = FileCache(folder / ".frontdesk/cache", b"s" * 32)
    honest = outcome(folder, stranger)
    stranger.close()
    result, cache = warm(folder)
    assert result == honest
    assert not cache.hits


def test_a_changed_entry_is_no_entry(repository):
    folder = repository(FILES)
    honest, _ = warm(folder)
    (path,) = segments(folder)
    data = bytearray(path.read_bytes())
    data[36] ^= 1  # the first byte of the first value
    path.write_bytes(data)
    result, cache = warm(folder)
    assert result == honest
    assert cache.hits["document"] == len(FILES) - 1


def test_an_entry_under_the_name_of_another_is_no_entry(repository):
    folder = repository(FILES)
    honest, _ = warm(folder)
    (path,) = segments(folder)
    data = path.read_bytes()
    begin, count = struct.unpack(">QQ", data[-16:])
    rows = [data[at : at + 24] for at in range(begin, begin + count * 24, 24)]
    names = [row[:16] for row in rows]
    swapped = b"".join(name + row[16:] for name, row in zip(names[1:] + names[:1], rows, strict=True))
    path.write_bytes(data[:begin] + swapped + data[-24:])
    result, cache = warm(folder)
    assert result == honest
    assert not cache.hits


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 4000, b"\0" * 35])
def test_a_damaged_segment_is_done_without(repository, content):
    folder = repository(FILES)
    honest, _ = warm(folder)
    segments(folder)[0].write_bytes(content)
    assert warm(folder)[0] == honest
    result, cache = warm(folder)
    assert result == honest
    assert cache.hits["document"] == len(FILES)


def test_a_segment_that_was_cut_short_keeps_what_is_whole(repository):
    folder = repository(FILES)
    honest, _ = warm(folder)
    (path,) = segments(folder)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    result, cache = warm(folder)
    assert result == honest
    assert 0 < sum(cache.hits.values()) < len(FILES) + 4


@pytest.mark.parametrize("index", [b"\xff" * 24, struct.pack(">16sQ", b"x" * 16, 2**63)])
def test_an_index_that_leads_nowhere_is_done_without(repository, index):
    folder = repository(FILES)
    honest, _ = warm(folder)
    (path,) = segments(folder)
    data = path.read_bytes()
    begin, count = struct.unpack(">QQ", data[-16:])
    path.write_bytes(data[:begin] + index * count + data[-24:])
    result, cache = warm(folder)
    assert result == honest
    assert not cache.hits


def test_after_partial_runs_small_segments_are_put_together_and_the_large_one_is_left_alone(tmp_path):
    large = FileCache(tmp_path, KEY)
    for number in range(200):
        large.put("kind", b"%d" % number, "x" * 1000)
    large.close()
    (first,) = tmp_path.glob("*.segment")
    for number in range(SEGMENTS * 3):
        cache = FileCache(tmp_path, KEY)
        cache.put("kind", b"small %d" % number, number)
        cache.close(is_partial=True)
    assert first.exists()
    assert len(list(tmp_path.glob("*.segment"))) <= SEGMENTS + 1
    cache = FileCache(tmp_path, KEY)
    assert [cache.get("kind", b"small %d" % number) for number in range(SEGMENTS * 3)] == list(range(SEGMENTS * 3))
    assert cache.get("kind", b"7") == "x" * 1000


def test_a_cache_that_cannot_be_written_is_done_without(repository):
    folder = repository(FILES)
    (folder / ".frontdesk").write_text("in the way")
    result, cache = warm(folder)
    assert result == outcome(folder, None)
    assert not cache.hits


def test_runs_at_the_same_time_do_not_disturb_each_other(repository):
    folder = repository(FILES)
    one, other = (FileCache(folder / ".frontdesk/cache", KEY) for _ in range(2))
    assert outcome(folder, one) == outcome(folder, other)
    one.close()
    other.close()
    result, cache = warm(folder)
    assert result == outcome(folder, None)
    assert cache.hits["document"] == len(FILES)


def test_many_segments_become_one_and_what_nobody_needs_is_left_out(repository):
    folder = repository(FILES)
    article = folder / "brands/acme/kb/start/first.md"
    for number in range(SEGMENTS + 3):
        article.write_text(f"---\ntitle: First\nstatus: public\n---\nRevision {number}.\n")
        warm(folder)
        assert len(segments(folder)) <= SEGMENTS + 1
    kept = FileCache(folder / ".frontdesk/cache", KEY)
    assert outcome(folder, kept) == outcome(folder, None)
    assert kept.hits["document"] == len(FILES)
    article.write_text("---\ntitle: First\nstatus: public\n---\nRevision 0.\n")
    assert warm(folder)[1].hits["document"] == len(FILES) - 1


def test_whatever_puts_values_into_the_cache_is_part_of_its_version():
    house = Path(compile_tree.__code__.co_filename).parent.parent
    recognised = {row[0] for row in program() if isinstance(row, tuple)}
    for storey in ("compiler", "schemas"):
        inside = {path.relative_to(house / storey).as_posix() for path in (house / storey).rglob("*.py")}
        assert inside
        assert inside <= recognised


def test_the_cache_of_another_version_is_removed(repository):
    folder = repository(FILES)
    (folder / ".frontdesk/cache").mkdir(parents=True)
    (folder / ".frontdesk/cache/0123456789abcdef-00.segment").write_bytes(b"old")
    warm(folder)
    (path,) = segments(folder)
    assert path.stat().st_size > 100
