"""The words of the interface itself, by language: the system codes.

An admin may reword a system code (`codes/_system.yaml`), never add or rename one.
"""

from collections.abc import Mapping

WORDING: Mapping[str, Mapping[str, str]] = {
    "en": {
        "skip": "Skip to content",
        "home.question": "How can we help?",
        "article.related": "Related articles",
        "article.updated": "Updated {date}",
        "section.empty": "There is nothing here yet.",
        "language": "Language",
    },
    "ko": {
        "skip": "본문으로 건너뛰기",
        "home.question": "무엇을 도와 드릴까요?",
        "article.related": "관련 문서",
        "article.updated": "{date} 수정",
        "section.empty": "아직 내용이 없습니다.",
        "language": "언어",
    },
}


def wording(language: str) -> Mapping[str, str]:
    """The interface's words in a language, or its base language; empty when there are none."""
    return WORDING.get(language) or WORDING.get(language.partition("_")[0]) or {}
