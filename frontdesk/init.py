"""`frontdesk init`: a configuration repository that runs, with checks for pull requests and settings for editors.

What it begins with lies as files in `frontdesk/starter`; `--demo` begins with the example brands instead.
"""

import io
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click

from compiler.assist.associations import HOME, heirs_of, schema_files, with_associations
from compiler.compile import resolve
from compiler.editing.code_owners import code_owners
from compiler.editing.edits import Changes, with_changes
from compiler.editing.names import spelt
from compiler.emit import COMPILER_VERSION
from compiler.read import read_folder
from frontdesk.changes import write
from schemas.names import LANGUAGE

WORKFLOWS = ("check", "review", "comment", "publish", "deploy", "rollback", "resign")
"""From a pull request to every machine. This repository runs the same; only how the program is installed differs."""
_INSTALL = f"pip install frontdesk=={COMPILER_VERSION}"
_AROUND = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "vscode/extensions.json": ".vscode/extensions.json",
    "vscode/tasks.json": ".vscode/tasks.json",
    **{f"workflows/{name}.yml": f".github/workflows/{name}.yml" for name in WORKFLOWS},
}
"""What lies around the configuration, and where it goes: names that begin with a dot are no names for a package."""
EDITOR_SETTINGS = Path(str(files("frontdesk"))) / "starter/vscode/settings.json"
"""What VS Code is told beside the schemas."""
_CONFIGURATION = ("frontdesk.yaml", "environments", "brands")
_LEFT_OUT = ("__pycache__", ".frontdesk")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What customers call you; otherwise the folder's name.")
@click.option("--language", default="en", show_default=True, help="What you write in first.")
@click.option("--owner", default="@acme/support", show_default=True, help="Who reviews changes, as a code-owner name.")
@click.option("--demo", "is_demo", is_flag=True, help="Begin with the example brands.")
@click.pass_context
def init(context: click.Context, folder: Path, name: str | None, language: str, owner: str, is_demo: bool) -> None:
    """Make a configuration repository in FOLDER; nothing that is there already is written over."""
    name = name or folder.resolve().name.replace("-", " ").replace("_", " ").title()
    _refuse(language, owner, name)
    words = {
        "NAME": spelt(name),
        "LANGUAGE": language,
        "OWNER": owner,
        "VERSION": COMPILER_VERSION,
        "INSTALL": _INSTALL,
    }
    words["BRAND"] = re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-") or "main"
    changes: dict[str, bytes | None] = dict(_example() if is_demo else _starter(words))
    changes |= {target: _filled(_start() / source, words) for source, target in _AROUND.items()}
    changes |= {**schema_files(), ".vscode/settings.json": _settings(folder, changes)}
    there = [file for file in changes if (folder / file).exists() or (folder / file).is_symlink()]
    if there:
        raise click.UsageError(f"{folder} has {there[0]} already; nothing was written")
    changes[".github/CODEOWNERS"] = _owners(folder, changes)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, changes)
    _snapshot(context, folder)
    where = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    own = sum(not file.startswith(f"{HOME}/") for file in changes)  # schemas are nothing that somebody reads
    click.echo(f"{own} files in {folder}\nnow: {where}frontdesk demo")


def _refuse(language: str, owner: str, name: str) -> None:
    if not re.fullmatch(LANGUAGE.strip("^$"), language):
        raise click.BadParameter(f"{language!r} is no language: write en, ko or pt_BR", param_hint="--language")
    if not re.fullmatch(r"@[\w.-]+(/[\w.-]+)?|[^@\s\"\\]+@[^@\s\"\\]+", owner):
        raise click.BadParameter("write @name, @team/name or an address", param_hint="--owner")
    if not name.strip() or not name.isprintable():
        raise click.BadParameter("letters, please", param_hint="--name")


def _start() -> Path:
    return Path(str(files("frontdesk"))) / "starter"


def _starter(words: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """The smallest repository that runs."""
    brand = words["BRAND"]
    yield "frontdesk.yaml", _filled(_start() / "frontdesk.yaml", words)
    for source, target in (
        ("environments", "environments"),
        ("organization", "brands/_organization"),
        ("brand", f"brands/{brand}"),
    ):
        for path in sorted((_start() / source).rglob("*")):
            if path.is_file():
                yield f"{target}/{path.relative_to(_start() / source).as_posix()}", _filled(path, words)
    letter = words["NAME"].strip("\"'")[:1].upper()
    yield f"brands/{brand}/assets/logo.png", _picture(letter, 320, 80)
    yield f"brands/{brand}/assets/favicon.png", _picture(letter, 64, 64)


def _filled(path: Path, words: dict[str, str]) -> bytes:
    text = path.read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text.encode()


def _picture(letter: str, width: int, height: int) -> bytes:
    """A tile with a letter on it, until there is a logo."""
    from PIL import Image, ImageDraw, ImageFont  # only new repositories need pictures

    picture = Image.new("RGB", (width, height), "#1f4f7a")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=height * 0.6)
    shown = letter if letter.isascii() and letter.isalnum() else "?"
    draw.text((width / 2, height / 2), shown, fill="#ffffff", font=font, anchor="mm")
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _example() -> Iterator[tuple[str, bytes]]:
    """The example brands: in the source tree, or beside the installed command."""
    source = Path(__file__).parents[1]
    base = source if (source / "brands").is_dir() else Path(str(files("frontdesk"))) / "example"
    for root in _CONFIGURATION:
        for path in sorted([base / root, *(base / root).rglob("*")]):
            if path.is_file() and not any(part in _LEFT_OUT for part in path.parts):
                yield path.relative_to(base).as_posix(), path.read_bytes()


def _settings(folder: Path, changes: Changes) -> bytes:
    """VS Code's settings: which schema is for which file."""
    tree, _ = read_folder(folder)
    heirs = heirs_of(resolve(with_changes(tree, changes))[0].draft.documents)
    return with_associations(EDITOR_SETTINGS.read_text(encoding="utf-8"), heirs)


def _owners(folder: Path, changes: Changes) -> bytes:
    """Who reviews what, as the new repository says it."""
    tree, _ = read_folder(folder)
    return code_owners(resolve(with_changes(tree, changes))[0]).encode()


def _snapshot(context: click.Context, folder: Path) -> None:
    """The first texts for reviewers, so that the first pull request has something to differ from."""
    from frontdesk.snapshot import snapshot

    context.invoke(snapshot, folder=folder, is_check=False)
