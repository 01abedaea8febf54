"""Units of translation and how they stand: fresh, acknowledged, stale, missing."""

import pytest

from compiler.compile import resolve
from compiler.translation.counts import standings
from compiler.translation.hashes import as_yaml, source_hash, text_hash
from compiler.translation.units import owners, units
from tests.kitchen import changed, tree_of

TWO = {"brand.yaml": "name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n"}
KOREAN = "---\ntitle: 환영합니다\n{of}---\n여기에서 시작하세요.\n"
BODY = "This is where to begin.\n"


def linked(changes):
    return resolve(tree_of(changed({**TWO, **changes}))[0])[0]


def states(changes, before=None) -> dict[str, str]:
    base = None if before is None else linked(before)
    [standing] = [one for one in standings(linked(changes), base) if one.owner.id == "kitchen"]
    return {row.unit.name: row.state for row in standing.rows}


def korean(of: str = "") -> dict[str, str]:
    return {"kb/start/welcome.ko.md": KOREAN.format(of=f"of: {of}\n" if of else "")}


def test_a_unit_is_called_as_people_find_it():
    names = set(states({}))
    assert {"brand.yaml:name", "portals/main.yaml:footer.links.privacy.label", "kb/start/welcome.md"} <= names


def test_words_of_staff_are_nobodys_translation():
    assert not [name for name in states({}) if name.startswith(("groups.yaml", "agents.yaml"))]


def test_a_missing_file_and_missing_words_are_missing():
    assert states({})["kb/start/welcome.md"] == "missing"
    assert states({})["portals/main.yaml:footer.text"] == "missing"
    assert states({})["brand.yaml:name"] == "fresh"


def test_a_new_translation_without_a_record_is_fresh():
    assert states(korean())["kb/start/welcome.md"] == "fresh"


def test_a_record_of_the_source_as_it_is_acknowledges():
    assert states(korean(as_yaml(source_hash("Welcome", BODY))))["kb/start/welcome.md"] == "acknowledged"


def test_a_record_of_other_words_is_stale():
    assert states(korean("0a1b2c3d"))["kb/start/welcome.md"] == "stale"


@pytest.mark.parametrize(("recorded", "state"), [(text_hash("Kitchen"), "acknowledged"), ("0a1b2c3d", "stale")])
def test_a_text_in_yaml_is_recorded_in_the_lock(recorded, state):
    lock = {"translations.lock.yaml": f'"brand.yaml:name": {{ko: {as_yaml(recorded)}}}\n'}
    assert states(lock)["brand.yaml:name"] == state


def test_words_that_stayed_behind_since_an_earlier_state_are_stale():
    other = {"brand.yaml": "name: {en: Cuisine, ko: 주방}\nlanguages: [en, ko]\n"}
    assert states(other, {})["brand.yaml:name"] == "stale"
    assert states(other)["brand.yaml:name"] == "fresh"


def test_words_that_were_only_laid_out_anew_are_not_other_words():
    assert text_hash("one  two\n three") == text_hash("one two three")
    assert text_hash("é") == text_hash("é")
    assert source_hash("A", "one  \r\ntwo\n") == source_hash("A ", "one\ntwo")


def test_drafts_wait_for_no_translation():
    draft = {"kb/start/welcome.md": "---\ntitle: Welcome\nstatus: draft\nauthor: jin\n---\nBegin.\n"}
    assert "kb/start/welcome.md" not in states(draft)


def test_codes_are_translated_where_they_are_written():
    code = {
        "codes/words.yaml": "w.hi: {text: Hi}\n",
        "portals/main.yaml": changed({})["brands/kitchen/portals/main.yaml"]
        .decode()
        .replace("text: We are here from nine to five.", "text: {code: w.hi}"),
    }
    found = states(code)
    assert found["codes/words.yaml:w.hi.text"] == "missing"
    assert "portals/main.yaml:footer.text" not in found


def test_what_the_organisation_shares_is_needed_in_every_brands_languages():
    shared = {"brands/_organization/codes/shared.yaml": "hi: {text: Hi}\n"}
    state = linked(shared)
    [owner] = [one for one in owners(state) if one.id == "_organization"]
    assert owner.languages == ("en", "ko")
    assert "codes/shared.yaml:hi.text" in {unit.name for unit in units(state, owner)}
