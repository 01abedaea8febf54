"""What a key may hold, in an admin's words: from a model's annotations to “list of ids of [articles](article.md)”."""

import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from schemas import names
from schemas.refs import Ref
from schemas.text import Format

WORDS: Mapping[str, str] = {
    "Text": "[text](README.md#texts)",
    "Bound": "a value, or [`{binding: …}`](binding.md)",
    "Secret": '`{secret: "env:NAME"}`',
    "Conditions": "[conditions](conditions.md)",
    "Condition": "[a condition](conditions.md)",
    "Group": "[conditions](conditions.md)",
}
"""Models that stand for one value rather than for keys of their own."""

SPELT: Mapping[str, str] = {
    names.SLUG: "an id, as in `reset-password`",
    names.FIELD_CODE: "a code, as in `order_no`",
    names.LANGUAGE: "a language, as in `ko` or `pt_BR`",
    names.TEXT_CODE: "a code, as in `home.hero`",
    names.COLOR: 'a colour, as in `"#b3421b"`',
    names.ASSET_PATH: "a file of the brand, as in `assets/logo.png`",
    names.URL_PATH: "a path, as in `/help`",
    names.WEB_URL: "a web address",
    names.EMAIL_ADDRESS: "an e-mail address",
    names.DATE: 'a day, as in `"2026-03-01"`',
    names.MOMENT: 'a moment, as in `"2026-03-01T09:00"`',
    names.HOST: "a host name",
    names.BINDING: "small letters, digits and `_`",
    names.TIME_OF_DAY: 'a time of day, as in `"08:30"`',
    names.DAY_SPAN: "days, as in `mon` or `mon-fri`",
    names.PHONE_NUMBER: 'a number, as in `"15880000"`',
    names.ORIGIN: "a site, as in `https://shop.example`",
}
"""What each spelling is called in a table; all other spellings are said in full."""

READERS: Mapping[str, str] = {
    "schemas.durations": "a duration, as in `15m` or `90d`",
    "schemas.sizes": "a size, as in `500KB` or `10MB`",
}
"""Words whose spelling a function checks, by the module of the function."""

SHORT: Mapping[str, str] = {"str": "words", "int": "a number", "bool": "`true` or `false`", "float": "a number"}


def models_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The models whose keys stand below a key with this annotation; several where a tag tells them apart."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return () if annotation.__name__ in WORDS and annotation.__module__ != "schemas.people" else (annotation,)
    found: list[type[BaseModel]] = []
    for inner in _inside(annotation):
        found += [model for model in models_in(inner) if model not in found]
    return tuple(found)


def holds(annotation: Any) -> Literal["one", "list", "map"]:
    """Whether a key holds one value, a list of them or a map from id."""
    origin = get_origin(annotation)
    if origin is tuple:
        return "list"
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return "map"
    kinds = [holds(inner) for inner in _inside(annotation) if inner is not type(None)]
    return next((kind for kind in kinds if kind != "one"), "one")


def in_words(field: FieldInfo, kinds: Mapping[str, str]) -> str:
    """What a key may hold; `kinds` is the page of each kind there is."""
    return _words(field.annotation, tuple(field.metadata), kinds)


def default_of(field: FieldInfo) -> str:
    """The default as an admin would type it; empty where there is none worth saying."""
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    match value:
        case None | () | "" | BaseModel():
            return ""
        case bool():
            return f"`{str(value).lower()}`"
        case tuple():
            return f"`[{', '.join(str(item) for item in value)}]`"
        case Mapping():
            return ""
        case _:
            return f"`{value}`"


def _inside(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Annotated:
        return (get_args(annotation)[0],)
    if get_origin(annotation) is Literal:
        return ()
    return tuple(inner for inner in get_args(annotation) if inner is not Ellipsis)


def _words(annotation: Any, metadata: tuple[Any, ...], kinds: Mapping[str, str]) -> str:
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _words(inner, (*more, *metadata), kinds)
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _union(annotation, metadata, kinds)
    if origin is Literal:
        return " · ".join(f"`{str(item).lower() if isinstance(item, bool) else item}`" for item in get_args(annotation))
    if origin is tuple:
        inner = _words(
            get_args(annotation)[0], tuple(item for item in metadata if isinstance(item, Ref | Format)), kinds
        )
        return f"a list of {_bare(inner)}" if inner else "a list"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = _words(get_args(annotation)[1], metadata, kinds)
        return f"a map from id to {inner}" if inner else "a map from id"
    return _one(annotation, metadata, kinds)


def _bare(words: str) -> str:
    """Without its article: “a list of inbox”; what is listed by name stays as it is."""
    return words.removeprefix("a ").removeprefix("an ")


def _union(annotation: Any, metadata: tuple[Any, ...], kinds: Mapping[str, str]) -> str:
    parts = [_words(inner, metadata, kinds) for inner in get_args(annotation) if inner is not type(None)]
    return ", or ".join(dict.fromkeys(part for part in parts if part))


def _one(annotation: Any, metadata: tuple[Any, ...], kinds: Mapping[str, str]) -> str:
    ref = next((item for item in metadata if isinstance(item, Ref)), None)
    if ref is not None:
        page = kinds.get(ref.kind)
        name = ref.kind.replace("_", " ")
        linked = f"[{name}]({page})" if page else name
        article = "an" if name[0] in "aeiou" else "a"
        return f"{article} {linked}" + (", also as `brand/id`" if ref.other_brand else "")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        marked = next((item.format for item in metadata if isinstance(item, Format)), "plain")
        said = WORDS.get(annotation.__name__, "")
        return {"markdown": f"{said}, Markdown", "editor": f"{said}, as the brand's `editor` says"}.get(marked, said)
    return _plain(annotation, metadata)


def _plain(annotation: Any, metadata: tuple[Any, ...]) -> str:
    patterns = [item.pattern for item in metadata if isinstance(getattr(item, "pattern", None), str)]
    spelt = next(
        (SPELT.get(pattern) or names.SPELLINGS[pattern] for pattern in patterns if pattern in names.SPELLINGS), None
    )
    checked = [READERS.get(getattr(getattr(item, "func", None), "__module__", "")) for item in metadata]
    words = spelt or next(filter(None, checked), None) or SHORT.get(getattr(annotation, "__name__", ""), "")
    bounds = [(item.ge if isinstance(item, Ge) else item.le) for item in metadata if isinstance(item, Ge | Le)]
    if annotation is int and bounds:
        least = next((item.ge for item in metadata if isinstance(item, Ge)), None)
        most = next((item.le for item in metadata if isinstance(item, Le)), None)
        words = f"a number from {least} to {most}" if most is not None and least is not None else words
        words = f"a number, at least {least}" if most is None else words
    limit = next((item.max_length for item in metadata if getattr(item, "max_length", None)), None)
    if annotation is str and limit and not spelt:
        words = f"at most {limit} characters"
    return words
