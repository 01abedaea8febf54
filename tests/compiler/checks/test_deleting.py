"""Deleting what something else needs: one finding where it is named, and none about what is gone."""

import pytest

from tests.kitchen import base, said

PORTAL = base()["brands/kitchen/portals/main.yaml"].decode()


def errors(changes, before=None) -> list[str]:
    return [line for line in said(changes, before).splitlines() if line.startswith("error")]


def test_a_theme_that_a_portal_wears_cannot_go():
    """NHN-154: a template in use is refused its deletion; the portal names another first."""
    portal = PORTAL.replace("theme: plain", "theme: acme")
    [error] = errors({"portals/main.yaml": portal})
    assert '"acme"' in error


def test_a_group_that_a_rule_assigns_to_cannot_go():
    """NHN-146: groups come and go as long as no rule needs them and no agent is left without one."""
    rule = "- {id: all, title: All, events: [created], then: [{do: assign, group: night}]}\n"
    assert errors({"triggers/10-all.yaml": rule}) == ['error[FD201] there is no group "night"']
    two = "support: {name: Support, agents: []}\nnight: {name: Night, agents: []}\n"
    assert any("FD421" in error for error in errors({"groups.yaml": two})) or "FD421" in said({"groups.yaml": two})


def test_a_field_that_a_form_lists_cannot_go():
    """NHN-084: a field that forms, rules or templates need is not deleted."""
    assert errors({"forms/question.yaml": "fields:\n  - {field: serial_no}\n"}) == [
        'error[FD201] there is no field "serial_no"'
    ]


def test_a_processing_type_that_an_answer_belongs_to_cannot_go():
    """NHN-039: a processing type that a template is offered for is not deleted."""
    template = "title: Done\nsearch_code: D1\nprocessing_types: [done]\ncontent: All done.\n"
    assert errors({"answer_templates/done.yaml": template}) == ['error[FD201] there is no processing type "done"']


@pytest.mark.parametrize("code", ["home.hero", "validate.ticket.nothing.required"])
def test_a_system_code_can_be_worded_and_never_added(code):
    """NHN-197: the interface's own codes are fixed; only their words and tags may be set."""
    assert [error[:12] for error in errors({"codes/_system.yaml": f"{code}: {{text: Hello}}\n"})] == ["error[FD629]"]


def test_words_that_a_language_lacks_fall_back_and_are_reported_where_the_portal_asks_for_it():
    """NHN-227: a language that lags behind shows the default language's words, and a report says where."""
    brand = "name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n"
    assert said({"brand.yaml": brand}) == ""
    warned = said({"brand.yaml": brand, "portals/main.yaml": f"{PORTAL}translations: {{missing: warn}}\n"})
    assert 'no words in "ko"' in warned


def test_a_portal_that_opens_without_a_privacy_link_can_be_refused_by_policy():
    """OQ-48: a footer without a link to the privacy policy is told, and an organisation may refuse it."""
    bare = PORTAL.partition("  links:")[0]
    level = "version: 1\nenvironments: [demo]\nlevels: {privacy-link: error}\n"
    assert errors({"portals/main.yaml": bare, "frontdesk.yaml": level}) == [
        'error[FD704] the portal "main" breaks the policy "privacy-link": Every open portal links its privacy policy'
    ]
