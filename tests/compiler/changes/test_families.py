"""Every kind that crosses into the bundle has its place in what reviewers read."""

from compiler.changes.families.settings import KINDS
from compiler.changes.sections import SECTIONS, sections
from compiler.lower.settings import IN_BUNDLE
from tests.states import compared


def test_every_kind_that_crosses_as_written_has_an_area():
    assert {*IN_BUNDLE, "holidays"} == set(KINDS)


def test_sections_without_anything_to_say_are_left_out():
    report = compared({}, {"environments/demo.yaml": "kitchen: {main_host: other.localhost}\n"})
    assert [section.name for section in sections(report)] == ["summary", "digests", "changes"]
    assert len(SECTIONS) == 6
