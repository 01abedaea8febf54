"""Projects, tracking profiles and service levels: what they compile to, what reviewers read, what is found."""

import pytest

from compiler.snapshot import snapshots
from tests.kitchen import KeptBlobs, base, compiled, picture, said

PORTAL = """\
enabled: true
address: {host: {binding: main_host}, path: /t}
access: {mode: ticket_link, lifetime: 90d}
profile: {name: Track, logo: assets/logo.png, favicon: assets/favicon.png}
design: {theme: plain}
show: {knowledge_base: false, faq: false, notices: false, inquiries: false}
footer:
  text: We are here from nine to five.
  links: [{id: privacy, label: Privacy, url: "https://kitchen.example/privacy"}]
"""
PROJECT = """\
name: Repair
portal: track
tracking: oven
sla: [nbd]
required: [email]
statuses:
  - {id: new, name: New, progress: received}
  - {id: appointment, name: Appointment, progress: scheduling, bookable: true}
progress: [{id: received, name: Ticket received}, {id: scheduling, name: Ticket scheduling}]
"""
OVEN = """\
booking: true
logo: assets/small.png
logo_link: "https://kitchen.example"
salutation: "Dear @[AffectedFirstName|customer]"
text: Pick the day that **suits** you.
disclaimer: The appointment is binding.
feedback: {stars: 5, reason: true, labels: {question: "How did we do?", thanks: Thank you}}
windows: {sla: nbd}
calendar: {earliest: 2d, latest: 14d, change_until: 12h}
"""
NBD = 'value: NBD\nfirst_response: 4h\nresolve: 2d\nhours: [{days: [mon-fri], from: "08:00", to: "17:00"}]\n'
TRACKING = """\
- id: tracking
  title: Tracking and booking
  description: What the printer company promises on the telephone.
  events: [created]
  all: [{if: project, is: repair}]
  then:
    - do: mail
      to: ["@[AffectedEmail]"]
      cc: [office@kitchen.example]
      bcc: [archive@kitchen.example]
      subject: Your repair
      body: "<p>Hey @[AffectedFirstName|there], [#CustomerPortal_Link]</p>"
      booking: true
    - {do: note, visible_to: customer, text: "[#CustomerPortal_BookAppointment]"}
"""
BASE = {
    "brand.yaml": "name: Kitchen\nlanguages: [en]\nfeatures: {booking: true}\n",
    "portals/track.yaml": PORTAL,
    "projects/repair.yaml": PROJECT,
    "tracking/oven.yaml": OVEN,
    "sla/nbd.yaml": NBD,
    "triggers/10-rules.yaml": TRACKING,
    "fixtures/jam.yaml": "{project: repair, title: Jam, customer: {name: Ada Lovelace, email: ada@example.com}}\n",
    "assets/small.png": picture(25, 25),
}


@pytest.fixture
def told():
    """A snapshot of the base with some changes."""

    def go(changes=(), path="track/en.public.txt"):
        blobs = KeptBlobs()
        result, findings = compiled({**BASE, **dict(changes)}, blobs)
        assert result.bundle is not None, findings
        return next(one.text for one in snapshots(result.bundle, blobs.kept.__getitem__) if one.path.endswith(path))

    return go


def section(text, name):
    return text.partition(f"# {name}\n")[2].partition("\n\n")[0].strip("\n")


def test_a_sound_project_has_no_finding():
    """FC-01 FC-17: a company's tickets are tracked, and appointments booked, from configuration alone."""
    assert said(BASE) == ""


def test_reviewers_read_the_page_behind_the_link(told):
    """FC-07 FC-15 FC-35 FC-36 FC-37 FC-38 FC-39 FC-40 FC-41: the tracking page in full."""
    assert section(told(), "Tracking") == (
        """\
repair: Repair
  step: Ticket received
  step: Ticket scheduling
  logo: assets/small.png
  the logo leads to: https://kitchen.example
  salutation: Dear @[AffectedFirstName|customer]
  text: Pick the day that suits you.
  to be agreed to: The appointment is binding.
  appointments: from 2d to 14d ahead
  may be changed until: 12h before
  times on offer: Monday, Tuesday, Wednesday, Thursday, Friday 08:00 to 17:00
  is rated by: 5 stars, with words
  question: How did we do?
  thanks: Thank you"""
    )


def test_the_snapshot_shows_the_mail_a_sample_ticket_causes(told):
    """FC-03 FC-04 FC-12 FC-13 FC-26 FC-27 FC-29: the mail of a test ticket, words filled in, nothing sent."""
    assert section(told(path="track/en.agents.txt"), "Sample tickets and what they cause") == (
        """\
jam: Jam
  fires: tracking
  mail [tracking]
    to: the customer <ada@example.com>
    cc: office@kitchen.example
    bcc: archive@kitchen.example
    subject: Your repair
    text: Hey Ada, [link to the tracking page]
  note for the customer [tracking]
    text: [link to booking]"""
    )


def test_changed_words_of_an_action_are_seen_in_review(told):
    """FC-18 FC-28: editing the words of an action changes the lines of the snapshot that hold them, and no others."""
    before, after = (
        told({"triggers/10-rules.yaml": text}, "track/en.agents.txt").splitlines()
        for text in (TRACKING, TRACKING.replace("Hey ", "Dear "))
    )
    assert [line for line in after if line not in before] == ["    text: Dear Ada, [link to the tracking page]"]


def test_a_rule_says_what_it_is_for(told):
    """FC-08 FC-09 FC-10 FC-11: an action has a name, perhaps more words, and what it does in order."""
    triggers = section(told(path="track/en.agents.txt"), "Triggers").splitlines()
    assert triggers[:3] == [
        "tracking: Tracking and booking",
        "  What the printer company promises on the telephone.",
        "  when a ticket is created",
    ]


@pytest.mark.parametrize(
    ("row", "changes", "code"),
    [
        ("FC-06", {"tracking/oven.yaml": "text: Follow it.\n"}, "FD475"),
        ("FC-13", {"triggers/10-rules.yaml": TRACKING.replace("Portal_Link", "Portal_Lnk")}, "FD511"),
        ("FC-14", {"tracking/oven.yaml": "text: Follow it.\n"}, "FD475"),
        ("FC-16", {"tracking/oven.yaml": OVEN.replace("windows: {sla: nbd}\n", "")}, "FD470"),
        ("FC-20", {"triggers/10-rules.yaml": TRACKING.replace("@[AffectedEmail]", "@[Affected]")}, "FD515"),
        ("FC-22", {"triggers/10-rules.yaml": TRACKING.replace("office@kitchen.example", "office")}, "FD515"),
        ("FC-23", {"triggers/10-rules.yaml": TRACKING.replace("archive@kitchen.example", "archive@")}, "FD515"),
        ("FC-24", {"triggers/10-rules.yaml": TRACKING.replace("      subject: Your repair\n", "")}, "FD514"),
        ("FC-25", {"tracking/oven.yaml": "text: Follow it.\n"}, "FD476"),
        ("FC-26", {"triggers/10-rules.yaml": TRACKING.replace("@[AffectedFirst", "@[AffectedFrist")}, "FD511"),
        ("FC-30", {"projects/repair.yaml": PROJECT.replace("required: [email]", "required: [emial]")}, "FD201"),
        ("FC-31", {"projects/repair.yaml": PROJECT.replace("required: [email]\n", "")}, "FD480"),
        ("FC-32", {"triggers/10-rules.yaml": TRACKING.replace("  all:", "  enabled: false\n  all:")}, "FD477"),
        ("FC-37", {"tracking/oven.yaml": OVEN.replace("https://kitchen.example", "kitchen")}, "FD103"),
        ("FC-38", {"tracking/oven.yaml": OVEN.replace("AffectedFirstName", "AffectedName")}, "FD511"),
        ("FC-41", {"tracking/oven.yaml": OVEN.replace("sla: nbd", "sla: nbt")}, "FD201"),
        ("FC-43", {"projects/repair.yaml": PROJECT.replace("tracking: oven", "tracking: hob")}, "FD201"),
        ("FC-49", {"projects/repair.yaml": PROJECT.replace("portal: track", "portal: main")}, "FD479"),
    ],
)
def test_what_cannot_work_is_refused(row, changes, code):
    """FC-06 FC-14 FC-16 FC-20 FC-22 FC-23 FC-24 FC-25 FC-30 FC-31 FC-32 FC-43 FC-49: mistakes have their findings."""
    assert f"[{code}]" in said({**BASE, **changes}), row


def test_tracking_alone_offers_no_booking(told):
    """FC-06 FC-33: a profile without booking is tracking only."""
    changes = {
        "tracking/oven.yaml": "text: Follow it.\n",
        "triggers/10-rules.yaml": TRACKING.replace("      booking: true\n", "").replace(
            "[#CustomerPortal_BookAppointment]", "[#CustomerPortal_Link]"
        ),
    }
    assert "appointments: cannot be booked" in told(changes)


def test_intervals_of_ones_own_stand_in_place_of_a_service_level(told):
    """FC-42: hours that differ by day, none overlapping, in the order written."""
    own = OVEN.replace(
        "{sla: nbd}",
        '{intervals: [{days: [mon-sat], from: "08:00", to: "12:00"}, {days: [mon-fri], from: "12:00", to: "16:00"}]}',
    )
    lines = [line for line in told({"tracking/oven.yaml": own}).splitlines() if "on offer" in line]
    assert [line.rpartition(" 0")[2] if "08" in line else line[-14:] for line in lines] == [
        "8:00 to 12:00",
        "12:00 to 16:00",
    ]


def test_a_clone_says_only_what_differs(told):
    """FC-34 FC-47 FC-48: another project has a profile of its own that is a copy with other hours and words."""
    clone = 'extends: oven\ntext: Half a day.\nwindows: {intervals: [{days: [sat], from: "08:00", to: "12:00"}]}\n'
    changes = {
        "tracking/hob.yaml": clone,
        "projects/hobs.yaml": "extends: repair\nname: Hobs\ntracking: hob\n",
        "triggers/10-rules.yaml": TRACKING.replace("is: repair", "in: [repair, hobs]"),
    }
    lines = section(told(changes), "Tracking").split("repair: Repair")[0].splitlines()
    assert lines[0] == "hobs: Hobs"
    assert "  text: Half a day." in lines
    assert "  times on offer: Saturday 08:00 to 12:00" in lines
    assert "  salutation: Dear @[AffectedFirstName|customer]" in lines
    assert not any("Monday" in line for line in lines)


def test_a_circle_of_clones_is_refused():
    """FC-47: a profile cannot be a copy of itself."""
    assert "extends" in said({**BASE, "tracking/oven.yaml": "extends: oven\n" + OVEN})


def test_links_of_tickets_have_a_portal_and_a_lifetime():
    """FC-49: the links of a project's tickets open a portal for links, for as long as it says."""
    blobs = KeptBlobs()
    result, _ = compiled(BASE, blobs)
    contract = result.bundle.brands["kitchen"].portals["track"]
    assert (contract.access, contract.entry.lifetime) == ("ticket_link", "90d")


def test_an_article_is_rated_with_the_same_keys():
    """FC-51: stars and a reason, for articles as for tickets."""
    portal = base()["brands/kitchen/portals/main.yaml"].decode()
    assert said({"portals/main.yaml": portal + "article_feedback: {stars: 5, reason: true}\n"}) == ""


def test_a_service_level_counts_in_its_own_hours():
    """FC-41: hours and days off of a service level cross into the bundle as rules count them."""
    result, _ = compiled(BASE)
    desk = result.bundle.brands["kitchen"].desk
    [hours] = desk.calendars["nbd"].hours
    assert (hours.days, hours.start, hours.to) == (("mon-fri",), "08:00", "17:00")


def test_holidays_of_a_service_level_are_days_off():
    changes = {
        **BASE,
        "sla/nbd.yaml": NBD + "holidays: de-by\n",
        "brands/_organization/holidays/de-by.yaml": '{add: [{date: "2026-12-24", name: {en: Christmas Eve}}]}\n',
    }
    result, findings = compiled(changes)
    assert findings == ""
    assert result.bundle.brands["kitchen"].desk.calendars["nbd"].days_off == ("2026-12-24",)


def test_a_project_keeps_its_statuses_for_rules():
    """FC-30: statuses of a project may be asked for and set, with those of the brand."""
    more = (
        TRACKING
        + """\
- id: booked
  title: Booked
  events: [booked]
  all: [{if: status, is: appointment}]
  then: [{do: set, status: new}]
"""
    )
    assert said({**BASE, "triggers/10-rules.yaml": more}) == ""
    assert "FD519" in said({**BASE, "triggers/10-rules.yaml": more.replace("status: new}", "status: old}")})
