"""A small repository that can be published again and again, and the runtime's view of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from compiler.blobs import FolderBlobs
from compiler.compile import compile_tree
from compiler.emit import point
from compiler.read import read_folder
from runtime.release.current import Current
from runtime.release.offers import Offer
from runtime.release.source import BundleError
from runtime.settings import Settings
from schemas.bundle import bin_of
from schemas.canonical import digest, to_bytes
from schemas.release import Pointer, Provenance, ReleaseRecord, blob_path
from tests.signing import Machine, SignedAddress, record, settings_at

FILES = {
    "frontdesk.yaml": "version: 1\nenvironments: [test]\n",
    "environments/test.yaml": "acme: {host: help.acme.example}\nbolt: {host: help.bolt.example}\n",
    **{
        f"brands/{brand}/{name}": text
        for brand in ("acme", "bolt")
        for name, text in {
            "brand.yaml": "name: {en: Acme, ko: 아크메}\nlanguages: [en, ko]\ndefault_language: en\n",
            "bindings.yaml": "host: {type: host}\n",
            "portals/main.yaml": "enabled: true\naddress: {host: {binding: host}, path: /}\n"
            "profile: {name: Help, logo: assets/logo.png, favicon: assets/logo.png}\ndesign: {theme: plain}\n"
            "footer: {text: Acme}\nshow: {inquiries: false}\n",
            "kb/start/_category.yaml": "name: {en: Start, ko: 시작}\n",
            "kb/start/first.md": "---\ntitle: First\nstatus: public\n---\nRevision 0 of the text.\n",
            "kb/start/first.ko.md": "---\ntitle: 처음\n---\n첫 글의 비밀번호입니다.\n",
        }.items()
    },
}


@dataclass
class Publisher:
    """Compiles the repository into the bundle folder; every publication is pointed to."""

    folder: Path
    bundle: Path
    files: dict[str, str] = field(default_factory=lambda: dict(FILES))
    roots: list[str] = field(default_factory=list)
    places: dict[str, str | None] = field(default_factory=dict)

    def publish(self, changed: Mapping[str, str] | None = None) -> str:
        """Publish, with some files changed; the root digest."""
        return self._publish(changed or {}, lambda _: None)

    def _publish(self, changed: Mapping[str, str], announce: Callable[[str], object]) -> str:
        self.files |= changed
        for name, text in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            if name.endswith("brand.yaml"):
                (path.parent / "assets").mkdir(exist_ok=True)
                Image.new("1", (8, 8)).save(path.parent / "assets/logo.png")
        blobs = FolderBlobs(self.bundle)
        tree, findings = read_folder(self.folder)
        compiled = compile_tree(tree, findings, blobs)
        assert compiled.root_digest is not None, [str(item) for item in compiled.diagnostics]
        blobs.commit()
        self.roots.append(compiled.root_digest)
        announce(compiled.root_digest)
        self.places[compiled.root_digest] = compiled.places
        self.point(compiled.root_digest)
        return compiled.root_digest

    def revision(self, number: int, brand: str = "acme", announce: Callable[[str], object] = print) -> str:
        """Publish with the first article of a brand saying which revision it is; the root is announced beforehand."""
        self.files[f"brands/{brand}/kb/start/first.md"] = (
            f"---\ntitle: First\nstatus: public\n---\nRevision {number} of the text.\n"
        )
        return self._publish({}, announce)

    def point(self, root: str) -> None:
        point(self.bundle, Pointer(root=root, places=self.places.get(root)))

    def blob(self, digest: str) -> Path:
        return self.bundle / blob_path(digest)

    def shard(self, root: str, brand: str = "acme") -> dict:
        """The shard of a brand as plain data."""
        for name in self._read(root)["bins"].values():
            brands = self._read(name)["brands"]
            if brand in brands:
                return self._read(brands[brand])
        raise KeyError(brand)

    def put(self, value) -> str:
        """Store plain data as a blob; its digest."""
        data = to_bytes(value)
        path = self.blob(digest(data))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return digest(data)

    def with_shard(self, root_digest: str, shard: dict) -> str:
        """A root like another, but for one shard."""
        root = self._read(root_digest)
        name = bin_of(shard["brand"])
        brands = self._read(root["bins"][name])["brands"]
        changed = self.put({"brands": {**brands, shard["brand"]: self.put(shard)}})
        return self.put({**root, "bins": {**root["bins"], name: changed}})

    def with_entry(self, root_digest: str, entry: str, change: Callable[[dict], dict], brand: str = "acme") -> str:
        """A root like another, but for one entry of a brand; its things were written where the other's were."""
        shard = self.shard(root_digest, brand)
        value = change(self._read(shard["entries"][entry]["digest"]))
        blob = {"digest": self.put(value), "size": len(to_bytes(value))}
        changed = self.with_shard(root_digest, {**shard, "entries": {**shard["entries"], entry: blob}})
        self.places[changed] = self.places.get(root_digest)
        return changed

    def _read(self, digest: str) -> dict:
        return json.loads(self.blob(digest).read_bytes())


@dataclass
class Shop:
    """An address that offers whatever a test puts there."""

    settings: Settings
    clock: Callable[[], float]
    offered: Offer | None = None
    looks: int = 0
    denied: tuple[str, ...] = ()
    _count: int = 0

    def offer(self, root: str, **said) -> ReleaseRecord:
        """Offer a signed release of the next number; keys are the record's, or `fresh_until` and `origin`."""
        self._count += 1
        fresh_until, origin = said.pop("fresh_until", float("inf")), said.pop("origin", "network")
        provenance = Provenance(**{"published_at": "2026-03-01T09:00:00Z", **said.pop("provenance", {})})
        record = ReleaseRecord(sequence=self._count, root=root, provenance=provenance, **said)
        self.offered = Offer(root, origin, record, fresh_until)
        return record

    def trace(self) -> tuple[int, ...]:
        return (self._count,)

    def look(self) -> Offer:
        self.looks += 1
        if self.offered is None:
            raise BundleError("FD801", "nothing is offered")
        return self.offered

    def ask(self) -> None:
        """What is offered is there already."""

    def may_serve(self, root: str) -> bool:
        """Nobody has denied anything yet."""
        return root not in self.denied

    def start(self) -> Current:
        """A worker that is offered this."""
        return Current(self.settings, self.clock, self)


@pytest.fixture
def publisher(tmp_path) -> Publisher:
    return Publisher(tmp_path / "repository", tmp_path / "bundle")


@pytest.fixture
def release_settings(tmp_path) -> Settings:
    return Settings(
        bundle=tmp_path / "bundle",
        state=tmp_path / "state",
        environment="test",
        secret_key="0123456789abcdef" * 2,
        database_url="",
        poll_seconds=0.1,
    )


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(release_settings, clock) -> Shop:
    return Shop(release_settings, clock)


@pytest.fixture
def start(release_settings, clock) -> Callable[[], Current]:
    """Start a worker: what it serves, without its watch."""
    return lambda: Current(release_settings, clock)


@pytest.fixture
def threshold() -> int:
    """How many keys have to sign for each role."""
    return 1


@pytest.fixture
def address(tmp_path, threshold) -> SignedAddress:
    """Where signed releases are published."""
    return SignedAddress(tmp_path / "address", threshold=threshold)


@pytest.fixture
def signed_settings(tmp_path, address) -> Settings:
    """An installation that takes signed releases from there."""
    return settings_at(tmp_path, address)


@pytest.fixture
def machine(signed_settings, clock) -> Callable[..., Machine]:
    """A machine that fetches releases: what it accepts, without pages made of it."""
    return lambda **changed: Machine(replace(signed_settings, **changed), clock)


@pytest.fixture
def publish(publisher, address):
    """Compile a revision and publish it well signed; its root."""

    def go(number: int, sequence: int | None = None, **more) -> str:
        root = publisher.revision(number)
        address.upload(publisher.bundle)
        address.release(record(sequence or number, root, **more))
        return root

    return go


@pytest.fixture
def serving_process(signed_settings, clock):
    """A web process that has just been started, without its watch."""
    return lambda **changed: Current(replace(signed_settings, **changed), clock)
