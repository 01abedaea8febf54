"""What a release holds, as a request sees it."""

import pytest

from runtime.release.contents import Release

PORTAL = """\
enabled: true
address: {host: {binding: host}, path: /}
profile: {name: Help, logo: assets/logo.png, favicon: assets/logo.png}
design: {theme: plain}
footer: {text: Acme}
show: {inquiries: false}
"""


@pytest.mark.parametrize("mode", ["magic_link", "registration", "ticket_link"])
def test_a_portal_that_is_not_for_everybody_is_closed_and_none_of_its_pages_is_ready(mode, publisher, start):
    """HS-01: what lies behind a sign-in is never shown to strangers, whatever this runtime can do."""
    publisher.publish({"brands/acme/portals/main.yaml": f"{PORTAL}access: {{mode: {mode}}}\n"})
    current = start()
    closed, opened = (
        next(place for place in current.snapshot.release.places if place.brand.id == brand)
        for brand in ("acme", "bolt")
    )
    assert (closed.portal.enabled, opened.portal.enabled) == (False, True)
    assert current.snapshot.page(closed, "/en/") is None
    assert current.snapshot.page(closed, "/en/articles/first") is None
    assert current.snapshot.page(opened, "/en/articles/first") is not None
    assert not current.snapshot.search(closed, "en", "Revision").hits
    assert current.snapshot.search(opened, "en", "Revision").hits


def test_a_release_opened_for_some_brands_serves_only_those_and_still_knows_the_others(publisher, start):
    publisher.publish({"brands/acme/portals/main.yaml": PORTAL})
    whole = start().snapshot.release
    some = Release(whole.source, whole.root_digest, "test", frozenset({"bolt"}))
    assert {place.brand.id for place in whole.places} == {"acme", "bolt"}
    assert {place.brand.id for place in some.places} == {"bolt"}
    assert [some.has_host(f"help.{name}.example") for name in ("acme", "bolt")] == [False, True]
    linked = some.place_named("acme", "main")
    assert linked is not None
    assert linked.host == "help.acme.example"
    assert some.place_named("acme", "nothing") is None
    assert some.place_named("nobody", "main") is None


def test_the_binding_of_the_organisation_gives_the_host_of_a_portal_at_its_domain(publisher, start):
    """NHN-005: a portal lies at the organisation's domain, which an environment supplies."""
    publisher.publish(
        {
            "brands/_organization/organization.yaml": "name: O\ndomains: {support: {host: {binding: support_host}}}\n",
            "brands/_organization/bindings.yaml": "support_host: {type: host}\n",
            "environments/test.yaml": (
                "_organization: {support_host: support.example}\n"
                "acme: {host: help.acme.example}\nbolt: {host: help.bolt.example}\n"
            ),
            "brands/acme/portals/club.yaml": PORTAL.replace(
                "host: {binding: host}, path: /", "domain: support, path: /club"
            ),
        }
    )
    release = start().snapshot.release
    assert release.find("support.example", "/club/en/").portal.id == "club"
    assert release.find("support.example", "/") is None
