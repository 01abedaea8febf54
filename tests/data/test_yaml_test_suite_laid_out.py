"""Every case of the YAML test suite that our dialect accepts can be laid out: the same value, the same layout twice."""

from compiler.editing.layout import Unformatted, formatted
from compiler.parse import parse
from tests.data.test_yaml_test_suite import cases
from tests.kitchen import tree_of

FILE = "brands/a/tickets.yaml"
# Block texts of nothing but blanks, which no layout can keep.
LEFT_ALONE = {"JEF9/1", "JEF9/2"}


def laid_out(data: bytes) -> bytes | Unformatted | None:
    return formatted(tree_of({FILE: data})[0], FILE)


def test_a_case_keeps_its_value_and_its_layout_is_final(data):
    left = []
    accepted = 0
    for case in cases(data / "suites" / "yaml-test-suite"):
        before, findings = parse(FILE, case.yaml.encode())
        if before is None or findings:
            continue
        accepted += 1
        once = laid_out(case.yaml.encode())
        if isinstance(once, Unformatted):
            left.append(case.name)
            continue
        after, problems = parse(FILE, once)
        assert not problems, case.name
        assert after.value == before.value, case.name
        assert laid_out(once) == once, case.name
    assert accepted > 80
    assert set(left) <= LEFT_ALONE
