"""`frontdesk reproduce`: build a published release again from git, and compare."""

import json
import sys
from pathlib import Path

import click
from pydantic import ValidationError

from compiler.blobs import SpooledBlobs
from compiler.release.address import open_address
from compiler.release.present import earlier, look
from compiler.release.publish import find, origin
from compiler.release.refusal import RefusedError
from compiler.release.reproduce import compilers, first_difference
from compiler.release.stored import MissingBlobError, StoredBlobs
from compiler.release.trust import read_trust
from compiler.report import as_text
from frontdesk.compilation import Run, compile_revision
from frontdesk.releasing import address_option, commit_of, refusals_shown, trust_option


@click.command()
@click.argument("release")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@address_option
@trust_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def reproduce(release: str, folder: Path, address: str, trust: Path, form: str) -> None:
    """Build RELEASE (its number, digest, commit or branch) again from the repository in FOLDER, and compare."""
    with refusals_shown():
        place = open_address(address, for_writing=False)
        present = look(place, read_trust(trust))
        if present is None:
            raise RefusedError("FD851", f"{place.url} has no release yet")
        _, root = find(earlier(place, present), _named(folder, release), place.url)
        made = origin(earlier(place, present), root)
        commit = made.provenance.commit
        if commit is None:
            raise RefusedError("FD851", f"release {made.sequence} does not say which commit it was made from")
        blobs = SpooledBlobs()
        run = compile_revision(folder, commit, blobs, use_cache=False)
        rebuilt = run.compiled.root_digest
        try:
            lines = _compared(StoredBlobs(place, made.packs), root, run, blobs)
        except (MissingBlobError, ValidationError) as error:
            message = f"release {made.sequence} cannot be read at {place.url}: {error}"
            raise RefusedError("FD851", message, "use the version that published it") from error
    if form == "json":
        summary = {"sequence": made.sequence, "commit": commit, "released": root, "rebuilt": rebuilt}
        click.echo(json.dumps({**summary, "is_same": root == rebuilt, "difference": lines}, ensure_ascii=False))
    else:
        click.echo(f"release {made.sequence}, commit {commit[:12]}\n  released  {root}\n  rebuilt   {rebuilt}")
        click.echo("they are the same" if root == rebuilt else "\n".join(lines))
    sys.exit(0 if root == rebuilt else 1)


def _named(folder: Path, release: str) -> str:
    """A branch, a tag or `HEAD~2` as the commit it is; numbers, digests and what git does not know as they are."""
    if release.isdigit() or release.startswith("sha256:"):
        return release
    try:
        return commit_of(folder, release)[0]
    except click.UsageError:
        return release


def _compared(released: StoredBlobs, root: str, run: Run, blobs: SpooledBlobs) -> list[str]:
    """What differs, in words; empty when nothing does."""
    rebuilt = run.compiled.root_digest
    if rebuilt is None:
        return ["this version finds errors in the commit:", as_text(run.compiled.diagnostics, run.tree.read)]
    if rebuilt == root:
        return []
    then, now = compilers(released.read, root, blobs.read, rebuilt)
    other = [f"it was compiled by version {then}, this is {now}: use that one to compare"] if then != now else []
    way = first_difference(released.read, root, blobs.read, rebuilt)
    return [*other, f"first difference: {' → '.join(way)}"]
