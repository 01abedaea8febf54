"""`frontdesk export`: the configuration in forms that other programs read."""

import sys
from pathlib import Path

import click

from frontdesk.looking import FOLDER, linked_folder

OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")


@click.group()
def export() -> None:
    """The configuration in forms that other programs read."""


@export.command(short_help="Who reviews which paths.")
@FOLDER
@OUTPUT
@click.option("--check", "is_check", is_flag=True, help="Write nothing; fail where the file says something else.")
def codeowners(folder: Path, output: Path | None, is_check: bool) -> None:
    """Who reviews which paths, from `owners:`; goes to .github/CODEOWNERS."""
    from compiler.editing.code_owners import code_owners

    data = code_owners(linked_folder(folder)).encode()
    if not is_check:
        _put(data, output)
        return
    file = output or folder / ".github" / "CODEOWNERS"
    if not file.is_file() or file.read_bytes() != data:
        raise click.ClickException(f"{file} is not what owners: say; run  frontdesk export codeowners -o {file}")


@export.command(short_help="Category trees as an Excel workbook.")
@click.option("--brand", help="Only this brand.")
@FOLDER
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("categories.xlsx"))
def xlsx(folder: Path, brand: str | None, output: Path) -> None:
    """The trees of inquiry, processing and chat types and of FAQ categories, a sheet each, as an Excel workbook.

    Dates come from git's history of the file; without git those columns stay empty.
    """
    from compiler.editing.names import CannotEditError
    from frontdesk.category_sheets import sheets, workbook

    try:
        found = sheets(linked_folder(folder), folder, brand)
    except CannotEditError as error:
        raise click.UsageError(str(error)) from error
    _put(workbook(found), output)
    count = sum(len(sheet.rows) for sheet in found)
    click.echo(f"{count} categories in {output}", err=True)


@export.command(short_help="What websites insert to show the chat.")
@click.option("--brand", help="Only this brand.")
@FOLDER
def widget(folder: Path, brand: str | None) -> None:
    """What another website puts in front of </body> to show the chat: one for each portal, environment and language."""
    from compiler.blobs import CountingBlobs
    from compiler.report import as_text
    from frontdesk.compilation import compile_folder
    from frontdesk.widgets import snippets

    run = compile_folder(folder, CountingBlobs())
    if run.compiled.bundle is None:
        click.echo(as_text(run.compiled.diagnostics, run.tree.read), nl=False)
        sys.exit(1)
    found = list(snippets(run.compiled.bundle, brand))
    for title, code in found:
        click.echo(f"{title}:\n  {code}")
    if not found:
        click.echo("no brand shows its chat on other websites: channels/chat.yaml says so with  widget:", err=True)


@export.command("json-schema", short_help="What editors need to check YAML.")
@FOLDER
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where they go; .vscode/schemas."
)
@click.option("--modelines", is_flag=True, help="Also name its schema in the first line of every YAML file.")
def json_schema(folder: Path, output: Path | None, modelines: bool) -> None:
    """What editors need to complete and check YAML: a JSON Schema for each kind of file."""
    from compiler.assist.associations import HOME, heirs_of, schema_files, schema_of, with_modeline
    from frontdesk.changes import write

    home = output if output is not None else folder / HOME
    if home.is_symlink() or (home.exists() and not home.is_dir()):
        raise click.ClickException(f"{home} is no folder")
    found = {path.rpartition("/")[2]: data for path, data in schema_files().items()}
    write(home, found)
    click.echo(f"{len(found)} schemas in {home}", err=True)
    if not modelines:
        return
    documents = linked_folder(folder).draft.documents
    heirs = heirs_of(documents)
    named = {file: schema_of(file, heirs) for file in documents.tree.sizes if file.endswith(".yaml")}
    write(folder, {file: with_modeline(file, documents.tree.read(file), name) for file, name in named.items() if name})
    click.echo(f"{sum(name is not None for name in named.values())} files name their schema", err=True)


@export.command("editor-settings", short_help="Settings for VS Code.")
@FOLDER
@OUTPUT
def editor_settings(folder: Path, output: Path | None) -> None:
    """Settings for VS Code, with which schema is for which file; goes to .vscode/settings.json."""
    from compiler.assist.associations import heirs_of, with_associations
    from frontdesk.init import EDITOR_SETTINGS

    heirs = heirs_of(linked_folder(folder).draft.documents)
    _put(with_associations(EDITOR_SETTINGS.read_text(encoding="utf-8"), heirs), output)


@export.command(short_help="The public pages as plain files.")
@FOLDER
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="A new folder.")
@click.option("--environment", required=True, help="Whose bindings apply.")
@click.option("--bundle", type=click.Path(path_type=Path, file_okay=False, exists=True), help="A bundle built before.")
@click.option("--scheme", default="https", type=click.Choice(["http", "https"]), show_default=True)
@click.option("--public-port", type=click.IntRange(1, 65_535), help="The port customers see, if unusual.")
def site(
    folder: Path, output: Path, environment: str, bundle: Path | None, scheme: str, public_port: int | None
) -> None:
    """Every public page of every open portal as plain files, with their headers: a folder per host.

    They are byte for byte what the runtime sends. Forms, search, tickets and the desk stay with the runtime.
    """
    from tempfile import TemporaryDirectory

    from frontdesk.site_export import site_of, write_site

    with TemporaryDirectory(prefix="frontdesk-bundle-") as work:
        built = bundle or _built(folder, Path(work))
        found = site_of(built, environment, scheme, public_port)
    count = write_site(found, output)
    if not found.hosts:
        click.echo(f"no open public portal has a host in environments/{environment}.yaml", err=True)
    click.echo(f"{count} files of {len(found.hosts)} hosts in {output}\n{found.root}")


def _built(folder: Path, bundle: Path) -> Path:
    """The folder compiled into a bundle; ends the command with its findings where it cannot be built."""
    from compiler.blobs import FolderBlobs
    from compiler.emit import point
    from compiler.report import as_text
    from frontdesk.compilation import compile_folder
    from schemas.release import Pointer

    blobs = FolderBlobs(bundle)
    run = compile_folder(folder, blobs)
    if run.compiled.root_digest is None:
        click.echo(as_text(run.compiled.diagnostics, run.tree.read), nl=False)
        sys.exit(1)
    blobs.commit()
    point(bundle, Pointer(root=run.compiled.root_digest))
    return bundle


def _put(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"cannot write {output}: {error.strerror}") from error
