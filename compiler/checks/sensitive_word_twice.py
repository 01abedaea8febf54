"""A sensitive word that stands in the lists twice, or that a shorter one finds already (NHN-119)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD441", "sensitive-word-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Words of `contains:` first, then those of `exact:`; case does not count."""
    for brand in linked.brands.values():
        for thing in brand.of("sensitive_words").values():
            yield from _repeated(linked, thing)


def _repeated(linked: Linked, thing: Object) -> Iterator[Diagnostic]:
    words: list[tuple[str, Path]] = [
        (word.strip().casefold(), (key, index))
        for key in ("contains", "exact")
        for index, word in enumerate(getattr(thing.value, key))
    ]
    for number, (word, place) in enumerate(words):
        earlier = next((one for one in words[:number] if one[0] == word), None)
        wider = next((one for one in words if one[1][0] == "contains" and one[0] != word and one[0] in word), None)
        other = earlier or wider
        if other is not None:
            yield found(
                RULE,
                f"{quoted(word)} is listed twice"
                if other is earlier
                else f"{quoted(word)} is found already by {quoted(other[0])}",
                linked.draft.span(thing, place),
                note="adds nothing",
                labels=[
                    Label(linked.draft.span(thing, other[1]), "first here" if other is earlier else "finds it, too")
                ],
                hint="delete it",
            )
