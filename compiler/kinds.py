"""Which file holds which kind: the path decides the kind and the id.

One table. What a kind may say is its model in `schemas`; what it may refer to is declared there too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, TypeAdapter

from schemas.brand import Binding, Brand, Repository, Values
from schemas.knowledge import (
    Article,
    KnowledgeBase,
    Section,
    Translation,
)
from schemas.portal import Portal

Shape: TypeAlias = Literal["object", "map", "list"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object: its word, where its files lie, its model and whether a file holds one, a map or a list."""

    name: str
    pattern: re.Pattern[str]
    model: type[BaseModel]
    shape: Shape = "object"


@dataclass(frozen=True, slots=True)
class Located:
    """What a path says: the kind, and the named parts such as brand, id and language."""

    kind: Kind
    parts: Mapping[str, str]


_BRAND = r"brands/(?P<brand>_organization|_library/[a-z0-9-]+|[a-z0-9-]+)/"
_ID = r"(?P<id>[a-z0-9][a-z0-9-]*)"
_LANGUAGE = r"(?P<language>[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?)"
_CATEGORY = r"kb/(?P<category>[a-z0-9][a-z0-9-]*)/"
_FOLDER = r"(?P<folder>[a-z0-9][a-z0-9-]*)/"


def _kind(name: str, pattern: str, model: type[BaseModel], shape: Shape = "object") -> Kind:
    return Kind(name, re.compile(pattern + r"\Z"), model, shape)


KINDS: tuple[Kind, ...] = (
    _kind("repository", r"frontdesk\.yaml", Repository),
    _kind("environment", r"environments/(?P<environment>[a-z0-9-]+)\.yaml", Values, "map"),
    _kind("brand", _BRAND + r"brand\.yaml", Brand),
    _kind("binding", _BRAND + r"bindings\.yaml", Binding, "map"),
    _kind("portal", _BRAND + rf"portals/{_ID}\.yaml", Portal),
    _kind("knowledge_base", _BRAND + r"kb/_kb\.yaml", KnowledgeBase),
    _kind("category", _BRAND + _CATEGORY + r"_category\.yaml", Section),
    _kind("folder", _BRAND + _CATEGORY + _FOLDER + r"_folder\.yaml", Section),
    _kind("article_translation", _BRAND + _CATEGORY + rf"(?:{_FOLDER})?{_ID}\.{_LANGUAGE}\.md", Translation),
    _kind("article", _BRAND + _CATEGORY + rf"(?:{_FOLDER})?{_ID}\.md", Article),
)

ADAPTERS: Mapping[str, TypeAdapter[Any]] = {kind.name: TypeAdapter(kind.model) for kind in KINDS}


def locate(file: str) -> Located | None:
    """The kind a path belongs to; `None` when no kind lives there."""
    for kind in KINDS:
        match = kind.pattern.match(file)
        if match:
            return Located(kind, {name: part for name, part in match.groupdict().items() if part is not None})
    return None
