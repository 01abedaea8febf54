"""Folders of git's history, read from its objects without a checkout.

What is found there is entries with modes, identities and sizes, and the bytes of one identity. Which of them belong to
a configuration is the read pass's matter. Nothing that a user typed becomes an option of git: a revision is resolved
first, and only identities are handed on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_AS_HASHED = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_LAZY_FETCH": "1"}
"""No object stands in for another one, names are names, and what is not here is not looked for elsewhere."""


class NoSuchRevisionError(Exception):
    """A revision that the repository does not have, or a folder without git; fit to be shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder of a commit holds: a file, a link, another repository, or a folder within it."""

    path: str
    """From the folder that was asked for."""
    mode: int
    oid: str
    """Git's identity of it: equal for equal bytes, in whatever commit."""
    size: int
    """Of a file; 0 for everything else."""


class GitFolder:
    """A folder at a commit."""

    def __init__(self, repository: Path, revision: str) -> None:
        self._git, self.oid, self.commit = _resolved(repository, revision)

    def files(self, *names: str) -> Iterator[Entry]:
        """Everything in some of its folders and files, as deep as it goes; all of it where none is named."""
        return self._listed("-r", names)

    def entries(self, name: str) -> Iterator[Entry]:
        """What lies directly in one of its folders."""
        return self._listed("", (f"{name}/",))

    def read(self, oid: str) -> bytes:
        """The bytes of a file."""
        data: bytes = self._git.get_object_data(oid)[3]
        return data

    def _listed(self, deep: str, names: tuple[str, ...]) -> Iterator[Entry]:
        words = [word for word in (deep, "-l", "-z", "--full-tree", self.oid, "--", *names) if word]
        said: bytes = self._git.ls_tree(*words, stdout_as_string=False, strip_newline_in_stdout=False)
        for line in said.decode(errors="surrogateescape").split("\0"):
            if line:
                facts, _, path = line.partition("\t")
                mode, _, oid, size = facts.split()
                yield Entry(path, int(mode, 8), oid, 0 if size == "-" else int(size))


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
