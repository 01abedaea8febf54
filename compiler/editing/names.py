"""The object somebody wants to change, named in words, and how a name is spelt in YAML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.diagnostic import quoted
from compiler.editing.quoting import in_quotes
from compiler.entries import ENTRIES, entries
from compiler.kinds import KINDS, Kind
from compiler.link import ORGANIZATION, Linked, worded
from compiler.pointing import NothingMeantError, objects_called
from compiler.shape import Object
from compiler.uses import Name, name_of
from schemas.names import BINDING, FIELD_CODE, SLUG, SPELLINGS
from schemas.statuses import progress_ids, status_ids


class CannotEditError(Exception):
    """A change that cannot be made; the message is fit to be shown and says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An object by its brand (or the organisation), kind and id."""

    brand: str
    kind: str
    id: str
    """The letters that other places write."""
    within: str = ""
    """Whose it is, where ids are unique in that alone: the field of an option."""

    def __str__(self) -> str:
        of = f"{self.within} of {self.brand}" if self.within else self.brand
        return f"the {worded(self.kind)} {quoted(self.id)} of {of}"

    @property
    def name(self) -> Name:
        """What uses call it."""
        if self.kind == "brand":
            return self.brand, self.kind, ""
        return self.brand, self.kind, f"{self.within}/{self.id}" if self.within else self.id


TRANSLATIONS = ("article_translation", "faq_translation", "notice_translation")
"""They are called after what they translate, and go and move with it."""


_ASIDE = (*TRANSLATIONS, "environment")


def meant(linked: Linked, words: str) -> Object:
    """The one object that words mean, as in `billing`, `group:billing`, `game-a/group:billing`.

    Raises `CannotEditError` where they mean nothing, or several things.
    """
    brand = linked.brands.get(words.removeprefix("brand:"))
    if brand is not None:
        return brand.brand
    try:
        found = [thing for thing in objects_called(linked, words) if thing.kind not in _ASIDE or ":" in words]
    except NothingMeantError as error:
        raise CannotEditError(str(error)) from error
    if found and found[0].kind in ENTRIES:
        _refuse_if_ambiguous(linked, found[0])
    if len(found) > 1:
        names = ", ".join(sorted({f"{thing.brand}/{thing.kind}:{thing.id}" for thing in found}))
        raise CannotEditError(f"{quoted(words)} could be {names}: say which")
    if not found or found[0].kind in TRANSLATIONS:
        raise CannotEditError(f"{quoted(words)} has its name from elsewhere: name what it translates or belongs to")
    return found[0]


def _refuse_if_ambiguous(linked: Linked, thing: Object) -> None:
    """A status of a project and one of all other tickets may share an id: rules that name it mean both."""
    homes = {other.parts["of"] for other in entries(linked) if name_of(other) == name_of(thing)}
    if thing.kind in ("status", "progress") and thing.parts["of"] != "tickets":
        tickets = linked.brands[thing.brand].of("tickets").get("")
        said = tickets.value if tickets is not None else None
        built_in = status_ids(said) if thing.kind == "status" else progress_ids(said)
        homes |= {"tickets"} if thing.id in built_in else set()
    if len(homes) > 1:
        word = worded(thing.kind)
        names = " and ".join(sorted(homes))
        raise CannotEditError(
            f"{names} both have {with_article(word)} {quoted(thing.id)}: rules that name it mean both"
        )


def with_article(word: str) -> str:
    """A word with `a` or `an` before it."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def target_of(thing: Object) -> Target:
    """What an object is called; sections of the knowledge base by their folders."""
    within, _, last = own_name(thing).rpartition("/") if thing.kind == "option" else ("", "", own_name(thing))
    return Target(thing.brand, thing.kind, last, within)


def own_name(thing: Object) -> str:
    """The id of an object; of a brand and of sections, the name of their folder."""
    match thing.kind:
        case "brand":
            return thing.brand
        case "category":
            return thing.parts["category"]
        case "folder":
            return thing.parts["folder"]
    return thing.id


def kind_called(name: str) -> Kind:
    """The kind of a name. Raises `KeyError`."""
    return next(kind for kind in KINDS if kind.name == name)


def refuse_misspelt(kind: str, name: str) -> None:
    """Raises `CannotEditError` for a name that objects of the kind cannot have."""
    pattern = _spelling(kind)
    if not re.fullmatch(pattern, name) or len(name) > 80:
        hint = SPELLINGS.get(pattern, "letters, digits and underscores, beginning with a letter")
        raise CannotEditError(f"{quoted(name)} cannot be the id of a {worded(kind)}: {hint}")


def _spelling(kind: str) -> str:
    if kind in _SPELT:
        return _SPELT[kind]
    return kind_called(kind).key


_SPELT: Mapping[str, str] = {
    "field": FIELD_CODE, "domain": SLUG, "option": SLUG, "status": BINDING, "progress": BINDING, "priority": BINDING,
    "close_reason": BINDING, "ticket_tag": r"[^\s,]+",
}  # fmt: skip
"""How ids are spelt that no file of their own and no map of objects says."""


def spelt(name: str) -> str:
    """A name as a plain YAML value; in quotes where YAML would take it for something else."""
    from compiler.parse import parse

    document, _ = parse("name", f"- {name}\n".encode())
    plain = document is not None and document.value == (name,) and not document.switches
    return name if plain else in_quotes(name)


def brands_seeing(linked: Linked, target: Target) -> Iterator[str]:
    """The brands in which a bare id means the target."""
    if target.brand != ORGANIZATION:
        yield target.brand
        return
    for brand in linked.brands.values():
        thing = brand.of(target.kind).get(target.id)
        if thing is None or thing.brand == ORGANIZATION:
            yield brand.id
    yield ORGANIZATION
