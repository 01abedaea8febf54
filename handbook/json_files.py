"""`python -m handbook.json_files`: writes `schemas/json/`; with `--check` it only says whether that would change."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compiler.compose import compose
from compiler.documents import parse_tree
from compiler.kinds import locate
from compiler.read import read_folder
from handbook.json_examples import Examples
from handbook.json_schema import described_kinds, schema_of

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "schemas/json"


def made(root: Path = ROOT) -> Mapping[str, str]:
    """Every schema by the name of its file."""
    schemas = {kind.name: schema_of(kind) for kind in described_kinds()}
    examples = Examples()
    for kind, value in _values(root):
        if kind in schemas:
            examples.look(schemas[kind], value)
    filled = {f"{name}.json": examples.fill(schema) for name, schema in schemas.items()}
    parts = {f"{name}.part.json": _part(name, schema) for name, schema in schemas.items()}
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in {**filled, **parts}.items()
    }


def _part(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """For files that a library holds, or that stand over one of a library: nothing is required there."""
    return {"$schema": schema["$schema"], "title": schema["title"], "$ref": f"{name}.json#/definitions/FilePart"}


def _values(root: Path) -> Iterator[tuple[str, Any]]:
    """What the files of the example brands say, by kind."""
    tree, _ = read_folder(root)
    documents, _ = parse_tree(tree)
    in_effect = compose(documents)[0].parsed
    for file, document in documents.parsed.items():
        located = locate(file)
        if located is not None and (located.kind.shape != "object" or in_effect[file] is document):
            yield located.kind.name, json.loads(json.dumps(document.value))


def main() -> int:
    """Write or check; 1 when a check finds a difference."""
    texts = made()
    there = {path.name: path.read_text() for path in FOLDER.glob("*.json")}
    differs = sorted({name for name in {*texts, *there} if texts.get(name) != there.get(name)})
    if "--check" in sys.argv:
        print("\n".join(f"schemas/json/{name} is not as it should be: make schemas" for name in differs))
        return int(bool(differs))
    FOLDER.mkdir(exist_ok=True)
    for name in differs:
        if name in texts:
            (FOLDER / name).write_text(texts[name])
        else:
            (FOLDER / name).unlink()
    print(f"{len(differs)} written, {len(texts) - len(differs)} unchanged")
    return 0


if __name__ == "__main__":
    sys.exit(main())
