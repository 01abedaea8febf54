"""The parse pass: strict YAML with places."""

from compiler.parse import parse


def test_a_value_knows_the_place_of_every_key_and_item():
    document, findings = parse("a.yaml", b"name: {ko: \xea\xb0\x80, en: Hello}\nitems:\n  - id: one\n  - id: two\n")
    assert not findings
    assert document.value == {"name": {"ko": "가", "en": "Hello"}, "items": ({"id": "one"}, {"id": "two"})}
    assert (document.span(("name", "en")).line, document.span(("name", "en")).column) == (1, 19)
    assert (document.span(("items", 1, "id"), "key").line, document.span(("items", 1, "id"), "key").column) == (4, 5)


def test_a_duplicate_key_points_at_both_places():
    document, findings = parse("a.yaml", b"a: 1\nb: {c: 1, c: 2}\n")
    assert document is None
    [finding] = findings
    assert (finding.code, finding.span.line, finding.span.column) == ("FD004", 2, 11)
    assert (finding.labels[0].span.line, finding.labels[0].span.column) == (2, 5)


def test_words_that_yaml_1_1_reads_as_booleans_stay_words():
    document, _ = parse("a.yaml", b"language: no\nwhen: on\noctal: 010\ntime: 12:30:45\n")
    assert document.value == {"language": "no", "when": "on", "octal": 10, "time": "12:30:45"}


def test_a_question_inside_braces_is_a_text_as_everybody_else_reads_it():
    document, findings = parse(
        "brand.yaml", b"{a: New here?, b: [Who? , what ? when??], c: {d: 'x?'}, e?: '?'} # why?\n"
    )
    assert findings == ()
    assert document is not None
    assert document.value == {"a": "New here?", "b": ("Who?", "what ? when??"), "c": {"d": "x?"}, "e?": "?"}
    assert document.span(("c", "d")).column == 50


def test_a_fault_beside_a_question_is_told_at_its_own_place():
    document, findings = parse("brand.yaml", b"{a: New here?, a: Who?}\n")
    assert document is None
    assert [(one.code, one.span.column) for one in findings] == [("FD004", 16)]
    _, (finding,) = parse("brand.yaml", b"{ask?: Who?, ask?: What?}\n")
    assert finding.message == 'the key "ask?" is written twice'
