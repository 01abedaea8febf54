"""`frontdesk keys`: the keys of an installation, and the root metadata that says what each may sign.

Private keys stay in a folder of their owner, the root metadata is committed. Changing keys makes the next version of
it; the next `publish` or `resign` brings it to the address.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
from securesystemslib.signer import Key

from compiler.release.address import open_address
from compiler.release.ceremony import (
    ROOT_DAYS,
    Written,
    changes_in_words,
    find_key,
    first_root,
    free_name,
    next_root,
    read_draft,
    sign_and_write,
    unchanged,
    until,
    with_key,
    without_key,
)
from compiler.release.health import Health, health
from compiler.release.keyring import Keyring, keep, make_key, name_of, public_pem, read_public
from compiler.release.refusal import RefusedError
from compiler.release.trust import ONLINE, ROLES, Trust, file_name, read_trust
from frontdesk.releasing import keyring_of, keys_options, now, passphrase_of, refusals_shown, trust_option

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_DAYS: Final = click.IntRange(1, 3650)
_SEALING: Final = "Seal root keys with it, which people keep: env:NAME or file:PATH."
_SEALING_TOO: Final = "Seal targets and online keys, too, with this one; no workflow opens them without it."


@click.group()
def keys() -> None:
    """Make, change and look after the keys that sign releases."""


def _days(command: Callable[..., Any]) -> Callable[..., Any]:
    words = "How long the root metadata is valid."
    return click.option("--days", type=_DAYS, default=ROOT_DAYS, show_default=True, help=words)(command)


def _publics(command: Callable[..., Any]) -> Callable[..., Any]:
    words = "The public half of a root key that somebody made on a machine of their own; may be said again."
    return click.option("--root-public", "publics", type=_FILE, multiple=True, help=words)(command)


def _passphrase(command: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option("--passphrase", envvar="FRONTDESK_PASSPHRASE", metavar="REF", help=_SEALING)
    return option(command)


@keys.command()
@click.argument("folder", type=_FOLDER)
@trust_option
@click.option("--root-keys", type=click.IntRange(0, 50), default=1, show_default=True, help="Root keys to make here.")
@click.option("--threshold", type=click.IntRange(1, 50), default=1, show_default=True, help="Root keys that must sign.")
@click.option("--targets-keys", type=click.IntRange(1, 50), default=1, show_default=True, help="Keys for releases.")
@click.option("--targets-threshold", type=click.IntRange(1, 50), default=1, show_default=True)
@_publics
@_days
@_passphrase
@click.option("--seal", metavar="REF", help=_SEALING_TOO)
def init(
    folder: Path,
    trust: Path,
    publics: tuple[Path, ...],
    days: int,
    passphrase: str | None,
    seal: str | None,
    **number: int,
) -> None:
    """Make the first keys in FOLDER, and the first root metadata.

    Carry the root keys away when it is done: they are needed to change keys, never to publish. --passphrase seals them
    alone: the other keys are opened by workflows, which nobody asks.
    """
    if trust.is_dir() and any(trust.glob("*.root*.json")):
        raise click.UsageError(f"{trust} has root metadata already: keys rotate changes it")
    words = {"root": passphrase_of(passphrase), "targets": passphrase_of(seal), ONLINE: passphrase_of(seal)}
    counts = {"root": number["root_keys"], "targets": number["targets_keys"], ONLINE: 1}
    with refusals_shown():
        fresh = {name: [make_key(f"{name}-{n}", words[name]) for n in range(1, counts[name] + 1)] for name in ROLES}
        public = {name: [key.public for key in made] for name, made in fresh.items()}
        public["root"] += [read_public(path.read_bytes(), _stem(path), str(path)) for path in publics]
        thresholds = {"root": number["threshold"], "targets": number["targets_threshold"], ONLINE: 1}
        metadata = first_root(public, thresholds, until(now(), days))
        made = [key for name in ROLES for key in fresh[name]]
        for name in ROLES:
            for key in fresh[name]:
                _tell_private(keep(folder, key), is_sealed=words[name] is not None)
        written = sign_and_write(metadata, None, trust, Keyring(key.signer for key in made))
    _tell(written, trust)
    click.echo(
        f"commit {trust}; keep {ONLINE}-1.pem and the targets keys where releases are published;\n"
        f"carry the root keys to a place without a network, and a copy to another"
    )


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_passphrase
def new(file: Path, passphrase: str | None) -> None:
    """Make a root key in FILE on a machine of one's own.

    The public half is written beside it, for whoever runs init or rotate.
    """
    with refusals_shown():
        key = make_key(file.name.removesuffix(".pem"), passphrase_of(passphrase))
        private = keep(file.parent, key)
    public = private.with_name(f"{key.name}.pub.pem")
    public.write_bytes(public_pem(key))
    _tell_private(private, is_sealed=passphrase is not None)
    click.echo(f"{public}  public: send this one")


@keys.command()
@click.argument("role", type=click.Choice(list(ROLES)))
@click.argument("folder", type=_FOLDER)
@trust_option
@keys_options
@click.option("--replace", metavar="KEY", help="The key that goes, if the role has several: its name or id.")
@click.option("--keep-old", is_flag=True, help="Let the old key sign, too, until it is revoked.")
@click.option("--public", type=_FILE, help="The public half of a key made elsewhere, instead of a new one in FOLDER.")
@_days
@click.option("--seal", metavar="REF", help="Seal the new key with it; a root key is sealed with --passphrase anyway.")
def rotate(
    role: str, folder: Path, trust: Path, keys: tuple[str, ...], passphrase: str | None, days: int, **said: Any
) -> None:
    """Put a new key for ROLE into FOLDER in the place of an old one; --keys are the root keys that sign this."""
    word = passphrase_of(said["seal"] or (passphrase if role == "root" else None))
    with refusals_shown():
        known = read_trust(trust)
        leaving = None if said["keep_old"] else _leaving(known, role, said["replace"])
        fresh = None if said["public"] else make_key(free_name(known, role, folder), word)
        joins = fresh.public if fresh else _public(said["public"])
        metadata = next_root(known, with_key(role, joins, leaving), until(now(), days))
        signers = keyring_of(keys, passphrase)
        if fresh is not None:
            _tell_private(keep(folder, fresh), is_sealed=word is not None)
            signers = signers.and_also(fresh.signer)  # so that a new root key is known to work
        written = sign_and_write(metadata, known, trust, signers)
    _tell(written, trust)


@keys.command()
@click.argument("key")
@trust_option
@keys_options
@_days
def revoke(key: str, trust: Path, keys: tuple[str, ...], passphrase: str | None, days: int) -> None:
    """Take KEY (its name, or the beginning of its id) out of every role."""
    with refusals_shown():
        known = read_trust(trust)
        metadata = next_root(known, without_key(find_key(known.root, key)), until(now(), days))
        written = sign_and_write(metadata, known, trust, keyring_of(keys, passphrase))
    _tell(written, trust)


@keys.command()
@trust_option
@keys_options
@_days
def renew(trust: Path, keys: tuple[str, ...], passphrase: str | None, days: int) -> None:
    """Let the root metadata last longer, with the same keys."""
    with refusals_shown():
        known = read_trust(trust)
        metadata = next_root(known, unchanged, until(now(), days))
        written = sign_and_write(metadata, known, trust, keyring_of(keys, passphrase))
    _tell(written, trust)


@keys.command()
@click.argument("file", type=_FILE)
@keys_options
@click.option("--yes", is_flag=True, help="Do not ask.")
def sign(file: Path, keys: tuple[str, ...], passphrase: str | None, yes: bool) -> None:
    """Add signatures to the draft FILE of root metadata; with the last one that is needed, it counts."""
    with refusals_shown():
        folder = file.parent
        known = None if file.name.startswith("1.") else read_trust(folder)
        metadata = read_draft(file, known)
        signers = keyring_of(keys, passphrase)
        click.echo(f"version {metadata.signed.version} of the root metadata:")
        for line in changes_in_words(metadata.signed, known.root if known else None):
            click.echo(f"  {line}")
        if not yes and not sys.stdin.isatty():
            raise click.UsageError("nobody is there to ask: say --yes once somebody has read this")
        if not yes:
            click.confirm("sign this?", abort=True)
        had = len(metadata.signatures)
        written = sign_and_write(metadata, known, folder, signers)
    if len(metadata.signatures) == had:
        click.echo("none of these keys may sign it, or all have signed before", err=True)
        sys.exit(1)
    _tell(written, folder)


@keys.command()
@trust_option
@click.option("--address", envvar="FRONTDESK_RELEASES", metavar="URL", help="Look at what is published there, too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def status(trust: Path, address: str | None, form: str) -> None:
    """Show what each role's keys are, until when what they signed is good, and what has to be done soon."""
    with refusals_shown():
        place = open_address(address, for_writing=False) if address else None
        found = health(read_trust(trust), place, now())
    click.echo(_as_json(found) if form == "json" else _as_text(found))
    sys.exit(1 if found.tasks else 0)


def _as_json(found: Health) -> str:
    rows = [
        {
            "role": row.role,
            "version": row.version,
            "threshold": row.threshold,
            "keys": [{"name": name, "id": keyid} for name, keyid in row.keys],
            "expires": None if row.expires is None else f"{row.expires:%Y-%m-%dT%H:%M:%SZ}",
            "days": row.days,
        }
        for row in found.rows
    ]
    return json.dumps({"roles": rows, "tasks": found.tasks, "remarks": found.remarks}, ensure_ascii=False)


def _as_text(found: Health) -> str:
    cells = [("role", "version", "sign", "good until", "days", "keys")]
    for row in found.rows:
        expires, days = ("-", "-") if row.expires is None else (f"{row.expires:%Y-%m-%d}", str(row.days))
        names = ", ".join(f"{name} {keyid[:12]}" for name, keyid in row.keys)
        cells.append((row.role, str(row.version or "-"), f"{row.threshold} of {len(row.keys)}", expires, days, names))
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[5]]) for line in cells
    ]
    lines += [f"do: {task}" for task in found.tasks] + [f"note: {remark}" for remark in found.remarks]
    return "\n".join(lines)


def _leaving(known: Trust, role: str, replace: str | None) -> str:
    ids = known.root.get_delegated_role(ROLES[role][0]).keyids
    if replace is not None:
        keyid = find_key(known.root, replace)
        if keyid not in ids:
            raise RefusedError("FD848", f"{replace} is no key of {role}")
        return keyid
    if len(ids) != 1:
        names = ", ".join(name_of(known.root.get_key(keyid)) for keyid in ids)
        raise click.UsageError(f"{role} has several keys: say which one goes with --replace ({names})")
    return str(ids[0])


def _public(path: Path) -> Key:
    return read_public(path.read_bytes(), _stem(path), str(path))


def _stem(path: Path) -> str:
    return path.name.removesuffix(".pem").removesuffix(".pub")


def _tell_private(path: Path, *, is_sealed: bool) -> None:
    click.echo(f"{path}  private, {'sealed with the passphrase' if is_sealed else 'not sealed'}")


def _tell(written: Written, trust: Path) -> None:
    if not written.missing:
        click.echo(f"{written.path}  root metadata, version {written.version}: signed, commit it")
        return
    click.echo(f"{written.path}  a draft: signatures are missing from {' or '.join(written.missing)}")
    click.echo(f"take it to them: frontdesk keys sign {written.path} --keys file:…")
    click.echo(f"it counts once it is called {trust / file_name(written.version)}")
