from schemas.portal import Domain, Portal

DOMAIN = Domain.model_validate({"host": {"binding": "support_host"}, "language": "sv"})


def portal(**address) -> Portal:
    return Portal.model_validate({"address": address})


def test_a_portal_at_a_domain_has_its_host_and_its_language():
    """HS-13: a portal speaks the language of its domain."""
    placed = portal(domain="support", path="/kundportal").placed(DOMAIN, None)
    assert placed.address.host == DOMAIN.host
    assert placed.languages == ("sv",)


def test_languages_of_its_own_come_before_the_domain_s():
    own = Portal.model_validate({"address": {"domain": "support"}, "languages": ("en", "sv")})
    assert own.placed(DOMAIN, None).languages == ("en", "sv")


def test_a_service_at_a_domain_is_at_the_documented_path_unless_it_says_another():
    """NHN-004: a service's help centre is at /<service id>/hc of the organisation's domain."""
    assert portal(domain="support").placed(DOMAIN, "GameA").address.path == "/GameA/hc"
    assert portal(domain="support", path="/help").placed(DOMAIN, "GameA").address.path == "/help"
    assert portal(domain="support").placed(DOMAIN, None).address.path == "/"
    assert portal(host="help.example").placed(None, "GameA").address.path == "/"
