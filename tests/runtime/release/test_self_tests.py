"""What a release must be able to do before it is served; one that cannot is refused with the line it was written in."""

from datetime import UTC, datetime

import pytest

from runtime.release.acting import Releases
from runtime.release.self_tests import SELF_TESTS, home_pages, search
from runtime.release.self_tests.trial import Trial
from runtime.release.source import BundleError
from schemas.bundle import bin_of
from schemas.canonical import digest

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
TYPES = """\
# what customers can ask
- {id: bug, name: {en: Bug, ko: 오류}, form: bug}
- id: billing
  name: {en: Billing, ko: 결제}
  form: bug
  children:
    - {id: refund, name: {en: Refund, ko: 환불}}
"""


@pytest.fixture
def asking(publisher):
    """The repository with a form, two types at the ends of the tree, and a rule."""
    publisher.files["brands/acme/portals/main.yaml"] = publisher.files["brands/acme/portals/main.yaml"].replace(
        "show: {inquiries: false}", "show: {inquiries: true}"
    )
    publisher.files |= {
        "brands/acme/inquiry_types.yaml": TYPES,
        "brands/acme/forms/bug.yaml": "fields: [{field: device, required: true}]\n",
        "brands/acme/fields/device.yaml": "type: radio\nlabel: {en: Device, ko: 기기}\n"
        "options: [{id: phone, label: {en: Phone, ko: 전화}}, {id: oven, label: {en: Oven, ko: 오븐}}]\n",
        "brands/acme/mail/sender.yaml": "name: Acme\naddress: help@acme.example\n",
        "brands/acme/triggers/10-tags.yaml": "- id: phones\n  title: Phones\n  events: [created]\n"
        "  all: [{if: device, is: phone}]\n  then: [{do: tag, add: [phone]}]\n",
    }
    return publisher


def without_field(desk):
    """A desk whose form asks a field that nobody has defined: no compiler of ours makes one."""
    return {**desk, "fields": {code: field for code, field in desk["fields"].items() if code != "device"}}


def of_refund_only(desk):
    """The same, but only for the type that stands below another."""
    form = {**desk["forms"]["bug"], "id": "odd", "fields": [{"code": "nowhere", "required": False}]}
    types = desk["inquiry_types"]
    refund = {**types[1]["children"][0], "form": "odd"}
    billing = {**types[1], "children": [refund]}
    return {**desk, "forms": {**desk["forms"], "odd": form}, "inquiry_types": [types[0], billing]}


def test_a_type_whose_sample_ticket_cannot_be_decided_refuses_the_release_and_names_its_line(asking, start):
    first = asking.publish()
    current = start()
    assert current.refused is None
    asking.point(asking.with_entry(first, "desk", of_refund_only))
    current.poll()
    assert current.snapshot.release.root_digest == first
    assert current.refused.code == "FD830"
    assert "'refund' at acme/main" in current.refused.reason
    assert "nowhere" in current.refused.reason
    assert current.refused.place == "brands/acme/inquiry_types.yaml:7"


def test_without_places_a_refusal_has_no_line_and_says_the_rest(asking, start):
    first = asking.publish()
    current = start()
    broken = asking.with_entry(first, "desk", without_field)
    asking.places[broken] = None
    asking.point(broken)
    current.poll()
    assert (current.refused.code, current.refused.place) == ("FD830", "")


def test_places_that_are_gone_or_damaged_keep_nothing_from_being_told(asking, start):
    first = asking.publish()
    current = start()
    broken = asking.with_entry(first, "desk", without_field)
    asking.blob(asking.places[broken]).write_bytes(b"{")
    asking.point(broken)
    current.poll()
    assert (current.refused.code, current.refused.place) == ("FD830", "")


def test_a_portal_that_is_closed_or_takes_no_inquiries_needs_no_sample_ticket(asking, start):
    portal = asking.files["brands/acme/portals/main.yaml"]
    first = asking.publish({"brands/acme/portals/main.yaml": portal.replace("inquiries: true", "inquiries: false")})
    asking.point(asking.with_entry(first, "desk", without_field))
    assert start().refused is None


def test_a_portal_whose_host_this_environment_does_not_know_is_missed(publisher, start):
    first = publisher.publish()
    current = start()
    publisher.point(publisher.with_entry(first, "portals/main", lambda it: {**it, "host": {"binding": "elsewhere"}}))
    current.poll()
    assert current.refused.code == "FD831"
    assert "'elsewhere'" in current.refused.reason
    assert current.refused.place == "brands/acme/portals/main.yaml:1"


class Empty:
    """A page file in which nothing is."""

    def size(self, *_):
        return 0


def test_a_home_page_that_is_missing_names_its_portal(publisher, start):
    publisher.publish()
    snapshot = start().snapshot
    pages = {**snapshot.files, bin_of("bolt"): Empty()}
    with pytest.raises(BundleError, match="bolt/main came out without a home page in 'en'") as refused:
        home_pages.test(Trial(snapshot.release, pages, snapshot.indexes, frozenset(snapshot.release.brands), MOMENT))
    assert (refused.value.code, refused.value.brand, refused.value.thing) == ("FD810", "bolt", "portals/main")


def test_a_page_that_cannot_be_made_is_told_as_its_portals(publisher, start):
    first = publisher.publish()
    current = start()
    odd = b"<p>\xff\xfe</p>"
    publisher.blob(digest(odd)).parent.mkdir(exist_ok=True)
    publisher.blob(digest(odd)).write_bytes(odd)
    changed = publisher.with_entry(first, "articles/first/en", lambda it: {**it, "body": digest(odd)})
    shard = publisher.shard(changed)
    shard["blobs"].append({"digest": digest(odd), "size": len(odd)})
    root = publisher.with_shard(changed, shard)
    publisher.places[root] = publisher.places[first]
    publisher.point(root)
    current.poll()
    assert current.refused.code == "FD809"
    assert "acme/main" in current.refused.reason
    assert current.refused.place == "brands/acme/portals/main.yaml:1"


class Broken:
    """An index that opened and does not answer."""

    def search(self, *_, **__):
        raise ValueError("the segment is gone")


def test_a_search_that_does_not_answer_is_told_with_its_portal(publisher, start):
    publisher.publish()
    current = start()
    indexes = {**current.snapshot.indexes, bin_of("acme"): Broken()}
    release = current.snapshot.release
    with pytest.raises(BundleError, match="acme/main in 'en' does not answer: ValueError") as refused:
        search.test(Trial(release, current.snapshot.files, indexes, frozenset(release.brands), MOMENT))
    assert (refused.value.code, refused.value.brand, refused.value.thing) == ("FD832", "acme", "portals/main")


def test_brands_without_a_change_are_not_tried_again(publisher, start, monkeypatch):
    tried = []
    monkeypatch.setattr("runtime.release.activate.self_test", lambda trial: tried.append(trial.brands))
    publisher.revision(1)
    current = start()
    publisher.revision(2, brand="bolt")
    current.poll()
    start()
    assert tried == [{"acme", "bolt"}, {"bolt"}]


def test_mail_is_not_written_by_a_release_that_the_desk_fails(asking, release_settings):
    first = asking.publish()
    releases = Releases(release_settings)
    assert releases.current().stable.root_digest == first
    asking.point(asking.with_entry(first, "desk", without_field))
    assert releases.current().stable.root_digest == first
    fine = asking.revision(2)
    assert releases.current().stable.root_digest == fine


def test_the_tests_are_one_list_with_words_for_the_ledger():
    assert [name for name, _ in SELF_TESTS] == ["hosts", "home pages", "search", "sample tickets"]
