"""The words of a consent changed and its version did not (HS-28): people would have agreed to what they never saw."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.history import compared
from compiler.link import Linked

RULE = Rule("FD247", "consent-changed-without-version")

_WORDS = ("text", "purpose", "sentence")


def check(linked: Linked, base: Linked) -> Iterator[Diagnostic]:
    """Words that were there and are others now. Words in one more language change nothing for who agreed before."""
    for pair in compared(linked, base):
        for old, new in pair.kept("consent"):
            if new.value.version > old.value.version:
                continue
            key = next((key for key in _WORDS if _differs(getattr(old.value, key), getattr(new.value, key))), None)
            if key is not None or new.value.version < old.value.version:
                span = linked.draft.span(new, (key,) if key and getattr(new.value, key) is not None else ("version",))
                said = (
                    f"changed, and its version is still {new.value.version}" if key else "went back to an old version"
                )
                yield found(
                    RULE,
                    f"the consent {quoted(new.id)} {said}",
                    span,
                    note="other words" if key else "lower than before",
                    hint=f"write  version: {old.value.version + 1}  and people are asked again",
                )


def _differs(old: object, new: object) -> bool:
    """Whether words in a language that had some are others now."""
    before, now = getattr(old, "by_language", None), getattr(new, "by_language", None)
    if before and now:
        return any(now.get(language, "").split() != words.split() for language, words in before.items())
    return old is not None and old != new
