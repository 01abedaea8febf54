"""Units of translation: every text customers read that is written in a file, and every article, FAQ and notice.

A unit is called by its file and keys, as `frontdesk explain-origin` understands them: `portals/main.yaml:footer.text`,
`kb/start/welcome.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from compiler.authored import texts, values_of
from compiler.documents import shown_path
from compiler.link import ORGANIZATION, Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path, Span, whole_file
from compiler.translation.hashes import source_hash, text_hash
from schemas.text import Text
from schemas.triggers.actions.dooray import Dooray
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.webhook import Webhook
from schemas.triggers.places import actions_of

BODIES: Final = ("article", "faq", "notice")
FOR_STAFF: Final = frozenset(
    {"agent", "group", "code_tag", "notice_tag", "processing_type", "chat_processing_type", "inbox", "view",
     "answer_template", "notice_template", "sms_category", "sms_template", "policy", "history", "customer_property",
     "theme"}
)  # fmt: skip
"""Kinds whose words customers never read, or that staff fill in by hand: nobody waits for their translation."""


Part: TypeAlias = Literal["title", "description", "body"]


def is_for_staff(thing: Object, path: Path) -> bool:
    """Whether a text is not for customers: its kind is not, or the action of a trigger that says it."""
    if thing.kind != "trigger":
        return thing.kind in FOR_STAFF
    action = next((one for place, one, _ in actions_of(thing.value) if path[: len(place)] == place), None)
    return isinstance(action, Dooray | Webhook) or (isinstance(action, Note) and action.visible_to == "agents")


@dataclass(frozen=True, slots=True)
class Unit:
    """Words of one place: in the language they were written in first, and in others."""

    owner: str
    name: str
    thing: Object
    path: Path
    language: str
    """The language of the source."""
    source: str
    hash: str
    words: Mapping[str, str] = field(repr=False)
    """By language, without the source's; of a document title and body together."""
    recorded: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By language, the hash of the source these words were said to translate."""
    translations: Mapping[str, Object] = field(default_factory=dict, repr=False)
    """Of a document: its files in other languages."""

    @property
    def is_document(self) -> bool:
        """Whether it is a Markdown file rather than a text in YAML."""
        return self.thing.kind in BODIES

    @property
    def address(self) -> str:
        """The unit in the whole repository."""
        return f"brands/{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose words: a brand, or the organisation, whose words are needed in every brand's languages."""

    id: str
    languages: tuple[str, ...]
    default_language: str


def owners(linked: Linked) -> Iterator[Owner]:
    """Every brand, and the organisation if it has any words."""
    for brand in linked.brands.values():
        yield Owner(brand.id, brand.languages, brand.default_language)
    if linked.organization and linked.brands:
        spoken = dict.fromkeys(language for brand in linked.brands.values() for language in brand.languages)
        yield Owner(ORGANIZATION, tuple(spoken), linked.repository.defaults.languages[0])


def units(linked: Linked, owner: Owner) -> Iterator[Unit]:
    """Every unit of an owner, in the order of kinds and ids."""
    brand = linked.brands.get(owner.id)
    if brand is None:
        yield from _of_organization(linked, owner)
        return
    lock = _lock(brand.of("translation_lock"))
    for item in texts(brand):
        if not is_for_staff(item.thing, item.path):
            yield from _unit(linked, owner, lock, item.thing, item.path, item.text)
    for kind in BODIES:
        for thing in brand.of(kind).values():
            if thing.value.status != "draft":
                yield _document(linked, brand, thing)


def _of_organization(linked: Linked, owner: Owner) -> Iterator[Unit]:
    lock = _lock(linked.organization.get("translation_lock", {}))
    for kind, things in linked.organization.items():
        for thing in things.values() if kind not in FOR_STAFF and kind != "domain" else ():
            for path, text in values_of(thing, Text):
                yield from _unit(linked, owner, lock, thing, path, text)


def _lock(things: Mapping[str, Object]) -> Mapping[str, Mapping[str, str]]:
    return {name: thing.value.root for name, thing in things.items()}


def _unit(
    linked: Linked, owner: Owner, lock: Mapping[str, Mapping[str, str]], thing: Object, path: Path, text: Text
) -> Iterator[Unit]:
    written = text.written(owner.default_language)
    if not any(written.values()):
        return
    language = owner.default_language if owner.default_language in written else next(iter(written))
    name = (
        f"{thing.file.split('/', 2)[2]}:{shown_path(linked.draft.documents.parsed[thing.file], (*thing.path, *path))}"
    )
    yield Unit(
        owner.id,
        name,
        thing,
        path,
        language,
        written[language],
        text_hash(written[language]),
        {other: words for other, words in written.items() if other != language and words},
        lock.get(name, {}),
    )


def _document(linked: Linked, brand: LinkedBrand, thing: Object) -> Unit:
    of_kind = brand.of(f"{thing.kind}_translation")
    files = {
        language: of_kind[f"{thing.id}/{language}"]
        for language in brand.languages
        if language != brand.default_language and f"{thing.id}/{language}" in of_kind
    }
    body = linked.draft.documents.body_text
    return Unit(
        brand.id,
        thing.file.split("/", 2)[2],
        thing,
        (),
        brand.default_language,
        whole(thing, body(thing.file)),
        source_hash(thing.value.title, body(thing.file)),
        {language: whole(one, body(one.file)) for language, one in files.items()},
        {language: one.value.of for language, one in files.items() if one.value.of is not None},
        files,
    )


def whole(thing: Object, body: str) -> str:
    """Everything a document says, to compare it by."""
    return f"{thing.value.title}\n\n{body}"


def place(linked: Linked, unit: Unit, language: str) -> Span:
    """Where the words of a language stand, or where they would be written."""
    if unit.is_document:
        one = unit.translations.get(language)
        return whole_file(unit.thing.file) if one is None else linked.draft.span(one, ("title",))
    if language in unit.words:
        return linked.draft.span(unit.thing, (*unit.path, language), "key")
    return linked.draft.span(unit.thing, unit.path)
