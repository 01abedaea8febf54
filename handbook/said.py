"""What a model says about itself: the sentence beside each key, read from the source.

Pydantic could keep these sentences, for a tenth of a second at every start; only a writer of documents needs them.
"""

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from pydantic import BaseModel, RootModel

from compiler.kinds import KINDS
from handbook.shapes import models_in


def models() -> tuple[type[BaseModel], ...]:
    """Every model whose keys an admin may type, each once."""
    found: list[type[BaseModel]] = []
    waiting = [model for kind in KINDS for model in models_in(kind.model)]
    while waiting:
        model = waiting.pop(0)
        if model not in found and not issubclass(model, RootModel):
            found.append(model)
            waiting += [inner for field in model.model_fields.values() for inner in models_in(field.annotation)]
    return tuple(found)


@cache
def sentences(model: type[BaseModel]) -> Mapping[str, str]:
    """The sentence beside each key of a model, those of its bases included, by the key an admin types."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base.__module__.startswith("schemas"):
            found |= _beside(base)
    keys = {name: field.alias or name for name, field in model.model_fields.items()}
    described = {name: field.description for name, field in model.model_fields.items() if field.description}
    return {keys[name]: words for name, words in {**described, **found}.items() if name in keys}


@cache
def about(model: type[BaseModel]) -> str:
    """The first sentence of a model's own words, without the requirements it fulfils."""
    words = " ".join((model.__doc__ or "").split())
    first = words.split(". ")[0].rstrip(".")
    start = first.find(" (") if any(mark in first for mark in ("OQ-", "FC-", "NHN-", "HS-")) else -1
    if start > 0:
        end = first.find(")", start)
        first = first[:start] + first[end + 1 :]
    return first + "." if first else ""


def _beside(model: type[BaseModel]) -> Mapping[str, str]:
    found = {}
    tree = ast.parse(_source(model.__module__))
    classes = (item for item in ast.walk(tree) if isinstance(item, ast.ClassDef) and item.name == model.__name__)
    body = next((item.body for item in classes), [])
    for attribute, following in pairwise(body):
        if isinstance(attribute, ast.AnnAssign) and isinstance(attribute.target, ast.Name):
            match following:
                case ast.Expr(value=ast.Constant(value=str(words))):
                    found[attribute.target.id] = " ".join(words.split())
    return found


@cache
def _source(module: str) -> str:
    return inspect.getsource(__import__(module, fromlist=["_"]))
