"""A file under `environments/` that `frontdesk.yaml` does not list: nobody can tell whether it is meant."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD204", "environment-not-listed")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Environment files by name."""
    if linked.draft.is_poisoned("repository", "", ""):
        return
    listed = linked.repository.environments
    for name in linked.environments:
        if name not in listed:
            near = did_you_mean(name, [other for other in listed if other not in linked.environments])
            yield found(
                RULE,
                f"frontdesk.yaml does not list the environment {quoted(name)}",
                whole_file(f"environments/{name}.yaml"),
                hint=near or f"add it:  environments: [{', '.join((*listed, name))}]",
            )
