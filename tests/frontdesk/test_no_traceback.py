"""No input to any command gives a traceback: whatever is typed, whatever the files hold, it ends with 0, 1 or 2."""

import os
import tempfile
from contextlib import chdir
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.cli import COMMANDS, main
from tests.kitchen import base

# These go on until somebody stops them; what they read at their start, `build` reads, too.
ENDLESS = {"serve", "demo", "worker", "lsp", "preview"}
ENDLESS_OPTIONS = {"--watch"}
EXAMPLES = 150 if os.environ.get("FRONTDESK_PROVE") else 12

WORDS = st.one_of(
    st.sampled_from(
        ["question", "form:question", "kitchen", "kitchen/group:support", "member:jin", "main_host", "article:welcome",
         "brands/kitchen/portals/main.yaml:footer.links", "brands/kitchen/brand.yaml", "field", "article", "trigger",
         "start/new", "FD101", "yaml-syntax", "en", "ko", "HEAD", "", "/", "..", "../..", ":", "a:b:c", "-", "%s", "{}",
         "안녕", "\u202e", "x" * 300, "brand:", "_organization/a", "123", "null", "2026-01-01", "brands", "@a/b"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)  # fmt: skip
PIECES = st.sampled_from(
    [b"", b"\xff", b"\n", b"- ", b": ", b"{", b"}]", b"'", b"\t", b"#", b"---\n", b"null", b"yes", b"1e999", b"&a *a",
     b"!!x ", b"id: question\n", b"extends: main\n", b"\xef\xbb\xbf", b"\r", "\u2028".encode(), b"enabled: [1]\n",
     b"[[[[[[[[[[", b"{code: a.b}", b"{binding: x}", b"  - {if: a, is: b}\n", b"version: 0\n", b"<<<<<<< a\n"]
)  # fmt: skip


@st.composite
def repositories(draw) -> dict[str, bytes]:
    """The kitchen with some of its files spoilt, and perhaps one that belongs nowhere."""
    files = dict(base())
    for name in draw(st.lists(st.sampled_from(sorted(files)), max_size=3, unique=True)):
        data = files[name]
        start, length = draw(st.integers(0, len(data))), draw(st.integers(0, 40))
        files[name] = data[:start] + draw(PIECES) + data[start + length :]
    strange = draw(st.sampled_from(["", "brands/kitchen/x.yaml", "brands/kitchen/retired.yaml", "brands/new/brand.yaml",
                                    "brands/kitchen/ids.lock.yaml", "brands/kitchen/triggers/10-a.yaml",
                                    "brands/_library/l/brand.yaml", "brands/kitchen/translations.lock.yaml",
                                    "brands/kitchen/themes/t/page.liquid"]))  # fmt: skip
    if strange:
        files[strange] = b"".join(draw(st.lists(PIECES, max_size=4)))
    return files


def leaves(command: click.Command, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    """The command, or every command of a group."""
    if not isinstance(command, click.Group):
        return [(words, command)]
    context = click.Context(command)
    return [
        leaf
        for name in command.list_commands(context)
        for leaf in leaves(command.get_command(context, name), (*words, name))
    ]


def all_commands() -> list[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(main)
    names = [name for name in COMMANDS if name not in ENDLESS]
    return [leaf for name in names for leaf in leaves(main.get_command(context, name), (name,))]


def value(draw, parameter: click.Parameter) -> str:
    """Something for an argument or option: often what it wants, sometimes anything at all."""
    kind = parameter.type
    if isinstance(kind, click.Choice) and draw(st.integers(0, 4)):
        return draw(st.sampled_from([str(choice) for choice in kind.choices]))
    if isinstance(kind, click.Path):
        if not kind.file_okay:
            return draw(st.sampled_from([".", "brands", "missing", "frontdesk.yaml"]))
        return draw(st.sampled_from(["out", "frontdesk.yaml", "missing/out", "brands"]))
    return draw(WORDS)


@st.composite
def lines(draw, words: tuple[str, ...], command: click.Command) -> list[str]:
    """A command line: arguments as many as are wanted, now and then one less or more, and some options."""
    typed = list(words)
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            count = parameter.nargs if parameter.nargs > 0 else draw(st.integers(0, 2))
            wanted = parameter.required or draw(st.booleans())
            typed += [value(draw, parameter) for _ in range(count if wanted else 0)]
        elif (
            isinstance(parameter, click.Option)
            and not ENDLESS_OPTIONS & {*parameter.opts}
            and not draw(st.integers(0, 2))
        ):
            typed.append(parameter.opts[-1])
            if not parameter.is_flag:
                typed.append(value(draw, parameter))
    return typed + ([draw(WORDS)] if not draw(st.integers(0, 9)) else [])


@pytest.mark.parametrize(
    ("words", "command"), all_commands(), ids=lambda item: "-".join(item) if isinstance(item, tuple) else ""
)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_command_ends_with_words_and_never_with_a_traceback(words, command, data):
    files = data.draw(repositories())
    typed = data.draw(lines(words, command))
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        with chdir(folder):
            result = CliRunner().invoke(main, typed)
    assert result.exit_code in (0, 1, 2), f"{typed}\n{result.output}\n{result.exception!r}"
    assert "Traceback" not in result.output, f"{typed}\n{result.output}"
