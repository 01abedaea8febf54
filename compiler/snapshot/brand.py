"""What holds of a brand as a whole, and the interface's words it says differently."""

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording

_TYPES = {
    "consultation": "answers inquiries",
    "issue": "takes what other brands escalate",
    "field_service": "sends people",
}


def write_words(lines: Lines, brand: BrandBundle, language: str) -> None:
    """The system codes with words of the brand's own."""
    said = Wording(brand, language)
    if brand.desk.wording:
        lines.section("Words of the interface, as this brand says them")
    for code, words in brand.desk.wording.items():
        lines.fact_if(code, said.say(words))


def write(lines: Lines, brand: BrandBundle, language: str) -> None:
    """Settings of the brand, and what agents read for the properties every ticket has."""
    said, own = Wording(brand, language), brand.brand
    lines.section("The brand")
    lines.fact("name", said.say(own.name))
    lines.fact("kind", _TYPES[own.type])
    lines.fact_if("id in addresses and programs", own.service_id)
    lines.fact("days begin in", own.time_zone)
    lines.fact("dates are written", own.date_format)
    lines.fact("mails and answers are written as", "HTML" if own.editor == "html" else "plain text")
    lines.fact_if("address for readers without a form", own.support_email)
    for feature, is_on in own.features:
        lines.fact(f"has {feature.replace('_', ' ')}", "yes" if is_on else "no")
    for code, facts in brand.desk.properties.items():
        with lines.item(code, said.say(facts.label)):
            for line in html_lines(said.say(facts.notice)):
                lines.fact("notice", line)
