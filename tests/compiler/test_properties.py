"""Whatever bytes are given: findings or a value, with places that are true, and never a traceback."""

import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.kinds import locate
from compiler.parse import parse
from compiler.report import as_json, as_text
from tests.kitchen import base, compiled

PROVE = bool(os.environ.get("FRONTDESK_PROVE"))
EXAMPLES = settings(
    max_examples=20_000 if PROVE else 300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not PROVE
)
FEW = settings(EXAMPLES, max_examples=5_000 if PROVE else 60)

PIECES = (
    "a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ",", '"', "'", "|\n", ">-\n", "#", " ", "\n", "\n  ", "\t", "&a ",
    "*a", "!t ", "<<: ", "---\n", "...\n", "null", "~", "true", "no", "0x1F", "1e9", "-.inf", "010", "가", "🍳",
    "\u2028", "\r\n",
)  # fmt: skip
TOKENS = st.sampled_from(PIECES)
MARKDOWN = (
    "[", "](", ")", "!", "<b>", "`", "**", "> ", "- ", "\n", "# ", "|", "article:", "javascript:", "x", "&",
    "assets/a.png", '"',
)  # fmt: skip
YAMLISH = st.lists(TOKENS, max_size=40).map("".join)

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff"))
KEYS = st.text("abcdefgh_", min_size=1, max_size=6).filter(lambda key: key not in {"no", "on", "off", "yes"})
VALUES = st.recursive(
    WORDS | st.integers(-(10**17), 10**17) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def flow(value) -> str:
    """A value as YAML in one line: JSON is YAML, but for letters JSON leaves alone."""
    return json.dumps(value, ensure_ascii=False)


def nodes(value, path=()):
    """Every path into a value, keys and items."""
    yield path, value
    for key, inner in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, tuple) else ())
    ):
        yield from nodes(inner, (*path, key))


@EXAMPLES
@given(st.binary(max_size=200) | YAMLISH.map(lambda text: text.encode(errors="replace")))
def test_any_bytes_are_a_value_or_at_least_one_finding(data):
    document, findings = parse("a.yaml", data)
    assert (document is None) == bool(findings)
    text = as_text(findings, lambda _: data)
    assert text.count("a.yaml") >= len(findings)
    json.dumps(as_json(findings))


@FEW
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_what_is_written_is_read_and_every_place_shows_what_stands_there(value):
    line = "value: " + flow(value)
    document, findings = parse("a.yaml", line.encode())
    assert not findings
    assert document.value["value"] == value
    for path, inner in nodes(document.value):
        span = document.span(path)
        written = line[span.column - 1 : span.end_column - 1]
        assert span.line == 1
        if isinstance(inner, dict | tuple):
            assert not path or written in {"{", "["}
        else:
            assert written == flow(inner)
        if path and isinstance(path[-1], str):
            key = document.span(path, "key")
            assert line[key.column - 1 : key.end_column - 1].strip('"') == path[-1]


FILES = sorted(name for name in base() if locate(name) is not None)


@FEW
@given(
    st.sampled_from(FILES), st.integers(0, 2000), st.integers(0, 30), st.binary(max_size=12) | TOKENS.map(str.encode)
)
def test_a_repository_with_any_damage_compiles_or_says_why(name, start, length, put):
    data = base()[name]
    start = min(start, len(data))
    result, text = compiled({name: data[:start] + put + data[start + length :]})
    assert (result.root_digest is None) == any(item.severity == "error" for item in result.diagnostics)
    assert bool(text) == bool(result.diagnostics)
    assert all(item.span.file for item in result.diagnostics)


@FEW
@given(st.text(max_size=300) | st.lists(st.sampled_from(MARKDOWN), max_size=60).map("".join))
def test_any_text_is_rendered_or_refused_and_findings_stand_inside_it(words):
    article = f"---\ntitle: Welcome\nstatus: public\n---\n{words}\n"
    result, _ = compiled({"kb/start/welcome.md": article.encode(errors="replace")})
    lines = article.count("\n") + 1
    assert all(1 <= item.span.line <= lines for item in result.diagnostics if item.span.file.endswith("welcome.md"))
