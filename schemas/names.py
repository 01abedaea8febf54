"""The spellings of ids, codes, languages and the like, each as one annotated type.

A name that refers to another object is declared in `schemas.refs`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import StringConstraints

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FIELD_CODE = r"^[A-Za-z][A-Za-z0-9_]*$"
LANGUAGE = r"^[a-z]{2,3}(_[A-Z][A-Za-z]{1,3})?$"
TEXT_CODE = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"
COLOR = r"^#[0-9a-fA-F]{6}$"
ASSET_PATH = r"^assets/[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$"
URL_PATH = r"^/([A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*)?$"
WEB_URL = r"^https?://[^\s<>\"\\]+$"
EMAIL_ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"
HOST = r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"
BINDING = r"^[a-z][a-z0-9_]*$"
SOURCE_HASH = r"^[0-9a-f]{8}$"

SPELLINGS: Mapping[str, str] = {
    SLUG: "lower-case letters and digits, words joined by hyphens, as in reset-password",
    FIELD_CODE: "letters, digits and underscores, beginning with a letter, as in order_no",
    LANGUAGE: "a language is two or three small letters, as in ko, or with a region, as in pt_BR",
    TEXT_CODE: "small letters, digits and underscores, words joined by dots, as in home.hero",
    COLOR: 'a colour is # and six digits or letters a to f, in quotes, as in "#b3421b"',
    ASSET_PATH: "a file's path from the brand folder without blanks, as in assets/logo.png",
    URL_PATH: "a path begins with / and does not end with one, as in /help; / alone is the whole host",
    WEB_URL: 'a whole web address, in quotes, as in "https://shop.example/about"',
    EMAIL_ADDRESS: "an e-mail address, as in help@shop.example",
    DATE: 'a date is year, month and day, in quotes, as in "2026-03-01"',
    MOMENT: 'a moment is a date, T and the time, in quotes, as in "2026-03-01T09:00"',
    HOST: "a host name in small letters, without https:// and path, as in help.shop.example",
    BINDING: "small letters, digits and underscores, beginning with a letter, as in main_host or more_info",
    SOURCE_HASH: "eight digits or letters a to f, written by frontdesk translate ack; leave it out of a new file",
}
"""What each spelling means in an admin's words, by its pattern."""



@dataclass(frozen=True, slots=True)
class File:
    """Marks a field whose value is the path of a file of the brand, and what the file is for."""

    use: Literal["logo", "icon", "picture", "file"]


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
FieldCode = Annotated[str, StringConstraints(pattern=FIELD_CODE, max_length=60)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
"""Underscores, as in `pt_BR`; pages say `pt-BR` (BCP 47)."""
TextCode = Annotated[str, StringConstraints(pattern=TEXT_CODE, max_length=120)]
Color = Annotated[str, StringConstraints(pattern=COLOR)]
AssetPath = Annotated[str, StringConstraints(pattern=ASSET_PATH, max_length=200), File("file")]
PicturePath = Annotated[str, StringConstraints(pattern=ASSET_PATH, max_length=200), File("picture")]
UrlPath = Annotated[str, StringConstraints(pattern=URL_PATH, max_length=120)]
WebUrl = Annotated[str, StringConstraints(pattern=WEB_URL, max_length=2000)]
EmailAddress = Annotated[str, StringConstraints(pattern=EMAIL_ADDRESS, max_length=254)]
Date = Annotated[str, StringConstraints(pattern=DATE)]
Moment = Annotated[str, StringConstraints(pattern=MOMENT)]
Host = Annotated[str, StringConstraints(pattern=HOST, max_length=253)]
BindingName = Annotated[str, StringConstraints(pattern=BINDING, max_length=60)]
SourceHash = Annotated[str, StringConstraints(pattern=SOURCE_HASH)]


def bcp47(language: str) -> str:
    """The spelling of a language in HTML and hreflang: `pt_BR` is `pt-BR`."""
    return language.replace("_", "-")
