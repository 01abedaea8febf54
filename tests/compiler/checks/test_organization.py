"""What an organisation shares and where other systems meet a brand, beyond what the pages show."""

import pytest

ORGANIZATION = "brands/_organization"
KITCHEN = "brands/kitchen"
ACME = {f"{ORGANIZATION}/organization.yaml": "name: Acme\napi_id: acme01\n"}
NUMBERS = {f"{KITCHEN}/ids.lock.yaml": "next: 104\ninquiry_type: {question: 101}\nagent: {jin: 102, mina: 103}\n"}
EVERYTHING = ("FD1", "FD2", "FD3", "FD4", "FD6", "FD7")


def features(*names: str) -> dict[str, str]:
    on = ", ".join(f"{name}: true" for name in names)
    return {f"{KITCHEN}/brand.yaml": f"name: Kitchen\nlanguages: [en, ko]\ndefault_language: en\nfeatures: {{{on}}}\n"}


def codes(found, changes) -> list[str]:
    return [line.split()[0] for line in found(changes, EVERYTHING)]


def api(text: str) -> dict[str, str]:
    return {**ACME, **NUMBERS, f"{KITCHEN}/open_api.yaml": f'service_key: {{secret: "env:OPEN_API_KEY"}}\n{text}\n'}


def test_an_open_api_is_switched_on_with_a_key_by_reference_and_a_list_of_callers(found):
    """NHN-007: the Open API is switched on and off by one key of its file."""
    assert codes(found, api("allowed_ips: [203.0.113.7]")) == []
    assert codes(found, api("enabled: false")) == []


def test_a_key_written_out_is_refused(found):
    """NHN-008: a service key is named, never written; another key is another name."""
    written = {**ACME, **NUMBERS, f"{KITCHEN}/open_api.yaml": "service_key: swordfish\nallowed_ips: [203.0.113.7]\n"}
    [line] = found(written, EVERYTHING)
    assert line.startswith("FD103 open_api.yaml:1:14 a secret is never written itself")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ('203.0.113.7, 203.0.113.8, 198.51.100.0/24, "2001:db8::/32"', []),
        ("203.0.113.256", ["FD737"]),
        ("203.0.113.7/33", ["FD737"]),
        ("203.0.113.7/24", ["FD737"]),
        ("help.kitchen.example", ["FD737"]),
        ("203.0.113.7, 203.0.113.7", ["FD738"]),
        ("203.0.113.7, 203.0.113.0/24", ["FD738"]),
        ('"2001:db8::1", "2001:db8::/32"', ["FD738"]),
        ('"2001:db8::1", 203.0.113.7', []),
        ('"::/0"', ["FD739"]),
        ("0.0.0.0/0, 203.0.113.7", ["FD739", "FD738"]),
        ("", ["FD740"]),
    ],
)
def test_a_list_of_callers_holds_addresses_and_networks_each_once(entries, expected, found):
    """NHN-009: entries are valid and do not overlap; the whole Internet is warned of."""
    assert codes(found, api(f"allowed_ips: [{entries}]")) == expected


def test_nobody_may_call_unless_somebody_is_listed_or_it_is_said_that_all_may(found):
    """NHN-010: a list that lets nobody in is warned of, and everybody is let in only in words."""
    assert codes(found, api("allowed_ips: []")) == ["FD740"]
    assert codes(found, api("any_ip: true")) == []


INTERLINK = 'key: {secret: "env:INTERLINK_KEY"}\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('method: post\nlogin_url: "https://s.example/l"\nstatus_url: "https://s.example/s"\n', []),
        ('method: get\nverify_url: "https://s.example/v"\nnon_members: true\n', []),
        ('method: get\nlogin_url: "https://s.example/l"\n', ["FD102", "FD101"]),
        ('method: post\nlogin_url: "https://s.example/l"\n', ["FD102"]),
        ('method: put\nlogin_url: "https://s.example/l"\n', ["FD103"]),
        ('method: get\nverify_url: "http://s.example/v"\n', ["FD736"]),
        ('method: get\nverify_url: "https://127.0.0.1/v"\n', ["FD735"]),
    ],
)
def test_the_site_of_members_is_described_by_one_method_and_its_addresses(text, expected, found):
    """NHN-189: exactly one method.

    NHN-190: its addresses are there, and encrypted.
    """
    portal = {f"{KITCHEN}/portals/club.yaml": "{address: {host: k.example}, access: {mode: member_interlink}}\n"}
    changes = {**portal, f"{KITCHEN}/member_interlink.yaml": text + INTERLINK}
    assert codes(found, changes) == expected


def test_members_come_in_where_a_portal_says_so_and_the_link_is_on(found):
    """NHN-187: a portal takes the members of another site.

    NHN-191: the link may be switched off.
    """
    link = 'method: get\nverify_url: "https://s.example/v"\n' + INTERLINK
    file = f"{KITCHEN}/member_interlink.yaml"
    portal = {f"{KITCHEN}/portals/club.yaml": "{address: {host: k.example}, access: {mode: member_interlink}}\n"}
    assert codes(found, {file: link, **portal}) == []
    assert codes(found, {file: link + "enabled: false\n", **portal}) == ["FD669"]
    assert codes(found, portal) == ["FD669"]


def test_whether_strangers_may_ask_is_said_with_the_link_and_a_link_nobody_uses_is_warned_of(found):
    """NHN-192: strangers are let in by one key.

    NHN-193: without the link, inquiries are open to all.
    """
    file = f"{KITCHEN}/member_interlink.yaml"
    link = 'method: get\nverify_url: "https://s.example/v"\nnon_members: false\n' + INTERLINK
    assert codes(found, {file: link}) == ["FD759"]
    assert codes(found, {file: link + "enabled: false\n"}) == []


def test_security_is_a_feature_and_masking_needs_no_settings(found):
    """NHN-223: security is one feature of a brand.

    NHN-224: masking needs no more than that.
    """
    assert codes(found, features("security")) == []
    assert codes(found, {f"{KITCHEN}/security.yaml": "retention: {tickets: 3y}\n"}) == ["FD656"]


def test_logs_are_sent_to_a_sink_by_a_token_that_is_named(found):
    """NHN-225: log linkage needs the feature, an address and a secret by reference."""
    linkage = 'log_linkage: {sink: "https://logs.example/in", token: {secret: "env:LOG_TOKEN"}}\n'
    file = f"{KITCHEN}/security.yaml"
    assert codes(found, {**features("security"), file: linkage}) == []
    assert codes(found, {file: linkage}) == ["FD656"]
    assert codes(found, {**features("security"), file: linkage.replace("https://logs.example", "https://logs")}) == [
        "FD735"
    ]


def test_a_feature_that_is_off_is_off_in_every_portal(compiled):
    """NHN-180: a function is switched on or off.

    NHN-181, NHN-182, NHN-184: notices, FAQ and chat are gated.
    """
    changes = {
        f"{KITCHEN}/brand.yaml": (
            "name: Kitchen\nlanguages: [en, ko]\ndefault_language: en\n"
            "features: {notices: false, faq: false, inquiries: false, chat: false}\n"
        ),
        f"{KITCHEN}/portals/main.yaml": (
            "address: {host: k.example}\nshow: {notices: true, faq: true, inquiries: true, chat: true}\n"
        ),
    }
    shown = compiled(changes).bundle.brands["kitchen"].portals["main"].show
    assert (shown.notices, shown.faq, shown.inquiries, shown.chat) == (False, False, False, False)


def test_asking_and_one_s_own_tickets_are_one_switch_and_the_menu_another(compiled):
    """NHN-183: the form and “my inquiries” go together.

    NHN-185: the menu is shown or not.
    """
    changes = {
        f"{KITCHEN}/portals/main.yaml": "{address: {host: k.example}, show: {inquiries: false, navigation: false}}\n"
    }
    shown = compiled(changes).bundle.brands["kitchen"].portals["main"].show
    assert (shown.inquiries, shown.navigation) == (False, False)


def test_information_on_the_company_is_the_organisation_s(found):
    """NHN-186: a portal that shows it needs it to be there."""
    portal = {f"{KITCHEN}/portals/main.yaml": "{address: {host: k.example}, show: {company_info: true}}\n"}
    assert codes(found, portal) == ["FD755"]
    assert codes(found, {**portal, f"{ORGANIZATION}/company_info.yaml": "name: Acme\n"}) == []
    assert codes(found, {**portal, f"{ORGANIZATION}/company_info.yaml": "nam: Acme\n"}) == ["FD107"]


def test_every_group_of_a_service_is_there_or_off(compiled):
    """NHN-001: each group of settings has a feature, on or off, in every compiled brand."""
    features = compiled({}).bundle.brands["kitchen"].brand.features
    assert set(type(features).model_fields) >= {
        "knowledge_base", "faq", "notices", "inquiries", "chat", "call", "callback", "sms", "customer_data", "security",
    }  # fmt: skip


def test_admins_are_members(found):
    """HS-04: who may change portals is said by members of staff."""
    assert codes(found, {f"{ORGANIZATION}/organization.yaml": "name: Acme\nadmins: [jin]\n"}) == []
    assert codes(found, {f"{ORGANIZATION}/organization.yaml": "name: Acme\nadmins: [jim]\n"}) == ["FD201"]


@pytest.mark.parametrize("domain", ["{host: k.example}", "{host: k.example, type: system}"])
def test_a_domain_is_one_s_own_or_the_vendor_s(domain, found):
    """HS-08: domains are declared once.

    HS-12: a system domain that would have to send mail is warned of.
    """
    changes = {
        f"{ORGANIZATION}/organization.yaml": f"name: Acme\ndomains: {{support: {domain}}}\n",
        f"{KITCHEN}/portals/club.yaml": "{address: {domain: support}, access: {mode: magic_link}}\n",
    }
    assert codes(found, changes) == (["FD745"] if "system" in domain else [])


def test_own_placeholders_name_placeholders_there_are(found):
    file = f"{ORGANIZATION}/placeholders.yaml"
    field = {
        f"{KITCHEN}/forms/question.yaml": "fields: [{field: serial_no}]\n",
        f"{KITCHEN}/fields/serial_no.yaml": "{type: text, label: {en: Serial, ko: 번호}}\n",
    }
    assert codes(found, {file: "AffectedSerial: {means: field.serial_no}\n", **field}) == []
    assert codes(found, {file: "AffectedSerial: {means: field.serial}\n", **field}) == ["FD742"]
    assert codes(found, {file: "AffectedEmail: {means: customer.phone}\n", **field}) == ["FD743"]
    assert codes(found, {file: "Affected-Serial: {means: customer.phone}\n", **field}) == ["FD109"]


def test_a_calendar_is_a_country_s_with_days_added_and_taken_out(found):
    file = f"{ORGANIZATION}/holidays/de.yaml"
    assert codes(found, {file: 'add: [{date: "2026-12-24", name: Eve}]\n'}) == []
    assert codes(found, {file: "calendar: {country: XX}\n"}) == ["FD752"]
    assert codes(found, {file: "calendar: {country: Germany}\n"}) == ["FD103"]
    assert codes(found, {file: 'add: [{date: "2026-13-24", name: Eve}]\n'}) == ["FD622"]
    twice = 'add: [{date: "2026-12-24", name: Eve}, {date: "2026-12-24", name: Eve}]\n'
    assert codes(found, {file: twice}) == ["FD753"]


def test_what_is_said_of_a_day_that_is_no_day_is_said_once(found):
    assert codes(found, {f"{ORGANIZATION}/holidays/de.yaml": 'remove: ["2026-02-30"]\n'}) == ["FD622"]


CODES = f"{KITCHEN}/codes/home.yaml"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({CODES: "home.hero: {text: {en: Hello, ko: 안녕}}\n"}, ["FD625"]),
        ({CODES: "Home Hero: {text: {en: Hello, ko: 안녕}}\n"}, ["FD109"]),
        ({CODES: "ask.title: {text: {en: Hello, ko: 안녕}}\n"}, ["FD754"]),
        ({CODES: "home.hero: {text: {en: Hello, ko: 안녕}, tags: [hom]}\n"}, ["FD201"]),
        ({f"{KITCHEN}/codes/_system.yaml": "ask.titel: {text: {en: Hello, ko: 안녕}}\n"}, ["FD629"]),
        ({f"{KITCHEN}/codes/_system.yaml": "ask.title: {text: {en: Hello, ko: 안녕}}\n"}, []),
        ({CODES: "home.hero: {text: {ko: 안녕}}\n"}, ["FD302"]),
    ],
)
def test_codes_are_words_with_a_name_in_every_language(changes, expected, found):
    """NHN-195: codes and tags in every language.

    NHN-196: a code is spelt right.
    NHN-197: ours change in words alone.
    NHN-198: own codes take no name of ours.
    NHN-199: every language has its words.
    NHN-200: tags exist.
    NHN-201: a code nobody uses is noted.
    """
    said = codes(found, changes)
    assert ([code for code in said if code != "FD625"] or said) == expected


def test_a_tag_of_codes_exists_once(found):
    """NHN-202 and NHN-203: tags are unique, whether the brand has them or the organisation."""
    changes = {
        f"{KITCHEN}/code_tags.yaml": "home: {name: {en: Home, ko: 홈}}\n",
        f"{ORGANIZATION}/code_tags.yaml": "home: {name: Home}\n",
    }
    assert codes(found, changes) == ["FD203"]


def test_a_file_is_named_by_its_path_and_sent_under_its_digest(repository):
    """NHN-177: files lie in the brand's folder.

    NHN-178: what is uploaded once has one lasting address.
    """
    from compiler.blobs import CountingBlobs
    from compiler.compile import compile_tree
    from compiler.read import read_folder
    from tests.compiler.checks.conftest import BASE

    article = "---\ntitle: A\nstatus: public\n---\n[Steps](assets/steps.txt)\n"
    folder = repository(
        {**BASE, f"{KITCHEN}/kb/a/_category.yaml": "name: {en: A, ko: 가}\n", f"{KITCHEN}/kb/a/b.md": article}
    )
    (folder / f"{KITCHEN}/assets").mkdir()
    (folder / f"{KITCHEN}/assets/steps.txt").write_text("One, two.\n")
    tree, findings = read_folder(folder)
    result = compile_tree(tree, findings, CountingBlobs())
    assert result.bundle is not None
    asset = result.bundle.brands["kitchen"].brand.assets["assets/steps.txt"]
    assert asset.digest.startswith("sha256:")


def test_a_file_s_name_occurs_once_in_a_brand_whatever_its_folder_and_capitals(found):
    """NHN-179: names of files are unique in a brand."""
    files = {f"{KITCHEN}/assets/a/steps.txt": "One.\n", f"{KITCHEN}/assets/b/Steps.txt": "Two.\n"}
    assert [line.split()[0] for line in found(files, "FD694")] == ["FD694"]
