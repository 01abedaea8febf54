"""`frontdesk check --fix`: what can be mended safely is mended on the disk, before findings are shown."""

from pathlib import Path

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree, resolve
from compiler.editing.edits import Changes
from compiler.editing.fixes import fixed
from compiler.read import SourceTree, UnreadableError, read_folder
from frontdesk.changes import write
from frontdesk.compilation import CannotReadError


def mend(folder: Path) -> tuple[SourceTree, Changes]:
    """Mend a folder; the tree as it was, and the files that were changed.

    Raises `CannotReadError` and `CannotChangeError`.
    """
    try:
        tree, findings = read_folder(folder)
        result = fixed(
            tree,
            lambda one: compile_tree(one, findings, CountingBlobs()),
            lambda one: resolve(one)[0],
        )
    except UnreadableError as error:
        raise CannotReadError(str(error)) from error
    write(folder, result.changes)
    return tree, result.changes
