"""Publishing a root, promoting a canary, going back to an earlier release, renewing signatures.

Each takes what the address holds now and gives the next record; uploading is `upload`, metadata `signing`. A record
never changes: going back is a new release, too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from compiler.release.difference import Watch, new_blobs, new_places
from compiler.release.present import Earlier, Present, look, missing_roots
from compiler.release.refusal import RefusedError
from compiler.release.signing import Desk, sign_again, sign_release
from compiler.release.stored import MissingBlobError, StoredBlobs
from compiler.release.upload import NOTHING, Uploaded, changed, upload
from compiler.report import visible
from schemas.release import Canary, Denied, Provenance, ReleaseRecord

DENIED_AT_MOST: Final = 20
PACKS_AT_MOST: Final = 64
"""With more, everything is packed anew: a new runtime asks each pack, and old ones hold what nobody needs any more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be published: a root whose blobs lie in a bundle folder, for everybody or for some portals."""

    bundle: StoredBlobs
    root: str
    provenance: Provenance
    places: str | None = None
    canary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The release that an address has now; nothing was done when it had it before."""

    record: ReleaseRecord
    is_new: bool
    uploaded: Uploaded = NOTHING
    fresh_until: datetime | None = None
    """Until when the metadata is good, where that is known."""
    is_signed: bool = True
    """Whether anything was signed, be it only again."""


def publish(desk: Desk, wanted: Wanted, watch: Watch) -> Outcome:
    """Make a root the release of an address."""
    _require_reviewed(wanted)
    present = look(desk.address, desk.trust)
    record = present.record if present else None
    if record is not None and _is_there(record, wanted):
        assert present is not None
        return _unchanged(desk, present)
    if record is not None and wanted.canary and record.root == wanted.root:
        raise RefusedError(
            "FD852", f"every portal has {wanted.root} already", "a canary tries another root than the rest"
        )
    if record is None and wanted.canary:
        hint = "publish once for everybody; a canary is compared with what the others are served"
        raise RefusedError("FD852", f"{desk.address.url} has no release yet", hint)
    for denied in record.denied if record else ():
        if denied.root == wanted.root:
            hint = f"mend it and publish what comes of it, or insist: frontdesk rollback --to {denied.root}"
            message = f"{denied.root} was taken back by release {denied.since}: {visible(denied.reason)}"
            raise RefusedError("FD845", message, hint)
    desk.require_keys(targets=True)
    uploaded = _upload(desk, wanted, record, watch)
    following = _following(present, wanted, uploaded)
    return Outcome(following, True, uploaded, sign_release(desk, present, following))


def _require_reviewed(wanted: Wanted) -> None:
    made = wanted.provenance
    if made.reviewed not in {None, wanted.root}:
        hint = "something was merged since, or another version compiled it: review the difference, then say its digest"
        message = (
            f"commit {(made.commit or '?')[:12]} compiles to\n  {wanted.root}, and reviewers saw\n  {made.reviewed}"
        )
        raise RefusedError("FD844", message, hint)


def promote(desk: Desk, by: str | None) -> Outcome:
    """Give everybody what the canary's portals have."""
    present = look(desk.address, desk.trust)
    if present is None or present.record.canary is None:
        raise RefusedError("FD852", f"no canary is running at {desk.address.url}")
    record, canary = present.record, present.record.canary
    update = {
        "sequence": record.sequence + 1,
        "root": canary.root,
        "canary": None,
        "delta": None,
        "previous": present.sha256,
        "restores": None,
        "provenance": _again(record.provenance, desk.moment, by, f"promoted from release {record.sequence}"),
    }
    following = record.model_copy(update=update)
    return Outcome(following, True, fresh_until=sign_release(desk, present, following))


def _is_there(record: ReleaseRecord, wanted: Wanted) -> bool:
    """Whether the release serves just this to just these already."""
    if wanted.canary:
        running = record.canary
        return running is not None and (running.root, running.portals) == (wanted.root, wanted.canary)
    return record.canary is None and record.root == wanted.root


def _unchanged(desk: Desk, present: Present) -> Outcome:
    """The same release; signed again where keys have changed, else left alone."""
    if present.is_current and not missing_roots(desk.address, desk.trust):
        return Outcome(present.record, False, fresh_until=present.timestamp.expires, is_signed=False)
    return Outcome(present.record, False, fresh_until=sign_again(desk, present))


def _upload(desk: Desk, wanted: Wanted, record: ReleaseRecord | None, watch: Watch) -> Uploaded:
    packs = record.packs if record else ()
    roots: list[str] = []
    if record is not None and len(packs) < PACKS_AT_MOST:
        roots = [record.root, *([record.canary.root] if record.canary else [])]
    old = StoredBlobs(desk.address, packs)
    try:
        blobs = new_blobs(wanted.bundle, wanted.root, old, roots, watch)
        done = upload(desk.address, wanted.bundle, blobs)
        if wanted.places is not None:
            places = new_places(wanted.bundle, wanted.places, old, record.places if record and roots else None)
            more = upload(desk.address, wanted.bundle, places)
            done = Uploaded(done.blobs + more.blobs, done.size + more.size, (*done.packs, *more.packs), done.delta)
    except MissingBlobError as error:
        raise changed(str(error)) from error
    kept = packs if roots else ()
    return Uploaded(done.blobs, done.size, tuple(dict.fromkeys((*kept, *done.packs))), done.delta)


def _following(present: Present | None, wanted: Wanted, uploaded: Uploaded) -> ReleaseRecord:
    record = present.record if present else None
    canary = Canary(root=wanted.root, portals=wanted.canary) if wanted.canary else None
    return ReleaseRecord(
        sequence=record.sequence + 1 if record else 1,
        root=record.root if record and canary else wanted.root,
        provenance=wanted.provenance,
        denied=record.denied if record else (),
        canary=canary,
        packs=uploaded.packs,
        delta=uploaded.delta,
        places=wanted.places,
        previous=present.sha256 if present else None,
    )


def roll_back(desk: Desk, to: str | None, reason: str, by: str | None, only_if: str | None = None) -> Outcome:
    """Bring an earlier root back as a new release and remember what was bad; no blob moves.

    With `only_if`, a root or how its digest begins, nothing but the release that brought it is taken back.
    """
    present = look(desk.address, desk.trust)
    if present is None:
        raise RefusedError("FD851", f"{desk.address.url} has no release yet")
    record = present.record
    if only_if is not None and not record.made.startswith(only_if):
        hint = "look whether the newer one is good: frontdesk history, frontdesk status"
        message = f"{only_if} is not the release any more: {record.made} is, as release {record.sequence}"
        raise RefusedError("FD853", message, hint)
    releases = Earlier(desk.address, present)
    back, root = find(releases, to) if to is not None else _before(releases, record)
    if root == record.root and record.canary is None:
        return Outcome(record, False, fresh_until=present.timestamp.expires, is_signed=False)
    source = origin(releases, root)
    try:
        StoredBlobs(desk.address, source.packs).read(root)
    except MissingBlobError as error:
        raise RefusedError("FD851", f"the blobs of release {back.sequence} are gone from {desk.address.url}") from error
    denied = Denied(root=record.made, reason=reason, since=record.sequence + 1)
    following = ReleaseRecord(
        sequence=record.sequence + 1,
        root=root,
        provenance=_again(source.provenance, desk.moment, by, reason),
        denied=_bounded([each for each in record.denied if each.root != denied.root] + [denied], root),
        packs=source.packs,
        places=source.places,
        previous=present.sha256,
        restores=back.sequence if back.made == root else source.sequence,
    )
    return Outcome(following, True, fresh_until=sign_release(desk, present, following))


def resign(desk: Desk) -> Outcome:
    """Renew the signatures of the present release."""
    present = look(desk.address, desk.trust)
    if present is None:
        raise RefusedError("FD851", f"{desk.address.url} has no release yet")
    return Outcome(present.record, False, fresh_until=sign_again(desk, present))


def _bounded(denied: list[Denied], root: str) -> tuple[Denied, ...]:
    """The newest of what must not come back; who goes back to one of them on purpose takes it off the list."""
    return tuple([each for each in denied if each.root != root][-DENIED_AT_MOST:])


def _again(provenance: Provenance, moment: datetime, by: str | None, note: str) -> Provenance:
    """Where it once came from, and who brought it now."""
    update = {"published_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "published_by": by, "note": note}
    return provenance.model_copy(update=update)


def _before(releases: Earlier, record: ReleaseRecord) -> tuple[ReleaseRecord, str]:
    """What to go back to when nobody says: what the others have while a canary runs, else the root before this one."""
    if record.canary is not None:
        return record, record.root
    bad = {record.root, *(each.root for each in record.denied)}
    for each in releases:
        if each.root not in bad:
            return each, each.root
    if releases.gap is not None:
        raise _not_here(f"release {record.sequence} cannot be taken back", releases)
    hint = "mend it and publish; frontdesk history shows what there was"
    raise RefusedError("FD851", f"there is nothing before release {record.sequence} to go back to", hint)


def _not_here(what: str, releases: Earlier) -> RefusedError:
    hint = "copy it from the address where that release was published, or publish again"
    return RefusedError("FD851", f"{what}: {releases.gap} are not at {releases.url}", hint)


def origin(releases: Earlier, root: str) -> ReleaseRecord:
    """The newest release whose provenance speaks of a root: of two, it speaks of the canary's."""
    for each in releases:
        if each.made == root:
            return each
    raise _not_here(f"nothing says where {root} came from", releases)


def find(releases: Earlier, word: str) -> tuple[ReleaseRecord, str]:
    """The newest release with this number, root or commit (or the beginning of one), and the root that is meant."""
    for record in releases:
        if word.isdigit() and len(word) < 7 and int(word) == record.sequence:
            return record, record.root
        if word.startswith("sha256:") and len(word) >= 14:
            for root in (record.root, record.made):
                if root.startswith(word):
                    return record, root
        if len(word) >= 7 and (record.provenance.commit or "").startswith(word.lower()):
            return record, record.made
    if releases.gap is not None:
        raise _not_here(f"there is no release {word!r}", releases)
    hint = "frontdesk history lists them; write a number, a digest (sha256:…) or a commit"
    raise RefusedError("FD851", f"there is no release {word!r} at {releases.url}", hint)
