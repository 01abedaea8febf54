"""One layout for every file: YAML in, YAML out."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree
from compiler.editing.edits import with_changes
from compiler.editing.layout import Unformatted, formatted
from compiler.parse import parse
from compiler.read import read_folder
from tests.kitchen import tree_of

ROOT = Path(__file__).parents[3]
PORTAL = "brands/a/portals/main.yaml"


def laid_out(text: str | bytes, file: str = PORTAL) -> str | Unformatted:
    data = text.encode() if isinstance(text, str) else text
    result = formatted(tree_of({file: data})[0], file)
    return result.decode() if isinstance(result, bytes) else result


def test_keys_come_in_the_order_of_the_model_and_take_their_comments_along():
    assert laid_out(
        """\
# The help centre.

profile: {name: Help}
# Who may come in
access: {mode: public}   # everybody
address: {host: a.example}


enabled:   true
"""
    ) == (
        """\
# The help centre.

enabled: true
address: {host: a.example}
# Who may come in
access: {mode: public}   # everybody
profile: {name: Help}
"""
    )


def test_indentation_is_two_spaces_and_lists_stand_below_their_key():
    assert laid_out(
        """\
footer:
    links:
    -   id: a
        label:
              en: A

        url: "https://a.example"
    - {id: b, label:   B,url: "https://b.example"}
"""
    ) == (
        """\
footer:
  links:
    - id: a
      label:
        en: A

      url: "https://a.example"
    - {id: b, label: B, url: "https://b.example"}
"""
    )


def test_brackets_that_do_not_fit_on_a_line_become_a_block():
    words = "word " * 14
    assert laid_out(f"profile: {{name: {{en: {words}, ko: {words}}}}}\n") == (
        f"profile:\n  name:\n    en: {words.strip()}\n    ko: {words.strip()}\n"
    )


def test_brackets_over_several_lines_become_one_line_where_there_is_room():
    assert laid_out("address: {\n  host: a.example,\n  path: /x\n  }\n") == "address: {host: a.example, path: /x}\n"


def test_comments_inside_brackets_make_a_block_of_them():
    assert laid_out("address: {  # where\n  host: a.example,  # the host\n  # and\n  path: /x }  # end\n") == (
        "address:    # where\n  # end\n  host: a.example   # the host\n  # and\n  path: /x\n"
    )


def test_a_line_with_a_silencing_comment_keeps_its_one_line():
    line = f'address: {{host: a.example, path: "/{"x" * 110}"}}  # frontdesk: allow FD602 because it is long\n'
    assert laid_out(line) == line


def test_block_texts_keep_every_line():
    text = "footer:\n     text: |-\n          one\n\n            two\n       # behind\n"
    assert laid_out(text) == "footer:\n  text: |-\n    one\n\n      two\n  # behind\n"


def test_a_block_text_that_begins_with_blanks_says_how_deep_it_stands():
    assert laid_out("footer:\n  text: |4\n        deep\n      text\n") == (
        "footer:\n  text: |2\n      deep\n    text\n"
    )


def test_conditions_begin_with_what_they_look_at():
    assert laid_out(
        "- {then: [{do: unassign}], all: [{is: bug, if: status}], id: a}\n", "brands/a/triggers/10-a.yaml"
    ) == ("- {id: a, all: [{if: status, is: bug}], then: [{do: unassign}]}\n")


def test_languages_and_maps_from_id_stay_in_their_order():
    text = "b: {name: {ko: 나, en: B}}\na: {name: A}\n"
    assert laid_out(text, "brands/a/groups.yaml") == text


def test_front_matter_is_laid_out_and_the_text_below_is_left_alone():
    text = "---\nstatus:   public\ntitle: Hello\n---\n#   Body\r\n\n* as it was \n"
    assert laid_out(text, "brands/a/kb/start/hello.md") == (
        "---\ntitle: Hello\nstatus: public\n---\n#   Body\r\n\n* as it was \n"
    )


def test_what_cannot_be_read_is_left_alone_with_its_reason():
    result = laid_out("a: [1\n")
    assert isinstance(result, Unformatted)
    assert result.reason.startswith("it cannot be read: not YAML")


def test_files_of_no_kind_have_no_layout():
    assert laid_out("a:   1\n", "brands/a/whatever.yaml") is None


@pytest.mark.parametrize(
    "data", ["\ufeffenabled: true\r\n", "---\nenabled: true\n", "enabled: true", "enabled: true  \n\n\n"]
)
def test_marks_and_blanks_that_mean_nothing_go(data):
    assert laid_out(data) == "enabled: true\n"


def test_the_example_brands_compile_to_the_same_digest_in_their_layout():
    tree, findings = read_folder(ROOT)
    changes = {file: data for file in tree.sizes if isinstance(data := formatted(tree, file), bytes)}
    assert len(changes) > 100
    before = compile_tree(tree, findings, CountingBlobs())
    after = compile_tree(with_changes(tree, changes), findings, CountingBlobs())
    assert before.root_digest is not None
    assert after.root_digest == before.root_digest
    assert [item.fingerprint for item in after.diagnostics] == [item.fingerprint for item in before.diagnostics]


# Any text in our dialect: random layout, comments everywhere a comment may stand.

WORDS = st.sampled_from(
    ["plain", "two words", '"quoted: {[,#"', "'it''s'", "true", "12", "안녕", '"a\\nb"', "x#y", "a:b", "-1", '""']
)
KEYS = st.lists(
    st.sampled_from(["enabled", "id", "name", "if", "do", "type", "address", '"quoted key"', "ko", "a.b"]),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


class Drawing:
    """Draws one text; every comment has a number of its own."""

    def __init__(self, draw):
        self.draw = draw
        self.comments = 0

    def chance(self, of: int) -> bool:
        return self.draw(st.integers(0, of - 1)) == of - 1

    def comment(self) -> str:
        self.comments += 1
        return f"# note {self.comments}!"

    def above(self, indent: str) -> list[str]:
        lines = []
        while self.chance(4):
            lines.append("" if self.chance(2) else indent + self.comment())
        return lines

    def behind(self) -> str:
        return f"{' ' * self.draw(st.integers(1, 5))}{self.comment()}" if self.chance(5) else ""

    def flow(self, depth: int) -> str:
        pad = self.draw(st.sampled_from(["", " "]))
        match self.draw(st.integers(0, 2)) if depth else 0:
            case 2:
                return f"[{pad}{', '.join(self.flow(depth - 1) for _ in range(self.draw(st.integers(0, 3))))}{pad}]"
            case 1:
                return f"{{{pad}{', '.join(f'{key}: {self.flow(depth - 1)}' for key in self.draw(KEYS))}{pad}}}"
        return self.draw(WORDS)

    def gap(self, pad: str) -> str:
        """What may stand between two words in brackets."""
        match self.draw(st.integers(0, 9)):
            case 0:
                return f" {self.comment()}\n{pad}"
            case 1:
                return f"\n{pad}{self.comment()}\n\n{pad}"
            case 2:
                return f"\n{pad}"
        return " "

    def brackets(self, depth: int, pad: str) -> str:
        """Brackets over several lines, with comments wherever there is a blank."""
        is_map, count = self.chance(2), self.draw(st.integers(0, 3))
        inner = [self.brackets(depth - 1, pad) if depth and self.chance(2) else self.draw(WORDS) for _ in range(count)]
        if is_map:
            keys = self.draw(st.permutations(["enabled", "id", "name"]))
            inner = [f"{key}:{self.gap(pad)}{value}" for key, value in zip(keys, inner, strict=False)]
        words = ",".join(f"{self.gap(pad)}{one}{self.gap(pad)}" for one in inner) or self.gap(pad)
        comma = f",{self.gap(pad)}" if inner and self.chance(3) else ""
        return f"{'{' if is_map else '['}{words}{comma}{'}' if is_map else ']'}"

    def whole(self) -> list[str]:
        """A file: a block, or brackets, between marks that may be there and comments."""
        lines = [f"---{self.behind()}"] if self.chance(4) else []
        lines = [*self.above(""), *lines, *self.above("")]
        match self.draw(st.integers(0, 3)):
            case 0:
                lines.append(self.brackets(2, "") + self.behind())
            case 1:
                lines.append(self.flow(2) + self.behind())
            case _:
                lines += self.map(0, 3)
        lines += self.above("")
        return [*lines, f"...{self.behind()}", *self.above("")] if self.chance(6) else lines

    def value(self, indent: int, depth: int) -> tuple[str, list[str]]:
        """The rest of the line of a key or dash, and lines below."""
        kind = self.draw(st.integers(0, 6)) if depth else 0
        inner = indent + self.draw(st.integers(1, 4))
        match kind:
            case 6:
                first, *others = (self.brackets(2, " " * inner) + self.behind()).split("\n")
                return f" {first}", others
            case 4:
                return self.behind(), self.map(inner, depth - 1)
            case 5:
                return self.behind(), self.list(inner, depth - 1)
            case 2:
                return f" {self.flow(2)}{self.behind()}", []
            case 3:
                blank = self.draw(st.sampled_from([[], [""]]))
                style = self.draw(st.sampled_from(["|", "|-", ">", ">-", "|+"]))
                return f" {style}", [" " * inner + "line # one", *blank, " " * inner + "line: two"]
        return f" {self.draw(WORDS)}{self.behind()}", []

    def map(self, indent: int, depth: int) -> list[str]:
        lines = []
        for key in self.draw(KEYS):
            rest, below = self.value(indent, depth)
            lines += [*self.above(" " * indent), f"{' ' * indent}{key}:{rest}", *below]
        return lines + [line for line in self.above(" " * indent) if line]

    def list(self, indent: int, depth: int) -> list[str]:
        lines = []
        for _ in range(self.draw(st.integers(1, 3))):
            lines += self.above(" " * indent)
            if depth and self.chance(2):
                first, *others = self.map(indent + 2, depth - 1)
                if first.strip().startswith("#") or not first.strip():
                    lines += [f"{' ' * indent}-", first, *others]
                else:
                    lines += [f"{' ' * indent}- {first.lstrip(' ')}", *others]
            else:
                rest, below = self.value(indent, depth)
                lines += [f"{' ' * indent}-{rest}", *below]
        return lines


@st.composite
def texts(draw) -> tuple[str, int]:
    drawing = Drawing(draw)
    lines = drawing.whole()
    return "\n".join(lines) + "\n", drawing.comments


@settings(max_examples=200, deadline=None)
@given(texts())
@example(("a:\n  - # note 1!\n    b: 1\n", 1))
@example(("a: {b: [1, 2],   # note 1!\n  c: d}\n", 1))
@example(("{a: 1}   # note 1!\n", 1))
@example(("- [[1, 2\n  ], # note 1!\n  3]  # note 2!\n", 2))
@example(("[ # note 1!\n]  # note 2!\n# note 3!\n", 3))
@example(("a: [ # note 1!\n  # note 2!\n  ]  # note 3!\nb: {\n  # note 4!\n  }\n", 4))
@example(("{a: # note 1!\n  1, # note 2!\n  b: # note 3!\n  [ # note 4!\n  ]}\n", 4))
@example(("--- # note 1!\na: 1\n", 1))
@example(("a: 1\n... # note 1!\n# note 2!\n", 2))
@example(("one  # note 1!\n# note 2!\n", 2))
def test_every_text_keeps_its_meaning_and_its_comments_and_layout_is_final(sample):
    text, comments = sample
    document, findings = parse(PORTAL, text.encode())
    if findings:  # a plain word that another line made ambiguous
        return
    once = laid_out(text)
    assert not isinstance(once, Unformatted), f"{once}\n{text}"
    again, _ = parse(PORTAL, once.encode())
    assert again.value == document.value
    assert sorted(re.findall(r"# note \d+!", once)) == sorted(f"# note {number}!" for number in range(1, comments + 1))
    assert laid_out(once) == once


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.sampled_from([PORTAL, "brands/a/faq/x.md", "brands/a/groups.yaml"]))
def test_no_bytes_break_the_layout(data, file):
    result = formatted(tree_of({file: data})[0], file)
    assert isinstance(result, bytes | Unformatted)


def test_words_over_several_lines_keep_letters_that_yaml_takes_for_line_breaks():
    text = 'enabled: true\nprofile: {name: "Help\\L\n  me\\N"}\n'
    result = laid_out(text)
    assert isinstance(result, str)
    before, after = (parse(PORTAL, each.encode())[0] for each in (text, result))
    assert before is not None
    assert after is not None
    assert after.value == before.value
