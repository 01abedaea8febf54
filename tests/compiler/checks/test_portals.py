"""Portals where people sign in, and domains: what must be there before one opens, beyond what the pages show."""

import pytest

PORTAL = "brands/kitchen/portals/club.yaml"
ORGANIZATION = "brands/_organization/organization.yaml"
INBOX = {"brands/kitchen/inboxes.yaml": "support: {name: Support, groups: [support]}\n"}
DOMAIN = {ORGANIZATION: "name: Acme\ndomains:\n  support: {host: support.k.example}\n"}
FD = ("FD1", "FD2", "FD6", "FD7")


def portal(access: str = "{mode: registration}", tickets: str = "{inbox: support}", **more: str) -> dict[str, str]:
    keys = {
        "enabled": "true",
        "address": "{domain: support, path: /club}",
        "access": access,
        "tickets": tickets,
        **more,
    }
    return {**DOMAIN, **INBOX, PORTAL: "".join(f"{key}: {value}\n" for key, value in keys.items() if value)}


def codes(found, changes, *ignored: str) -> list[str]:
    """The codes that are found, without those that say the portal has no look and no words yet."""
    bare = ("FD601", "FD603", "FD607", "FD610", *ignored)
    return [code for code in (line.split()[0] for line in found(changes, FD)) if code not in bare]


def test_a_portal_with_a_host_an_inbox_and_a_way_in_may_open(found):
    """HS-05: before a portal is turned on it has a domain, an inbox and a way in."""
    assert codes(found, portal()) == []


def test_each_of_the_three_that_is_missing_has_a_finding_of_its_own(found):
    """HS-05: what is missing is said one by one."""
    assert codes(found, portal(address="{path: /club}")) == ["FD665"]
    assert codes(found, portal(tickets="")) == ["FD666"]
    assert codes(found, portal(access="{mode: sso}")) == ["FD669"]


def test_nothing_is_said_about_a_portal_that_is_not_open_yet(found):
    assert codes(found, portal(tickets="", enabled="false")) == []


def test_a_portal_that_takes_no_inquiries_needs_no_inbox(found):
    assert codes(found, portal(tickets="", show="{inquiries: false}")) == []


@pytest.mark.parametrize("mode", ["public", "ticket_link"])
def test_my_tickets_need_somebody_who_signed_in(mode, found):
    """HS-01: a list of one's tickets on a portal without sign-in is an error."""
    assert codes(found, portal(f"{{mode: {mode}}}", "{list: {columns: [id]}}")) == ["FD667"]


def test_an_unknown_domain_inbox_group_message_or_consent_names_the_nearest(found):
    """HS-09: a domain must be one of the organisation.

    HS-15: an inbox, one of the brand.
    HS-22: groups exist.
    """
    access = "{mode: registration, access_groups: [custmers], mails: {invitation: welcom}}"
    changes = {
        **portal(access, "{inbox: suport}", address="{domain: suport}", consents="[term]"),
        "brands/_organization/access_groups/customers.yaml": "name: Customers\n",
    }
    assert [line.split(" ", 2)[2] for line in found(changes, "FD201")] == [
        'there is no domain "suport"',
        'there is no access group "custmers"',
        'there is no message "welcom"',
        'there is no inbox "suport"',
        'there is no consent "term"',
    ]
    assert codes(found, changes, "FD201") == []


@pytest.mark.parametrize("slug", ["Kund Portal", "kundportal", "/kund/", "/kund--\u00e9"])
def test_a_path_that_is_no_path_is_refused(slug, found):
    """HS-10: what stands after the host is spelt in letters, digits and hyphens."""
    assert codes(found, portal(address=f'{{domain: support, path: "{slug}"}}')) == ["FD103"]


def test_two_portals_at_one_domain_and_path_are_one_too_many(found):
    """HS-10: domain and path together are unique."""
    second = {"brands/kitchen/portals/other.yaml": "address: {domain: support, path: /club}\n"}
    assert codes(found, {**portal(), **second}) == ["FD639"]


def test_a_domain_and_a_host_of_the_same_name_are_the_same_address(found):
    second = {"brands/kitchen/portals/other.yaml": "address: {host: support.k.example, path: /club}\n"}
    assert codes(found, {**portal(), **second}) == ["FD639"]


def test_two_services_may_share_a_domain_and_are_at_their_own_documented_paths(found):
    """NHN-004: the whole address of a service's help centre is unique."""
    brand = "name: Kitchen\nlanguages: [en, ko]\ndefault_language: en\nservice_id: {}\n"
    changes = {
        **portal(address="{domain: support}"),
        "brands/kitchen/brand.yaml": brand.format("Cook"),
        "brands/garden/brand.yaml": "name: Garden\nservice_id: Grow\n",
        "brands/garden/portals/main.yaml": "address: {domain: support}\n",
    }
    assert codes(found, changes) == []
    assert codes(found, {**changes, "brands/garden/brand.yaml": "name: Garden\n"}) == []
    same = {"brands/garden/portals/main.yaml": "address: {domain: support, path: /Cook/hc}\n"}
    assert codes(found, {**changes, **same}, "FD638") == ["FD639"]


@pytest.mark.parametrize("host", ["https://k.example", "K.example", "k.example/help", "k_.example"])
def test_a_domain_s_host_is_a_host_name(host, found):
    """NHN-005: a domain is spelt as a domain name is."""
    domain = {ORGANIZATION: f'name: Acme\ndomains:\n  support: {{host: "{host}"}}\n'}
    assert codes(found, {**portal(), **domain}) == ["FD213"]


def test_a_domain_names_its_host_by_a_binding_that_each_environment_supplies(found):
    """NHN-005: another domain is another value in an environment, and no portal changes."""
    changes = {
        **portal(),
        "frontdesk.yaml": "version: 1\nenvironments: [live]\n",
        "environments/live.yaml": "_organization: {support_host: support.k.example}\n",
        "brands/_organization/bindings.yaml": "support_host: {type: host}\n",
        ORGANIZATION: "name: Acme\ndomains:\n  support: {host: {binding: support_host}}\n",
    }
    assert codes(found, changes) == []
    assert codes(found, {**changes, "environments/live.yaml": "_organization: {}\n"}) == ["FD209"]
    assert codes(found, {**changes, "environments/live.yaml": '_organization: {support_host: "https://k"}\n'}) == [
        "FD210"
    ]
    assert codes(found, {**changes, "brands/_organization/bindings.yaml": "support_host: {type: url}\n"}) == [
        "FD212",
        "FD210",
    ]


def test_a_mistake_in_the_organisation_is_not_reported_again_at_every_portal(found):
    changes = {**portal(), ORGANIZATION: "name: Acme\ndomains:\n  support: {host: {binding: nothing}}\n"}
    assert codes(found, changes) == ["FD208"]
    assert codes(found, {**portal(), ORGANIZATION: "name: Acme\ndomains:\n  support: {hots: x}\n"}) == ["FD107"]


def test_a_language_that_a_domain_gives_must_be_the_brand_s(found):
    """HS-13: a portal speaks its domain's language; one the brand does not have is refused at the domain's name."""
    domain = {ORGANIZATION: "name: Acme\ndomains:\n  support: {host: support.k.example, language: sv}\n"}
    [line] = found({**portal(), **domain}, "FD306")
    assert line == 'FD306 club.yaml:2:19 "sv" is not a language of the brand'


def test_how_long_one_stays_signed_in_is_one_of_four(found):
    """HS-31: twenty, forty or sixty minutes, or a day; twenty-five minutes are refused."""
    assert codes(found, portal("{mode: registration, idle_timeout: 20m}")) == []
    assert codes(found, portal("{mode: registration, idle_timeout: 25m}")) == ["FD103"]


def test_passwords_may_be_made_stricter_than_the_standard_and_not_weaker(found):
    """HS-32: a portal may ask for twelve characters, and never for fewer than eight."""
    assert codes(found, portal("{mode: registration, password_rules: {min_length: 12}}")) == []
    assert codes(found, portal("{mode: registration, password_rules: {min_length: 6}}")) == ["FD103"]


@pytest.mark.parametrize(
    ("sso", "code"),
    [
        ("{protocol: saml, metadata: {binding: idp}, audience: acme}", []),
        ('{protocol: saml, metadata: "https://login.k.example/m", audience: acme}', []),
        ('{protocol: saml, metadata: "http://login.k.example/m", audience: acme}', ["FD736"]),
        ('{protocol: saml, metadata: "https://10.0.0.1/m", audience: acme}', ["FD735"]),
        ('{protocol: oidc, issuer: "https://login.k.example", client_id: a, client_secret: swordfish}', ["FD103"]),
        ('{protocol: oidc, issuer: "https://login.k.example", client_id: a}', ["FD102"]),
        ("{protocol: kerberos}", ["FD103"]),
    ],
)
def test_a_provider_is_named_with_all_it_needs_and_no_secret_in_clear(sso, code, found):
    """HS-22: each protocol has its own keys, and a secret is never written out."""
    bindings = {"brands/kitchen/bindings.yaml": "idp: {type: file}\n"} if "binding" in sso else {}
    assert codes(found, {**portal(f"{{mode: sso, sso: {sso}}}"), **bindings}) == code


@pytest.mark.parametrize(
    ("column", "found_codes"),
    [("title", []), ("order_no", []), ("root_cause", ["FD671"]), ("secret_no", ["FD671"]), ("titel", ["FD671"])],
)
def test_a_column_is_something_a_customer_may_see(column, found_codes, found):
    """HS-27: neither fields for agents nor encrypted ones can be columns."""
    changes = {
        **portal(tickets=f"{{inbox: support, list: {{columns: [id, {column}]}}}}"),
        "brands/kitchen/forms/question.yaml": "fields: [{field: order_no}, {field: secret_no}]\n",
        "brands/kitchen/fields/order_no.yaml": "{type: text, label: {en: Order, ko: 주문}}\n",
        "brands/kitchen/fields/secret_no.yaml": (
            "{type: text, label: {en: Secret, ko: 비밀}, personal: {encrypt: true}}\n"
        ),
        "brands/kitchen/fields/root_cause.yaml": (
            "{type: text, for: agent, permission: admin, label: {en: Cause, ko: 원인}}\n"
        ),
    }
    assert codes(found, changes) == found_codes


def test_a_step_of_progress_is_one_the_brand_has(found):
    """HS-27: the steps shown are those of the brand, built in or its own."""
    assert codes(found, portal(tickets="{inbox: support, list: {progress: [answered]}}")) == []
    own = {
        "brands/kitchen/tickets.yaml": (
            "progress: [{id: baked, name: {en: Baked, ko: 구움}}]\n"
            "statuses: [{id: baking, name: {en: Baking, ko: 굽기}, progress: baked}]\n"
        )
    }
    assert codes(found, {**portal(tickets="{inbox: support, list: {progress: [baked]}}"), **own}) == []
    assert codes(found, {**portal(tickets="{inbox: support, list: {progress: [answered]}}"), **own}) == ["FD672"]


def test_who_sees_the_tickets_of_a_company_is_said_by_known_properties(found):
    """HS-20: properties are known and operators make sense."""
    properties = {"brands/_organization/customer_properties.yaml": "size: {type: number}\nroles: {type: text}\n"}
    when = "{{inbox: support, visible: company, company_when: {{any: [{{all: [{}]}}]}}}}"
    for condition, expected in (
        ("{if: customer.size, at_least: 10}", []),
        ("{if: customer.roles, contains: manager}", []),
        ("{if: customer.country, is: SE}", []),
        ("{if: customer.country, is: Sweden}", ["FD741"]),
        ("{if: customer.size, contains: 1}", ["FD741"]),
        ("{if: customer.role, is: manager}", ["FD741"]),
        ("{if: status, is: pending}", ["FD741"]),
        ("{if: customer.name, matches: '(a'}", ["FD741"]),
    ):
        assert codes(found, {**portal(tickets=when.format(condition)), **properties}) == expected, condition


def test_nothing_is_said_about_a_property_whose_line_is_broken(found):
    properties = {"brands/_organization/customer_properties.yaml": "size: {type: nummer}\n"}
    when = "{inbox: support, visible: company, company_when: {all: [{if: customer.size, at_least: 10}]}}"
    assert codes(found, {**portal(tickets=when), **properties}) == ["FD103"]


def test_an_access_group_is_static_dynamic_or_filled_by_hand(found):
    """HS-33: static and dynamic groups, never both at once."""
    group = "brands/_organization/access_groups/partners.yaml"
    for body, expected in (
        ("{name: P, customers: [anna@k.example]}\n", []),
        ("{name: P, when: {all: [{if: customer.country, is: SE}]}}\n", []),
        ("{name: P}\n", []),
        ("{name: P, customers: [anna@k.example], when: {all: [{if: customer.country, is: SE}]}}\n", ["FD670"]),
        ("{name: P, customers: [anna]}\n", ["FD103"]),
    ):
        assert codes(found, {group: body}) == expected, body


def test_a_support_form_is_an_inquiry_type_that_is_switched_on(found):
    """HS-29: the types a portal offers exist and have a form."""
    assert codes(found, portal(tickets="{inbox: support, inquiry_types: [question]}")) == []
    assert codes(found, portal(tickets="{inbox: support, inquiry_types: [questions]}")) == ["FD201"]


def test_consents_are_asked_where_people_can_agree(found):
    """HS-28: a consent has a version, a purpose and words, and a portal that asks for it."""
    consent = {"brands/kitchen/consents/terms.yaml": "{version: 1, purpose: P, text: T, ask: [registration]}\n"}
    assert codes(found, {**portal(consents="[terms]"), **consent}) == []
    assert codes(found, {**portal(), **consent}) == ["FD674"]
    assert codes(found, {**portal("{mode: public}", "", consents="[terms]"), **consent}) == ["FD674"]
    wordless = {"brands/kitchen/consents/terms.yaml": "{purpose: P, text: T}\n"}
    assert codes(found, {**portal(consents="[terms]"), **wordless}) == ["FD102"]


def test_a_consent_of_the_organisation_may_be_asked_by_every_brand(found):
    consent = {"brands/_organization/consents/terms.yaml": "{version: 1, purpose: P, text: T}\n"}
    assert codes(found, {**portal(consents="[terms]"), **consent}) == []


def contract(compiled, changes):
    result = compiled(changes)
    assert result.bundle is not None, [item.message for item in result.diagnostics]
    return result.bundle.brands["kitchen"].portals["club"]


CLOSED = portal(enabled="false", tickets="")


def test_a_portal_behind_a_sign_in_may_show_the_knowledge_base_at_the_same_address(compiled):
    """HS-02: the knowledge base and one's tickets lie at one address.

    HS-03: the address is worked out from domain and path, and can be handed on.
    """
    made = contract(compiled, {**CLOSED, **DOMAIN})
    assert (made.host.value, made.path) == ("support.k.example", "/club")
    assert (made.show.knowledge_base, made.show.inquiries) == (True, True)


def test_a_portal_begins_with_an_address_and_a_mode_and_is_closed_until_it_is_said_to_be_open(compiled):
    """HS-06: setting one up begins with one short file.

    HS-21: its mode says how people come in.
    HS-23: it is finished by switching it on.
    """
    short = {**DOMAIN, PORTAL: "{address: {domain: support, path: /club}, access: {mode: registration}}\n"}
    made = contract(compiled, short)
    assert (made.enabled, made.access) == (False, "registration")


def test_a_portal_has_a_name_for_the_title_of_its_pages(found, compiled):
    """HS-07: a profile without a name is refused, and the name is in every language."""
    assert "FD102" in codes(found, portal(profile="{logo: assets/logo.png}"))
    named = {**CLOSED, PORTAL: CLOSED[PORTAL] + "profile: {name: {en: Club, ko: 클럽}}\n"}
    assert contract(compiled, named).name == {"en": "Club", "ko": "클럽"}


def test_without_a_domain_the_finding_says_how_to_get_one(compiled):
    """HS-11: whoever has no domain reads what to write."""
    result = compiled(portal(address="{path: /club}"))
    [hint] = [item.hint for item in result.diagnostics if item.code == "FD665"]
    assert "domain: support" in hint


def test_what_customers_do_with_tickets_is_said_in_one_place(compiled):
    """HS-14: tickets have their own part of the portal's file.

    HS-18: left alone, people see their own tickets.
    HS-30: they may answer, and send files, unless it is switched off.
    """
    tickets = contract(compiled, CLOSED).tickets
    assert (tickets.visible, tickets.reply, tickets.attachments) == ("own", True, True)
    silent = contract(compiled, portal(enabled="false", tickets="{reply: false, attachments: false}")).tickets
    assert (silent.reply, silent.attachments) == (False, False)


def test_people_may_see_the_tickets_of_their_company(compiled):
    """HS-19: one word lets people see their company's tickets beside their own."""
    assert contract(compiled, portal(enabled="false", tickets="{visible: company}")).tickets.visible == "company"


@pytest.mark.parametrize(("kind", "expected"), [("inbox", []), ("helpdesk", []), ("mailbox", ["FD103"])])
def test_an_inbox_is_one_of_two_kinds(kind, expected, found):
    """HS-16: new tickets land in an inbox or in a help desk."""
    inbox = f"support: {{name: S, type: {kind}, groups: [support]}}\n"
    assert codes(found, {**portal(), "brands/kitchen/inboxes.yaml": inbox}) == expected


def test_membership_mails_are_messages_of_the_brand(found):
    """HS-24: the message of an invitation exists, and may be worded."""
    message = {"brands/kitchen/messages/welcome.yaml": "{subject: {en: Hi, ko: 안녕}, body: {en: Come, ko: 오세요}}\n"}
    invited = portal("{mode: registration, mails: {invitation: welcome}}")
    assert codes(found, {**invited, **message}) == []


def test_a_change_of_any_setting_is_another_bundle(compiled):
    """HS-25: settings are changed in the file, and what is served is another digest.

    NHN-002: a change is one whole new state with a name of its own.
    """
    one, other = (compiled(portal(enabled="false", tickets=f"{{reply: {value}}}")) for value in ("true", "false"))
    assert None not in (one.root_digest, other.root_digest)
    assert one.root_digest != other.root_digest


def test_a_portal_behind_a_sign_in_looks_as_its_brand_does(compiled):
    """HS-34: colours and theme are set as for any portal."""
    plain = contract(compiled, CLOSED)
    warm = contract(compiled, {**CLOSED, PORTAL: CLOSED[PORTAL] + "design: {theme: warm}\n"})
    assert plain.tokens.digest != warm.tokens.digest


def test_an_own_placeholder_and_a_member_s_number_are_spelt_right(found):
    members = "brands/_organization/members.yaml"
    base = "jin: {name: Jin, email: jin@k.example}\nmina: {name: Mina, email: mina@k.example, mobile: %s}\n"
    assert codes(found, {members: base % '"+821012345678"'}) == []
    assert codes(found, {members: base % "call-me"}) == ["FD103"]
