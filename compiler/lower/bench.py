"""What lowering one brand works with: its names, words, files, the blob store, and where findings go."""

from dataclasses import dataclass

from compiler.blobs import Blobs
from compiler.diagnostic import Diagnostic
from compiler.link import Linked, LinkedBrand
from compiler.lower.assets import Assets
from compiler.lower.words import Wording


@dataclass(frozen=True, slots=True)
class Bench:
    """One brand on the bench. `findings` collects what only opening a body or a file can tell."""

    linked: Linked
    brand: LinkedBrand
    wording: Wording
    assets: Assets
    blobs: Blobs
    findings: list[Diagnostic]

    @classmethod
    def of(cls, linked: Linked, brand: LinkedBrand, blobs: Blobs, findings: list[Diagnostic]) -> "Bench":
        """The bench for a brand."""
        assets = Assets(linked.draft.documents.tree, brand.id, blobs)
        return cls(linked, brand, Wording(brand), assets, blobs, findings)
