"""Most of something is gone at once: a merge that went wrong looks like this."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import brand_names, compared, is_mass
from compiler.link import Linked, worded
from compiler.span import whole_file

RULE = Rule("FD244", "mass-deletion", may_lower=True)

_HINT = "if it is meant, write  levels: {FD244: note}  in frontdesk.yaml for this one change"
"""A note is told and lets the change pass; a warning would not, where `check --strict` decides."""


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Whole brands, and kinds of which more than half went, ten at least."""
    for former, name in brand_names(linked, base).items():
        if name not in linked.brands and not _is_there(linked, name):
            files = sum(1 for file in base.draft.documents.tree.sizes if file.startswith(f"brands/{former}/"))
            message = f"the brand {quoted(former)} is gone with {'its only file' if files == 1 else f'{files} files'}"
            yield found(RULE, message, whole_file(f"brands/{former}/brand.yaml"), hint=_HINT)
    for pair in compared(linked, base):
        for kind in sorted(pair.before):
            had = sum(1 for old in pair.before[kind].values() if old.brand in (pair.former, pair.id))
            lost = pair.lost(kind) if not kind.endswith("_translation") else ()
            if is_mass(len(lost), had):
                message = f"{len(lost)} of {had} objects of the kind {worded(kind)} are gone"
                yield found(RULE, message, whole_file(f"brands/{pair.id}"), hint=_HINT)


def _is_there(linked: Linked, name: str) -> bool:
    """Whether the brand has files still: what is wrong with them is said elsewhere."""
    return any(file.startswith(f"brands/{name}/") for file in linked.draft.documents.tree.sizes)
