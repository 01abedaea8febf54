"""What agents choose from while they answer: processing types, and templates both ways round (NHN-107)."""

from collections.abc import Iterable, Iterator, Mapping

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.bundle import PortalContract, ProcessingTypeFacts
from schemas.desk import AnswerTemplate
from schemas.settings import Settings


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Types of tickets and chats with the templates offered on them, then every template."""
    said = Wording(brand, language)
    templates = _templates(brand)
    if brand.desk.processing_types:
        lines.section("Processing types")
        _types(lines, said, brand.desk.processing_types, templates)
    if brand.desk.chat_processing_types:
        lines.section("Processing types of chats")
        _types(lines, said, brand.desk.chat_processing_types, {})
    if templates:
        lines.section("Answer templates")
        known = frozenset(_ids(brand.desk.processing_types))
        for name, template in sorted(templates.items()):
            _template(lines, said, name, template, known)


def _templates(brand: BrandBundle) -> Mapping[str, AnswerTemplate]:
    settings = brand.settings.get("answer_template", Settings())
    return {name: one for name, one in settings.objects.items() if isinstance(one, AnswerTemplate)}


def _types(
    lines: Lines, said: Wording, types: Iterable[ProcessingTypeFacts], templates: Mapping[str, AnswerTemplate]
) -> None:
    for one in types:
        with lines.item(one.id, said.say(one.name)):
            for name, template in sorted(templates.items()):
                if one.id in template.processing_types:
                    lines.fact("offers the template", name)
            _types(lines, said, one.children, templates)


def _ids(types: Iterable[ProcessingTypeFacts]) -> Iterator[str]:
    for one in types:
        yield one.id
        yield from _ids(one.children)


def _template(lines: Lines, said: Wording, name: str, template: AnswerTemplate, known: frozenset[str]) -> None:
    with lines.item(name, template.title):
        lines.fact_if("found by", template.search_code)
        for one in template.processing_types:
            if one in known:  # shared templates name types of other brands, too
                lines.fact("offered on", one)
        for line in html_lines(said.text(template.content)):
            lines.fact("text", line)
