"""Folders of git's history, read from its objects without a checkout.

What is found there is entries with modes, identities and sizes, and the bytes of one identity. Which of them belong to
a configuration is the read pass's matter. Nothing that a user typed becomes an option of git: a revision is resolved
first, and only identities are handed on.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

_AS_HASHED = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_LAZY_FETCH": "1"}
"""No object stands in for another one, names are names, and what is not here is not looked for elsewhere."""


class NoSuchRevisionError(Exception):
    """A revision that the repository does not have or cannot read, or a folder without git; fit to be shown."""


class DamagedError(Exception):
    """An object of git that is not as it was written, or is gone; the message says so and what to do."""

    def __init__(self) -> None:
        super().__init__("git's own copy is damaged or incomplete; `git fsck` tells what is, a fresh clone mends it")


Entry: TypeAlias = tuple[str, str, str, str]
"""What a folder of a commit holds, a file, a link or another repository: its mode (six octal digits), git's identity of
it (equal for equal bytes, in whatever commit), its size in bytes as git writes it (`-` for all but files), and its path
from the folder that was asked for.
"""


class GitFolder:
    """A folder at a commit."""

    def __init__(self, repository: Path, revision: str) -> None:
        self._git, self.oid, self.commit = _resolved(repository, revision)

    def files(self, *names: str) -> Iterator[Entry]:
        """Everything in some of its folders and files, as deep as it goes. Raises `DamagedError`."""
        from git.exc import GitError

        words = ("-r", "-l", "-z", "--full-tree", self.oid, "--", *names)
        try:
            said: bytes = self._git.ls_tree(*words, stdout_as_string=False, strip_newline_in_stdout=False)
        except GitError as error:
            raise DamagedError from error
        for line in said.decode(errors="surrogateescape").split("\0"):
            if line:  # there may be hundreds of thousands
                facts, _, path = line.partition("\t")
                mode, _, oid, size = facts.split()
                yield mode, oid, size, path

    def read(self, oid: str) -> bytes:
        """The bytes of a file. Raises `DamagedError`."""
        from git.exc import GitError

        try:
            _, _, size, data = self._git.get_object_data(oid)
        except (GitError, OSError, ValueError) as error:  # after one bad object, the process that reads them is gone
            raise DamagedError from error
        if len(data) != size:
            raise DamagedError
        whole: bytes = data
        return whole


def _resolved(repository: Path, revision: str) -> tuple[Any, str, str]:
    """Git, and the identities of a folder at a revision and of its commit."""
    from git import Repo  # slow, and only revisions need it
    from git.exc import BadName, GitError, InvalidGitRepositoryError, ODBError

    try:
        repo = Repo(repository, search_parent_directories=True)
        repo.git.update_environment(**_AS_HASHED)
        inside = repository.resolve().relative_to(Path(str(repo.working_tree_dir or repository)).resolve())
        commit = repo.commit(revision)
        tree = commit.tree if inside == Path() else commit.tree / inside.as_posix()
        return repo.git, tree.hexsha, commit.hexsha
    except InvalidGitRepositoryError as error:
        raise NoSuchRevisionError(
            f"{repository.resolve()} is in no git repository: there is nothing earlier"
        ) from error
    except (BadName, GitError, ODBError, ValueError, KeyError, IndexError) as error:
        raise NoSuchRevisionError(f"there is no revision {revision!r} of {repository}") from error
