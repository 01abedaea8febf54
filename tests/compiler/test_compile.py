"""The passes in their order: looking at a repository finds what building it would find."""

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import check_tree, compile_tree
from tests.kitchen import base, tree_of

LOST = "---\ntitle: Welcome\nstatus: public\n---\nSee [nothing](article:nowhere).\n"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kb/start/welcome.md": LOST},
        {"groups.yaml": "support: {name: Support, agents: [jim]}\n"},
        {"assets/spare.txt": "spare"},
        {"fields/spare.yaml": "type: text\nlabel: Spare\n"},
    ],
    ids=["nothing", "in a body", "in a name", "in a file", "a note"],
)
def test_a_check_finds_what_a_build_finds(changes):
    files = {**base(), **{f"brands/kitchen/{name}": text.encode() for name, text in changes.items()}}
    tree, findings = tree_of(files)
    checked, built = check_tree(tree, tuple(findings)), compile_tree(tree, tuple(findings), CountingBlobs())
    assert checked.diagnostics == built.diagnostics
    assert checked.counts == built.counts
    assert checked.accepted == built.accepted == (built.bundle is not None)
    assert checked.bundle is checked.root_digest is None
