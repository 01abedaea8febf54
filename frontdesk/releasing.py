"""What the commands around releases share: address, trust and keys from options, refusals as messages, the commit.

What they do is `compiler.release`; here the outside world is handed in: the clock, the environment, files.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from compiler.release.address import open_address
from compiler.release.keyring import Keyring, read_key
from compiler.release.publish import Outcome
from compiler.release.refusal import RefusedError
from compiler.release.signing import ONLINE_DAYS, Desk
from compiler.release.trust import read_trust

TRUST: Final = "trust"
"""The folder with the root metadata, in the repository."""
_NOT_REFUSED: Final = frozenset({"FD840", "FD841", "FD846"})
"""Matters of this machine or of how the command was called, not of the release: exit code 2."""


class RefusalShown(click.ClickException):
    """A refusal as it is shown."""

    def __init__(self, refusal: RefusedError) -> None:
        hint = f"\n  = {refusal.hint}" if refusal.hint else ""
        super().__init__(f"[{refusal.code}] {refusal}{hint}\n  = frontdesk explain {refusal.code}")
        self.exit_code = 2 if refusal.code in _NOT_REFUSED else 1  # type: ignore[misc]  # click reads it here


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Show what is refused as a message."""
    try:
        yield
    except RefusedError as refusal:
        raise RefusalShown(refusal) from refusal


def now() -> datetime:
    """The clock of this machine, in whole seconds as metadata has them."""
    return datetime.now(UTC).replace(microsecond=0)


def secret(reference: str) -> bytes:
    """The bytes behind `env:NAME` or `file:PATH`; never the secret itself, which other users could see in a list."""
    kind, _, name = reference.partition(":")
    if kind == "env" and name:
        value = os.environ.get(name)
        if not value:
            raise click.UsageError(f"the variable {name} is not set")
        return value.encode()
    if kind == "file" and name:
        try:
            return Path(name).read_bytes()
        except OSError as error:
            raise click.UsageError(f"cannot read {name}: {error.strerror}") from error
    raise click.UsageError("say where the secret is, not the secret: env:NAME or file:PATH")


def passphrase_of(reference: str | None) -> bytes | None:
    """A passphrase by reference; the line end that editors add to a file is no part of it."""
    return secret(reference).rstrip(b"\r\n") if reference else None


def keyring_of(references: tuple[str, ...], passphrase: str | None) -> Keyring:
    """The private keys that references lead to; a folder stands for every key in it."""
    word = passphrase_of(passphrase)
    return Keyring([read_key(secret(each), word, each) for each in _spread(references)])


def _spread(references: tuple[str, ...]) -> Iterator[str]:
    for reference in references:
        folder = Path(reference.removeprefix("file:"))
        if reference.startswith("file:") and folder.is_dir():
            found = sorted(folder.glob("*.pem"))
            if not found:
                raise click.UsageError(f"there is no key in {folder}: none of its files is called *.pem")
            yield from (f"file:{path}" for path in found if not path.name.endswith(".pub.pem"))
        else:
            yield reference


def trust_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--trust`: where the root metadata is."""
    kind = click.Path(path_type=Path, file_okay=False)
    words = "The folder with the root metadata of the installation."
    return click.option("--trust", type=kind, default=Path(TRUST), show_default=True, help=words)(command)


def keys_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--keys` and `--passphrase`: where private keys are, and what opens them."""
    words = "A private key, as env:NAME, file:PATH or a folder of keys; may be said again."
    keys = click.option("--keys", "keys", multiple=True, envvar="FRONTDESK_KEYS", metavar="REF", help=words)
    words = "What opens the keys: env:NAME or file:PATH."
    return keys(click.option("--passphrase", envvar="FRONTDESK_PASSPHRASE", metavar="REF", help=words)(command))


def address_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--address`: where releases lie."""
    words = "Where releases lie: file:///folder, s3://bucket/prefix; to read also https://…"
    option = click.option("--address", required=True, envvar="FRONTDESK_RELEASES", metavar="URL", help=words)
    return option(command)


def with_desk(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of signing and hand it the `Desk` they lead to."""

    @address_option
    @trust_option
    @keys_options
    @click.option(
        "--days",
        type=click.IntRange(1, 365),
        default=ONLINE_DAYS,
        show_default=True,
        help="How long until somebody has to sign again.",
    )
    @wraps(command)
    def read(
        address: str, trust: Path, keys: tuple[str, ...], passphrase: str | None, days: int, **options: Any
    ) -> Any:
        with refusals_shown():
            place = open_address(address, for_writing=True)
            desk = Desk(place, read_trust(trust), keyring_of(keys, passphrase), now(), days)
            return command(desk, **options)

    return read


def told_as_json(outcome: Outcome, desk: Desk) -> dict[str, Any]:
    """What a command has done, for programs."""
    record, uploaded = outcome.record, outcome.uploaded
    return {
        "sequence": record.sequence,
        "root": record.root,
        "canary": None if record.canary is None else record.canary.model_dump(mode="json"),
        "published": outcome.is_new,
        "signed": outcome.is_signed,
        "uploaded": {"blobs": uploaded.blobs, "bytes": uploaded.size},
        "fresh_until": None if outcome.fresh_until is None else f"{outcome.fresh_until:%Y-%m-%dT%H:%M:%SZ}",
        "address": desk.address.url,
    }


def told_as_outputs(outcome: Outcome) -> str:
    """What a command has done, as lines `name=value` that workflows hand on."""
    record = outcome.record
    return f"root={record.root}\nsequence={record.sequence}\npublished={str(outcome.is_new).lower()}"


def _said(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    for each in value if isinstance(value, tuple) else (value,):
        if each is not None and not each.strip():
            raise click.BadParameter(
                "this is empty; was a variable not set? Leave the option out, or say what is meant"
            )
    return value


SAID: Final[Callable[[click.Context, click.Parameter, Any], Any]] = _said
"""For an option: what is there and empty is refused, where leaving it out means something else."""

FORMATS: Final = click.Choice(["text", "json", "outputs"])
"""How publishing and going back are told: for people, for programs, for the next step of a workflow."""


def commit_of(folder: Path, revision: str) -> tuple[str, str | None]:
    """The full id of a commit, and the branch it is the head of, if it was named by that."""
    from git import Repo
    from git.exc import BadName, GitError, ODBError

    try:
        repository = Repo(folder, search_parent_directories=True)
        commit = repository.commit(revision).hexsha
        is_branch = revision == "HEAD" and not repository.head.is_detached
        return commit, str(repository.head.reference.path) if is_branch else None
    except (BadName, GitError, ODBError, ValueError, IndexError) as error:
        raise click.UsageError(f"{folder.resolve()} has no commit {revision!r}; only commits are published") from error
