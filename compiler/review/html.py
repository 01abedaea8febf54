"""The report as one HTML file: it asks for nothing, needs no script, and is read on a phone, in the dark and on paper.

Its sections are those of `compiler.changes.sections`, as in every other format; one that joins there is shown here,
too. Only the pages are a section of its own.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from compiler.changes.model import Report
from compiler.changes.sections import Section, sections
from compiler.review.changes import changes_section
from compiler.review.facts import head, told
from compiler.review.markup import folded, plain, said
from compiler.review.pages import PageReport
from compiler.review.pictures import pages_section
from compiler.review.style import SCRIPT, STYLE

_COMMIT: Final = re.compile(r"[0-9a-f]{40,64}")
_IN_HEAD: Final = frozenset({"summary", "digests"})
_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"


def as_html(report: Report, pages: PageReport, heat_map: str = "") -> str:
    """The whole file. `heat_map` is HTML of ours: the translation of the brands whose translation changed."""
    found = {section.name: section for section in sections(report)}
    shown = [(name, title, text) for name, title, text in _parts(found, pages, heat_map) if text]
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title, _ in shown)
    nav = f'<nav aria-label="Sections"><ul>{links}</ul></nav>' if len(shown) > 1 else ""
    body = "".join(f'<section id="{name}"><h2>{title}</h2>{text}</section>' for name, title, text in shown)
    top = f"<h1>{_title(report)}</h1>{head(report, found['summary'], pages.count)}{nav}"
    return document(
        report.head.label, f'<header class="top">{top}</header><main>{body}</main>', has_script=pages.pictured > 0
    )


def _parts(found: Mapping[str, Section], pages: PageReport, heat_map: str) -> Iterator[tuple[str, str, str]]:
    """Every part below the head: its name, its heading and its HTML."""
    for name, section in found.items():
        if name in _IN_HEAD:
            continue
        if section.changes:
            yield name, section.title, changes_section(section.changes)
            yield "pages", "Pages", pages_section(pages) if pages.count else ""  # below what changes them
        elif name == "translation":
            yield name, section.title, told(section, folded("The whole map", heat_map) if heat_map else "")
        else:
            yield name, plain(section.title), told(section)


def _title(report: Report) -> str:
    return f"{said(_short(report.base.label))} → {said(_short(report.head.label))}"


def _short(label: str) -> str:
    """A branch as it is called; a whole name of a commit as far as people say it."""
    return label[:12] if _COMMIT.fullmatch(label) else label


def document(label: str, text: str, *, has_script: bool) -> str:
    """A file with everything in it; `label` is the state that is reviewed."""
    script = f"<script>{SCRIPT}</script>" if has_script else ""
    policy = f"{_POLICY}; style-src {_hash(STYLE)}"
    if has_script:
        policy += f"; script-src {_hash(SCRIPT)}"
    title = plain(_short(label))
    size = len(text.encode()) + len(STYLE) + len(script)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Review of {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{text}\n"
        f"<footer>Made by <code>frontdesk diff</code>. This file is complete, {_bytes(size)}.</footer>\n"
        f"{script}\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _bytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000):,} kB"
