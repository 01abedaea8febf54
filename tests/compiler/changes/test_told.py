"""YAML before and after, and all that reviewers are told of it."""

import pytest

from compiler.changes.sections import places_of
from tests.kitchen import base
from tests.states import compared, told

RULES = (
    "- {id: one, title: First, events: [created], then: [{do: tag, add: [a]}]}\n",
    "- {id: two, title: Second, events: [created], then: [{do: tag, add: [b]}]}\n",
    "- {id: three, title: Third, events: [created], then: [{do: tag, add: [c]}]}\n",
)
ARTICLE = "---\ntitle: Reset\nstatus: public\nrelated: []\n---\nPress the button.\n\nWait.\n"
ALONE = {"kb/start/welcome.md": "---\ntitle: Welcome\nstatus: public\nrelated: []\n---\nBegin.\n"}


def test_two_equal_states_have_nothing_to_tell():
    report = compared(ALONE, ALONE)
    assert report.is_empty
    assert (report.changes, report.personal, report.translation, report.findings) == ((), (), (), ())
    assert told(ALONE, {**ALONE, "brand.yaml": "# a remark\nname: Kitchen\nlanguages: [en]\n"}) == "\n"


def test_a_trigger_is_shown_in_sentences_before_and_after_with_the_order_that_changed():
    one, two, three = RULES
    before = {"triggers/10-tags.yaml": one + two + three}
    after = {"triggers/10-tags.yaml": two + one.replace("[a]", "[a, z]") + three}
    text = told(before, after)
    assert (
        text
        == """\
# Triggers
trigger one “First”  [kitchen/main]
  does something else  ·  rules
      when a ticket is created
    - then tag it a
    + then tag it a, z
triggers  [kitchen/main]
  run in another order: one after two  ·  rules
    + two
      one
    - two
      three
"""
    )


def test_an_article_with_another_place_and_another_id_is_one_that_moved():
    folder = {"kb/start/more/_folder.yaml": "name: More\n", "kb/start/more/other.md": ARTICLE.replace("Reset", "Other")}
    before = {**ALONE, **folder, "kb/start/reset.md": ARTICLE}
    moved = "moved: [{what: article, from: reset, to: again, date: 2026-03-01}]\n"
    after = {**ALONE, **folder, "kb/start/more/again.md": ARTICLE, "retired.yaml": moved}
    text = told(before, after)
    assert (
        text
        == """\
# Knowledge base
article again “Reset”  [kitchen/main]
  is called again now; its old address reset leads here  ·  content
  moves from start to start/more  ·  content
"""
    )


def test_an_article_with_another_id_that_nobody_declared_is_told_to_have_lost_its_address():
    before = {**ALONE, "kb/start/reset.md": ARTICLE}
    after = {**ALONE, "kb/start/again.md": ARTICLE}
    text = told(before, after)
    assert (
        text
        == """\
# Knowledge base
article again “Reset”  [kitchen/main]
  is called again now; its old address reset is gone  ·  content
"""
    )


def test_who_may_read_an_article_stands_before_what_it_says():
    before = {**ALONE, "kb/start/reset.md": ARTICLE}
    after = {**ALONE, "kb/start/reset.md": ARTICLE.replace("public", "member").replace("the b", "the red b")}
    text = told(before, after)
    assert (
        text
        == """\
# Knowledge base
article reset “Reset”  [kitchen/main]
  becomes readable by staff only; so far it was everybody  ·  access
  text changes (en)  ·  content
    - Press the button.
    + Press the red button.
      Wait.
"""
    )


def test_a_category_takes_its_articles_along():
    section = "name: Help\n"
    articles = {"kb/help/reset.md": ARTICLE, "kb/help/more.md": ARTICLE.replace("Reset", "More")}
    before = {**ALONE, **articles, "kb/help/_category.yaml": section}
    after = {**ALONE, **articles, "kb/help/_category.yaml": section + "status: member\n"}
    text = told(before, after).partition("\n# New findings")[0]
    assert (
        text
        == """\
# Knowledge base
category help “Help”  [kitchen/main]
  becomes readable by staff only; so far it was everybody, and with it more, reset  ·  access
"""
    )


def test_a_field_that_becomes_personal_is_on_the_data_map():
    before = {
        "forms/question.yaml": "fields: [{field: order_no}]\n",
        "fields/order_no.yaml": "{type: text, label: Order number}\n",
    }
    after = {
        "forms/question.yaml": "fields: [{field: order_no, required: true}]\n",
        "fields/order_no.yaml": "{type: text, label: Order number, personal: {encrypt: true, destroy_after: 90d}}\n",
    }
    text = told(before, after)
    assert (
        text
        == """\
# Forms and fields
field order_no “Order number”  [kitchen/main]
  is personal data now: encrypted, destroyed 90d after the ticket's end  ·  personal data
form question  [kitchen/main]
  order_no must be answered now  ·  personal data

# Personal data
3 other fields with personal data are as they were.
  kitchen: order_no
    what changes: is collected now
    asked in: portal main, form question
    read by: agent jin
    carried out by: nothing
    kept: encrypted, destroyed 90d after the ticket's end
"""
    )


def test_a_mail_that_carries_an_answer_out_is_told_on_the_data_map():
    fields = {
        "forms/question.yaml": "fields: [{field: order_no}]\n",
        "fields/order_no.yaml": "{type: text, label: Order number, personal: {}}\n",
    }
    rule = (
        "- id: tell\n  title: Tell\n  events: [agent_replied]\n  then:\n"
        '    - {do: mail, to: ["agent:jin"], subject: News, body: "<p>Order #{field.order_no}</p>"}\n'
    )
    text = told(fields, {**fields, "triggers/10-tell.yaml": rule})
    assert (
        text
        == """\
# Triggers
trigger tell “Tell”  [kitchen/main]
  is new; it runs alone  ·  rules
    + when an agent replies
    + then mail "News" to agent jin
    +   mail: Order #{field.order_no}

# Personal data
3 other fields with personal data are as they were.
  kitchen: order_no
    what changes: carried by mail of its own words to agent jin (trigger tell) now
    asked in: portal main, form question
    read by: agent jin
    carried out by: mail of its own words to agent jin (trigger tell)
    kept: not encrypted, destroyed never
"""
    )


def test_a_new_agent_reads_what_customers_wrote():
    member = "jin: {name: Jin Kim, email: jin@kitchen.example}\nkim: {name: Kim, email: kim@kitchen.example}\n"
    members = {"brands/_organization/members.yaml": member}
    after = {
        **members,
        "agents.yaml": "jin: {role: admin}\nkim: {}\n",
        "groups.yaml": "support: {name: Support, agents: [jin, kim]}\n",
    }
    text = told(members, after)
    assert (
        text
        == """\
# Agents and groups
agent kim “Kim”  [kitchen]
  is new  ·  access
    + name: Kim
    + email: kim@kitchen.example
    + role: agent
    + permissions: tickets
    + assigned: tickets
group support “Support”  [kitchen]
  agents, in the order of linear assignment: jin → jin, kim  ·  settings

# Personal data
  field                        what changes           asked in  read by  carried out by  kept
  kitchen: email, name, phone  read by agent kim now
"""
    )


def test_a_language_is_one_change_with_how_far_it_is_translated():
    after = {"brand.yaml": "name: Kitchen\nlanguages: [en, sv]\n"}
    text = told({}, after)
    assert text.startswith("""\
# Brands
brand kitchen “Kitchen”  [kitchen/main]
  speaks sv now: 0 of 47 texts have words of their own; the others are shown in en  ·  content

# Portals
portal main “Kitchen help”  [kitchen/main]
  speaks sv now  ·  settings

# Translation
""")
    assert "before: not spoken\n    after: 0 % (0 of 8)\n" in text


def test_what_an_environment_supplies_is_told_without_any_brand_having_changed():
    text = told({}, {"environments/demo.yaml": "kitchen: {main_host: other.localhost}\n"})
    assert (
        text
        == """\
# Environments
environment demo  [kitchen/main]
  main_host: kitchen.localhost → other.localhost  ·  settings
"""
    )


ORGANISATION = {
    "brands/_organization/organization.yaml": "name: Ours\ndomains: {shared: {host: {binding: shared_host}}}\n",
    "brands/_organization/bindings.yaml": "shared_host: {type: host}\nspare_host: {type: host}\n",
    "portals/second.yaml": "address: {domain: shared, path: /second}\n",
    "portals/third.yaml": "address: {domain: shared, path: /third}\n",
    "bindings.yaml": "main_host: {type: host}\nhook: {type: url}\nserver: {type: host}\n",
    "triggers/10-calls.yaml": "- {id: call, title: Call, events: [created],"
    " then: [{do: webhook, url: {binding: hook}}]}\n",
}
OTHER_BRAND = {
    "brands/diner/brand.yaml": "name: Diner\nlanguages: [en]\n",
    "brands/diner/portals/main.yaml": "address: {host: diner.localhost}\n",
}


def supplied(shared="shared.localhost", spare="spare.localhost", hook="https://a.example"):
    environment = (
        f"_organization: {{shared_host: {shared}, spare_host: {spare}}}\n"
        f"kitchen: {{main_host: kitchen.localhost, server: mail.localhost, hook: '{hook}'}}\n"
    )
    return {**ORGANISATION, **OTHER_BRAND, "environments/demo.yaml": environment}


@pytest.mark.parametrize(
    ("after", "place", "portals", "noticed"),
    [
        (
            supplied(shared="new.localhost"),
            "kitchen: second, third",
            ("kitchen/second", "kitchen/third"),
            ("customers",),
        ),
        (supplied(hook="https://b.example"), "kitchen: main, second, third", None, ("agents",)),
        (supplied(spare="new.localhost"), "nowhere", (), ()),
    ],
    ids=["a host that portals share", "where a rule calls", "what nobody uses"],
)
def test_what_an_environment_supplies_reaches_whoever_uses_it(after, place, portals, noticed):
    report = compared(supplied(), after)
    [change] = report.changes
    assert (places_of(change), change.noticed) == (place, noticed)
    assert report.radius.brands == (("kitchen",) if change.where else ())
    if portals is not None:
        assert report.radius.portals == portals


def test_an_inquiry_type_gives_what_it_says_to_those_below():
    types = "- {{id: question, name: Question, form: question{}, children: [{{id: size, name: Size}}]}}\n"
    groups = "support: {name: Support, agents: [jin]}\noffice: {name: Office, agents: [jin]}\n"
    before = {"inquiry_types.yaml": types.format(", group: support"), "groups.yaml": groups}
    after = {"inquiry_types.yaml": types.format(", group: office"), "groups.yaml": groups}
    text = told(before, after)
    assert (
        text
        == """\
# Inquiry types
inquiry type question “Question”  [kitchen/main]
  new tickets go to group: support → office, with 1 type below it  ·  settings
"""
    )


def test_words_that_a_code_says_in_many_places_change_once():
    portal = """\
enabled: true
address: {host: {binding: main_host}}
profile: {name: Kitchen help, logo: assets/logo.png, favicon: assets/favicon.png}
design:
  theme: plain
  buttons: [{id: shop, label: {code: home.shop}, url: "https://kitchen.example/"}]
footer:
  text: We are here from nine to five.
  links:
    - {id: privacy, label: Privacy, url: "https://kitchen.example/privacy"}
    - {id: shop, label: {code: home.shop}, url: "https://kitchen.example/"}
"""
    code = "home.shop: {{text: {}}}\n"
    before = {"portals/main.yaml": portal, "codes/home.yaml": code.format("Shop")}
    after = {"portals/main.yaml": portal, "codes/home.yaml": code.format("Store")}
    [change] = compared(before, after).changes
    assert change.passage is not None
    assert (change.passage.before, change.passage.after) == (("Shop",), ("Store",))


def test_a_link_with_another_id_is_neither_gone_nor_new():
    links = base()["brands/kitchen/portals/main.yaml"].decode()
    shop = f"{links}    - {{id: shop, label: Shop, url: 'https://kitchen.example/'}}\n"
    store = shop.replace("id: shop", "id: store")
    changes = compared({"portals/main.yaml": shop}, {"portals/main.yaml": store}).changes
    assert [change.sentence for change in changes] == ["link shop in the footer id: shop → store"]


def test_only_findings_that_the_base_did_not_have_are_told():
    spare = {"forms/spare.yaml": "fields: []\n"}
    [found] = compared({}, spare).findings
    assert (found.code, found.span.file) == ("FD411", "brands/kitchen/forms/spare.yaml")
    later = compared(spare, {**spare, "brand.yaml": "name: Kitchens\nlanguages: [en]\n"})
    assert (later.findings, later.settled) == ((), 0)
    assert compared(spare, {}).settled == 1
