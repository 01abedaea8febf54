"""Findings as workflow commands: one line each, whatever a message holds."""

from compiler.annotations import as_annotations
from compiler.diagnostic import Label, Rule, found
from compiler.span import Span, whole_file

RULE = Rule("FD999", "sample", "warning")


def test_a_finding_is_one_line_with_its_place_its_other_places_and_its_hint():
    finding = found(
        RULE,
        "100% wrong",
        Span("brands/a,b/x.yaml", 2, 3, 2, 7),
        note="this",
        labels=[Label(Span("c.yaml", 1, 1, 1, 2), "as here"), Label(whole_file("d.yaml"), "and here")],
        hint="write that\nor this",
    )
    assert as_annotations([finding]) == (
        "::warning file=brands/a%2Cb/x.yaml,line=2,endLine=2,col=3,endColumn=7,title=FD999 sample::"
        "100%25 wrong (this)%0Ac.yaml:1:1: as here%0Ad.yaml: and here%0Awrite that%0Aor this\n"
    )


def test_a_finding_about_a_file_has_no_line_and_one_over_lines_no_columns():
    whole, long = found(RULE, "a", whole_file("x")), found(RULE, "b", Span("x", 1, 2, 3, 4))
    assert as_annotations([whole, long]).splitlines() == [
        "::warning file=x,title=FD999 sample::a",
        "::warning file=x,line=1,endLine=3,title=FD999 sample::b",
    ]


def test_a_message_cannot_begin_a_command_of_its_own():
    line = as_annotations([found(RULE, "a\n::error::b\r\n::set-output", whole_file("x\n::y"))])
    assert line.count("\n") == 1
    assert line.endswith("::a%0A::error::b%0D%0A::set-output\n")
    assert "file=x%0A%3A%3Ay," in line
