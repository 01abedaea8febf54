"""Words that are missing in a language, where an open portal does not simply fall back (`translations: missing`)."""

from collections.abc import Iterator
from dataclasses import replace

from compiler.authored import policy, texts
from compiler.diagnostic import Diagnostic, Rule, Severity, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.mismatch import opening
from compiler.span import Span, whole_file
from compiler.translation.units import BODIES, is_for_staff

RULE = Rule("FD303", "translation-missing", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """What customers read: texts, and Markdown files that have no file in a language."""
    for brand in linked.brands.values():
        severities = {language: _severity(linked, brand, language) for language in brand.languages}
        asked = {language: severity for language, severity in severities.items() if severity is not None}
        asked.pop(brand.default_language, None)
        for language, severity in asked.items():
            for span in _missing(linked, brand, language):
                message = f"no words in {quoted(language)}"
                hint = "write them, or say  translations: {missing: fallback}  in the portal"
                item = found(RULE, message, span, note="not translated", hint=hint)
                yield replace(item, severity=severity)


def _severity(linked: Linked, brand: LinkedBrand, language: str) -> Severity | None:
    """How bad a missing text is; `None` where the default language is shown, or nothing, and all is well."""
    said = policy(linked, brand, language)
    return "error" if said == "block" else "warning" if said == "warn" else None


def _missing(linked: Linked, brand: LinkedBrand, language: str) -> Iterator[Span]:
    for item in texts(brand):
        if is_for_staff(item.thing, item.path) or item.text.code is not None:
            continue
        if language not in item.text.written(brand.default_language):
            yield opening(linked.draft.span(item.thing, item.path))
    for kind in BODIES:
        translations = brand.of(f"{kind}_translation")
        for thing in brand.of(kind).values():
            if thing.value.status == "draft" or f"{thing.id}/{language}" in translations:
                continue
            if not _is_broken(linked, thing.file, language):
                yield whole_file(thing.file)


def _is_broken(linked: Linked, file: str, language: str) -> bool:
    """Whether the translation is there and has findings of its own."""
    return file.removesuffix(".md") + f".{language}.md" in linked.draft.documents.tree.sizes
