"""Two roots that should be one: where they first differ, from the versions at the top down to a value in a blob.

Rebuilding is the caller's; here two trees of digests are compared, each read from where it lies.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

from schemas.bundle import Bin, Root, Shard

M = TypeVar("M", bound=BaseModel)

Read: TypeAlias = Callable[[str], bytes]
"""The bytes of a digest."""

_LONGEST = 60  # letters of a value that is shown


def compilers(then: Read, released: str, now: Read, rebuilt: str) -> tuple[str, str]:
    """Which versions of the compiler made the two roots."""
    return _model(then, released, Root).compiler, _model(now, rebuilt, Root).compiler


def first_difference(then: Read, released: str, now: Read, rebuilt: str) -> list[str]:
    """The way to the first thing that differs, outermost level first; empty when the roots are the same."""
    if released == rebuilt:
        return []
    one, two = _model(then, released, Root), _model(now, rebuilt, Root)
    for name in ("format", "language", "rules"):
        if getattr(one, name) != getattr(two, name):
            return [f"version of the {name}: {getattr(one, name)} then, {getattr(two, name)} now"]
    for name, a, b in _differing(one.environments, two.environments):
        return [f"environment {name}", *_in_values(then, a, now, b)]
    for bin_, a, b in _differing(one.bins, two.bins):
        return [f"bin {bin_}", *_in_bin(then, a, now, b)]
    return [f"compiler: {one.compiler} then, {two.compiler} now; nothing else differs"]


def _in_bin(then: Read, a: str | None, now: Read, b: str | None) -> list[str]:
    one = _model(then, a, Bin).brands if a else {}
    two = _model(now, b, Bin).brands if b else {}
    brand, shard, other = next(_differing(one, two))
    if shard is None or other is None:
        return [f"brand {brand}", _only(shard)]
    first, second = _model(then, shard, Shard), _model(now, other, Shard)
    entries = {name: blob.digest for name, blob in first.entries.items()}
    others = {name: blob.digest for name, blob in second.entries.items()}
    for name, x, y in _differing(entries, others):
        return [f"brand {brand}", name, *_in_values(then, x, now, y)]
    return [f"brand {brand}", "the list of its files and bodies"]


def _in_values(then: Read, a: str | None, now: Read, b: str | None) -> list[str]:
    if a is None or b is None:
        return [_only(a)]
    return _in_json(json.loads(then(a)), json.loads(now(b)))


def _in_json(one: Any, two: Any) -> list[str]:
    """The way through two values to the first that differs."""
    way: list[str] = []
    while True:
        if isinstance(one, dict) and isinstance(two, dict):
            key: Any = next(name for name in sorted({*one, *two}) if one.get(name) != two.get(name))
            one, two = one.get(key), two.get(key)
        elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
            key = next(at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
            one, two = one[key], two[key]
        else:
            return [*way, f"{_shown(one)} then, {_shown(two)} now"]
        way.append(str(key))


def _differing(one: Mapping[str, str], two: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    for name in sorted({*one, *two}):
        if one.get(name) != two.get(name):
            yield name, one.get(name), two.get(name)


def _only(then: str | None) -> str:
    return "is there now and was not then" if then is None else "was there then and is not now"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _model(read: Read, name: str, kind: type[M]) -> M:
    return kind.model_validate_json(read(name))
