"""Text people read: one type everywhere, written three ways.

`Hello` is the default language's, `{ko: 안녕하세요, en: Hello}` says each, `{code: home.hello}` names a code. What a
placeholder in a text means is `schemas.placeholders`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import model_serializer, model_validator

from schemas.model import Model
from schemas.names import Language, TextCode
from schemas.refs import Ref

Localized: TypeAlias = Mapping[str, str]
"""A compiled text: language to words, every language of the brand that has any, fallbacks already applied."""


TextFormat: TypeAlias = Literal["plain", "markdown", "editor"]
"""What the words of a text are: plain, Markdown, or HTML or plain text as the brand's `editor` says."""


@dataclass(frozen=True, slots=True)
class Format:
    """Marks a field whose texts are not plain: `Annotated[Text, Markdown]`."""

    format: TextFormat


Markdown: Final = Format("markdown")
Edited: Final = Format("editor")


class Text(Model):
    """A text as written: exactly one of the three ways is set."""

    plain: str | None = None
    """Words in the default language."""
    by_language: Mapping[Language, str] | None = None
    """Words by language."""
    code: Annotated[TextCode, Ref("code")] | None = None
    """A code whose words stand here."""

    @model_validator(mode="before")
    @classmethod
    def _tag(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"plain": value}
        if isinstance(value, dict) and set(value) == {"code"}:
            return value
        if isinstance(value, dict) and value:
            return {"by_language": value}
        raise ValueError("a text is words, a map of languages or {code: …}")

    @model_serializer
    def _as_written(self) -> Any:
        if self.plain is not None:
            return self.plain
        return {"code": self.code} if self.code is not None else dict(self.by_language or {})

    def written(self, default_language: str) -> Localized:
        """The languages this text was written in; empty for a code."""
        if self.plain is not None:
            return {default_language: self.plain}
        return self.by_language or {}


def compiled(words: Localized) -> Text:
    """A text as the bundle holds it in models that are also written by hand: a map of languages, never a code."""
    return Text.model_validate(dict(words) or "")


def words(text: Text, language: str, default_language: str) -> str:
    """The words of a text without a code, for a reader of `language`; empty when there are none."""
    return pick(text.written(default_language), language, default_language)


def localize(text: Text, languages: tuple[str, ...], default_language: str, codes: Mapping[str, Text]) -> Localized:
    """The words for each language: its own, else the default language's; a language with neither is left out."""
    if text.code is not None:
        meant = codes.get(text.code)
        return {} if meant is None else localize(meant, languages, default_language, {})
    written = text.written(default_language)
    fallback = written.get(default_language)
    words = {language: written.get(language, fallback) for language in languages}
    return {language: word for language, word in words.items() if word is not None}


def pick(text: Localized, language: str, default_language: str) -> str:
    """The words to show a reader of `language`; empty when the text has none at all."""
    return text.get(language) or text.get(default_language) or next(iter(text.values()), "")
