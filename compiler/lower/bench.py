"""What lowering one brand works with: its names, words, files, the blob store, and where findings go."""

from dataclasses import dataclass, field, fields
from hashlib import sha256

from compiler.blobs import Blobs, RecordingBlobs
from compiler.bodies import Rendered, render
from compiler.cache import Cache, NoCache
from compiler.diagnostic import Diagnostic
from compiler.link import Linked, LinkedBrand, once
from compiler.lower.assets import Assets, files_of_brands
from compiler.lower.words import Wording
from compiler.shape import Object
from compiler.span import Span
from schemas.bundle import TocEntry


@dataclass(frozen=True, slots=True)
class Later:
    """A link into another body, to be looked at when all bodies of the brand are rendered."""

    span: Span
    kind: str
    id: str
    anchor: str
    language: str


@dataclass(frozen=True, slots=True)
class Bench:
    """One brand on the bench. `findings` collects what only opening a body or a file can tell."""

    linked: Linked
    brand: LinkedBrand
    wording: Wording
    assets: Assets
    blobs: RecordingBlobs
    findings: list[Diagnostic]
    cache: Cache
    later: list[Later] = field(default_factory=list)

    def body(self, thing: Object) -> str:
        """The Markdown of an object, read again."""
        return self.linked.draft.documents.body_text(thing.file)

    @classmethod
    def of(
        cls,
        linked: Linked,
        brand: LinkedBrand,
        blobs: Blobs,
        findings: list[Diagnostic],
        cache: Cache | None = None,
    ) -> "Bench":
        """The bench for a brand."""
        cache = cache or NoCache()
        recording = RecordingBlobs(blobs)
        tree = linked.draft.documents.tree
        files = once(linked, "files of brands", lambda: files_of_brands(tree))
        assets = Assets(tree, brand.id, recording, cache, files)
        return cls(linked, brand, Wording(brand), assets, recording, findings, cache)

    def render(self, markdown: str) -> Rendered:
        """A body rendered, now or in an earlier run."""
        key = sha256(markdown.encode()).digest()
        known = self.cache.get("body", key)
        if known is not None:
            contents = tuple(TocEntry(level=level, anchor=anchor, title=title) for level, anchor, title in known[0])
            return Rendered(contents=contents, **known[1])
        made = render(markdown)
        others = {part.name: getattr(made, part.name) for part in fields(made) if part.name != "contents"}
        self.cache.put("body", key, (tuple((e.level, e.anchor, e.title) for e in made.contents), others))
        return made
