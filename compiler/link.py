"""The link pass: a `Draft` to `Linked`, where every brand is whole and every name is found.

Grouping by brand, repository defaults and references live here. What a right reference may still do wrong is for
`compiler.checks`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found
from compiler.shape import Draft, Object
from compiler.span import whole_file
from schemas.brand import Repository
from schemas.refs import references

DANGLING = Rule("FD201", "name-not-found")
NO_BRAND_FILE = Rule("FD202", "brand-file-missing")
SAME_ID = Rule("FD203", "id-used-twice")


@dataclass(frozen=True, slots=True)
class LinkedBrand:
    """One brand: its objects by kind, then by id, in the order they were written."""

    id: str
    brand: Object
    languages: tuple[str, ...]
    default_language: str
    time_zone: str
    objects: Mapping[str, Mapping[str, Object]] = field(repr=False)

    def of(self, kind: str) -> Mapping[str, Object]:
        """The brand's objects of one kind."""
        return self.objects.get(kind, {})


@dataclass(frozen=True, slots=True)
class Linked:
    """The whole repository, every name found."""

    draft: Draft
    repository: Repository
    brands: Mapping[str, LinkedBrand]
    environments: Mapping[str, Mapping[str, Mapping[str, str]]]


def link(draft: Draft) -> tuple[Linked, tuple[Diagnostic, ...]]:
    """Group objects by brand, apply repository defaults, find every name."""
    findings: list[Diagnostic] = []
    repository = next((thing.value for thing in draft.objects if thing.kind == "repository"), Repository(version=1))
    grouped, repeats = _group(draft)
    findings += repeats
    brands: dict[str, LinkedBrand] = {}
    for name, objects in grouped.items():
        if name == "" or name.startswith("_"):
            continue
        own = objects.get("brand", {}).get("")
        if own is None:
            if ("brand", name, "") not in draft.poisoned:
                findings.append(_no_brand_file(name))
            continue
        brands[name] = _brand(name, own, objects, repository)
    linked = Linked(draft, repository, brands, _environments(draft))
    for brand in brands.values():
        findings += _dangling(linked, brand)
    return linked, tuple(findings)


def _group(draft: Draft) -> tuple[dict[str, dict[str, dict[str, Object]]], list[Diagnostic]]:
    grouped: dict[str, dict[str, dict[str, Object]]] = {}
    findings: list[Diagnostic] = []
    for thing in draft.objects:
        of_kind = grouped.setdefault(thing.brand, {}).setdefault(thing.kind, {})
        key = _key(thing)
        if key in of_kind:
            first = of_kind[key]
            findings.append(
                found(
                    SAME_ID,
                    f"the {thing.kind.replace('_', ' ')} {thing.id!r} exists twice in this brand",
                    draft.span(thing),
                    note="again here",
                    hint=f"rename one; the first stands in {first.file}",
                )
            )
            continue
        of_kind[key] = thing
    return grouped, findings


def _key(thing: Object) -> str:
    match thing.kind:
        case "folder":
            return f"{thing.parts['category']}/{thing.parts['folder']}"
        case "article_translation" | "faq_translation" | "notice_translation":
            return f"{thing.id}/{thing.parts['language']}"
        case _:
            return thing.id


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
    for of_kind in brand.objects.values():
        for thing in of_kind.values():
            for reference in references(thing.value):
                target_brand, _, name = (
                    reference.name.rpartition("/") if reference.ref.other_brand else ("", "", reference.name)
                )
                home = linked.brands.get(target_brand or brand.id)
                if home is not None and name in home.of(reference.ref.kind):
                    continue
                if (reference.ref.kind, target_brand or brand.id, name) in linked.draft.poisoned:
                    continue
                yield _not_found(linked, thing, reference, home)


def _not_found(linked: Linked, thing: Object, reference: Any, home: LinkedBrand | None) -> Diagnostic:
    kind = reference.ref.kind.replace("_", " ")
    legal = () if home is None else tuple(home.of(reference.ref.kind))
    return found(
        DANGLING,
        f"there is no {kind} {reference.name!r}",
        linked.draft.span(thing, reference.place),
        note="not found",
        hint=did_you_mean(reference.name.rpartition("/")[2], legal) or f"there is no {kind} at all yet",
    )
