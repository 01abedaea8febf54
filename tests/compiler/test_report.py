"""Findings as text: the source line, carets under what is meant, however wide its letters are."""

from compiler.diagnostic import Edit, Label, Rule, Suggestion, found
from compiler.report import as_json, as_text
from compiler.span import Span, whole_file

RULE = Rule("FD999", "sample", "warning")


def shown(source: str, *findings) -> str:
    return as_text(findings, lambda _: source.encode())


def test_carets_count_cells_not_letters():
    finding = found(RULE, "wrong", Span("a.yaml", 1, 12, 1, 17), note="this")
    assert shown("name: {ko: 안녕하세요, en: Hello}\n", finding).splitlines()[2:4] == [
        "1 │ name: {ko: 안녕하세요, en: Hello}",
        "  │            ^^^^^^^^^^ this",
    ]


def test_carets_after_wide_letters_stand_under_their_word():
    line = shown("안녕하: en\n", found(RULE, "wrong", Span("a.yaml", 1, 6, 1, 8))).splitlines()[3]
    assert line == "  │ " + " " * 8 + "^^"


def test_letters_that_cannot_be_seen_are_written_out():
    finding = found(RULE, "wrong \u202e name", Span("a.yaml", 1, 1, 1, 5))
    text = shown("name: a\u202eb\n", finding)
    assert "\u202e" not in text
    assert "a\\u202eb" in text
    assert "wrong \\u202e name" in text


def test_the_gutter_is_as_wide_as_the_largest_line_number():
    finding = found(RULE, "wrong", Span("a.yaml", 2, 1, 2, 2), labels=[Label(Span("a.yaml", 100, 1, 100, 2), "there")])
    lines = shown("x\n" * 100, finding).splitlines()
    assert lines[2] == "2  │ x"
    assert lines[5] == "100│ x"


def test_a_finding_about_a_file_shows_no_line_of_it():
    assert shown("secret\n", found(RULE, "wrong", whole_file("a.yaml"), hint="one\ntwo")) == (
        "warning[FD999] wrong\n  ┌─ a.yaml\n  = one\n  = two\n  = frontdesk explain FD999\n\n"
    )


def test_a_line_too_long_for_a_terminal_is_left_out():
    assert "│" not in shown("x" * 5000, found(RULE, "wrong", Span("a.yaml", 1, 3, 1, 4)))


def test_a_file_that_is_gone_is_named_without_its_line():
    def gone(_):
        raise FileNotFoundError

    assert "a.yaml:3:1" in as_text([found(RULE, "wrong", Span("a.yaml", 3, 1, 3, 2))], gone)


def test_programs_get_places_labels_and_edits():
    span = Span("a.yaml", 1, 1, 1, 5)
    finding = found(
        RULE, "wrong", span, labels=[Label(span, "here")], suggestion=Suggestion((Edit(span, "name"),), "safe")
    )
    [row] = as_json([finding])
    place = {"file": "a.yaml", "line": 1, "column": 1, "end_line": 1, "end_column": 5}
    assert row["labels"] == [{"text": "here", **place}]
    assert row["suggestion"] == {"certainty": "safe", "edits": [{"text": "name", **place}]}
    assert row["page"] == "docs/diagnostics/FD999-sample.md"
