"""Policies: what they may look at, what holds, what waivers excuse, and at which level."""

import pytest

from compiler.kinds import KINDS
from compiler.policies.deciding import sentence
from compiler.policies.paths import NoSuchPathError, leaf
from schemas.conditions import Conditions
from tests.kitchen import compiled, said

POLICY = "brands/_organization/policies/house.yaml"


def policy(require: str, kind: str = "portal", when: str = "{}") -> dict[str, str]:
    return {POLICY: f"title: House\napplies_to: {kind}\nwhen: {when}\nrequire: {require}\n"}


def breaks(require: str, kind: str = "portal", when: str = "{}", **files: str) -> bool:
    result, text = compiled({**policy(require, kind, when), **files})
    others = [item.message for item in result.diagnostics if item.code not in ("FD704", "FD235")]
    assert not others, text
    return bool([item for item in result.diagnostics if item.code == "FD704"])


@pytest.mark.parametrize(
    ("require", "kind"),
    [
        ("{all: [{if: enabled, is: true}]}", "portal"),
        ("{all: [{if: id, is: MAIN}]}", "portal"),
        ("{all: [{if: footer.links, has: privacy}]}", "portal"),
        ("{all: [{if: footer.links, has_any: [imprint, privacy]}]}", "portal"),
        ("{all: [{if: footer.links, not_has_all: [imprint, privacy]}]}", "portal"),
        ("{all: [{if: footer.links.url, present: true}]}", "portal"),
        ("{all: [{if: footer.text, contains: NINE}]}", "portal"),
        ("{all: [{if: footer.text, matches: 'nine to \\w+'}]}", "portal"),
        ("{all: [{if: footer.text, starts_with: we, ends_with: five.}]}", "portal"),
        ("{all: [{if: access.lifetime, between: [12w, 91d]}]}", "portal"),
        ("{all: [{if: access.mode, in: [public, sso]}]}", "portal"),
        ("{all: [{if: design.colors.text, present: false}]}", "portal"),
        ("{all: [{if: article_feedback.stars, at_most: 4}]}", "portal"),
        ("{all: [{if: brand.languages, has: en}]}", "portal"),
        ("{any: [{all: [{if: enabled, is: false}]}, {all: [{if: enabled, is: true}]}]}", "portal"),
        ("{all: [{if: agents, has: jin}]}", "group"),
        ("{all: [{if: limits.attachment_size, at_most: 10MB}]}", "tickets"),
    ],
)
def test_an_object_that_keeps_to_a_policy_is_not_mentioned(require, kind):
    if "starts_with" in require:
        require = "{all: [{if: footer.text, starts_with: we}, {if: footer.text, ends_with: five.}]}"
    assert not breaks(require, kind)


@pytest.mark.parametrize(
    ("require", "kind"),
    [
        ("{all: [{if: enabled, is: false}]}", "portal"),
        ("{all: [{if: footer.links, has_all: [imprint, privacy]}]}", "portal"),
        ("{all: [{if: footer.text, contains: twelve}]}", "portal"),
        ("{all: [{if: access.lifetime, at_most: 12w}]}", "portal"),
        ("{all: [{if: design.image, present: true}]}", "portal"),
        ("{all: [{if: design.image, contains: hero}]}", "portal"),
        ("{all: [{if: agents, not_has: jin}]}", "group"),
        ("{any: [{if: enabled, is: false}, {if: show.chat, is: true}]}", "portal"),
    ],
)
def test_an_object_that_breaks_a_policy_is_found(require, kind):
    assert breaks(require, kind)


def test_a_blank_value_passes_only_opposites():
    assert not breaks("{all: [{if: design.image, not_contains: hero}]}")


def test_a_policy_is_asked_only_where_its_conditions_hold():
    assert not breaks("{all: [{if: show.chat, is: true}]}", when="{all: [{if: enabled, is: false}]}")


def test_a_finding_of_a_policy_stands_at_the_key_that_is_written():
    assert (
        said(policy("{all: [{if: design.theme, is: warm}]}"))
        == """\
warning[FD704] the portal "main" breaks the policy "house": House
  ┌─ brands/kitchen/portals/main.yaml:4:10
4 │ design: {theme: plain}
  │          ^^^^^ this is not enough
  ┌─ brands/_organization/policies/house.yaml:4:1
4 │ require: {all: [{if: design.theme, is: warm}]}
  │ ^^^^^^^ asked for here
  = wanted: design.theme is warm"""
    )


@pytest.mark.parametrize("level", ["error", "warning", "note", "ignore"])
def test_the_level_of_a_policy_is_set_by_its_id(level):
    levels = {"frontdesk.yaml": f"version: 1\nenvironments: [demo]\nlevels: {{house: {level}}}\n"}
    result, _ = compiled({**policy("{all: [{if: show.chat, is: true}]}"), **levels})
    assert [item.severity for item in result.diagnostics] == ([] if level == "ignore" else [level])
    assert (result.bundle is None) == (level == "error")


def test_a_level_for_no_policy_names_the_nearest_one():
    text = said({"frontdesk.yaml": "version: 1\nenvironments: [demo]\nlevels: {privacy-links: error}\n"})
    assert 'did you mean "privacy-link"?' in text


def test_an_own_policy_takes_the_place_of_the_built_in_one():
    levels = {"frontdesk.yaml": "version: 1\nenvironments: [demo]\nlevels: {privacy-link: error}\n"}
    own = "title: Ours\napplies_to: portal\nrequire: {all: [{if: show.chat, is: true}]}\n"
    text = said({**levels, "brands/_organization/policies/privacy-link.yaml": own})
    assert text.count("FD704") == 1
    assert "Ours" in text


WAIVER = 'house: {{objects: [{objects}], until: "{until}", reason: Legal writes it, approved_by: "@acme/legal"}}\n'


def waived(objects: str = "portals/main", until: str = "2026-06-30", today: str | None = "2026-03-01") -> list[str]:
    waiver = {"waivers.yaml": WAIVER.format(objects=objects, until=until)}
    result, _ = compiled({**policy("{all: [{if: show.chat, is: true}]}"), **waiver}, None, None, today)
    return [item.code for item in result.diagnostics]


def test_a_waiver_excuses_until_its_last_day_and_not_a_day_longer():
    assert waived(until="2026-03-01") == []
    assert waived(until="2026-02-28") == ["FD705"]


def test_without_a_day_no_waiver_ends():
    assert waived(until="2020-01-01", today=None) == []


def test_a_waiver_excuses_the_objects_it_names_and_no_others():
    assert waived(objects="brand") == ["FD704", "FD706"]
    assert waived(objects="portals/other") == ["FD704", "FD707"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_policy_can_be_written_for_every_kind(kind):
    assert leaf(kind.name, "id").type == "text"
    with pytest.raises(NoSuchPathError):
        leaf(kind.name, "nothing.like.this")


def test_conditions_read_as_a_sentence():
    said_so = Conditions.model_validate(
        {"all": ({"if": "enabled", "is": True},), "any": ({"if": "a.b", "not_has": "c"}, {"if": "d", "present": False})}
    )
    assert sentence(said_so) == "enabled is true; and a.b not has c, or d is left out"
