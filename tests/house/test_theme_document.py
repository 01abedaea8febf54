"""docs/themes.md says what themes may rely on: every variable, tag, filter and selector, and no others."""

import re
from pathlib import Path

from schemas.liquid import FILTERS, OWN_FILTERS, TAGS, VARIABLES
from schemas.markup import MARKUP
from schemas.theme_folder import SOURCES

TEXT = (Path(__file__).parents[2] / "docs" / "themes.md").read_text()


def listed(heading):
    return set(re.findall(r"`(\w+)`", re.search(rf"^{heading}: (.*?)\.$", TEXT, re.MULTILINE | re.DOTALL)[1]))


def keys(value):
    inner = value[0] if isinstance(value, tuple) else value
    return () if isinstance(inner, str) else tuple(inner)


def test_every_tag_and_filter_is_listed():
    assert listed("Tags") == {name for name in TAGS if name.isalpha()}
    assert listed("Filters") == {*FILTERS, *OWN_FILTERS}


def test_every_variable_is_listed_with_its_keys():
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|$", TEXT.partition("| Variable |")[2].partition("Tags:")[0], re.MULTILINE)
    said = {name: tuple(re.findall(r"`(\w+)`", what)) for names, what in rows for name in re.findall(r"`(\w+)`", names)}
    assert said == {name: keys(value) for name, value in VARIABLES.items()}


def test_every_selector_is_listed():
    """NHN-162 to NHN-166: authors of style sheets find every selector on one page."""
    for sheet, selectors in MARKUP.items():
        block = TEXT.partition(f"**{sheet}**\n\n```css\n")[2].partition("```")[0]
        assert tuple(block.splitlines()) == selectors


def test_every_file_is_listed():
    assert all(f"`{name}`" in TEXT for name in ("theme.yaml", *SOURCES))
