"""How long the signatures of an installation are still good, and what somebody has to do about it soon."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tuf.api.metadata import Signed

from compiler.release.address import Address
from compiler.release.keyring import name_of
from compiler.release.present import Present, look, missing_roots
from compiler.release.trust import ONLINE, ROLES, Trust, draft_name

SOON: Final = {"root": 60, "targets": 30, "snapshot": 10, "timestamp": 10}
"""Days before its end at which each role wants attention."""


@dataclass(frozen=True, slots=True)
class Row:
    """A role: its keys, how many of them must sign, and until when what they signed is good, where that is known."""

    role: str
    version: int | None
    threshold: int
    keys: tuple[tuple[str, str], ...]
    """Names and ids."""
    expires: datetime | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Health:
    """All roles, what has to be done, and what is worth knowing."""

    rows: tuple[Row, ...]
    tasks: tuple[str, ...]
    remarks: tuple[str, ...]


def health(trust: Trust, address: Address | None, moment: datetime) -> Health:
    """Look at the root metadata, and at an address if there is one."""
    present = look(address, trust) if address is not None else None
    rows = tuple(_row(trust, role, present, moment) for role in ("root", "targets", "snapshot", "timestamp"))
    tasks = [task for row in rows if (task := _task(row))]
    draft = trust.folder / draft_name(trust.root.version + 1)
    if draft.exists():
        tasks.append(f"{draft} waits for signatures: frontdesk keys sign {draft}")
    if address is not None and present is not None and missing_roots(address, trust):
        tasks.append("the address does not have the present root metadata: frontdesk resign")
    elif present is not None and not present.is_current:
        tasks.append("the address is signed with keys that no longer count: frontdesk resign")
    return Health(rows, tuple(tasks), tuple(_remarks(trust)))


def _row(trust: Trust, role: str, present: Present | None, moment: datetime) -> Row:
    known = trust.root.get_delegated_role(role)
    found: dict[str, Signed] = {"root": trust.root}
    if present is not None:
        found |= {"targets": present.targets.signed, "snapshot": present.snapshot, "timestamp": present.timestamp}
    signed = found.get(role)
    keys = tuple((name_of(trust.root.get_key(keyid)), keyid) for keyid in known.keyids)
    if signed is None:
        return Row(role, None, known.threshold, keys, None, None)
    return Row(role, signed.version, known.threshold, keys, signed.expires, (signed.expires - moment).days)


def _task(row: Row) -> str | None:
    if row.days is None or row.days >= SOON[row.role]:
        return None
    when = "has expired" if row.days < 0 else f"expires in {row.days} days"
    remedy = {"root": "frontdesk keys renew", "targets": "frontdesk resign, with the targets keys"}
    return f"{row.role} {when}: {remedy.get(row.role, 'frontdesk resign')}"


def _remarks(trust: Trust) -> list[str]:
    remarks = []
    root = trust.root.get_delegated_role("root")
    if len(root.keyids) == 1:
        remarks.append("there is one root key: if it is lost, every runtime has to be told a new root by hand")
    online = {keyid for role in ROLES[ONLINE] for keyid in trust.root.get_delegated_role(role).keyids}
    for role in ("root", "targets"):
        shared = online & set(trust.root.get_delegated_role(role).keyids)
        if shared:
            remarks.append(f"a key of {role} is an online key, too: who takes that machine has both")
    return remarks
