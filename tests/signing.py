"""An address of signed releases that tests make themselves, well or badly, with python-tuf's metadata alone.

Independent of `compiler.release`: what the runtime believes is judged by this.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any
from urllib.parse import unquote

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from runtime.release.signed import SignedOffers
from runtime.release.source import BundleError
from runtime.settings import FETCHED, Settings
from schemas.bundle import LANGUAGE_VERSION, RULES_VERSION, bin_of
from schemas.canonical import digest, to_bytes
from schemas.release import METADATA, RELEASE_TARGET, TARGETS, ReleaseRecord, blob_path

NOW = 1_700_000_000.0
ROLES = ("root", "targets", "snapshot", "timestamp")


def record(sequence: int, root: str, **more: Any) -> ReleaseRecord:
    published_by = {"published_at": "2026-03-01T09:00:00Z"}
    return ReleaseRecord(sequence=sequence, root=root, provenance=published_by, **more)


@dataclass
class SignedAddress:
    """A folder that is published to; every version of every role can be spoilt before it is written."""

    folder: Path
    now: float = NOW
    days: int = 30
    threshold: int = 1
    version: int = 0
    root_version: int = 1
    signers: dict[str, list[CryptoSigner]] = field(default_factory=dict)
    roots: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        for role in ROLES:
            self.signers[role] = [CryptoSigner.generate_ed25519() for _ in range(self.threshold)]
        self.write_root()

    @property
    def trust(self) -> Path:
        """The root metadata that an installation begins with."""
        path = self.folder.parent / f"{self.folder.name}-trust.json"
        if not path.exists():
            path.write_bytes(self.roots[0])
        return path

    @property
    def url(self) -> str:
        return f"file://{self.folder}"

    def until(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC) + timedelta(days=self.days)

    def write_root(self, also: Iterable[CryptoSigner] = ()) -> None:
        """The next root metadata, signed by its own keys and by others."""
        root = Root(version=self.root_version, expires=self.until() + timedelta(days=3650))
        for role in ROLES:
            for signer in self.signers[role]:
                root.add_key(signer.public_key, role)
            root.roles[role].threshold = self.threshold
        data = self.signed(root, [*self.signers["root"], *also])
        self.roots.append(data)
        self.put(f"{METADATA}/{self.root_version}.root.json", data)

    def rotate(self, *roles: str) -> None:
        """New keys for some roles, and the root metadata that says so."""
        before = self.signers["root"]
        for role in roles:
            self.signers[role] = [CryptoSigner.generate_ed25519() for _ in range(self.threshold)]
        self.root_version += 1
        self.write_root(also=before)

    def release(self, told: ReleaseRecord, **spoilt: Any) -> None:
        """Publish a record; see `sign`."""
        data = to_bytes(told.model_dump(mode="json"))
        self.sign({RELEASE_TARGET: data}, **spoilt)

    def sign(
        self,
        targets: Mapping[str, bytes],
        *,
        signers: Mapping[str, list[CryptoSigner]] | None = None,
        until: datetime | None = None,
        version: int | None = None,
        hashes: bool = True,
    ) -> None:
        """Write targets, snapshot and timestamp of the next version, signed by these keys, good until then."""
        self.version = version or self.version + 1
        number, until = self.version, until or self.until()
        keys = {**self.signers, **(signers or {})}
        files = {name: TargetFile.from_data(name, data, ["sha256"]) for name, data in targets.items()}
        for name, data in targets.items():
            folder, slash, last = name.rpartition("/")
            self.put(f"{TARGETS}/{folder}{slash}{sha256(data).hexdigest()}.{last}", data)
        listed = self.signed(Targets(version=number, expires=until, targets=files), keys["targets"])
        self.put(f"{METADATA}/{number}.targets.json", listed)
        meta = MetaFile.from_data(number, listed, ["sha256"]) if hashes else MetaFile(number)
        snapshot = self.signed(Snapshot(version=number, expires=until, meta={"targets.json": meta}), keys["snapshot"])
        self.put(f"{METADATA}/{number}.snapshot.json", snapshot)
        meta = MetaFile.from_data(number, snapshot, ["sha256"]) if hashes else MetaFile(number)
        stamp = self.signed(Timestamp(version=number, expires=until, snapshot_meta=meta), keys["timestamp"])
        self.put(f"{METADATA}/timestamp.json", stamp)

    def signed(self, role: Any, signers: Iterable[CryptoSigner]) -> bytes:
        metadata = Metadata(role)
        for signer in signers:
            metadata.sign(signer, append=True)
        return metadata.to_bytes()

    def moved(self, folder: Path) -> "SignedAddress":
        """The same address, with the same keys, after its folder was copied."""
        found = copy(self)
        found.folder, found.signers, found.roots = folder, dict(self.signers), list(self.roots)
        return found

    def put(self, path: str, data: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def upload(self, bundle: Path) -> None:
        """Copy the blobs and packs of a bundle folder."""
        for name in ("blobs", "packs"):
            if (bundle / name).is_dir():
                copytree(bundle / name, self.folder / name, dirs_exist_ok=True)


def tiny(folder: Path, text: str = "one", brands: int = 1, bodies: int = 1) -> str:
    """A bundle just large enough to be fetched, in as many brands and bodies; its root. Only the first body differs."""
    bins: dict[str, dict[str, str]] = {}
    for number in range(brands):
        brand = f"brand-{number:03}"
        texts = [f"{brand} {number if number or body else text} {body}" for body in range(bodies)]
        blobs = [_blob(folder, words.encode()) for words in texts]
        shard = {"brand": brand, "entries": {"brand": _blob(folder, brand.encode())}, "blobs": blobs}
        bins.setdefault(bin_of(brand), {})[brand] = _json(folder, shard)
    root = {
        "format": 1,
        "language": LANGUAGE_VERSION,
        "rules": RULES_VERSION,
        "compiler": "0",
        "bins": {name: _json(folder, {"brands": brands}) for name, brands in sorted(bins.items())},
        "environments": {"test": _json(folder, {"bindings": {}})},
    }
    return _json(folder, root)


def _json(folder: Path, value: Any) -> str:
    return str(_blob(folder, to_bytes(value))["digest"])


def _blob(folder: Path, data: bytes) -> dict[str, Any]:
    path = folder / blob_path(digest(data))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return {"digest": digest(data), "size": len(data)}


@dataclass
class Web:
    """A folder behind a web server of this machine; what was asked of it, and ways to answer badly."""

    folder: Path
    ranges: bool = True
    spoilt: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: int = 0

    def __enter__(self) -> "Web":
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 64  # several ask at the same moment, and one turned away waits for seconds
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/releases"

    def taken(self) -> list[str]:
        """What was asked for since this was called last."""
        found, self.asked, self.sent = self.asked, [], 0
        return found

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = unquote(handler.path).removeprefix("/releases/")
        self.asked.append(path)
        if path in self.spoilt:
            self.spoilt[path](handler)
            return
        file = self.folder / path
        if not file.is_file():
            handler.send_error(404)
            return
        data, asked = file.read_bytes(), handler.headers.get("Range", "")
        if asked and self.ranges:
            start, _, end = asked.removeprefix("bytes=").partition("-")
            part = data[int(start) : int(end) + 1]
            handler.send_response(206)
            handler.send_header("Content-Range", f"bytes {start}-{int(start) + len(part) - 1}/{len(data)}")
            data = part
        else:
            handler.send_response(200)
        self.sent += len(data)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)


def settings_at(folder: Path, address: SignedAddress) -> Settings:
    """An installation in a folder, which takes signed releases from an address."""
    return installation(folder, address.url, address.trust)


def installation(folder: Path, url: str, trust: Path) -> Settings:
    """The same for any URL and root metadata."""
    return Settings(
        bundle=folder / "state" / FETCHED,
        state=folder / "state",
        environment="test",
        secret_key="0123456789abcdef" * 2,
        database_url="",
        poll_seconds=0.1,
        releases=url,
        trust=trust,
    )


@dataclass
class Machine:
    """One process of an installation."""

    settings: Settings
    clock: Any

    def __post_init__(self) -> None:
        self.offers = SignedOffers(self.settings, self.clock, lambda: 0.5)

    def ask(self, seconds: float = 60.0) -> None:
        """Let time pass, and ask."""
        self.clock.now += seconds
        self.offers.ask()

    def root(self) -> str | None:
        """What is offered."""
        try:
            return self.offers.look().root
        except BundleError:
            return None

    def code(self) -> str | None:
        """Why the address is refused."""
        try:
            refused = self.offers.look().refused
        except BundleError as error:
            return error.code
        return refused.code if refused else None

    def restarted(self) -> "Machine":
        """Another process with the same state."""
        return Machine(self.settings, self.clock)


def follow(current: Any, clock: Any, seconds: float = 60.0) -> None:
    """Let time pass for a web process, as its watch does."""
    clock.now += seconds
    current._offers.ask()
    current.poll()


def text(current: Any) -> str:
    """The page of an article that says which revision it is."""
    place = next(place for place in current.snapshot.release.places if place.brand.id == "acme")
    return str(current.snapshot.page(place, "/en/articles/first").plain.decode())


def served(current: Any) -> str | None:
    return current.snapshot.release.root_digest if current.snapshot else None


def kept(settings: Settings) -> list[Path]:
    """The folders of accepted releases, the oldest first."""
    return sorted((settings.state / "accepted").iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
