"""New versions of the root metadata: the first, one with other keys, one that lasts longer.

A version is written as a draft until enough root keys have signed it, so that keys on several machines can sign one
after the other. Only a complete version gets the name under which it is trusted and published.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from securesystemslib.signer import Key
from tuf.api.metadata import SPECIFICATION_VERSION, Metadata, Role, Root
from tuf.api.serialization.json import JSONSerializer

from compiler.release.keyring import Keyring, name_of
from compiler.release.refusal import RefusedError
from compiler.release.trust import ONLINE, ROLES, Trust, draft_name, file_name, is_complete, read_root

ROOT_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Written:
    """A version as it was written: where, and whose signatures are missing (empty when it is complete)."""

    path: Path
    version: int
    missing: tuple[str, ...]


def first_root(keys: Mapping[str, Sequence[Key]], thresholds: Mapping[str, int], expires: datetime) -> Metadata[Root]:
    """Version 1, unsigned: keys and thresholds by the names people use for roles."""
    root = Root(
        version=1,
        spec_version=".".join(SPECIFICATION_VERSION),
        expires=expires,
        roles={role: Role([], thresholds[name]) for name, roles in ROLES.items() for role in roles},
        consistent_snapshot=True,
    )
    for name, roles in ROLES.items():
        if thresholds[name] > len(keys[name]):
            raise RefusedError(
                "FD848", f"{thresholds[name]} of {len(keys[name])} {name} keys have to sign: that cannot be"
            )
        for role in roles:
            for key in keys[name]:
                root.add_key(key, role)
    return Metadata(root)


def with_key(name: str, fresh: Key, leaving: str | None) -> Callable[[Root], None]:
    """A change: a key joins a role, another leaves it."""

    def change(root: Root) -> None:
        for role in ROLES[name]:
            root.add_key(fresh, role)
            if leaving is not None:
                root.revoke_key(leaving, role)

    return change


def without_key(keyid: str) -> Callable[[Root], None]:
    """A change: a key leaves every role it is in."""

    def change(root: Root) -> None:
        key = root.get_key(keyid)
        for name, role in list(root.roles.items()):
            if role is None or keyid not in role.keyids:
                continue
            if len(role.keyids) <= role.threshold:
                hint = f"put another in its place: frontdesk keys rotate {_spoken(name)} --replace {name_of(key)}"
                raise RefusedError("FD848", f"without {name_of(key)}, too few keys are left for {name}", hint)
            root.revoke_key(keyid, name)

    return change


def unchanged(root: Root) -> None:
    """A change of nothing but version and expiry."""


def next_root(trust: Trust, change: Callable[[Root], None], expires: datetime) -> Metadata[Root]:
    """The version after the present one, unsigned."""
    waiting = trust.folder / draft_name(trust.root.version + 1)
    if waiting.exists():
        hint = f"sign it (frontdesk keys sign {waiting}) or delete it"
        raise RefusedError("FD848", f"{waiting} still waits for signatures", hint)
    root = copy.deepcopy(trust.root)
    change(root)
    root.version += 1
    root.expires = expires
    return Metadata(root)


def sign_and_write(metadata: Metadata[Root], trust: Trust | None, folder: Path, keyring: Keyring) -> Written:
    """Sign with the root keys at hand and write the version, as a draft while signatures are missing."""
    root = metadata.signed
    before = trust.root if trust else None
    keyring.sign(metadata, (root, before) if before else (root,), "root")
    done = is_complete(metadata, before)
    target = folder / (file_name(root.version) if done else draft_name(root.version))
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.write_bytes(metadata.to_bytes(JSONSerializer()) + b"\n")
    unfinished.replace(target)
    if done:
        (folder / draft_name(root.version)).unlink(missing_ok=True)
    return Written(target, root.version, () if done else tuple(missing_signatures(metadata, before)))


def missing_signatures(metadata: Metadata[Root], before: Root | None) -> list[str]:
    """Names of the keys whose signatures would still count."""
    result = metadata.signed.get_root_verification_result(before, metadata.signed_bytes, metadata.signatures)
    lacking = [part for part in (result.first, result.second) if not part.verified]
    return sorted({name_of(key) for part in lacking for key in part.unsigned.values()})


def read_draft(path: Path, trust: Trust | None) -> Metadata[Root]:
    """A draft that is the next version and nothing else."""
    metadata = read_root(path)
    wanted = trust.root.version + 1 if trust else 1
    if metadata.signed.version != wanted:
        raise RefusedError("FD848", f"{path} is version {metadata.signed.version}; version {wanted} is next")
    return metadata


def changes_in_words(root: Root, before: Root | None) -> list[str]:
    """What a version changes: what somebody should read before signing it."""
    lines = []
    for name, roles in ROLES.items():
        new = root.get_delegated_role(roles[0])
        old = before.get_delegated_role(roles[0]) if before else Role([], 1)
        for keyid in new.keyids:
            if keyid not in old.keyids:
                lines.append(f"+ {name}: {name_of(root.get_key(keyid))} ({keyid[:12]}) may sign")
        for keyid in old.keyids:
            if before and keyid not in new.keyids:
                lines.append(f"- {name}: {name_of(before.get_key(keyid))} ({keyid[:12]}) may no longer sign")
        if before is None or new.threshold != old.threshold:
            lines.append(f"  {name}: {new.threshold} of {len(new.keyids)} keys have to sign")
    lines.append(f"  valid until {root.expires:%Y-%m-%d}")
    return lines


def free_name(trust: Trust, name: str, folder: Path) -> str:
    """A name for a new key of a role that none has had and no file has."""
    known = {name_of(key) for version in trust.versions for key in version.root.keys.values()}
    number = 1
    while f"{name}-{number}" in known or (folder / f"{name}-{number}.pem").exists():
        number += 1
    return f"{name}-{number}"


def find_key(root: Root, word: str) -> str:
    """The id of a key that is called so, or whose id begins so."""
    found = [keyid for keyid, key in root.keys.items() if word in {name_of(key), keyid}]
    if not found and len(word) >= 6:
        found = [keyid for keyid in root.keys if keyid.startswith(word)]
    if len(found) != 1:
        names = ", ".join(sorted(name_of(key) for key in root.keys.values()))
        raise RefusedError("FD848", f"there is no key {word!r}", f"there are: {names}")
    return found[0]


def until(moment: datetime, days: int) -> datetime:
    """So many days after a moment, as metadata can say it."""
    return moment.replace(microsecond=0) + timedelta(days=days)


def _spoken(role: str) -> str:
    return ONLINE if role in ROLES[ONLINE] else role
