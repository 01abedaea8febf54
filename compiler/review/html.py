"""The report as one HTML file: it asks for nothing, needs no script, and is read on a phone, in the dark and on paper.

The list of sections is here; each is a function from what it is about to HTML. Sections that are still to come, such as
rule tests and replayed tickets, are added to it. A section about nothing is left out.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from compiler.changes.model import Report
from compiler.review.changes import changes_section
from compiler.review.facts import findings_section, head_section, personal_section, translation_section
from compiler.review.markup import many, plain, said
from compiler.review.pages import PageReport
from compiler.review.pictures import pages_section
from compiler.review.style import SCRIPT, STYLE

_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"


def as_html(report: Report, pages: PageReport, heat_map: str = "") -> str:
    """The whole file. `heat_map` is HTML of ours: the translation of the brands that changed."""
    sections = [section for section in _sections(report, pages, heat_map) if section[2]]
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title, _ in sections)
    nav = f'<nav aria-label="Sections"><ul>{links}</ul></nav>' if len(sections) > 1 else ""
    body = "".join(f'<section id="{name}"><h2>{title}</h2>{text}</section>' for name, title, text in sections)
    text = (
        f'<header class="top"><h1>{_title(report)}</h1>{head_section(report, pages.count)}{nav}</header>'
        f"<main>{body}</main>"
    )
    return _document(report, text, has_pictures=pages.pictured > 0)


def _sections(report: Report, pages: PageReport, heat_map: str) -> Iterator[tuple[str, str, str]]:
    """Every section there is: its name, its heading, and its HTML, which is empty where there is nothing to say."""
    changes, personal, findings = report.changes, report.personal, report.findings
    yield "changes", many(len(changes), "change"), changes_section(changes) if changes else ""
    yield "pages", many(pages.count, "page"), pages_section(pages) if pages.count else ""
    yield "personal", "Personal data", personal_section(personal, report.personal_unchanged) if personal else ""
    yield "translation", "Translation", translation_section(report.translation, heat_map) if report.translation else ""
    yield "findings", many(len(findings), "new finding"), findings_section(findings, report.settled) if findings else ""


def _title(report: Report) -> str:
    return f"{said(report.base.label)} → {said(report.head.label)}"


def _document(report: Report, text: str, *, has_pictures: bool) -> str:
    script = f"<script>{SCRIPT}</script>" if has_pictures else ""
    policy = f"{_POLICY}; style-src {_hash(STYLE)}"
    if has_pictures:
        policy += f"; script-src {_hash(SCRIPT)}"
    size = len(text.encode()) + len(STYLE) + len(script)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Review of {plain(report.head.label)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{text}\n"
        f"<footer>Made by <code>frontdesk diff</code>. This file is complete, {_bytes(size)}.</footer>\n"
        f"{script}\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _bytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000):,} kB"
