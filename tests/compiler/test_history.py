"""Two states side by side: what stayed, what moved, what is gone, and what is said of it."""

import pytest

from compiler.compile import resolve
from compiler.editing.numbers import with_numbers
from compiler.history import compared, old_addresses
from compiler.snapshot import snapshots
from tests.kitchen import KeptBlobs, changed, compiled, said, tree_of

SERIAL = {
    "fields/serial_no.yaml": "type: text\nlabel: Serial number\n",
    "forms/question.yaml": "fields:\n  - {field: serial_no}\n",
}
MOVED = 'moved: [{{what: {what}, from: {former}, to: {to}, date: "2026-03-01"}}]\n'


def pair(before, now):
    one, two = (resolve(tree_of(changed(files))[0])[0] for files in (before, now))
    return next(item for item in compared(two, one) if item.id == "kitchen")


def codes(now, before) -> set[str]:
    return {
        word.split("[")[1][:5] for word in said(now, before).splitlines() if word.startswith(("error[", "warning["))
    }


def test_an_object_that_moved_twice_is_the_same_object():
    history = (
        'moved:\n  - {what: inquiry_type, from: ask, to: wish, date: "2026-01-01"}\n'
        '  - {what: inquiry_type, from: wish, to: question, date: "2026-02-01"}\n'
    )
    before = {"inquiry_types.yaml": "- {id: ask, name: Ask, form: question}\n"}
    [(old, new)] = pair(before, {"retired.yaml": history}).kept("inquiry_type")
    assert (old.id, new.id) == ("ask", "question")


def test_entries_of_moved_that_go_in_a_circle_end():
    history = (
        'moved:\n  - {what: field, from: a, to: b, date: "2026-01-01"}\n'
        '  - {what: field, from: b, to: a, date: "2026-01-01"}\n'
    )
    assert pair({}, {"retired.yaml": history}).follow("field", "a") == "b"


def test_what_a_broken_file_may_define_is_not_said_to_be_gone():
    broken = {"fields/serial_no.yaml": "type: [\n", "forms/question.yaml": "fields: []\n"}
    assert codes(broken, SERIAL) == {"FD003"}


def test_a_brand_that_moved_is_compared_with_what_it_was():
    bakery = {
        "brands/bakery/brand.yaml": "name: Bakery\nservice_id: Bakery\n",
        "brands/bakery/retired.yaml": MOVED.format(what="brand", former="kitchen", to="bakery"),
    }
    base = {"brand.yaml": "name: Kitchen\nservice_id: Kitchen\n"}
    gone = {name: None for name in changed({}) if name.startswith("brands/kitchen/")}
    assert "FD236" in codes({**gone, **bakery, "environments/demo.yaml": "bakery: {}\n"}, base)


def test_numbers_survive_a_new_order_and_a_new_name():
    """NHN-036: a category's number stays when its place or its label changes."""
    lock = "next: 104\ninquiry_type: {question: 101, wish: 102}\nagent: {jin: 103}\n"
    two = "- {id: question, name: Question, form: question}\n- {id: wish, name: Wish, form: question}\n"
    other = "- {id: wish, name: Dream, form: question}\n- {id: question, name: Ask, form: question}\n"
    before = {"inquiry_types.yaml": two, "ids.lock.yaml": lock}
    assert said({"inquiry_types.yaml": other, "ids.lock.yaml": lock}, before) == ""


def test_what_moved_takes_its_number_along():
    """NHN-036: a category that got another id keeps its number; a new one gets the next."""
    lock = "next: 103\ninquiry_type: {ask: 101}\nagent: {jin: 102}\n"
    two = "- {id: question, name: Question, form: question}\n- {id: wish, name: Wish, form: question}\n"
    now = {
        "inquiry_types.yaml": two,
        "ids.lock.yaml": lock,
        "retired.yaml": MOVED.format(what="inquiry_type", former="ask", to="question"),
    }
    written = with_numbers(resolve(tree_of(changed(now))[0])[0])["brands/kitchen/ids.lock.yaml"].decode()
    assert written.partition("\n")[2] == "next: 104\ninquiry_type:\n  question: 101\n  wish: 103\nagent:\n  jin: 102\n"
    before = {"inquiry_types.yaml": "- {id: ask, name: Ask, form: question}\n", "ids.lock.yaml": lock}
    assert said({**now, "ids.lock.yaml": written}, before) == ""


def test_a_number_that_was_given_never_means_something_else():
    """NHN-036: the number of a category never becomes another's, not even when the category is gone."""
    lock = "next: 103\ninquiry_type: {question: 101}\nagent: {jin: 102}\n"
    swapped = "next: 103\ninquiry_type: {question: 102}\nagent: {jin: 101}\n"
    assert codes({"ids.lock.yaml": swapped}, {"ids.lock.yaml": lock}) == {"FD239"}


@pytest.mark.parametrize("what", ["brand.yaml", "both"])
def test_a_service_id_is_given_once(what):
    """NHN-006: the service id never changes once it is merged."""
    base = {"brand.yaml": "name: Kitchen\nservice_id: Kitchen\n"}
    now = "name: Kitchen\nservice_id: Other\n" if what == "both" else "name: Kitchen\n"
    assert codes({"brand.yaml": now}, base) == {"FD236"}


def test_a_service_id_may_be_given_later():
    """NHN-006: it is entered once; a brand that had none may get one."""
    assert said({"brand.yaml": "name: Kitchen\nservice_id: Kitchen\n"}, {}) == ""


def test_a_fields_code_never_comes_back():
    """NHN-087: a code that was retired is refused for a new field."""
    retired = 'retired: [{what: field, id: serial_no, date: "2026-02-01"}]\n'
    assert codes({**SERIAL, "retired.yaml": retired}, {"retired.yaml": retired}) == {"FD231"}


def test_forgetting_a_retired_code_to_use_it_again_is_seen():
    """NHN-087: taking the entry out of the list does not free the code."""
    retired = 'retired: [{what: field, id: serial_no, date: "2026-02-01"}]\n'
    assert codes(SERIAL, {"retired.yaml": retired}) == {"FD241"}


def test_old_tickets_go_on_showing_the_label_of_what_was_removed():
    """OQ-25: a removed inquiry type is remembered with its label, and the bundle carries it."""
    result, text = compiled(
        {"retired.yaml": 'retired: [{what: inquiry_type, id: wish, date: "2026-03-01", label: Wish}]\n'}
    )
    assert text == ""
    [gone] = result.bundle.brands["kitchen"].settings["history"].objects[""].retired
    assert gone.label.by_language == {"en": "Wish"}


def test_deleting_a_question_asks_for_an_entry_and_nothing_else():
    """OQ-37: a question that is deleted leaves the forms, and what it was stays known."""
    retired = 'retired: [{what: field, id: serial_no, date: "2026-03-01", label: Serial number}]\n'
    assert codes({}, SERIAL) == {"FD240"}
    assert said({"retired.yaml": retired}, SERIAL) == ""


def test_deleting_a_category_names_everything_that_was_below_it():
    """NHN-033: deleting a parent deletes what is below; every id is listed."""
    tree = (
        "- {id: question, name: Question, form: question}\n"
        "- {id: billing, name: Billing, form: question, "
        "children: [{id: refund, name: Refund}, {id: bill, name: Bill}]}\n"
    )
    text = said({}, {"inquiry_types.yaml": tree})
    assert [line for line in text.splitlines() if line.startswith("error")] == [
        'error[FD240] the inquiry type "bill" is gone',
        'error[FD240] the inquiry type "billing" is gone',
        'error[FD240] the inquiry type "refund" is gone',
    ]


def test_a_mass_deletion_is_one_finding():
    many = {f"fields/f{number}.yaml": f"type: text\nlabel: Field {number}\n" for number in range(12)}
    forms = {"forms/question.yaml": f"fields: [{', '.join(f'{{field: f{number}}}' for number in range(12))}]\n"}
    text = said({}, {**many, **forms})
    assert text.count("[FD") == 1
    assert "12 of 12 objects of the kind field are gone" in text


def test_old_ids_of_an_article_are_addresses_of_it():
    history = (
        'moved:\n  - {what: article, from: hello, to: welcome, date: "2026-01-01"}\n'
        '  - {what: article, from: hi, to: hello, date: "2026-01-01"}\n'
    )
    brand = resolve(tree_of(changed({"retired.yaml": history}))[0])[0].brands["kitchen"]
    assert old_addresses(brand.objects, brand.of("article")["welcome"]) == ("hello", "hi")


def test_reviewers_read_what_moved_what_is_gone_and_the_numbers():
    blobs = KeptBlobs()
    history = MOVED.format(what="article", former="hello", to="welcome")
    history += 'retired: [{what: field, id: server, date: "2026-02-01", label: Server}]\n'
    lock = "next: 103\ninquiry_type: {question: 101}\nagent: {jin: 102}\n"
    result, _ = compiled({"retired.yaml": history, "ids.lock.yaml": lock}, blobs)
    texts = {one.path: one.text for one in snapshots(result.bundle, lambda digest: blobs.kept[digest])}
    assert """
# Former ids
article hello: welcome since 2026-03-01
field server: gone since 2026-02-01, shown in old tickets as Server

# Numbers in the Open API
inquiry type question: 101
agent jin: 102
""" in texts["kitchen/main/en.agents.txt"]


def test_a_trigger_is_switched_off_before_it_is_deleted():
    """NHN-046: deleting an enabled trigger is a warning, and refuses a build under `strict`."""
    rule = "- {id: all, title: All, events: [created], then: [{do: assign, group: support}]}\n"
    assert codes({}, {"triggers/10-all.yaml": rule}) == {"FD242"}
    strict = {"frontdesk.yaml": "version: 1\nenvironments: [demo]\nstrict: true\n"}
    assert compiled(strict, None, {"triggers/10-all.yaml": rule})[0].bundle is None
    assert codes({}, {"triggers/10-all.yaml": rule.replace("title:", "enabled: false, title:")}) == set()


def test_the_representative_account_is_fixed():
    """NHN-111: the provided account stays once it is merged."""
    assert codes({"mail/accounts.yaml": "a: {provided: true}\n"}, {"mail/accounts.yaml": "b: {provided: true}\n"}) == {
        "FD238"
    }


def call(route: str, number: str) -> dict[str, str]:
    return {
        "brand.yaml": "name: Kitchen\nlanguages: [en]\nfeatures: {call: true}\n",
        "channels/call.yaml": 'tenant: {id: acme, password: {secret: "env:CTI"}}\n'
        f"ivr_routes: {{R1: {{name: {route}, inquiry_type: question}}}}\n"
        f'numbers: [{{id: main, number: "{number}", name: Main, certificate: assets/logo.png}}]\n',
    }


def test_a_route_is_deleted_and_added_never_edited():
    """NHN-128: a registered route can only be deleted."""
    assert "FD248" in codes(call("Repairs", "15880000"), call("Orders", "15880000"))
    assert "FD248" not in codes(call("Orders", "15880000"), call("Orders", "15880000"))


def test_changing_a_route_is_deleting_it_and_adding_another():
    """NHN-129: under another code it is another route."""
    other = {name: text.replace("R1:", "R2:") for name, text in call("Repairs", "15880000").items()}
    assert "FD248" not in codes(other, call("Orders", "15880000"))


def test_a_confirmed_number_is_not_edited():
    """NHN-134: a number that was registered is deleted and added anew, not edited."""
    assert "FD249" in codes(call("Orders", "15990000"), call("Orders", "15880000"))


CONSENT = "version: {version}\npurpose: Answering you\ntext: {text}\nask: [inquiry]\n"


def consent(version: int, text: str) -> dict[str, str]:
    return {"consents/terms.yaml": CONSENT.format(version=version, text=text)}


def test_other_words_of_a_consent_need_another_version():
    """HS-28: whoever agreed to other words is asked again."""
    assert "FD247" in codes(consent(1, "Three years."), consent(1, "One year."))
    assert "FD247" not in codes(consent(2, "Three years."), consent(1, "One year."))
    assert "FD247" in codes(consent(1, "One year."), consent(2, "One year."))


def test_the_words_of_a_consent_in_one_more_language_change_nothing():
    """HS-28: who agreed before agreed to the same."""
    more = consent(1, "{en: One year., ko: 1년.}")
    both = {"brand.yaml": "name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n"}
    assert "FD247" not in codes({**more, **both}, consent(1, "{en: One year.}"))


def test_an_open_portal_that_moves_is_told():
    """HS-26: another address of an open portal is a warning."""
    portal = changed({})["brands/kitchen/portals/main.yaml"].decode()
    moved = portal.replace("{host: {binding: main_host}}", "{host: {binding: main_host}, path: /help}")
    assert codes({"portals/main.yaml": moved}, {}) == {"FD246"}


def test_comments_for_checks_that_did_not_run_are_not_called_unused():
    portal = changed({})["brands/kitchen/portals/main.yaml"].decode()
    silenced = portal.replace("address:", "# frontdesk: allow FD246 because nobody knew the old one\naddress:")
    assert said({"portals/main.yaml": silenced}) == ""
    assert "FD701" in said({"portals/main.yaml": silenced}, {"portals/main.yaml": silenced})
