"""What an admin may hand to the compiler by mistake or on purpose: a finding with its place, and nothing written.

Every case is the base repository of `docs/diagnostics` with something wrong in it, through the real command line.
"""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frontdesk.cli import main
from tests.kitchen import base

ROOT = Path(__file__).parents[2]
KITCHEN = "brands/kitchen/"
BRAND, PORTAL, FORM, ARTICLE, LOGO = (
    KITCHEN + name
    for name in (
        "brand.yaml", "portals/main.yaml", "forms/question.yaml", "kb/start/welcome.md", "assets/logo.png",
    )
)  # fmt: skip
FRONT = "---\ntitle: Welcome\nstatus: public\n---\n"
DEEP = 100_000


def written(name: str) -> str:
    return base()[name].decode()


def portal(old: str, new: str) -> dict[str, str]:
    text = written(PORTAL)
    assert old in text
    return {PORTAL: text.replace(old, new)}


def with_entry(entry: str) -> dict[str, str]:
    """The portal with one entry in its drop-down."""
    return {PORTAL: written(PORTAL) + f"  dropdown: [{{id: other, label: Other, {entry}}}]\n"}


def png(width: int, height: int) -> bytes:
    """A black picture, whole and right, whose bytes are few."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", rows) + part(b"IEND", b"")


Files = Mapping[str, str | bytes]

BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
CONFLICT = "<<<<<<< HEAD\nlanguages: [en]\n=======\nlanguages: [ko]\n>>>>>>> other\n"
COLOURS = 'design:\n  colors: {text: "#222222", background: "#ffffff", divider: "#cccccc", button: "#0f609b"}'

ERRORS: dict[str, tuple[Files, str, str, int]] = {
    "unknown key": ({BRAND: written(BRAND) + "colour: red\n"}, "FD101", BRAND, 3),
    "wrong type": ({BRAND: "name: Kitchen\nlanguages: en\n"}, "FD103", BRAND, 2),
    "wrong shape": ({BRAND: "- name\n- languages\n"}, "FD103", BRAND, 1),
    "duplicate key": ({BRAND: written(BRAND) + "name: Again\n"}, "FD004", BRAND, 3),
    "alias bomb": ({BRAND: BOMB}, "FD005", BRAND, 1),
    "lists without end": ({BRAND: "name: " + "[" * DEEP + "]" * DEEP + "\n"}, "FD008", BRAND, 1),
    "maps without end": ({BRAND: "name: " + "{a: " * DEEP + "}" * DEEP + "\n"}, "FD008", BRAND, 1),
    "dashes without end": ({BRAND: "- " * DEEP + "x\n"}, "FD008", BRAND, 1),
    "quotes without end": ({ARTICLE: FRONT + "> " * DEEP + "x\n"}, "FD646", ARTICLE, 5),
    "binary": ({BRAND: b"name: " + bytes(range(128, 256)) + b"\n"}, "FD002", BRAND, 1),
    "picture as YAML": ({BRAND: base()[LOGO]}, "FD002", BRAND, 1),
    "control characters": ({BRAND: "name: Kit\x07chen\nlanguages: [en]\n"}, "FD015", BRAND, 1),
    "empty": ({BRAND: ""}, "FD011", BRAND, 1),
    "nothing but a comment": ({BRAND: "# soon\n"}, "FD011", BRAND, 1),
    "empty article": ({ARTICLE: ""}, "FD011", ARTICLE, 1),
    "tab": (portal("  text:", "\ttext:"), "FD013", PORTAL, 6),
    "tag": ({BRAND: "name: !!python/object/apply:os.system [id]\nlanguages: [en]\n"}, "FD006", BRAND, 1),
    "merge conflict": ({BRAND: "name: Kitchen\n" + CONFLICT}, "FD010", BRAND, 2),
    "merge conflict in a text": ({ARTICLE: FRONT + "Words.\n" + CONFLICT}, "FD010", ARTICLE, 6),
    "number without end": ({KITCHEN + "fields/note.yaml": f"type: number\nlabel: N\nmax: {'9' * 5000}\n"}, "FD014",
                           KITCHEN + "fields/note.yaml", 3),
    "missing default language": ({BRAND: "name: {ko: 주방}\nlanguages: [en, ko]\n"}, "FD302", BRAND, 1),
    "missing language": (
        {BRAND: "name: {en: Kitchen}\nlanguages: [en, ko]\n",
         **portal("footer:", "translations: {missing: block}\nfooter:")}, "FD303", BRAND, 1,
    ),
    "dangling reference": (
        {KITCHEN + "inquiry_types.yaml": "- {id: question, name: Question, form: questoin}\n"}, "FD201",
        KITCHEN + "inquiry_types.yaml", 1,
    ),
    "disabled reference": (
        {KITCHEN + "inquiry_types.yaml": "- {id: old, name: Old, form: question, enabled: false}\n"
         "- {id: question, name: Question, form: question}\n",
         KITCHEN + "triggers/10-rules.yaml": "- id: old\n  title: Old\n  events: [created]\n"
         "  all: [{if: inquiry_type, is: old}]\n  then: [{do: assign, group: support}]\n"},
        "FD512", KITCHEN + "triggers/10-rules.yaml", 4,
    ),
    "hidden and required": (
        {FORM: "fields:\n  - {field: note, hidden: true, required: true}\n",
         KITCHEN + "fields/note.yaml": "type: text\nlabel: Note\n"}, "FD401", FORM, 2,
    ),
    "missing colour": (portal("design: {theme: plain}", COLOURS), "FD610", PORTAL, 5),
    "missing portal": (with_entry("portal: kitchen/nowhere"), "FD201", PORTAL, 9),
    "link to nowhere": (with_entry(""), "FD621", PORTAL, 9),
    "last public article gone": ({ARTICLE: written(ARTICLE).replace("public", "member")}, "FD603", PORTAL, 1),
    "logo that is no picture": ({LOGO: "<html><script>alert(1)</script>"}, "FD633", PORTAL, 3),
    "logo that was cut off": ({LOGO: base()[LOGO][:60]}, "FD633", PORTAL, 3),
    "logo of 100 megapixels": ({LOGO: png(10_000, 10_000)}, "FD634", PORTAL, 3),
    "script in an article": ({ARTICLE: FRONT + "Hello <script>alert(1)</script>\n"}, "FD640", ARTICLE, 5),
    "link that runs code": ({ARTICLE: FRONT + "[here](JaVaScRiPt:alert(1))\n"}, "FD641", ARTICLE, 5),
    "name with a space": ({KITCHEN + "kb/start/my article.md": FRONT + "Words.\n"}, "FD105",
                          KITCHEN + "kb/start/my article.md", 1),
    "Korean name": ({KITCHEN + "kb/start/환불.md": FRONT + "Words.\n"}, "FD105", KITCHEN + "kb/start/환불.md", 1),
    "name with a picture": ({KITCHEN + "kb/start/\U0001f600.md": FRONT}, "FD105",
                            KITCHEN + "kb/start/\U0001f600.md", 1),
    "name of two lines": ({KITCHEN + "kb/start/a\nb.md": FRONT}, "FD026", KITCHEN + "kb/start/a\nb.md", 1),
    "name that is no text": ({KITCHEN + "kb/start/\udce9.md": FRONT}, "FD026", KITCHEN + "kb/start/?.md", 1),
    "name that colours a terminal": ({KITCHEN + "kb/start/\x1b[31m.md": FRONT}, "FD026",
                                     KITCHEN + "kb/start/\x1b[31m.md", 1),
    "endless name": ({KITCHEN + f"fields/{'a' * 240}.yaml": "type: text\n"}, "FD026",
                     KITCHEN + f"fields/{'a' * 240}.yaml", 1),
    "trigger without its number": ({KITCHEN + "triggers/routing.yaml": "[]\n"}, "FD105",
                                   KITCHEN + "triggers/routing.yaml", 1),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "repository"
    write(place, base())
    return place


def write(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)


def frontdesk(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def process(*words: object, **more: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "frontdesk.cli", *map(str, words)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, env=variables, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
    )


def refused(folder: Path, code: str, file: str, line: int) -> None:
    """Both commands report it at its place, and nothing is written anywhere but into the cache."""
    before = {path for path in folder.rglob("*") if ".frontdesk" not in path.parts}
    out = folder.parent / "out"
    built = frontdesk("build", folder, "-o", out, "--format", "json")
    said = json.loads(built.stdout)
    places = [(one["code"], one["file"], one["line"]) for one in said["diagnostics"] if one["severity"] == "error"]
    assert (built.exit_code, said["root_digest"]) == (1, None), built.output
    assert (code, file, line) in places
    checked = frontdesk("check", folder)
    assert checked.exit_code == 1, checked.output
    assert f"error[{code}]" in checked.output
    assert "\x1b" not in checked.output
    assert len(checked.output) < 20_000
    assert not out.exists()
    assert {path for path in folder.rglob("*") if ".frontdesk" not in path.parts} == before


@pytest.mark.parametrize("name", ERRORS)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_written(name, folder):
    files, code, file, line = ERRORS[name]
    write(folder, files)
    refused(folder, code, file, line)


SET_UP: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "50 MB of YAML": (lambda at: sparse(at / KITCHEN / "groups.yaml"), "FD001", KITCHEN + "groups.yaml"),
    "50 MB of text": (lambda at: sparse(at / ARTICLE), "FD001", ARTICLE),
    "50 MB of picture": (lambda at: sparse(at / LOGO), "FD023", LOGO),
    "50 MB of YAML among the pictures": (
        lambda at: sparse(at / KITCHEN / "assets/x.yaml"), "FD023", KITCHEN + "assets/x.yaml",
    ),
    "link to a file outside": (
        lambda at: (at / KITCHEN / "assets/x.png").symlink_to("/etc/passwd"), "FD020", KITCHEN + "assets/x.png",
    ),
    "link to a folder outside": (lambda at: (at / KITCHEN / "codes").symlink_to("/etc"), "FD020", KITCHEN + "codes"),
    "link to itself": (lambda at: (at / KITCHEN / "loop").symlink_to("."), "FD020", KITCHEN + "loop"),
    "link in place of the brands": (lambda at: linked(at, "brands"), "FD020", "brands"),
    "pipe": (lambda at: os.mkfifo(at / KITCHEN / "tickets.yaml"), "FD022", KITCHEN + "tickets.yaml"),
    "folder in place of the first file": (lambda at: folder_at(at / "frontdesk.yaml"), "FD022", "frontdesk.yaml"),
    "file in a folder called like a file": (
        lambda at: write(at, {KITCHEN + "fields/x.yaml/y.yaml": "type: text\n"}), "FD105",
        KITCHEN + "fields/x.yaml/y.yaml",
    ),
}  # fmt: skip


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000)


def linked(folder: Path, name: str) -> None:
    (folder / name).rename(folder.parent / name)
    (folder / name).symlink_to(folder.parent / name)


def folder_at(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", SET_UP)
def test_what_should_not_be_read_is_not_read(name, folder):
    prepare, code, file = SET_UP[name]
    prepare(folder)
    refused(folder, code, file, 1)


def test_folders_inside_folders_without_end_are_left_at_the_longest_path(folder):
    # Deeper than any system call takes a path; made and removed step by step for the same reason.
    top, home = folder / KITCHEN / "kb/start", Path.cwd()
    try:
        os.chdir(top)
        for _ in range(60):
            Path("d" * 100).mkdir()
            os.chdir("d" * 100)
        run = process("check", folder)
        said, trouble = run.communicate(timeout=60)
    finally:
        os.chdir(home)
        subprocess.run(["rm", "-rf", top], check=True)
    assert (run.returncode, trouble) == (1, "")
    assert "error[FD026]" in said


def test_files_are_read_whatever_their_line_ends_and_marks(folder):
    first = frontdesk("build", folder, "-o", folder.parent / "plain", "--format", "json")
    texts = {name: data for name, data in base().items() if name.endswith((".yaml", ".md"))}
    for change in (lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data):
        write(folder, {name: change(data) for name, data in texts.items()})
        run = frontdesk("build", folder, "-o", folder.parent / "out", "--format", "json")
        assert (run.exit_code, json.loads(run.stdout)["diagnostics"]) == (0, [])
    assert first.exit_code == 0
    assert json.loads(run.stdout)["root_digest"] == json.loads(first.stdout)["root_digest"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({KITCHEN + "kb/staff/_category.yaml": "name: Staff\nstatus: member\n",
          KITCHEN + "kb/staff/rules.md": "---\ntitle: Rules\nstatus: public\n---\nWords.\n"}, "FD605"),
        ({**with_entry("portal: kitchen/shut"),
          KITCHEN + "portals/shut.yaml": "enabled: false\naddress: {host: {binding: main_host}, path: /shut}\n"
          "profile: {name: Shut}\n"}, "FD609"),
    ],
    ids=["public article under a member category", "link to a disabled portal"],
)  # fmt: skip
def test_what_is_only_odd_is_a_warning_and_is_built(files, code, folder):
    write(folder, files)
    run = frontdesk("build", folder, "-o", folder.parent / "out", "--format", "json")
    assert run.exit_code == 0, run.output
    assert [(one["code"], one["severity"]) for one in json.loads(run.stdout)["diagnostics"]] == [(code, "warning")]


def test_many_findings_in_one_list_are_found_in_bounded_time(folder):
    # Places were once counted from the beginning of the list for each finding: minutes for a list like this.
    write(folder, {KITCHEN + "groups.yaml": "".join(f"g{n}: {{name: G{n}, agents: [jim]}}\n" for n in range(6000))})
    run = process("check", folder, "--format", "json")
    said, _ = run.communicate(timeout=60)
    assert run.returncode == 1
    places = [one["line"] for one in json.loads(said)["diagnostics"] if one["code"] == "FD201"]
    assert places == list(range(1, 6001))


# folders, disks and signals


def test_a_folder_without_git_is_checked(folder):
    assert not (folder / ".git").exists()
    assert frontdesk("check", folder).exit_code == 0


@pytest.mark.parametrize("where", ["nowhere", "repository/frontdesk.yaml"])
def test_what_is_no_folder_is_a_usage_error(where, folder):
    run = frontdesk("check", folder.parent / where)
    assert (run.exit_code, run.stdout) == (2, "")
    assert "Invalid value for '[FOLDER]'" in run.stderr


@pytest.mark.parametrize("what", [BRAND, LOGO, KITCHEN + "kb"])
def test_a_file_that_may_not_be_read_is_named(what, folder):
    (folder / what).chmod(0)
    unprivileged: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything, and there is no setpriv to take that away")
        unprivileged = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    command = [*unprivileged, sys.executable, "-m", "frontdesk.cli", "check", "--no-cache", str(folder)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, env=variables, cwd="/", capture_output=True, text=True, check=False)
    (folder / what).chmod(0o700)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"Error: cannot read {what}: Permission denied\n"


@pytest.mark.parametrize("rubbish", [b"", b"rubbish" * 1000])
def test_a_cache_that_is_damaged_changes_nothing(rubbish, folder):
    first = frontdesk("build", folder, "-o", folder.parent / "out", "--format", "json")
    kept = [path for path in (folder / ".frontdesk").rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        path.write_bytes(rubbish)
    again = frontdesk("build", folder, "-o", folder.parent / "out", "--format", "json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["root_digest"] == json.loads(first.stdout)["root_digest"]


def test_a_disk_that_is_full_is_said_and_the_old_bundle_stays(folder, tmp_path):
    out = tmp_path / "out"
    assert frontdesk("build", folder, "-o", out).exit_code == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    lines = "".join(f"{number} words\n\n" for number in range(3000))
    write(folder, {KITCHEN + f"kb/start/n{n}.md": FRONT.replace("Welcome", f"N{n}") + lines for n in range(5)})
    # A limit on the length of files does what a full disk does: the first bytes are taken, the rest are not.
    words = f"ulimit -f 40 && exec {sys.executable} -m frontdesk.cli build {folder} -o {out} --no-cache"
    run = subprocess.run(
        ["bash", "-c", words], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2, run.stdout + run.stderr
    assert "File too large" in run.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.suffix != ".part" and path.is_file()} == before


def many(folder: Path, count: int) -> None:
    write(
        folder,
        {KITCHEN + f"kb/start/n{n}.md": f"---\ntitle: N{n}\nstatus: public\n---\nWords {n}.\n" for n in range(count)},
    )


def test_an_interrupted_build_leaves_nothing_half_done(folder, tmp_path):
    many(folder, 3000)
    run = process("build", folder, "-o", tmp_path / "out", "--no-cache")
    while not has_begun_to_make(run.pid):
        assert run.poll() is None, "it ended before it was seen at work"
        time.sleep(0.002)
    run.send_signal(signal.SIGINT)
    said, trouble = run.communicate(timeout=30)
    assert (run.returncode, said) == (1, "")
    assert "Traceback" not in trouble
    assert not (tmp_path / "out/current.json").exists()
    assert frontdesk("build", folder, "-o", tmp_path / "out").exit_code == 0


def has_begun_to_make(pid: int) -> bool:
    """Whether a build has its unnamed file open: it is past start-up and reading, and has written nothing yet."""
    try:
        return any(str(entry.readlink()).endswith(" (deleted)") for entry in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def test_two_builds_into_one_folder_make_one_whole_bundle(folder, tmp_path):
    many(folder, 120)
    with ThreadPoolExecutor(2) as pool:
        runs = [process("build", folder, "-o", tmp_path / "out", "--format", "json") for _ in range(2)]
        said = [json.loads(out) for out, _ in pool.map(lambda run: run.communicate(timeout=60), runs)]
    assert [run.returncode for run in runs] == [0, 0]
    root = json.loads((tmp_path / "out/current.json").read_text())["root"]
    assert {one["root_digest"] for one in said} == {root}
    assert not list((tmp_path / "out").rglob("*.part"))
    # A third finds every blob there and sound: it writes nothing but the pointer.
    before = set((tmp_path / "out").rglob("*"))
    assert frontdesk("build", folder, "-o", tmp_path / "out").exit_code == 0
    assert set((tmp_path / "out").rglob("*")) == before
