"""Templates and static files as text: nothing in them that the content policy would have to allow."""

import re
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[3] / "runtime"
TEMPLATES = sorted((RUNTIME / "templates").rglob("*.html"))
SCRIPTS = sorted(path for path in (RUNTIME / "static").rglob("*.js") if "vendor" not in path.parts)
SHEETS = sorted(path for path in (RUNTIME / "static").rglob("*.css") if "vendor" not in path.parts)


def name(path):
    return str(path.relative_to(RUNTIME))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_has_script_or_style_of_its_own(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style\b", text, re.IGNORECASE)
    assert not re.search(r"""\sstyle\s*=\s*["'{]""", text, re.IGNORECASE)
    assert not re.search(r"""\son[a-z]+\s*=\s*["'{]""", text, re.IGNORECASE)
    assert not re.search(r"javascript:|hx-on|hx-vals\s*=\s*[\"']js:", text, re.IGNORECASE)
    for script in re.findall(r"<script\b[^>]*>", text, re.IGNORECASE):
        assert re.search(r'\ssrc="\{\{ static\(', script), script


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_marks_anything_as_safe(path):
    marks = re.findall(r"[^{]*\|\s*safe\b|autoescape\s+false", path.read_text())
    # The drawings of icons are constants in the template itself.
    assert [mark.strip() for mark in marks] == ([" drawings[name]|safe".strip()] if path.name == "icons.html" else [])


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_form_that_changes_something_carries_a_token(path):
    text = path.read_text()
    for form in re.findall(r'<form\b[^>]*method="post".*?</form>', text, re.IGNORECASE | re.DOTALL):
        assert re.search(r'name="(csrf|form_token|token|_token|\{\{ [a-z_.]*token[a-z_]* \}\})"', form), form[:200]


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_script_makes_code_or_markup_out_of_words(path):
    text = path.read_text()
    assert not re.search(r"\beval\s*\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text)
    assert not re.search(r"\.style\b|setAttribute\(\s*[\"'](style|on)", text)


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=name)
def test_nothing_is_fetched_from_elsewhere(path):
    assert not re.search(r"@import|https?:(?!//www\.w3\.org)|url\(\s*[\"']?(?:data:|//|http)", path.read_text())
