"""Levels, comments that silence a warning, and strictness."""

import re

from tests.kitchen import compiled, said

CATEGORY = "kb/start/_category.yaml"
SETTINGS = "version: 1\nenvironments: [demo]\n"


def codes(text: str) -> list[str]:
    return re.findall(r"^(\w+\[FD\d+\])", text, re.MULTILINE)


def test_a_warning_may_be_raised_lowered_or_ignored():
    for level, expected in {"error": ["error[FD017]"], "note": ["note[FD017]"], "ignore": []}.items():
        text = said({CATEGORY: "name: Off\n", "frontdesk.yaml": SETTINGS + f"levels: {{FD017: {level}}}\n"})
        assert codes(text) == expected


def test_an_error_that_may_be_lowered_lets_the_build_go_on():
    changes = {"kb/start/welcome.md": "---\ntitle: Welcome\nstatus: member\n---\nHello.\n"}
    assert compiled(changes)[0].bundle is None
    result, text = compiled({**changes, "frontdesk.yaml": SETTINGS + "levels: {FD603: warning}\n"})
    assert codes(text) == ["warning[FD603]"]
    assert result.root_digest


def test_under_strict_a_warning_refuses_the_build_and_stays_a_warning():
    result, text = compiled({CATEGORY: "name: Off\n", "frontdesk.yaml": SETTINGS + "strict: true\n"})
    assert codes(text) == ["warning[FD017]"]
    assert result.bundle is None
    assert result.root_digest is None


def test_under_strict_a_note_is_no_reason():
    result, text = compiled({"codes/a.yaml": "a.b: {text: C}\n", "frontdesk.yaml": SETTINGS + "strict: true\n"})
    assert codes(text) == ["note[FD625]"]
    assert result.root_digest


def test_a_comment_silences_its_own_line_and_the_next_alone():
    comment = "# frontdesk: allow FD017 because Off is a brand"
    assert said({CATEGORY: f"name: Off {comment}\n"}) == ""
    assert said({CATEGORY: f"{comment}\nname: Off\n"}) == ""
    assert codes(said({CATEGORY: f"{comment}\nstatus: public\nname: Off\n"})) == ["warning[FD701]", "warning[FD017]"]


def test_a_comment_does_not_silence_a_warning_made_an_error():
    text = said(
        {
            CATEGORY: "name: Off # frontdesk: allow FD017 because Off is a brand\n",
            "frontdesk.yaml": SETTINGS + "levels: {FD017: error}\n",
        }
    )
    assert codes(text) == ["error[FD017]"]


def test_a_comment_in_a_text_silences_what_is_found_in_it():
    body = "<!-- frontdesk: allow FD645 because the page has no title of its own -->\n# Large\n"
    assert said({"kb/start/welcome.md": f"---\ntitle: Welcome\nstatus: public\n---\n{body}"}) == ""


def test_nothing_is_said_of_unused_comments_while_errors_hide_later_findings():
    body = "<!-- frontdesk: allow FD645 because it is large -->\n# A\n"
    article = f"---\ntitle: Welcome\nstatus: public\n---\n{body}"
    text = said({"kb/start/welcome.md": article, CATEGORY: "nmae: Start\n"})
    assert "FD701" not in text


def test_a_misspelt_code_in_a_comment_names_the_nearest():
    text = said({CATEGORY: "name: Start # frontdesk: allow FD0177 because it is a name\n"})
    assert 'there is no code "FD0177"' in text
    assert '= did you mean "FD017"?' in text


def test_what_follows_from_a_misspelt_name_is_said_when_it_is_mended():
    """A form nobody names, because its name is misspelt, is no second finding."""
    types = "- {id: question, name: Question, form: questoin}\n"
    assert [
        line for line in said({"inquiry_types.yaml": types}).splitlines() if line.startswith(("error", "warning"))
    ] == ['error[FD201] there is no form "questoin"']
