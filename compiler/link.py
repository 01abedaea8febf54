"""The link pass: a `Draft` to `Linked`, where every brand is whole and every name is found.

Grouping by brand, trees made flat, repository defaults, what the organisation shares, and references live here. What a
right reference may still do wrong is for `compiler.checks`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.shape import Draft, Object
from compiler.span import Span, whole_file
from schemas.brand import Repository
from schemas.fields.system import SYSTEM_FIELDS
from schemas.refs import Ref, Reference, references
from schemas.theme import THEMES

DANGLING = Rule("FD201", "name-not-found")
NO_BRAND_FILE = Rule("FD202", "brand-file-missing")
SAME_ID = Rule("FD203", "id-used-twice")

ORGANIZATION = "_organization"

Made = TypeVar("Made")
SHARED = (
    "code", "code_tag", "message", "binding", "domain", "organization", "consent", "access_group", "customer_property",
    "holidays", "placeholder", "answer_template", "theme",
)  # fmt: skip
"""Kinds the organisation may hold for all brands, which use the ids as their own."""
BUILT_IN: Mapping[str, tuple[str, ...]] = {"theme": tuple(THEMES), "field": SYSTEM_FIELDS}
"""Objects every brand has without a file."""


@dataclass(frozen=True, slots=True)
class LinkedBrand:
    """One brand: its objects by kind, then by id, in the order they were written.

    Trees (inquiry types, FAQ categories) are flat: each node is an object of its own with `parts["parent"]`.
    """

    id: str
    brand: Object
    languages: tuple[str, ...]
    default_language: str
    time_zone: str
    objects: Mapping[str, Mapping[str, Object]] = field(repr=False)
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, kind: str) -> Mapping[str, Object]:
        """The brand's objects of one kind."""
        return self.objects.get(kind, {})

    def own(self) -> Iterator[Object]:
        """Every object written in the brand's own folder."""
        for of_kind in self.objects.values():
            for thing in of_kind.values():
                if thing.brand == self.id:
                    yield thing


@dataclass(frozen=True, slots=True)
class Linked:
    """The whole repository, every name found. `organization` holds the organisation's objects by kind, then by id."""

    draft: Draft
    repository: Repository
    brands: Mapping[str, LinkedBrand]
    environments: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Environment, then brand (or the organisation), then binding to value, as written."""
    organization: Mapping[str, Mapping[str, Object]] = field(default_factory=dict)
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def values(self, environment: str, brand: str) -> Mapping[str, str]:
        """What an environment supplies to a brand: the organisation's values, and its own."""
        of_brands = self.environments.get(environment, {})
        return {**of_brands.get(ORGANIZATION, {}), **of_brands.get(brand, {})}


def once(linked: Linked | LinkedBrand, name: str, make: Callable[[], Made]) -> Made:
    """What can be read off a repository or a brand, worked out when the first of many checks asks for it."""
    if name not in linked.worked_out:
        linked.worked_out[name] = make()
    made: Made = linked.worked_out[name]
    return made


def link(draft: Draft) -> tuple[Linked, tuple[Diagnostic, ...]]:
    """Group objects by brand, apply repository defaults, find every name."""
    repository = next((thing.value for thing in draft.objects if thing.kind == "repository"), Repository(version=1))
    grouped, repeats = _group(draft)
    findings = list(repeats)
    organization = grouped.get(ORGANIZATION, {})
    brands: dict[str, LinkedBrand] = {}
    for name, objects in grouped.items():
        if name == "" or name.startswith("_"):
            continue
        own = objects.get("brand", {}).get("")
        if own is None:
            if not draft.is_poisoned("brand", name, ""):
                findings.append(_no_brand_file(name))
            continue
        whole, twice = _with_shared(draft, objects, organization)
        findings += twice
        brands[name] = _brand(name, own, _placed(own, whole), repository)
    linked = Linked(draft, repository, brands, _environments(draft), organization)
    for brand in brands.values():
        findings += _dangling(linked, brand)
    findings += _dangling_in_organization(linked)
    return linked, tuple(findings)


def _group(draft: Draft) -> tuple[dict[str, dict[str, dict[str, Object]]], list[Diagnostic]]:
    grouped: dict[str, dict[str, dict[str, Object]]] = {}
    findings: list[Diagnostic] = []
    for thing in flat(draft.objects):
        of_kind = grouped.setdefault(thing.brand, {}).setdefault(thing.kind, {})
        key = _key(thing)
        if key in of_kind:
            findings.append(_twice(draft, thing, of_kind[key]))
        else:
            of_kind[key] = thing
    return grouped, findings


def flat(objects: tuple[Object, ...]) -> Iterator[Object]:
    """Objects with the nodes of trees after the node they stand in, each an object with its own path."""
    for thing in objects:
        yield thing
        if thing.kind == "organization":
            for name, domain in thing.value.domains.items():
                yield replace(thing, kind="domain", id=name, path=("domains", name), value=domain)
        children = getattr(thing.value, "children", ())
        nested = tuple(
            replace(
                thing,
                id=child.id,
                path=(*thing.path, "children", index),
                value=child,
                parts={**thing.parts, "parent": thing.id},
            )
            for index, child in enumerate(children)
        )
        yield from flat(nested)


def _twice(draft: Draft, thing: Object, first: Object) -> Diagnostic:
    return found(
        SAME_ID,
        f"the {worded(thing.kind)} {quoted(thing.id)} exists twice in this brand",
        name_span(draft, thing),
        note="again here",
        labels=[Label(name_span(draft, first), "first here")],
        hint="rename one of the files" if not thing.path and not first.path else "rename one of them",
    )


def name_span(draft: Draft, thing: Object) -> Span:
    """Where an object gets its id: its `id:` key's value, its key in a map, or the file."""
    document = draft.documents.parsed[thing.file]
    if thing.path and isinstance(thing.path[-1], str):
        return document.span(thing.path, "key")
    if thing.path:
        return document.span((*thing.path, "id"))
    return whole_file(thing.file)


def _key(thing: Object) -> str:
    match thing.kind:
        case "folder":
            return f"{thing.parts['category']}/{thing.parts['folder']}"
        case "article_translation" | "faq_translation" | "notice_translation" | "mail_layout":
            return f"{thing.id}/{thing.parts['language']}"
        case "environment":
            return f"{thing.parts['environment']}/{thing.id}"
        case "rule_test":
            return f"{thing.parts['file']}/{'/'.join(str(step) for step in thing.path)}"
        case _:
            return thing.id


def worded(kind: str) -> str:
    """A kind in an admin's words."""
    return kind.replace("_", " ")


def _with_shared(
    draft: Draft, own: Mapping[str, Mapping[str, Object]], organization: Mapping[str, Mapping[str, Object]]
) -> tuple[Mapping[str, Mapping[str, Object]], list[Diagnostic]]:
    """A brand's objects with those the organisation shares; an id may not be in both."""
    whole, findings = dict(own), []
    for kind in SHARED:
        shared = organization.get(kind, {})
        mine = own.get(kind, {})
        findings += [_twice(draft, mine[name], shared[name]) for name in mine if name in shared]
        if shared:
            whole[kind] = {**shared, **mine}
    return whole, findings


def _placed(own: Object, objects: Mapping[str, Mapping[str, Object]]) -> Mapping[str, Mapping[str, Object]]:
    """The same with every portal at its address: its domain's host and language, the documented path of a service."""
    domains = {name: thing.value for name, thing in objects.get("domain", {}).items()}
    portals = {
        name: replace(thing, value=thing.value.placed(domains.get(thing.value.address.domain), own.value.service_id))
        for name, thing in objects.get("portal", {}).items()
    }
    return {**objects, "portal": portals} if portals else objects


def _brand(name: str, own: Object, objects: Mapping[str, Mapping[str, Object]], repository: Repository) -> LinkedBrand:
    languages = own.value.languages or repository.defaults.languages
    return LinkedBrand(
        id=name,
        brand=own,
        languages=languages,
        default_language=own.value.default_language or languages[0],
        time_zone=own.value.time_zone or repository.defaults.time_zone,
        objects=objects,
    )


def _environments(draft: Draft) -> dict[str, dict[str, Mapping[str, str]]]:
    """Environment, then brand, then binding to value."""
    environments: dict[str, dict[str, Mapping[str, str]]] = {}
    for thing in draft.objects:
        if thing.kind == "environment":
            environments.setdefault(thing.parts["environment"], {})[thing.id] = thing.value.root
    return environments


def _no_brand_file(name: str) -> Diagnostic:
    return found(
        NO_BRAND_FILE,
        f"the folder brands/{name} has no brand.yaml",
        whole_file(f"brands/{name}/brand.yaml"),
        hint="add brand.yaml with  name:",
    )


def _dangling(linked: Linked, brand: LinkedBrand) -> Iterator[Diagnostic]:
    for thing in brand.own():
        for reference in own_references(thing):
            other, _, name = reference.name.rpartition("/") if reference.ref.other_brand else ("", "", reference.name)
            home = linked.brands.get(other or brand.id)
            if home is None:
                if not _brand_exists(linked, other):
                    yield _brand_not_found(linked, thing, reference, other)
                continue
            legal = (*home.of(reference.ref.kind), *BUILT_IN.get(reference.ref.kind, ()))
            if name not in legal and not _is_unknown(linked, reference.ref.kind, home.id, name):
                yield _not_found(linked, thing, reference, legal)


def _dangling_in_organization(linked: Linked) -> Iterator[Diagnostic]:
    """References of shared objects reach shared objects only, but for those that mean what brands have."""
    for kind, of_kind in linked.organization.items():
        for thing in of_kind.values() if kind in (*SHARED, "company_info") and kind != "domain" else ():
            for reference in own_references(thing):
                legal, homes = _legal_in_organization(linked, reference.ref)
                unread = any(_is_unknown(linked, reference.ref.kind, home, reference.name) for home in homes)
                unread |= reference.ref.in_brands and any(kind == "brand" for kind, *_ in linked.draft.poisoned)
                if reference.name not in legal and not unread:
                    yield _not_found(linked, thing, reference, legal)


def _legal_in_organization(linked: Linked, ref: Ref) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a reference of a shared object may name, and where that is defined."""
    if not ref.in_brands:
        return tuple(linked.organization.get(ref.kind, {})), (ORGANIZATION,)
    return tuple(name for brand in linked.brands.values() for name in brand.of(ref.kind)), tuple(linked.brands)


def own_references(thing: Object) -> Iterator[Reference]:
    """The references of an object without those of its children, which are objects themselves."""
    return (item for item in references(thing.value) if item.place[0] != "children")


def _is_unknown(linked: Linked, kind: str, brand: str, name: str) -> bool:
    """Whether nothing can be said about a name, because what would define it is broken."""
    poisoned = linked.draft.is_poisoned
    if kind == "domain" and poisoned("organization", ORGANIZATION, ""):
        return True
    return poisoned(kind, brand, name) or (kind in SHARED and poisoned(kind, ORGANIZATION, name))


def _brand_exists(linked: Linked, name: str) -> bool:
    return linked.draft.is_poisoned("brand", name, "") or any(thing.brand == name for thing in linked.draft.objects)


def _brand_not_found(linked: Linked, thing: Object, reference: Reference, name: str) -> Diagnostic:
    return found(
        DANGLING,
        f"there is no brand {quoted(name)}",
        linked.draft.span(thing, reference.place),
        note="not found",
        hint=did_you_mean(name, linked.brands),
    )


def _not_found(linked: Linked, thing: Object, reference: Reference, legal: tuple[str, ...]) -> Diagnostic:
    kind = worded(reference.ref.kind)
    return found(
        DANGLING,
        f"there is no {kind} {quoted(reference.name)}",
        linked.draft.span(thing, reference.place),
        note="not found",
        labels=parting(linked, thing.brand, reference.ref.kind, reference.name),
        hint=_suggested(reference, legal) or f"there is no {kind} at all yet",
    )


def parting(linked: Linked, brand: str, what: str, name: str) -> tuple[Label, ...]:
    """Where `retired.yaml` says that a name is gone or another now: whoever still uses it sees both places."""
    owner = linked.brands.get(brand)
    history = (owner.objects if owner else linked.organization).get("history", {}).get("")
    if history is None:
        return ()
    for index, gone in enumerate(history.value.retired):
        if (gone.what, gone.id) == (what, name):
            return (Label(linked.draft.span(history, ("retired", index, "id")), "gone since here"),)
    for index, moved in enumerate(history.value.moved):
        if (moved.what, moved.former) == (what, name):
            return (Label(linked.draft.span(history, ("moved", index, "to")), "it has this id now"),)
    return ()


def _suggested(reference: Reference, legal: tuple[str, ...]) -> str:
    """What was meant, with the brand in front where it stands in front."""
    if not reference.ref.other_brand:
        return did_you_mean(reference.name.rpartition("/")[2], legal)
    brand, slash, _ = reference.name.rpartition("/")
    return did_you_mean(reference.name, (f"{brand}{slash}{item}" for item in legal))
