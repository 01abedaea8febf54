"""The words of mail, as the one who receives it reads them; placeholders stand where their values will."""

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from schemas.bundle import PortalContract
from schemas.text import pick


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """The sender, and every message of the brand."""
    default, sender = brand.brand.default_language, brand.desk.sender
    lines.section("Mail")
    lines.fact("sender", f"{pick(sender.name, language, default)} <{sender.address}>")
    for name, message in sorted(brand.desk.messages.items()):
        with lines.item(f"message {name}"):
            lines.fact("subject", pick(message.subject, language, default))
            for line in html_lines(pick(message.body, language, default)):
                lines.fact("text", line)
            lines.fact_if("as a text message", pick(message.sms, language, default))
    for status, layout in sorted(brand.desk.layouts.items()):
        with lines.item(f"around answers of {status} tickets"):
            for line in html_lines(pick(layout, language, default)):
                lines.fact("text", line)
