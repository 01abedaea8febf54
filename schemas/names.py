"""The spellings of ids, codes, languages and the like, each as one annotated type.

A name that refers to another object is declared in `schemas.refs`.
"""

from typing import Annotated

from pydantic import StringConstraints

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FIELD_CODE = r"^[A-Za-z][A-Za-z0-9_]*$"
LANGUAGE = r"^[a-z]{2,3}(_[A-Z][A-Za-z]{1,3})?$"

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
FieldCode = Annotated[str, StringConstraints(pattern=FIELD_CODE, max_length=60)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
"""Underscores, as in `pt_BR`; pages say `pt-BR` (BCP 47)."""
TextCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$", max_length=120)]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
AssetPath = Annotated[str, StringConstraints(pattern=r"^assets/[A-Za-z0-9._/-]+$", max_length=200)]
UrlPath = Annotated[str, StringConstraints(pattern=r"^/([A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*)?$", max_length=120)]
WebUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"\\]+$", max_length=2000)]
EmailAddress = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=254),
]
Date = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Moment = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")]


def bcp47(language: str) -> str:
    """The spelling of a language in HTML and hreflang: `pt_BR` is `pt-BR`."""
    return language.replace("_", "-")
