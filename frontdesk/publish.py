"""`frontdesk publish`: compile a commit, compare with what was reviewed, sign, upload, point to it.

Everything that can be refused is refused before anything is written.
"""

import getpass
import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from compiler.blobs import FolderBlobs
from compiler.bundle import Bundle
from compiler.diagnostic import did_you_mean
from compiler.release.directory import Directory
from compiler.release.mend import mend
from compiler.release.publish import Outcome, Wanted, promote
from compiler.release.publish import publish as publish_root
from compiler.release.signing import Desk
from compiler.release.stored import StoredBlobs
from compiler.release.upload import Uploaded
from compiler.report import as_text
from frontdesk.build import CannotWriteError
from frontdesk.compilation import WORK, Run, compile_revision, findings_in_words, plural
from frontdesk.progress import counting
from frontdesk.releasing import FORMATS, SAID, commit_of, told_as_json, told_as_outputs, with_desk
from schemas.release import PACK_SUFFIX, PACKS, PackFile, Provenance, ReleaseRecord

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@with_desk
@click.option(
    "--revision",
    default="HEAD",
    show_default=True,
    callback=SAID,
    help="The commit; what is uncommitted plays no part.",
)
@click.option("--reviewed", metavar="DIGEST", help="The root digest reviewers saw: any other is refused.")
@click.option("--change", metavar="TEXT", help="What brought it: the pull request, as your code host names it.")
@click.option("--reference", metavar="REF", help="The branch or tag; otherwise the one that is checked out.")
@click.option("--by", metavar="NAME", help="Who publishes; otherwise who is signed in to this machine.")
@click.option(
    "--check", "checks", multiple=True, metavar="NAME", callback=SAID, help="What has passed; may be said again."
)
@click.option("--note", metavar="TEXT", help="A word to those who read the history.")
@click.option("--canary", metavar="BRAND/PORTAL,…", help="Only these portals get it, until it is published for all.")
@click.option("--promote", "is_promoted", is_flag=True, help="Everybody gets what the canary's portals have.")
@click.option("--mend", "is_mended", is_flag=True, help="Send again what the address has lost of its release.")
@click.option("--format", "form", type=FORMATS, default="text")
def publish(
    desk: Desk,
    folder: Path,
    canary: str | None,
    is_promoted: bool,
    is_mended: bool,
    reviewed: str | None,
    form: str,
    **said: Any,
) -> None:
    """Publish the repository in FOLDER, as a commit has it, to a release address."""
    if reviewed is not None and not _DIGEST.fullmatch(reviewed):
        raise click.BadParameter("a digest is sha256: and 64 hexadecimal digits", param_hint="--reviewed")
    if is_mended and (is_promoted or canary or reviewed):
        raise click.UsageError("--mend makes no release; it goes with no --canary, --promote or --reviewed")
    if is_promoted:
        if canary or reviewed:
            raise click.UsageError("--promote publishes what is at the address; it goes with no --canary or --reviewed")
        click.echo(_told(promote(desk, said["by"] or signed_in()), desk, form))
        return
    commit, branch = commit_of(folder, said["revision"])
    bundle = folder / WORK / "bundle"
    run = _compiled(folder, commit, bundle, form)
    root = run.compiled.root_digest
    assert root is not None
    provenance = Provenance(
        commit=commit,
        reference=said["reference"] or branch,
        change=said["change"],
        published_by=said["by"] or signed_in(),
        published_at=f"{desk.moment:%Y-%m-%dT%H:%M:%SZ}",
        checks=said["checks"],
        reviewed=reviewed,
        note=said["note"],
    )
    portals = _portals(canary, run.compiled.bundle) if canary is not None else ()
    wanted = Wanted(_stored(bundle), root, provenance, run.compiled.places, portals)
    if is_mended:
        with counting("looking") as watch:
            mended = mend(desk, wanted, watch)
        click.echo(_told_mended(*mended, form))
        return
    with counting("uploading") as watch:
        outcome = publish_root(desk, wanted, watch)
    click.echo(_told(outcome, desk, form))


def _compiled(folder: Path, commit: str, bundle: Path, form: str) -> Run:
    """The commit, compiled into the bundle folder; with errors the command ends here."""
    blobs = FolderBlobs(bundle)
    run = compile_revision(folder, commit, blobs)
    findings = as_text(run.compiled.diagnostics, run.tree.read)
    if run.compiled.root_digest is None:
        click.echo(f"{findings}{findings_in_words(run)}: nothing was published", err=form != "text")
        sys.exit(1)
    if findings:
        click.echo(findings, err=True, nl=False)
    try:
        blobs.commit()
    except OSError as error:
        raise CannotWriteError(f"cannot write {error.filename or bundle}: {error.strerror}") from error
    return run


def _stored(bundle: Path) -> StoredBlobs:
    """The blobs of a bundle folder."""
    packs = sorted((bundle / PACKS).glob(f"*{PACK_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
    files = [PackFile(name=path.name, size=path.stat().st_size) for path in packs]
    return StoredBlobs(Directory(bundle), files, is_near=True)


def _portals(canary: str, bundle: Bundle | None) -> tuple[str, ...]:
    """The portals of a canary; one that the commit does not have is refused."""
    assert bundle is not None
    portals = sorted({name.strip() for name in canary.split(",")} - {""})
    for name in portals:
        brand = name.partition("/")[0]
        known = [f"{brand}/{portal}" for portal in bundle.brands[brand].portals] if brand in bundle.brands else []
        if name not in known:
            raise click.BadParameter(
                f"there is no portal {name!r}; {did_you_mean(name, known or bundle.brands)}", param_hint="--canary"
            )
    if not portals:
        raise click.BadParameter("name portals: brand/portal, separated by commas", param_hint="--canary")
    return tuple(portals)


def signed_in() -> str | None:
    """Who is signed in to this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None


def _told_mended(record: ReleaseRecord, sent: Uploaded, form: str) -> str:
    if form == "outputs":
        return f"root={record.root}\nsequence={record.sequence}\npublished=false"
    if form == "json":
        return json.dumps({"sequence": record.sequence, "uploaded": {"blobs": sent.blobs, "bytes": sent.size}})
    if not sent.blobs:
        return f"release {record.sequence} is whole: nothing was sent"
    return (
        f"release {record.sequence}: {sent.blobs:,} lost {plural('blob', sent.blobs)} sent again, {sent.size:,} bytes"
    )


def _told(outcome: Outcome, desk: Desk, form: str) -> str:
    """What was done, for people or for programs."""
    if form == "json":
        return json.dumps(told_as_json(outcome, desk), ensure_ascii=False)
    if form == "outputs":
        return told_as_outputs(outcome)
    record, uploaded = outcome.record, outcome.uploaded
    good = "" if outcome.fresh_until is None else f"; signed until {outcome.fresh_until:%Y-%m-%d}"
    whom = "" if record.canary is None else f", for {', '.join(record.canary.portals)} only"
    if not outcome.is_new:
        again = ", signed again with the present keys" if outcome.is_signed else ""
        return f"{record.made}  is release {record.sequence} already: nothing uploaded{again}{whom}{good}"
    sent = f"{uploaded.blobs:,} new {plural('blob', uploaded.blobs)}, {uploaded.size:,} bytes"
    return f"{record.made}  is release {record.sequence}{whom}: {sent}{good}"
