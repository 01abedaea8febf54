"""The story of Game A as far as the compiler tells it: types and forms, rules, mail, channels, look.

Each step changes a copy of the example brand the way its admin would and looks at everything that is said.
"""

import pytest

from compiler.compile import compile_tree
from tests.examples import Repository
from tests.kitchen import KeptBlobs

GAME = Repository(("game-a",))
ROUTING, PORTAL = "triggers/10-routing.yaml", "portals/main.yaml"


TREE = "inquiry_types.yaml"


def deep(levels: int, more: str = "") -> str:
    """A chain of types, each below the one before."""
    lines = []
    for level in range(levels):
        blanks = "    " * level
        lines.append(f"{blanks}- id: deep{level}\n{blanks}  name: {{ko: 층{level}, en: Deep {level}}}\n")
        lines.append(f"{blanks}  {more}\n" if more and not level else "")
        lines.append(f"{blanks}  children:\n" if level < levels - 1 else "")
    return "".join(lines)


def errors(repository: Repository, base: Repository | None = None) -> list[str]:
    return [repository.told(item) for item in repository.said(base) if item.severity == "error"]


def test_a_service_id_never_changes():
    changed = GAME.swap("brand.yaml", "service_id: GameA", "service_id: GameB")
    assert changed.only(GAME) == "error FD236 brand.yaml: service_id: GameB"


@pytest.mark.parametrize("name", ["{ko: 환불, en: Refund}", '{ko: 상점, en: " refund "}'])
def test_a_name_comes_once_in_each_depth_of_the_whole_tree(name):
    """A-06 of the rulings: whole level, per language, without regard to case and blanks."""
    changed = GAME.swap(TREE, "{ko: 상점 오류, en: Shop errors}", name)
    assert changed.only() == f"error FD408 inquiry_types.yaml: name: {name}"


def test_the_same_name_may_come_again_in_another_depth():
    assert "{ko: 환불, en: Refund}" in GAME.text(TREE).split("shop-errors")[1]


def test_types_have_five_levels():
    assert errors(GAME.put(TREE, GAME.text(TREE) + deep(5, "form: technical"))) == []
    refused = errors(GAME.put(TREE, GAME.text(TREE) + deep(6, "form: technical")))
    assert refused == ["error FD409 inquiry_types.yaml: - id: deep5"]


def test_types_of_chats_have_three_levels():
    """NHN-023: a fourth level is refused."""
    assert errors(GAME.put("chat_processing_types.yaml", deep(3))) == []
    assert errors(GAME.put("chat_processing_types.yaml", deep(4))) == [
        "error FD409 chat_processing_types.yaml: - id: deep3"
    ]


def test_the_consent_of_a_form_stays_last():
    changed = GAME.swap("forms/billing.yaml", "fields:\n", "fields:\n  - {field: personal_information}\n")
    assert changed.only() == "error FD404 forms/billing.yaml: - {field: personal_information}"


@pytest.mark.parametrize("setting", ["required: false", "hidden: true"])
def test_the_title_is_always_asked_and_answered(setting):
    changed = GAME.swap("forms/billing.yaml", "fields:\n", f"fields:\n  - {{field: title, {setting}}}\n")
    assert changed.only() == f"error FD402 forms/billing.yaml: - {{field: title, {setting}}}"


def test_a_deleted_field_is_remembered_and_its_code_never_used_again():
    """NHN-087: what is gone goes into retired.yaml and stays there."""
    gone = (
        GAME.swap("forms/technical.yaml", "  - {field: server, required: true}\n", "")
        .put("fields/server.yaml", None)
        .put("brands/_library/games/fields/server.yaml", None)
        .swap("fixtures/crash.yaml", "server: asia, ", "")
    )
    assert [item.code for item in gone.said(GAME)] == ["FD240"]
    listed = '{what: field, id: server, date: "2026-03-01", label: {ko: 서버, en: Server}}'
    told = gone.swap("retired.yaml", "retired: [", f"retired: [{listed}, ")
    assert told.said(GAME) == []
    again = told.put("fields/server.yaml", "type: text\nlabel: {ko: 서버, en: Server}\n")
    assert "FD231" in [item.code for item in again.said(told) if item.severity == "error"]


def test_an_encrypted_field_decides_nothing():
    changed = GAME.swap(ROUTING, "{if: amount, at_least: 500000}", "{if: order_no, contains: A}")
    assert changed.only() == "error FD505 triggers/10-routing.yaml: - {if: order_no, contains: A}"


def test_of_two_rules_with_one_condition_the_one_that_never_counts_is_named():
    changed = GAME.swap(ROUTING, "  enabled: false ", "  # ")
    assert changed.only() == "warning FD517 triggers/10-routing.yaml: - {do: assign, group: billing, agent: test01}"


def test_an_agent_is_assigned_within_a_group_of_theirs():
    changed = GAME.swap(ROUTING, "group: billing, agent: test01", "group: technical, agent: test01")
    assert changed.only().startswith("error FD507 triggers/10-routing.yaml")


def test_a_group_may_wait_for_its_first_agent():
    """NHN-149: a rule that gives tickets to an empty group is a warning, one that is switched off is none."""
    changed = GAME.swap(TREE, "group: technical", "group: night")
    assert changed.only() == "warning FD422 inquiry_types.yaml: group: night"
    assert GAME.swap(ROUTING, "group: billing, method: linear", "group: night, method: linear").said() == []


@pytest.mark.parametrize("code", ["REF-1", "R" * 21, "참조1"])
def test_a_search_code_is_letters_and_digits_and_short(code):
    """NHN-103: at most twenty."""
    changed = GAME.swap("answer_templates/refund-done.yaml", "REF1", code)
    assert changed.only() == f"error FD103 answer_templates/refund-done.yaml: search_code: {code}"


def test_two_templates_cannot_have_one_search_code():
    changed = GAME.swap("answer_templates/refund-done.yaml", "REF1", "CRASH2")
    assert changed.only() == "error FD434 answer_templates/refund-done.yaml: search_code: CRASH2"


def test_how_often_a_template_was_used_is_no_setting():
    """NHN-099: what happens while a portal runs is refused, and it is said why."""
    changed = GAME.swap("answer_templates/refund-done.yaml", "search_code: REF1", "search_code: REF1\nuses: 5")
    assert changed.only() == "error FD101 answer_templates/refund-done.yaml: uses: 5"
    assert "known while the portal runs" in changed.said()[0].hint


def test_every_layout_has_a_place_for_the_answer():
    changed = GAME.swap("mail/layouts/resolved.en.html", "#{content}", "")
    assert changed.only().startswith("error FD437 mail/layouts/resolved.en.html")


def test_a_layout_is_there_in_every_language_or_in_none():
    changed = GAME.put("mail/layouts/resolved.en.html", None)
    assert changed.only().startswith("warning FD439 mail/layouts/resolved.ko.html")


def test_a_ready_answer_that_could_not_be_sent_is_reported():
    changed = GAME.swap("answer_templates/refund-done.yaml", "is done.", "is done, guaranteed.")
    assert changed.only().startswith("warning FD442 answer_templates/refund-done.yaml: en:")


def test_a_route_is_deleted_and_added_never_edited():
    """NHN-128, NHN-129: editing is refused, deleting is not."""
    route = "R1: {name: {ko: 기술, en: Technical}, inquiry_type: technical}"
    edited = GAME.swap("channels/call.yaml", route, route.replace("inquiry_type: technical", "inquiry_type: billing"))
    assert edited.only(GAME).startswith("error FD248 channels/call.yaml: R1:")
    assert "delete it in one release and add it again" in edited.said(GAME)[0].hint
    assert GAME.swap("channels/call.yaml", f"  {route}\n", "").said(GAME) == []


def test_whether_a_number_is_confirmed_is_no_setting():
    """NHN-135: known at run time only."""
    number = (
        'tenant: {id: acme, password: {secret: "env:CTI_PASSWORD"}}\nnumbers:\n  - id: main\n    state: confirmed\n'
        '    number: "15880000"\n    name: {ko: 대표, en: Main}\n    certificate: assets/number-certificate.pdf\n'
    )
    changed = GAME.put("channels/call.yaml", number)
    assert changed.only() == "error FD101 channels/call.yaml: state: confirmed"
    assert "known while the portal runs" in changed.said()[0].hint


def test_a_theme_in_use_cannot_be_deleted():
    """NHN-154: the portal that wears it is where this is said."""
    changed = GAME
    for path in GAME.files:
        if path.startswith("brands/game-a/themes/acme/"):
            changed = changed.put(path, None)
    assert errors(changed) == [f"error FD201 portals/main.yaml: {line_of(GAME, PORTAL, 'theme: acme ')}"]


def line_of(repository: Repository, name: str, words: str) -> str:
    return next(line.strip() for line in repository.text(name).split("\n") if words in line)


def test_words_missing_in_a_language_weigh_what_the_portal_says():
    """NHN-157: with `missing: block` a code must exist in every language."""
    one = GAME.swap("codes/home.yaml", ', en: "How can we help?"', "")
    assert one.only().startswith("warning FD303 codes/home.yaml: home.hero")
    assert one.swap(PORTAL, "missing: warn", "missing: block").only().startswith("error FD303 codes/home.yaml")


def test_a_theme_names_codes_and_files_that_exist():
    """NHN-156, NHN-157: both are looked up, at the place in the page."""
    page = "themes/acme/page.liquid"
    assert errors(GAME.swap(page, "'home.hero'", "'home.heroo'")) == [
        "error FD686 themes/acme/page.liquid: <h1>{{ 'home.heroo' | t }}</h1>"
    ]
    changed = GAME.swap(page, "'banner.png'", "'baner.png'")
    assert changed.only().startswith("error FD632 themes/acme/page.liquid: <img src=")


def test_words_of_the_interface_may_be_reworded_and_not_renamed():
    """NHN-197: the code is ours, the words are yours."""
    system = "codes/_system.yaml"
    assert GAME.swap(system, "Enter the e-mail address for our answer", "Your e-mail").said() == []
    changed = GAME.swap(system, "validate.ticket.email.required", "validate.ticket.mail.required")
    assert changed.only().startswith("error FD629 codes/_system.yaml: validate.ticket.mail.required")


def test_file_names_are_unique_whatever_their_case():
    """NHN-179: in one brand, over all folders."""
    changed = GAME.put("assets/more/Hero.jpg", GAME.files["brands/game-a/assets/hero.jpg"])
    assert "FD694" in [item.code for item in changed.said() if item.severity == "error"]


def test_an_sms_has_ninety_bytes_and_an_mms_two_thousand():
    """NHN-222: a Hangul syllable is two."""
    survey = "sms_templates/survey.yaml"
    assert GAME.swap(survey, "en: Please rate us", f"en: {'x' * 90}").said() == []
    long = GAME.swap(survey, "en: Please rate us", f"en: {'x' * 91}")
    assert long.only().startswith("error FD678 sms_templates/survey.yaml: text:")
    assert GAME.swap(survey, "ko: 설문에 참여해 주세요", f"ko: {'가' * 46}").only().startswith("error FD678")
    assert long.swap(survey, "type: sms", "type: mms").said() == []
    assert (
        GAME.swap(survey, "en: Please rate us", f"en: {'x' * 2001}")
        .swap(survey, "type: sms", "type: mms")
        .only()
        .startswith("error FD678")
    )


@pytest.mark.parametrize(
    ("allowed", "finding"),
    [
        ("[]", "warning FD740"),
        ("[203.0.113.700]", "error FD737"),
        ("[203.0.113.7, 203.0.113.0/24]", "warning FD738"),
        ("[0.0.0.0/0]", "warning FD739"),
    ],
)
def test_who_may_call_the_open_api_is_looked_at(allowed, finding):
    """NHN-009, NHN-010: an empty list is nobody; an impossible, doubled or boundless network is said."""
    changed = GAME.swap("open_api.yaml", '[203.0.113.7, "2001:db8::/32"]', allowed)
    assert changed.only().startswith(f"{finding} open_api.yaml")


def test_an_address_inside_our_own_network_is_never_called():
    """NHN-064: whoever may write a rule must not reach what is behind the firewall."""
    changed = GAME.swap("triggers/20-refunds.yaml", "url: {binding: ops_hook}", 'url: "https://169.254.169.254/x"')
    assert errors(changed) == ['error FD735 triggers/20-refunds.yaml: url: "https://169.254.169.254/x"']


def test_kakao_hours_do_not_end_before_they_begin():
    changed = GAME.swap("channels/kakao.yaml", 'from: "09:00", to: "18:00"', 'from: "18:00", to: "09:00"')
    assert changed.only().startswith("error FD473 channels/kakao.yaml: hours:")


def test_kakao_wants_all_five_comments():
    """NHN-216: the one that is missing is named."""
    changed = GAME.swap(
        "channels/kakao.yaml", "  end: {ko: 이용해 주셔서 감사합니다., en: Thank you for your time.}\n", ""
    )
    assert changed.only().startswith("error FD102 channels/kakao.yaml")


def test_what_has_to_be_set_elsewhere_is_asked_for():
    """NHN-208, NHN-213: without it nothing arrives."""
    silent = GAME.swap("channels/x.yaml", ", message_requests_on: true", "")
    assert silent.only().startswith("warning FD466 channels/x.yaml")
    assert GAME.swap("channels/kakao.yaml", ", public_search_on: true", "").only().startswith("warning FD466")


def test_a_rule_changes_only_its_own_brand():
    both = Repository(("game-a", "nordic"))
    changed = both.swap(ROUTING, "{if: amount, at_least: 500000}", "{if: amount, at_least: 600000}")
    one, two = (compile_tree(item.tree, (), KeptBlobs()) for item in (both, changed))
    assert one.bundle.brands["nordic"] == two.bundle.brands["nordic"]
    assert one.bundle.brands["game-a"] != two.bundle.brands["game-a"]


def test_a_misspelt_event_is_one_finding():
    changed = GAME.swap(ROUTING, "events: [created]", "events: [create]")
    assert changed.only() == "error FD103 triggers/10-routing.yaml: events: [create]"


def test_a_library_that_is_not_found_is_one_finding():
    changed = GAME.swap("brand.yaml", "_library/games", "_library/game")
    assert changed.only().startswith("error FD214 brand.yaml: extends: _library/game")


def test_what_the_path_says_is_not_said_again():
    changed = GAME.swap(PORTAL, "\nenabled: true", "\nkind: portal\nenabled: true")
    assert changed.only() == "error FD101 portals/main.yaml: kind: portal"
    assert changed.said()[0].hint.startswith("leave it out: the folder says brand and kind")


def test_what_a_rule_says_of_a_moment_without_naming_one_is_understood():
    """A promise may be looked at in its hours alone."""
    rule = (
        "- {id: in-hours, title: In hours, events: [changed], all: [{if: created_at, within: vip}, "
        "{if: resolve_due, present: true}], then: [{do: tag, add: [vip]}]}\n"
    )
    assert GAME.put("triggers/50-hours.yaml", rule).said() == []
