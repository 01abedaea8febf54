"""`frontdesk reproduce`: build a published release again from git, and compare."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from compiler.blobs import SpooledBlobs
from compiler.release.address import Address, open_address
from compiler.release.present import Earlier, look
from compiler.release.publish import find, origin
from compiler.release.refusal import RefusedError
from compiler.release.reproduce import compilers, first_difference
from compiler.release.stored import MissingBlobError, StoredBlobs
from compiler.release.trust import read_trust
from compiler.report import as_text
from frontdesk.compilation import Run, compile_revision
from frontdesk.releasing import SAID, address_option, commit_of, refusals_shown, trust_option
from schemas.release import ReleaseRecord


@click.command()
@click.argument("release", callback=SAID)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@address_option
@trust_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def reproduce(release: str, folder: Path, address: str, trust: Path, form: str) -> None:
    """Build RELEASE (its number, digest, commit or branch) again from the repository in FOLDER, and compare.

    Of a canary's release by its number, both roots are built: what its portals have, and what everybody else has.
    """
    with refusals_shown():
        place = open_address(address, for_writing=False)
        present = look(place, read_trust(trust))
        if present is None:
            raise RefusedError("FD851", f"{place.url} has no release yet")
        releases, word = Earlier(place, present), _named(folder, release)
        record, root = find(releases, word)
        # By its number a release is meant as it is: a canary's serves two roots, made from a commit each.
        roots = (record.made, record.root) if word.isdigit() else (root,)
        found = [_again(place, origin(releases, each), each, folder) for each in dict.fromkeys(roots)]
    is_same = all(each.is_same for each in found)
    if form == "json":
        rows = [each.told() for each in found]
        click.echo(json.dumps({**rows[0], "is_same": is_same, "roots": rows}, ensure_ascii=False))
    else:
        click.echo("\n".join(each.words() for each in found))
    sys.exit(0 if is_same else 1)


@dataclass(frozen=True, slots=True)
class _Rebuilt:
    """A root that was published, and what its commit compiles to now."""

    made: ReleaseRecord
    released: str
    rebuilt: str | None
    difference: list[str]

    @property
    def is_same(self) -> bool:
        return self.released == self.rebuilt

    def told(self) -> dict[str, Any]:
        said = {"sequence": self.made.sequence, "commit": self.made.provenance.commit, "is_same": self.is_same}
        return {**said, "released": self.released, "rebuilt": self.rebuilt, "difference": self.difference}

    def words(self) -> str:
        commit = (self.made.provenance.commit or "")[:12]
        canary = self.made.canary
        whom = f", the canary for {', '.join(canary.portals)}" if canary and canary.root == self.released else ""
        roots = f"  released  {self.released}\n  rebuilt   {self.rebuilt}"
        end = "they are the same" if self.is_same else "\n".join(self.difference)
        return f"release {self.made.sequence}{whom}, commit {commit}\n{roots}\n{end}"


def _again(place: Address, made: ReleaseRecord, root: str, folder: Path) -> _Rebuilt:
    """Build what a release made once more, and compare."""
    commit = made.provenance.commit
    if commit is None:
        raise RefusedError("FD851", f"release {made.sequence} does not say which commit it was made from")
    blobs = SpooledBlobs()
    run = compile_revision(folder, commit, blobs, use_cache=False)
    try:
        lines = _compared(StoredBlobs(place, made.packs), root, run, blobs)
    except (MissingBlobError, ValidationError) as error:
        message = f"release {made.sequence} cannot be read at {place.url}: {error}"
        raise RefusedError("FD851", message, "use the version that published it") from error
    return _Rebuilt(made, root, run.compiled.root_digest, lines)


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
