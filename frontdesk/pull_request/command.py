"""`frontdesk pull-request`: the questions of workflows, each answered on standard output or by a file to be sent."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from frontdesk.pull_request import artifact as artifacts
from frontdesk.pull_request import host
from frontdesk.pull_request.refusal import NotTakenError

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_OUT = click.Path(path_type=Path, file_okay=False)


@click.group("pull-request")
def pull_request() -> None:
    """Questions of workflows about a pull request; answers of the code host are handed in as files."""


@pull_request.command()
@click.option("--pulls", type=_FILE, required=True, help="The host's pull requests.")
@click.option("--head", required=True, help="The commit that was looked at.")
def number(pulls: Path, head: str) -> None:
    """Print the number of the open pull request whose newest commit is HEAD."""
    with _told():
        found = host.pull_request(pulls, _commit(head))
        if found is None:
            raise NotTakenError("no open pull request has this commit as its newest: nothing is to be said")
        click.echo(found)


@pull_request.command()
@click.option("--artifacts", "listed", type=_FILE, required=True, help="The host's list of what the run left.")
def artifact(listed: Path) -> None:
    """Print the id of the artifact with the words of the review, if it is small enough to be fetched."""
    with _told():
        click.echo(host.artifact(listed, artifacts.NAME, artifacts.LARGEST))


@pull_request.command()
@click.argument("review", type=_FILE)
@click.option("--number", "pull", type=click.IntRange(1), required=True, help="The pull request.")
@click.option("--head", required=True, help="The commit that was looked at.")
@click.option("--comments", type=_FILE, required=True, help="The host's comments of the pull request.")
@click.option("--url", required=True, help="Where the whole review is: the run that made it.")
@click.option("--output", "-o", "output", type=_OUT, required=True, help="A folder for what is to be sent.")
def comment(review: Path, pull: int, head: str, comments: Path, url: str, output: Path) -> None:
    """Read REVIEW, the zip a pull request's own run has left, and write what may be posted of it.

    Writes method, path and body of the comment, and the status that carries the digest.
    """
    from frontdesk.pull_request.posting import Posting, post

    with _told():
        before = host.own_comment(comments)
        posting = post(Posting(artifacts.read(review), pull, _commit(head), url, before))
    output.mkdir(parents=True, exist_ok=True)
    for name, text in posting.items():
        (output / name).write_text(text, encoding="utf-8")
    click.echo(json.loads(posting["status.json"])["description"])


@pull_request.command()
@click.argument("built", type=_FILE)
@click.option("--url", required=True, help="The run that built it.")
def status(built: Path, url: str) -> None:
    """Print the status of a merge result that a merge queue has built; BUILT is what build --format json said."""
    from frontdesk.pull_request.posting import status_of

    with _told():
        root = artifacts.root_of(built.read_bytes())
    click.echo(status_of(root, url))
    sys.exit(0 if root else 1)


@pull_request.command()
@click.option("--pulls", type=_FILE, required=True, help="The host's pull requests of the commit.")
@click.option("--merged", required=True, help="The commit on the main branch.")
def head(pulls: Path, merged: str) -> None:
    """Print the newest commit of the pull request that was merged as MERGED."""
    with _told():
        found = host.merged_head(pulls, _commit(merged))
        if found is None:
            raise NotTakenError("no pull request was merged as this commit: nobody reviewed it")
        click.echo(found)


@pull_request.command()
@click.option("--statuses", type=_FILE, required=True, help="The host's statuses of the commits in question.")
def reviewed(statuses: Path) -> None:
    """Print the root digest that reviewers saw."""
    with _told():
        found = host.reviewed(statuses)
        if found is None:
            raise NotTakenError(
                f"no status {host.CONTEXT} with a digest: the review did not run, or what it saw did not compile"
            )
        click.echo(found)


@pull_request.command()
@click.option(
    "--check-runs", "runs", type=_FILE, required=True, help="The host's check runs of the commits in question."
)
def passed(runs: Path) -> None:
    """Print the names of the checks that have passed, one a line; of those that failed, or still run, none."""
    with _told():
        for name in host.passed(runs):
            click.echo(name)


def _commit(value: str) -> str:
    found = host.commit(value)
    if found is None:
        raise click.UsageError("a commit is named by its 40 hexadecimal digits here")
    return found


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except NotTakenError as error:
        raise click.ClickException(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"a file cannot be read: {error}") from error
