"""YAML in, the whole text out: what stands at the door of a portal."""

from compiler.snapshot import snapshots
from tests.kitchen import KeptBlobs, compiled

ORGANIZATION = "brands/_organization"
SHARED = {
    f"{ORGANIZATION}/bindings.yaml": "support_host: {type: host}\n",
    f"{ORGANIZATION}/organization.yaml": (
        "name: Acme\ndomains:\n  support: {host: {binding: support_host}, language: en}\n"
    ),
    f"{ORGANIZATION}/customer_properties.yaml": (
        "plan: {type: dropdown, options: [{id: partner, label: Partner}]}\n"
        "role: {type: dropdown, options: [{id: manager, label: Manager}]}\n"
    ),
    f"{ORGANIZATION}/access_groups/customers.yaml": "{name: Customers, customers: [anna@customer.example]}\n",
    f"{ORGANIZATION}/access_groups/partners.yaml": (
        "{name: Partners, when: {all: [{if: customer.plan, is: partner}]}}\n"
    ),
    f"{ORGANIZATION}/access_groups/friends.yaml": "{name: Friends}\n",
    "environments/demo.yaml": (
        "_organization: {support_host: support.localhost}\nkitchen: {main_host: kitchen.localhost}\n"
    ),
    "inboxes.yaml": "support: {name: Support, type: helpdesk, groups: [support]}\n",
    "messages/welcome.yaml": "{subject: Welcome, body: Come in}\n",
    "consents/terms.yaml": (
        "{version: 2, purpose: Your tickets, text: We keep them **three years**., sentence: I agree, keep: 3y,\n"
        " ask: [registration, inquiry]}\n"
    ),
}
REGISTRATION = """\
address: {domain: support, path: /club}
access:
  mode: registration
  access_groups: [customers, partners, friends]
  magic_link: {lifetime: 15m}
  idle_timeout: 20m
  mails: {invitation: welcome}
  password_rules: {min_length: 12}
tickets:
  inbox: support
  inquiry_types: [question]
  visible: company
  company_when: {any: [{if: customer.role, is: manager}]}
  list: {columns: [id, title], progress: [received], filters: [status], sort: {by: created, order: oldest_first}}
  detail: [priority]
consents: [terms]
"""
IN_WORDS = """\
# Coming in
who: customers with an account of this portal and a password
search engines: are told to list nothing of this portal
access group customers: Customers
  in it is: whoever is listed; agents' text says who
access group partners: Partners
  in it is whoever fits: the customer's plan is partner
access group friends: Friends
  in it is: whoever is added while the portal runs
strangers may register themselves: no
invitation by mail: message welcome
a password has: eight characters of three kinds, ten of two, or twelve; no name, row or repetition
and at least: 12 characters
a forgotten password: in words of our own
a link by mail beside the password: works once, within 15m
signed out after: 20m without a request

# Tickets here
new ones land in: the inbox support
offered: question
customers see: their own and those of their company
those of their company only if: the customer's role is manager
column: id
column: title
only tickets at: received
filter: status
order: by created, oldest first
shown with a ticket: priority
customers may answer: yes
customers may send files: yes

# Consents
terms: Your tickets [version 2, required]
  asked: when somebody registers
  asked: with each inquiry
  text: We keep them three years.
  beside the box: I agree
  kept for: 1,095 days
"""


def public(portal: str, changes=None) -> str:
    blobs = KeptBlobs()
    result, said = compiled({**SHARED, "portals/club.yaml": portal, **(changes or {})}, blobs)
    assert result.bundle is not None, said
    texts = {item.path: item.text for item in snapshots(result.bundle, lambda digest: blobs.kept[digest])}
    return texts["kitchen/club/en.public.txt"]


def between(text: str, first: str, then: str) -> str:
    return text[text.index(first) : text.index(then)].rstrip("\n") + "\n"


def test_a_reviewer_reads_who_comes_in_what_they_see_and_what_they_agree_to():
    """HS-17: who sees which tickets is read by a reviewer, in words."""
    text = public(REGISTRATION)
    assert between(text, "# Coming in", "# Knowledge base") == IN_WORDS
    assert "in demo: support.localhost/club/en/\n" in text


def test_on_a_system_domain_no_membership_mail_is_promised():
    """HS-12: the text says that a system domain sends no membership mail."""
    system = SHARED[f"{ORGANIZATION}/organization.yaml"].replace("language: en", "language: en, type: system")
    text = public(REGISTRATION, {f"{ORGANIZATION}/organization.yaml": system})
    assert "invitation by mail: not sent: the domain is the vendor's\n" in text


def test_a_portal_for_everybody_says_so_in_one_line():
    text = public("address: {domain: support, path: /club}\n", {"consents/terms.yaml": None})
    assert "who may come in: everybody\n" in text
    assert "# Coming in" not in text
    assert "# Tickets here" not in text


def test_a_provider_is_named_with_what_is_taken_from_it():
    """HS-22: single sign-on names its provider and the attributes it gives."""
    portal = """\
address: {domain: support, path: /club}
access:
  mode: sso
  sso: {protocol: saml, metadata: "https://login.acme.example/metadata", audience: acme, attributes: {email: mail}}
tickets: {inbox: support}
"""
    text = public(portal, {"consents/terms.yaml": None})
    assert (
        "provider: saml, https://login.acme.example/metadata\nwe are known there as: acme\nemail is taken from: mail\n"
        in text
    )


def test_a_ticket_s_link_opens_its_ticket_and_nothing_else():
    text = public(
        "address: {domain: support, path: /club}\naccess: {mode: ticket_link, lifetime: 90d}\n",
        {"consents/terms.yaml": None},
    )
    assert "who: whoever has the link of a ticket, to that ticket\na link opens its ticket for: 90d\n" in text


def test_a_service_is_found_at_its_documented_path_too():
    """NHN-004: the documented path of a service leads to its portal."""
    brand = "name: Kitchen\nlanguages: [en]\nservice_id: Cook\n"
    text = public("address: {domain: support, path: /club}\n", {"consents/terms.yaml": None, "brand.yaml": brand})
    assert "also found at: /Cook/hc\n" in text
    text = public("address: {domain: support}\n", {"consents/terms.yaml": None, "brand.yaml": brand})
    assert "in demo: support.localhost/Cook/hc/en/\n" in text
    assert "also found at" not in text


def test_menus_that_lead_out_are_listed_with_what_they_hand_over():
    menus = (
        '- {id: shop, name: Shop, url: "https://shop.example", open_on: [pc],'
        " params: [{name: src, value: help}, {name: user, from: customer.id}]}\n"
    )
    text = public("address: {domain: support}\n", {"consents/terms.yaml": None, "external_menus.yaml": menus})
    assert (
        "# Menus that lead out\nshop: Shop\n  leads to: https://shop.example\n  shown on: computers\n"
        "  hands over: src = help\n  hands over: user, taken from customer.id\n"
    ) in text
