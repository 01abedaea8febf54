"""Where measurements are written: a part that is measured again replaces its own section and nothing else."""

from bench.__main__ import PARTS, RESULTS, write_measured, write_section


def test_a_section_is_replaced_and_the_others_stay(tmp_path):
    page = tmp_path / "RESULTS.md"
    write_section(page, "One", "first figures\n")
    write_section(page, "Two", "| a | b |\n")
    write_section(page, "One", "second figures, 100 % of\\1 them\n")
    assert page.read_text() == ("# Measurements\n\n## One\n\nsecond figures, 100 % of\\1 them\n\n## Two\n\n| a | b |\n")


def test_a_table_is_put_between_the_marks_of_a_page(tmp_path):
    page = tmp_path / "scale.md"
    marks = ("<!-- measured: begin. Written by us. -->", "<!-- measured: end -->")
    page.write_text(f"# Scale\n\n{marks[0]}\n\nold\n\n{marks[1]}\n\nAfter.\n")
    for table in ("| new |\n", "| newer |\n"):
        write_measured(page, table)
        assert page.read_text() == f"# Scale\n\n{marks[0]}\n\n{table}\n{marks[1]}\n\nAfter.\n"


def test_every_section_of_the_results_is_a_part_that_can_be_measured_alone():
    titles = [line.removeprefix("## ") for line in RESULTS.read_text().splitlines() if line.startswith("## ")]
    assert set(titles) <= {title for title, _ in PARTS.values()}
