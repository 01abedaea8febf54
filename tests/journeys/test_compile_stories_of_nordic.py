"""The story of Nordic as far as the compiler tells it: a portal behind a sign-in.

Each step changes a copy of the example brand the way its admin would and looks at everything that is said.
"""

import re
from base64 import b64encode

import pytest

from compiler.compile import compile_tree
from frontdesk.addresses import address_lines
from tests.examples import Repository
from tests.kitchen import KeptBlobs

NORDIC = Repository(("nordic",))
KUNDPORTAL = "portals/kundportal.yaml"


def errors(repository: Repository) -> list[str]:
    return [repository.told(item) for item in repository.said() if item.severity == "error"]


def test_a_portal_behind_a_sign_in_says_what_it_lacks():
    """HS-05, HS-11: domain, inbox and access, each in words of its own."""
    address = "address: {domain: support, path: /kundportal}"
    without_domain = NORDIC.swap(KUNDPORTAL, address, "address: {path: /kundportal}")
    assert without_domain.only() == "error FD665 portals/kundportal.yaml: address: {path: /kundportal}"
    assert "domain: " in without_domain.said()[0].hint
    without_inbox = NORDIC.swap(KUNDPORTAL, "  inbox: support ", "  # ")
    assert without_inbox.only() == "error FD666 portals/kundportal.yaml: enabled: true"
    without_mode = NORDIC.swap(KUNDPORTAL, "  mode: registration ", "  # ")
    assert without_mode.only().startswith("error FD667 portals/kundportal.yaml: visible: company")
    assert "access: {mode: registration}" in without_mode.said()[0].hint


def test_a_slug_is_spelt_so_that_everybody_can_type_it():
    """HS-10: small letters, digits and hyphens."""
    changed = NORDIC.swap(KUNDPORTAL, "path: /kundportal}", "path: /Kund Portal}")
    assert changed.only() == "error FD103 portals/kundportal.yaml: address: {domain: support, path: /Kund Portal}"


def test_two_portals_cannot_have_one_address():
    changed = NORDIC.swap("portals/partner.yaml", "path: /partner}", "path: /kundportal}")
    assert changed.only().startswith("error FD639 portals/partner.yaml: address:")


def test_addresses_of_the_runtime_are_taken():
    changed = NORDIC.swap("portals/partner.yaml", "path: /partner}", "path: /desk}")
    assert changed.only().startswith("error FD638 portals/partner.yaml: address:")


def test_the_address_of_a_portal_is_printed():
    """HS-26, OQ-53: where it answers, in every environment."""
    bundle = compile_tree(NORDIC.tree, (), KeptBlobs()).bundle
    assert re.search(r"nordic/kundportal +demo +https://nordic\.localhost/kundportal\n", address_lines(bundle, 3))


def test_a_consent_in_other_words_has_another_version():
    """HS-28: then people are asked again."""
    consent = "consents/portal-terms.yaml"
    changed = NORDIC.swap(consent, "tre år", "fem år")
    assert changed.only(NORDIC).startswith("error FD247 consents/portal-terms.yaml: text:")
    assert changed.swap(consent, "version: 2", "version: 3").said(NORDIC) == []


def test_new_tickets_land_in_an_inbox_there_is():
    changed = NORDIC.swap(KUNDPORTAL, "inbox: support ", "inbox: suport ")
    assert changed.only().startswith("error FD201 portals/kundportal.yaml: inbox: suport")


@pytest.mark.parametrize("column", ["contract_no", "orsak", "titel"])
def test_a_column_is_something_its_customer_may_see(column):
    """HS-27: nothing encrypted, nothing of administrators, nothing there is not."""
    field = "type: text\nfor: agent\npermission: admin\nlabel: Orsak\n"
    changed = NORDIC.put("fields/orsak.yaml", field).swap(
        KUNDPORTAL, "columns: [id, title, status, updated]", f"columns: [id, {column}]"
    )
    assert changed.only() == f"error FD671 portals/kundportal.yaml: columns: [id, {column}]"


def test_a_secret_in_the_clear_is_refused_at_its_place():
    """NHN-008, HS-31: keys by name, certificates by binding."""
    secret = NORDIC.swap("portals/leverantor.yaml", '{secret: "env:IDP_SECRET"}', "hunter2hunter2")
    assert secret.only().startswith("error FD103 portals/leverantor.yaml: ")
    assert secret.said()[0].message == "a secret is never written itself"
    pasted = f"-----BEGIN CERTIFICATE-----{b64encode(b'x' * 60).decode()}"
    certificate = NORDIC.swap("portals/partner.yaml", "{binding: idp_metadata}", f'"{pasted}"')
    assert [line.split(":")[0] for line in errors(certificate)] == ["error FD730 portals/partner.yaml"]


def test_a_system_domain_sends_no_membership_mail():
    """HS-12: said where the portal has its address."""
    changed = NORDIC.swap("brands/_organization/organization.yaml", "type: custom ", "type: system ")
    assert changed.only().startswith("warning FD745 portals/kundportal.yaml: address:")


def test_a_session_ends_after_one_of_four_times():
    """HS-32: 20 or 40 minutes, an hour, a day."""
    changed = NORDIC.swap(KUNDPORTAL, "idle_timeout: 20m", "idle_timeout: 25m")
    assert changed.only().startswith("error FD103 portals/kundportal.yaml: idle_timeout: 25m")


def test_settings_of_a_sign_in_that_is_none_are_one_finding():
    changed = NORDIC.swap(
        "portals/hjalp.yaml", "\nprofile:", "\naccess: {self_registration: true, idle_timeout: 20m}\nprofile:"
    )
    assert changed.only().startswith("warning FD668 portals/hjalp.yaml: access:")
