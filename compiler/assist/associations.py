"""Which JSON Schema an editor uses for which file, as VS Code's `yaml.schemas` and as lines at the top of files."""

import json
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import PurePosixPath
from typing import Any, Final

from compiler.documents import Documents
from compiler.kinds import KINDS, Kind, locate
from compiler.libraries import is_of_library
from compiler.origin import Composed
from compiler.read import LIBRARIES

HOME: Final = ".vscode/schemas"
"""Where a repository keeps the schemas."""
MODELINE: Final = "# yaml-language-server: $schema="

_GROUP: Final = re.compile(r"\(\?P<(\w+)>((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")


@cache
def schema_names() -> frozenset[str]:
    """The names of the schema files there are, as `portal.json` and `portal.part.json`."""
    return frozenset(path.name for path in (files("schemas") / "json").iterdir() if path.name.endswith(".json"))


@cache
def schema(name: str) -> Mapping[str, Any]:
    """One schema by the name of its file."""
    made: Mapping[str, Any] = json.loads((files("schemas") / "json" / name).read_text(encoding="utf-8"))
    return made


def schema_files() -> Mapping[str, bytes]:
    """Every schema as a repository keeps it, by its path."""
    return {
        f"{HOME}/{name}": json.dumps(schema(name), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        for name in sorted(schema_names())
    }


def globs(kind: Kind) -> tuple[str, ...]:
    """The paths of a kind's files, as editors match them; none for files that are not YAML."""
    pattern = kind.pattern.pattern.removesuffix(r"\Z")
    if not pattern.endswith(r"\.yaml"):
        return ()
    choices: list[tuple[str, ...]] = []
    position = 0
    for match in _GROUP.finditer(pattern):
        choices.append((pattern[position : match.start()],))
        is_list = match[1] == "id" and re.fullmatch(r"\w+(\|\w+)+", match[2])
        only = "_organization" if match[2] == "_organization" else "*"
        choices.append(tuple(match[2].split("|")) if is_list else (only,))
        position = match.end()
    choices.append((pattern[position:],))
    return tuple("".join(parts).replace("\\.", ".") for parts in product(*choices))


def _all_globs() -> Mapping[str, tuple[str, ...]]:
    """By kind, where its files lie and, with a `!`, what lies there and is of another kind."""
    own = {kind.name: globs(kind) for kind in KINDS if globs(kind)}
    return {
        name: (
            *paths,
            *(
                f"!{other}"
                for kind, others in own.items()
                if kind != name
                for other in others
                if any(other.count("*") <= path.count("*") and fnmatchcase(other, path) for path in paths)
            ),
        )
        for name, paths in own.items()
    }


def associations(on_library: Iterable[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """The paths each schema is for. `on_library` are files that stand over one of a library and say what differs."""
    rows: dict[str, tuple[str, ...]] = {}
    heirs: dict[str, list[str]] = {}
    for file in on_library:
        located = locate(file)
        if located is not None:
            heirs.setdefault(located.kind.name, []).append(file)
    for name, paths in _all_globs().items():
        own = heirs.get(name, [])
        rows[f"./{HOME}/{name}.json"] = (*paths, *(f"!{file}" for file in own))
        in_libraries = tuple(
            path.replace("brands/*", f"brands/{LIBRARIES}/*", 1) for path in paths if "brands/*" in path
        )
        if in_libraries:
            rows[f"./{HOME}/{name}.part.json"] = (*in_libraries, *own)
    return rows


def heirs_of(documents: Documents) -> tuple[str, ...]:
    """Files of brands that stand over one of a library; `documents` are composed."""
    return tuple(
        file
        for file, document in documents.parsed.items()
        if file in documents.tree.sizes
        and file not in documents.inherited
        and isinstance(document, Composed)
        and any(is_of_library(layer.document.file) for layer in document.layers)
    )


def with_associations(settings: str, on_library: Iterable[str] = ()) -> bytes:
    """VS Code's settings with `yaml.schemas`, one schema a line."""
    rows = {**json.loads(settings), "yaml.schemas": "@"}
    lines = [f"    {json.dumps(name)}: {json.dumps(paths)}" for name, paths in associations(on_library).items()]
    whole = json.dumps(rows, indent=2, ensure_ascii=False)
    return (whole.replace('"@"', "{\n" + ",\n".join(lines) + "\n  }") + "\n").encode()


def schema_of(file: str, on_library: Iterable[str] = ()) -> str | None:
    """The name of the schema for a file; `None` where there is none."""
    located = locate(file.replace(f"{LIBRARIES}/", "", 1))
    if located is None or f"{located.kind.name}.json" not in schema_names():
        return None
    is_part = is_of_library(file) or file in on_library
    return f"{located.kind.name}{'.part' if is_part else ''}.json"


def with_modeline(file: str, data: bytes, name: str) -> bytes:
    """A YAML file that says in its first line which schema it keeps to; one that is no text stays as it is."""
    home = "/".join((*(".." for _ in PurePosixPath(file).parts[:-1]), HOME))
    line = f"{MODELINE}{home}/{name}\n"
    try:
        first, newline, rest = data.decode().partition("\n")
    except UnicodeDecodeError:  # `check` has said so
        return data
    if first.startswith(MODELINE):
        return (line + rest).encode() if newline else line.encode()
    return (line + first + newline + rest).encode()
