"""The object somebody wants to change, named in words, and how a name is spelt in YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.diagnostic import quoted
from compiler.kinds import KINDS, Kind
from compiler.link import ORGANIZATION, Linked, worded
from compiler.pointing import NothingMeantError, objects_called
from compiler.shape import Object
from schemas.names import SPELLINGS


class CannotEditError(Exception):
    """A change that cannot be made; the message is fit to be shown and says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An object by its brand (or the organisation), kind and id."""

    brand: str
    kind: str
    id: str

    def __str__(self) -> str:
        return f"the {worded(self.kind)} {quoted(self.id)} of {self.brand}"


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
    if len(found) > 1:
        names = ", ".join(sorted({f"{thing.brand}/{thing.kind}:{thing.id}" for thing in found}))
        raise CannotEditError(f"{quoted(words)} could be {names}: say which")
    if not found or found[0].kind in TRANSLATIONS:
        raise CannotEditError(f"{quoted(words)} has its name from elsewhere: name what it translates or belongs to")
    return found[0]


def target_of(thing: Object) -> Target:
    """What an object is called; sections of the knowledge base by their folders."""
    return Target(thing.brand, thing.kind, own_name(thing))


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


def refuse_misspelt(kind: Kind, name: str) -> None:
    """Raises `CannotEditError` for a name that objects of the kind cannot have."""
    pattern = _spelling(kind)
    if not re.fullmatch(pattern.rstrip("$").lstrip("^"), name) or len(name) > 80:
        hint = SPELLINGS.get(pattern, "letters, digits and underscores, beginning with a letter")
        raise CannotEditError(f"{quoted(name)} cannot be the id of a {worded(kind.name)}: {hint}")


def _spelling(kind: Kind) -> str:
    from schemas.names import FIELD_CODE

    return FIELD_CODE if kind.name == "field" else kind.key


def spelt(name: str) -> str:
    """A name as a plain YAML value; in quotes where YAML would take it for something else."""
    from compiler.parse import parse

    document, _ = parse("name", f"- {name}\n".encode())
    plain = document is not None and document.value == (name,) and not document.switches
    return name if plain else f'"{name}"'


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
