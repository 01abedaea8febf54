"""The themes of a brand: what each adds to its base, what its page names. Who wears which stands with the portal."""

from compiler.bundle import BrandBundle
from compiler.snapshot.lines import Lines
from schemas.bundle import Blob, PortalContract
from schemas.text import pick


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Every theme of the brand, and those of the organisation it wears; nothing where there are none."""
    if not brand.themes:
        return
    lines.section("Themes")
    for name, theme in sorted(brand.themes.items()):
        with lines.item(name, pick(theme.title, language, contract.default_language)):
            lines.fact("begins with", "nothing" if theme.base == "own" else f"the built-in theme {theme.base}")
            for label, blob in (("page", theme.page), *sorted(theme.styles.items()), ("script", theme.script)):
                if blob is not None:
                    lines.fact(label, _file(blob))
            for code, words in sorted(theme.words.items()):
                lines.fact(f"says {code}", pick(words, language, contract.default_language))
            for file, asset in sorted(theme.assets.items()):
                lines.fact(f"shows {file}", f"file {asset.digest[7:15]}")


def _file(blob: Blob) -> str:
    return f"{blob.size:,} bytes, file {blob.digest[7:15]}"
