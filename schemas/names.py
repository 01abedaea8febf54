"""The spellings of ids, codes, languages and the like, each as one annotated type.

A name that refers to another object is declared in `schemas.refs`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import StringConstraints

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FIELD_CODE = r"^[A-Za-z][A-Za-z0-9_]*$"
LANGUAGE = r"^[a-z]{2,3}(_[A-Z][A-Za-z]{1,3})?$"
TEXT_CODE = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"
COLOR = r"^#[0-9a-fA-F]{6}$"
ASSET_PATH = r"^assets/[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$"
URL_PATH = r"^/([A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*)?$"
WEB_URL = r'^https?://[^\s<>"\\]+$'  # a quote is not escaped: other readers of patterns would refuse that
EMAIL_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
EMAIL_DOMAIN = r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([Xx][Nn]--[A-Za-z0-9-]{1,59}|[A-Za-z]{2,63})"
EMAIL_ADDRESS = f"^{EMAIL_LOCAL}@{EMAIL_DOMAIN}$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"
HOST = r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"
BINDING = r"^[a-z][a-z0-9_]*$"
SERVICE_ID = r"^[A-Za-z]+$"
SEARCH_CODE = r"^[A-Za-z0-9]+$"
ACCOUNT = r"^(?=.{1,20}$)[a-z0-9]+(-[a-z0-9]+)*$"
SOURCE_HASH = r"^[0-9a-f]{8}$"
KIND_WORD = r"^[a-z][a-z_]*$"
FORMER_ID = r"^[A-Za-z0-9][A-Za-z0-9_./-]*$"
OBJECT_NAME = r"^[A-Za-z0-9_][A-Za-z0-9_./-]*$"
CTI_ID = r"^[A-Za-z0-9_-]{1,40}$"
EXTENSION_NUMBER = r"^[0-9]{3,15}$"
NOT_BLANK = r"\S"
API_ID = r"^[A-Za-z0-9]{4,40}$"
OWN_PLACEHOLDER = r"^[A-Za-z_][A-Za-z0-9_]{0,60}$"
COUNTRY = r"^[A-Z]{2}$"
REGION = r"^[A-Z0-9]{1,3}$"
KEY_ID = r"^[A-Za-z0-9_-]{1,40}$"
PARAMETER = r"^[A-Za-z][A-Za-z0-9_.-]{0,60}$"
SOURCE = r"^customer\.[a-z][a-z0-9_]*$"
OUTSIDE = r"^(env:[A-Za-z_][A-Za-z0-9_]*|file:[^\s:]+)$"
TIME_OF_DAY = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
DAY_SPAN = r"^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$"
ORIGIN = r"^(https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://localhost)(:[0-9]{1,5})?$"
PHONE_NUMBER = r"^\+?[0-9]{3,15}$"
ROUTE_CODE = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
HANDLE = r"^[A-Za-z0-9_]{1,15}$"
CHANNEL_ID = r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$"

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
    SERVICE_ID: "letters only, as in GameA; it never changes",
    SEARCH_CODE: "letters and digits only, as in REF1",
    TIME_OF_DAY: 'hours and minutes, in quotes, as in "08:30"; "24:00" is the end of the day',
    DAY_SPAN: "mon tue wed thu fri sat sun, or a range of them, as in mon-fri",
    ORIGIN: "https:// and a host, without a path, as in https://shop.example",
    PHONE_NUMBER: 'digits alone, in quotes, as in "15880000" or "+4930123456"',
    ROUTE_CODE: "letters, digits, hyphens and underscores, as in R1",
    HANDLE: "the account's name without @: up to 15 letters, digits and underscores, as in acme_help",
    CHANNEL_ID: "letters, digits, hyphens, underscores and dots, as in acme",
    API_ID: "four letters and digits or more, as in acme01",
    OWN_PLACEHOLDER: "letters, digits and underscores, as in AffectedSerial; texts then say @[AffectedSerial]",
    COUNTRY: "two capital letters of ISO 3166, in quotes where they are a word of YAML, as in DE",
    REGION: "the part after the hyphen of ISO 3166-2, as in BY for Bavaria",
    KEY_ID: "letters, digits, hyphens and underscores, as in k2026",
    PARAMETER: "a letter, then letters, digits, dots, hyphens and underscores, as in user_id",
    SOURCE: "what is known of a customer, as in customer.id or customer.email",
    OUTSIDE: 'write {secret: "env:NAME"} for a variable of the process, or {secret: "file:PATH"} for a file',
    ACCOUNT: "lower-case letters and digits, words joined by hyphens, at most 20 characters, as in service",
    SOURCE_HASH: "eight digits or letters a to f, written by frontdesk translate ack; leave it out of a new file",
    KIND_WORD: "a kind in small letters, as in inquiry_type or field",
    FORMER_ID: "an id as it was written, as in refund, order_no or accounts/secrets",
    OBJECT_NAME: "an object by its place in the brand folder without its ending, as in portals/main",
    CTI_ID: "the id at the telephone system: up to 40 letters, digits, hyphens and underscores, as in 2001",
    EXTENSION_NUMBER: 'three to fifteen digits, in quotes, as in "07012345678"',
    NOT_BLANK: "a word or words, not only blanks",
}
"""What each spelling means in an admin's words, by its pattern."""


FileUse: TypeAlias = Literal["logo", "icon", "picture", "tracking_logo", "mms_picture", "file"]
"""What a file of a brand is for; what each use asks of a file, the compiler says."""


@dataclass(frozen=True, slots=True)
class File:
    """Marks a field whose value is the path of a file of the brand, and what the file is for."""

    use: FileUse


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
FieldCode = Annotated[str, StringConstraints(pattern=FIELD_CODE, max_length=60)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
"""Underscores, as in `pt_BR`; pages say `pt-BR` (BCP 47)."""
TextCode = Annotated[str, StringConstraints(pattern=TEXT_CODE, max_length=120)]
Color = Annotated[str, StringConstraints(pattern=COLOR)]
AssetPath = Annotated[str, StringConstraints(pattern=ASSET_PATH, max_length=200), File("file")]
PicturePath = Annotated[str, StringConstraints(pattern=ASSET_PATH, max_length=200), File("picture")]
TrackingLogoPath = Annotated[str, StringConstraints(pattern=ASSET_PATH, max_length=200), File("tracking_logo")]
MmsPicturePath = Annotated[str, StringConstraints(pattern=ASSET_PATH, max_length=200), File("mms_picture")]
UrlPath = Annotated[str, StringConstraints(pattern=URL_PATH, max_length=120)]
WebUrl = Annotated[str, StringConstraints(pattern=WEB_URL, max_length=2000)]
EmailAddress = Annotated[str, StringConstraints(pattern=EMAIL_ADDRESS, max_length=254)]
Date = Annotated[str, StringConstraints(pattern=DATE)]
Moment = Annotated[str, StringConstraints(pattern=MOMENT)]
Host = Annotated[str, StringConstraints(pattern=HOST, max_length=253)]
BindingName = Annotated[str, StringConstraints(pattern=BINDING, max_length=60)]
ServiceId = Annotated[str, StringConstraints(pattern=SERVICE_ID, max_length=40)]
"""What addresses and signatures call a brand."""
SearchCode = Annotated[str, StringConstraints(pattern=SEARCH_CODE, max_length=20)]
"""What an agent types to find an answer template (NHN-103)."""
TimeOfDay = Annotated[str, StringConstraints(pattern=TIME_OF_DAY)]
DaySpan = Annotated[str, StringConstraints(pattern=DAY_SPAN)]
Origin = Annotated[str, StringConstraints(pattern=ORIGIN, max_length=260)]
PhoneNumber = Annotated[str, StringConstraints(pattern=PHONE_NUMBER)]
SourceHash = Annotated[str, StringConstraints(pattern=SOURCE_HASH)]


def bcp47(language: str) -> str:
    """The spelling of a language in HTML and hreflang: `pt_BR` is `pt-BR`."""
    return language.replace("_", "-")
