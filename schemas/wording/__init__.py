"""The words of the interface itself, by language: the system codes.

An admin may reword a system code (`codes/_system.yaml`), never add or rename one. A code is added to `en` and `ko` in
the same place; `{name}` in its words is filled in by the page. Words in number have a second code ending in `.one`.
"""

from collections.abc import Mapping

from schemas.wording.chat import CHAT_EN, CHAT_KO
from schemas.wording.desk import DESK_EN, DESK_KO
from schemas.wording.en import EN
from schemas.wording.forms import FORMS_EN, FORMS_KO
from schemas.wording.ko import KO
from schemas.wording.release import RELEASE_EN, RELEASE_KO
from schemas.wording.rules import RULES_EN, RULES_KO
from schemas.wording.ticket_page import TICKET_PAGE_EN, TICKET_PAGE_KO
from schemas.wording.tickets import TICKETS_EN, TICKETS_KO

WORDING: Mapping[str, Mapping[str, str]] = {
    "en": {**EN, **CHAT_EN, **DESK_EN, **FORMS_EN, **RELEASE_EN, **RULES_EN, **TICKETS_EN, **TICKET_PAGE_EN},
    "ko": {**KO, **CHAT_KO, **DESK_KO, **FORMS_KO, **RELEASE_KO, **RULES_KO, **TICKETS_KO, **TICKET_PAGE_KO},
}


def wording(language: str) -> Mapping[str, str]:
    """The interface's words in a language, or its base language; empty when there are none."""
    return WORDING.get(language) or WORDING.get(language.partition("_")[0]) or {}
