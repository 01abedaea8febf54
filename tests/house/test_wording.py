"""Every code of the interface that a page or a module says has words."""

import re
from pathlib import Path

import pytest

from schemas.wording import WORDING

ROOT = Path(__file__).parents[2]
SAID = re.compile(r"""\bui(?:\.count)?\(\s*["']([a-z_.]+)["'](?:\s+if[^()]*?else\s+["']([a-z_.]+)["'])?""")
FILES = sorted([*(ROOT / "runtime/templates").rglob("*.html"), *(ROOT / "runtime").rglob("*.py")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_says_has_words(path):
    said = {code for codes in SAID.findall(path.read_text()) for code in codes if code and not code.endswith(".")}
    assert said - set(WORDING["en"]) == set()


def test_the_pages_are_read_for_what_they_say():
    pages = "".join(path.read_text() for path in FILES)
    assert len({code for codes in SAID.findall(pages) for code in codes if code}) > 150
