"""The read pass: folders and revisions are one to every later pass; what must not be read is not."""

import subprocess

import pytest

from compiler.read import NoSuchRevisionError, UnreadableError, read_folder, read_revision

FILES = {
    "frontdesk.yaml": "version: 1\n",
    "environments/demo.yaml": "{}\n",
    "brands/kitchen/brand.yaml": "name: Kitchen\n",
    "brands/kitchen/kb/start/안녕.md": "---\n---\n",
    "brands/kitchen/.hidden.yaml": "x: 1\n",
    "README.md": "not ours\n",
}


def git(folder, *words):
    settings = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def committed(repository):
    folder = repository(FILES)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")
    return folder


def test_a_revision_reads_like_the_folder_it_was_committed_from(committed):
    folder, in_folder = read_folder(committed)
    revision, in_revision = read_revision(committed, "HEAD")
    assert folder.sizes == revision.sizes
    assert list(folder.sizes) == list(revision.sizes)
    assert in_folder == in_revision
    assert all(folder.read(path) == revision.read(path) for path in folder.sizes)


def test_a_revision_is_read_without_the_working_tree(committed):
    (committed / "brands/kitchen/brand.yaml").write_text("name: Changed\n")
    tree, _ = read_revision(committed, "HEAD")
    assert tree.read("brands/kitchen/brand.yaml") == b"name: Kitchen\n"


def test_a_folder_inside_a_working_tree_has_its_own_paths(committed):
    (committed / "sub").mkdir()
    for name in ("brands", "frontdesk.yaml", "environments"):
        git(committed, "mv", name, f"sub/{name}")
    git(committed, "commit", "-qm", "two")
    tree, _ = read_revision(committed / "sub", "HEAD")
    assert list(tree.sizes) == list(read_folder(committed / "sub")[0].sizes)


def test_a_folder_where_a_file_should_be_is_no_part_of_a_revision(committed):
    (committed / "frontdesk.yaml").unlink()
    (committed / "frontdesk.yaml").mkdir()
    (committed / "frontdesk.yaml/brand.yaml").write_text("name: x\n")
    git(committed, "add", "-A")
    git(committed, "commit", "-qm", "two")
    tree, _ = read_revision(committed, "HEAD")
    assert "frontdesk.yaml" not in {file.split("/")[0] for file in tree.sizes}


def test_files_of_a_revision_show_what_is_in_them(committed):
    before, _ = read_revision(committed, "HEAD")
    (committed / "brands/kitchen/brand.yaml").write_text("name: Changed\n")
    git(committed, "commit", "-qam", "two")
    after, _ = read_revision(committed, "HEAD")
    changed = [file for file in before.sizes if before.stamps[file] != after.stamps[file]]
    assert changed == ["brands/kitchen/brand.yaml"]


def blob(folder, path):
    """The file that git keeps the bytes of a path in."""
    command = ["git", "rev-parse", f"HEAD:{path}"]
    oid = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    return folder / ".git/objects" / oid[:2] / oid[2:].strip()


DAMAGE = {
    "gone": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "other bytes": lambda file: file.write_bytes(b"x" * 40),
    "another end": lambda file: file.write_bytes(file.read_bytes()[:-4] + b"abcd"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_object_of_git_is_told_as_such(committed, how):
    file = blob(committed, "brands/kitchen/brand.yaml")
    file.chmod(0o600)
    DAMAGE[how](file)
    with pytest.raises((NoSuchRevisionError, UnreadableError), match="git's own copy is damaged or incomplete"):
        read_revision(committed, "HEAD")[0].read("brands/kitchen/brand.yaml")


def test_after_a_damaged_object_the_others_are_told_too(committed):
    tree, _ = read_revision(committed, "HEAD")
    blob(committed, "brands/kitchen/brand.yaml").unlink()
    with pytest.raises(UnreadableError, match=r"cannot read brands/kitchen/brand\.yaml: git's own copy"):
        tree.read("brands/kitchen/brand.yaml")
    assert tree.read("frontdesk.yaml") == b"version: 1\n"


def test_links_and_submodules_of_a_revision_are_refused(committed, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    git(other, "commit", "-q", "--allow-empty", "-m", "one")
    (committed / "brands/kitchen/link.md").symlink_to("/etc/passwd")
    git(committed, "submodule", "--quiet", "add", str(other), "brands/kitchen/assets")
    git(committed, "add", "-A")
    git(committed, "commit", "-qm", "two")
    tree, findings = read_revision(committed, "HEAD")
    assert sorted((item.code, item.span.file) for item in findings) == [
        ("FD020", "brands/kitchen/link.md"),
        ("FD022", "brands/kitchen/assets"),
    ]
    with pytest.raises(FileNotFoundError):
        tree.read("brands/kitchen/link.md")


def test_an_unknown_revision_is_named(committed, tmp_path):
    with pytest.raises(NoSuchRevisionError, match="'nowhere'"):
        read_revision(committed, "nowhere")
    with pytest.raises(NoSuchRevisionError):
        read_revision(tmp_path, "HEAD")


def test_what_a_link_leads_to_is_never_read(repository, tmp_path):
    folder = repository(FILES)
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n")
    (folder / "brands/kitchen/link.yaml").symlink_to(secret)
    tree, findings = read_folder(folder)
    assert [item.code for item in findings] == ["FD020"]
    with pytest.raises(FileNotFoundError):
        tree.read("brands/kitchen/link.yaml")


def test_a_linked_root_is_refused(repository, tmp_path):
    folder = repository(FILES)
    (folder / "brands").rename(tmp_path / "elsewhere")
    (folder / "brands").symlink_to(tmp_path / "elsewhere")
    assert [item.code for item in read_folder(folder)[1]] == ["FD020", "FD024"]


def test_a_name_that_is_not_text_is_refused_and_can_be_printed(repository):
    folder = repository(FILES)
    (folder / "brands" / "kitchen" / b"caf\xe9.md".decode(errors="surrogateescape")).write_text("x")
    tree, findings = read_folder(folder)
    [finding] = findings
    assert finding.code == "FD026"
    assert finding.span.file.encode() == b"brands/kitchen/caf?.md"
    assert "brands/kitchen/brand.yaml" in tree.sizes
