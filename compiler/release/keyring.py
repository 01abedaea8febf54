"""Private keys: made, kept in files, read again, and signing with those that a role knows.

A key is an Ed25519 key in PEM (PKCS 8), with or without a passphrase. Which role may sign with which key is written in
the root metadata (`trust`); a private key alone says nothing about what it is for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.signer import CryptoSigner, Key, SSlibKey
from tuf.api.metadata import Metadata, Root, Signed

from compiler.release.refusal import RefusedError

NAME: Final = "x-frontdesk-name"
"""What a key is called, for people; a field of the key in the root metadata."""


@dataclass(frozen=True, slots=True)
class FreshKey:
    """A key that was just made: the secret half as it goes into a file, and the public half."""

    name: str
    pem: bytes
    signer: CryptoSigner

    @property
    def public(self) -> Key:
        """What the root metadata says of it."""
        return named(self.signer.public_key, self.name)


def make_key(name: str, passphrase: bytes | None) -> FreshKey:
    """A new key, its secret half sealed with the passphrase if there is one."""
    private = Ed25519PrivateKey.generate()
    sealing: KeySerializationEncryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return FreshKey(name, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing), CryptoSigner(private))


def keep(folder: Path, key: FreshKey) -> Path:
    """Write the secret half where only its owner may read it; nothing that is there is written over."""
    file = folder / f"{key.name}.pem"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise RefusedError("FD846", f"{file} is there already; no key is written over") from error
    file.write_bytes(key.pem)
    # Whatever repository the folder lies in, nobody commits it by accident.
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n")
    return file


def read_key(pem: bytes, passphrase: bytes | None, where: str) -> CryptoSigner:
    """A private key from the bytes of its file; `where` is how it was referred to."""
    try:
        return CryptoSigner(load_pem_private_key(pem, passphrase))
    except TypeError as error:
        if passphrase is None:
            raise RefusedError("FD846", f"{where} is sealed with a passphrase", "say --passphrase env:NAME") from error
        return read_key(pem, None, where)
    except (ValueError, UnsupportedAlgorithm) as error:
        wrong = "is no private key, or the passphrase is wrong" if passphrase else "is no private key in PEM"
        raise RefusedError("FD846", f"{where} {wrong}") from error


def read_public(pem: bytes, name: str, where: str) -> Key:
    """A public key that somebody made on a machine of their own."""
    try:
        return named(SSlibKey.from_crypto(load_pem_public_key(pem)), name)
    except (ValueError, UnsupportedAlgorithm) as error:
        hint = "`frontdesk keys new` writes one beside each private key"
        raise RefusedError("FD846", f"{where} is no public key in PEM", hint) from error


def public_pem(key: FreshKey) -> bytes:
    """The public half, to be given to whoever makes the root metadata."""
    private = load_pem_private_key(key.signer.private_bytes, None)
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def named(key: Key, name: str) -> Key:
    """The key with a name for people."""
    key.unrecognized_fields[NAME] = name
    return key


def name_of(key: Key) -> str:
    """What people call a key."""
    return str(key.unrecognized_fields.get(NAME) or key.keyid[:12])


class Keyring:
    """The private keys at hand."""

    def __init__(self, signers: Iterable[CryptoSigner]) -> None:
        self._signers = {signer.public_key.keyid: signer for signer in signers}

    def and_also(self, signer: CryptoSigner) -> "Keyring":
        """The same keys and one more."""
        return Keyring([*self._signers.values(), signer])

    def enough_for(self, root: Root, role: str) -> bool:
        """Whether the keys here can sign for a role by themselves."""
        known = root.get_delegated_role(role)
        return sum(keyid in self._signers for keyid in known.keyids) >= known.threshold

    def require(self, root: Root, role: str) -> None:
        """Refuse, before any work is done, what could not be signed in the end."""
        if self.enough_for(root, role):
            return
        known = root.get_delegated_role(role)
        here = [name_of(root.get_key(keyid)) for keyid in known.keyids if keyid in self._signers]
        names = ", ".join(name_of(root.get_key(keyid)) for keyid in known.keyids)
        message = f"{role} needs {known.threshold} of these keys: {names}; here: {', '.join(here) or 'none of them'}"
        raise RefusedError("FD846", message, "name them: --keys file:PATH or --keys env:NAME")

    def sign(self, metadata: Metadata[Any], roots: Iterable[Root], role: str) -> int:
        """Add the signature of every key here that one of the roots allows the role; how many."""
        allowed = {keyid for root in roots for keyid in root.get_delegated_role(role).keyids}
        ours = [signer for keyid, signer in self._signers.items() if keyid in allowed]
        for signer in ours:
            metadata.sign(signer, append=True)
        return len(ours)

    def signed(self, signed: Signed, root: Root, role: str) -> Metadata[Any]:
        """Metadata of a role with enough signatures, or a refusal."""
        self.require(root, role)
        metadata: Metadata[Any] = Metadata(signed)
        self.sign(metadata, (root,), role)
        return metadata
