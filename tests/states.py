"""Two states of the base repository side by side: YAML in, what reviewers are told out."""

from collections.abc import Mapping

from compiler.changes.model import Report
from compiler.changes.report import State, report
from compiler.changes.sides import Side
from compiler.changes.text import as_lines
from compiler.compile import compile_tree, resolve
from compiler.read import SourceTree
from compiler.report import as_text
from tests.kitchen import KeptBlobs, changed, tree_of

Changes = Mapping[str, str | bytes | None]


class Remembered:
    """A cache in memory, so that a changed tree costs what one changed file costs."""

    def __init__(self) -> None:
        self.kept = {}

    def get(self, kind, key):
        return self.kept.get((kind, key))

    def put(self, kind, key, value):
        self.kept[kind, key] = value


def state(tree: SourceTree, label: str, cache: Remembered | None = None) -> State:
    """A tree compiled, as a comparison wants it."""
    made = state_if_it_can_be_built(tree, label, cache)
    assert isinstance(made, State), made
    return made


def state_if_it_can_be_built(tree: SourceTree, label: str, cache: Remembered | None = None) -> State | str:
    """A tree compiled, or what is wrong with it."""
    blobs = KeptBlobs()
    compiled = compile_tree(tree, (), blobs, cache)
    if compiled.bundle is None:
        return as_text(compiled.diagnostics, tree.read)
    bundle, read = compiled.bundle, blobs.kept.__getitem__
    side = Side(compiled.root_digest, compiled.shards, bundle.brands.__getitem__, bundle.environments, read)
    findings = compiled.diagnostics
    return State(label, None, side, lambda _: resolve(tree)[0], findings, compiled.counts["portals"])


def compared(before: Changes, after: Changes) -> Report:
    """The base repository changed in one way and in another."""
    return report(
        *(state(tree_of(changed(files))[0], label) for label, files in (("before", before), ("after", after)))
    )


def told(before: Changes, after: Changes) -> str:
    """What reviewers read of the changes: from the first heading of an area on."""
    lines = [line.text for line in as_lines(compared(before, after))]
    return "\n".join(lines[lines.index("# Bundle") + 4 :]).strip("\n") + "\n"
