"""`python -m handbook`: writes `docs/reference/`; with `--check` it only says whether that would change anything."""

import sys
from collections.abc import Mapping
from pathlib import Path

from compiler.kinds import KINDS
from handbook import registries
from handbook.coverage import coverage_page
from handbook.pages import kind_page, title
from handbook.sources import KIND_PAGES, examples, findings, where

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/reference"
BY_HAND = {"README.md", "releases.md"}


def pages(root: Path = ROOT) -> Mapping[str, str]:
    """Every generated page by its name."""
    shown, found = examples(root), findings(root)
    made = {
        KIND_PAGES[kind.name]: kind_page(kind, where(kind), shown.get(kind.name), found.get(kind.name, ()), KIND_PAGES)
        for kind in KINDS
    }
    return {**made, **dict(registries.pages()), "kinds.md": _index(), "coverage.md": coverage_page(root)}


def _index() -> str:
    rows = [f"| `{where(kind)}` | [{title(kind.name)}]({KIND_PAGES[kind.name]}) |" for kind in KINDS]
    return "\n".join(["# Every kind of file", "", "| Path | Kind |", "|---|---|", *rows, ""])


def main() -> int:
    """Write or check; 1 when a check finds a difference."""
    made = pages()
    there = {path.name: path.read_text() for path in FOLDER.glob("*.md") if path.name not in BY_HAND}
    differs = sorted({name for name in {*made, *there} if made.get(name) != there.get(name)})
    if "--check" in sys.argv:
        print("\n".join(f"docs/reference/{name} is not as it should be: make reference" for name in differs))
        return int(bool(differs))
    for name in differs:
        if name in made:
            (FOLDER / name).write_text(made[name])
        else:
            (FOLDER / name).unlink()
    print(f"{len(differs)} written, {len(made) - len(differs)} unchanged")
    return 0


if __name__ == "__main__":
    sys.exit(main())
