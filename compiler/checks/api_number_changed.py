"""A number of the Open API was changed, taken away or given to something else (NHN-036): programs hold the old one."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked, worded
from compiler.span import whole_file
from schemas.history import Numbers

RULE = Rule("FD239", "api-number-changed")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Each line of the earlier `ids.lock.yaml`: it stays for ever, under the id its object has now."""
    for pair in compared(linked, base):
        old, now = pair.before.get("numbers", {}).get(""), pair.now.get("numbers", {}).get("")
        if old is None or linked.draft.has_poisoned("numbers", pair.id):
            continue
        numbers: Numbers = now.value if now is not None else Numbers()
        for kind, name, number in old.value.given():
            here, current = getattr(numbers, kind), pair.follow(kind, name)
            if number not in (here.get(current), here.get(name)):
                written = now if current in here else None
                yield found(
                    RULE,
                    f"the {worded(kind)} {quoted(current)} had the number {number}",
                    whole_file(old.file) if written is None else linked.draft.span(written, (kind, current)),
                    note="" if written is None else "another number",
                    hint=f"write  {current}: {number}  under {kind}: again; lines stay even for what is deleted",
                )
