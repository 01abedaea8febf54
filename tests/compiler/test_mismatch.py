"""Values that do not fit their model: explained in an admin's words, at the right place, once."""

import re

import pytest

from compiler.kinds import ADAPTERS
from schemas.names import SPELLINGS
from tests.kitchen import said

PORTAL = "enabled: false\naddress: {host: second.example}\n"


def patterns(schema) -> set[str]:
    """Every spelling a model's JSON schema asks for."""
    match schema:
        case dict():
            inside = set().union(*(patterns(value) for value in schema.values()), set())
            return inside | ({schema["pattern"]} if isinstance(schema.get("pattern"), str) else set())
        case list():
            return set().union(*(patterns(item) for item in schema), set())
    return set()


@pytest.mark.parametrize("kind", sorted(ADAPTERS))
def test_every_spelling_of_the_language_is_explained_in_words(kind):
    unexplained = patterns(ADAPTERS[kind].json_schema()) - set(SPELLINGS)
    assert not {pattern for pattern in unexplained if not pattern.startswith("^[a-z][a-z0-9_]*")}


def test_a_spelling_explained_in_words_gives_an_example_that_is_spelt_so():
    for pattern, words in SPELLINGS.items():
        examples = re.findall(r"as in (\"[^\"]*\"|\S+)", words)
        assert all(re.search(pattern, example.strip('",;')) for example in examples), words


def test_a_wrong_type_is_named_with_what_was_written():
    assert said({"portals/second.yaml": PORTAL + "languages: en\n"}) == (
        'error[FD103] a list is needed here, not "en"\n'
        "  ┌─ brands/kitchen/portals/second.yaml:3:12\n"
        "3 │ languages: en\n"
        "  │            ^^ this value\n"
        "  = write a list: [en]"
    )


def test_a_number_where_text_is_needed_is_quoted_as_it_was_written():
    text = said({"environments/demo.yaml": "kitchen: {main_host: 0x1F}\n"})
    assert "text is needed here, not 31" in text
    assert '= quote it: "0x1F"' in text


def test_a_key_of_a_tag_with_the_same_word_keeps_its_place():
    text = said({"fields/terms.yaml": "type: text\nlabel: 5\ntext: Terms\n"})
    assert "brands/kitchen/fields/terms.yaml:2:8" in text
    assert "brands/kitchen/fields/terms.yaml:3:1" in text


def test_an_unknown_tag_names_the_nearest():
    text = said({"fields/device.yaml": "type: radios\nlabel: Device\n"})
    assert '"radios" is not possible here' in text
    assert "fields/device.yaml:1:7" in text
    assert '= did you mean "radio"?' in text


def test_a_wrong_language_key_points_at_the_key():
    text = said({"kb/start/_category.yaml": "name: {english: Start}\n"})
    assert "_category.yaml:1:8" in text
    assert "a language is two or three small letters" in text


def test_a_key_that_is_missing_and_misspelt_beside_other_unknown_keys_is_one_finding_each():
    text = said({"kb/start/_category.yaml": "nmae: Start\ncolour: red\n"})
    assert re.findall(r"error\[(FD\d+)\]", text) == ["FD107", "FD101"]


def test_a_null_is_refused_even_where_nothing_is_allowed():
    text = said({"portals/second.yaml": PORTAL + "footer:\n  text:\n"})
    assert "there is no value here" in text
    assert "= write a value, or leave the key out" in text


def test_a_long_value_is_cut_in_the_message():
    text = said({"kb/start/_category.yaml": f"name: Start\nstatus: {'x' * 3000}\n"})
    assert len(text) < 400
    assert "…" in text


def test_a_file_with_thousands_of_wrong_objects_is_left_after_some():
    text = said({"codes/many.yaml": "".join(f"a{number}: {{txt: x}}\n" for number in range(5000))})
    assert "the rest of this file was not looked at" in text
    assert text.count("error[FD107]") < 200


def test_an_object_where_its_kind_is_told_is_explained_like_any_other_value():
    trigger = (
        "- id: route\n  title: Route\n  events: [created]\n  then:\n    - {do: assign, group: support, type: {}}\n"
    )
    assert said({"triggers/10-a.yaml": trigger}) == (
        'error[FD101] "type" is not a key here\n'
        "  ┌─ brands/kitchen/triggers/10-a.yaml:5:36\n"
        "5 │     - {do: assign, group: support, type: {}}\n"
        "  │                                    ^^^^ unknown key\n"
        "  = legal here: agent, agents, do, group, method"
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("[]", "at least 2 are needed here, and there are none"),
        ("[{id: a, label: A}]", "at least 2 are needed here, and there is 1"),
    ],
)
def test_too_few_of_something_are_counted(options, told):
    assert f"error[FD103] {told}\n" in said({"fields/size.yaml": f"{{type: radio, label: Size, options: {options}}}\n"})


@pytest.mark.parametrize(
    ("file", "meant"),
    [("fields/order-no.yaml", "fields/order_no.yaml"), ("mail/sendr.yaml", "mail/sender.yaml")],
)
def test_a_file_of_no_kind_is_told_what_it_could_be_called(file, meant):
    assert f"did you mean brands/kitchen/{meant}?" in said({file: "type: text\nlabel: X\n"})


@pytest.mark.parametrize("kind", ["triggers", "codes"])
def test_of_objects_that_share_files_one_is_renamed_and_no_file(kind):
    rule = "- {id: one, title: T, events: [created], then: [{do: unassign}]}\n"
    names, text = (("10-a", "20-b"), rule) if kind == "triggers" else (("a", "b"), "one: {text: T}\n")
    assert "= rename one of them" in said({f"{kind}/{name}.yaml": text for name in names})


def test_all_that_is_taken_out_of_a_mail_is_found():
    body = "<p style='a'>One</p><script>x</script><p style='b'>Two</p>"
    shown = said({"messages/greeting.yaml": f'{{subject: Hi, body: "{body}"}}\n'})
    assert shown.count("warning[FD659]") == 3
