"""The stories of Cooking Village and Easy Printer as far as the compiler tells them: what is refused, and where.

Each step changes a copy of the example brands the way its admin would and looks at everything that is said. One fault
is one finding, at the line that has to be changed, with a hint.
"""

import io

import pytest
from PIL import Image

from compiler.compile import compile_tree
from compiler.snapshot import snapshots
from tests.examples import Repository
from tests.kitchen import KeptBlobs

COOKING = Repository(("cooking-village", "cooking-village-en"))
PRINTER = Repository(("easy-printer",))
GAME = Repository(("game-a",))
NORDIC = Repository(("nordic",))

PORTAL = "portals/main.yaml"


def picture(width: int, height: int, format: str = "PNG", size: int = 0) -> bytes:
    """A picture with some bytes behind its end, so that the file has a size."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), (179, 66, 27)).save(file, format)
    return file.getvalue() + bytes(max(size - len(file.getvalue()), 0))


def line_of(repository: Repository, name: str, words: str) -> str:
    """The line of a file with some words, without its indentation."""
    return next(line.strip() for line in repository.text(name).split("\n") if words in line)


def built(repository: Repository):
    blobs = KeptBlobs()
    return compile_tree(repository.tree, (), blobs).bundle, blobs


def read(repository: Repository, path: str) -> str:
    """One snapshot of a repository."""
    bundle, blobs = built(repository)
    return next(item.text for item in snapshots(bundle, blobs.kept.__getitem__) if item.path == path)


@pytest.mark.parametrize("brand", [COOKING, PRINTER, GAME, NORDIC], ids=lambda one: one.brands[0])
def test_nothing_is_said_of_the_example_itself(brand):
    assert brand.said() == []


# Cooking Village: a help centre and a form.


def test_a_public_article_below_a_member_category_is_called_unreachable():
    secret = "kb/internal-policy/secrets/refund-exceptions.md"
    changed = COOKING.swap(secret, "status: member", "status: public")
    assert changed.only() == f"warning FD605 {secret}: status: public"


def test_a_status_that_other_products_call_publish_is_public():
    """A-02 of the rulings: one state, and what one guide calls it as well."""
    article = "kb/getting-started/first-order.md"
    assert COOKING.swap(article, "status: public", "status: publish").said() == []


def test_a_hidden_and_required_question_is_refused_where_it_is_hidden():
    changed = COOKING.swap("forms/bug.yaml", "country, hidden: true}", "country, hidden: true, required: true}")
    assert changed.only().startswith("error FD401 forms/bug.yaml: - {field: country, hidden: true, required: true}")


def test_a_question_can_be_deleted_with_its_field():
    changed = COOKING.swap("forms/bug.yaml", "  - {field: symptoms}\n", "")
    assert changed.only().startswith("note FD412 fields/symptoms.yaml")
    assert changed.put("fields/symptoms.yaml", None).said() == []


def test_a_type_that_customers_may_choose_needs_a_form():
    changed = COOKING.swap("inquiry_types.yaml", "  form: bug\n", "").put("forms/bug.yaml", None)
    codes = [item.code for item in changed.said() if item.severity == "error"]
    assert codes == ["FD407"]


def test_a_colour_that_is_missing_is_refused():
    changed = COOKING.swap(PORTAL, '    link: "#9a3412"\n', "")
    assert changed.only() == "error FD610 portals/main.yaml: colors:"


def test_a_link_to_a_portal_that_does_not_exist_is_refused_with_the_right_name():
    changed = COOKING.swap(PORTAL, "portal: cooking-village-en/main", "portal: cooking-village-en/mani")
    assert changed.only().startswith("error FD201 portals/main.yaml: - {id: english")
    assert changed.said()[0].hint == 'did you mean "cooking-village-en/main"?'


def test_an_open_portal_keeps_a_public_article():
    changed = COOKING
    for path, data in COOKING.files.items():
        if path.startswith("brands/cooking-village/kb/") and b"status: public" in data and path.endswith(".md"):
            changed = changed.put(path, data.replace(b"status: public", b"status: member"))
    errors = [changed.told(item) for item in changed.said() if item.severity == "error"]
    assert errors == ["error FD603 portals/main.yaml: enabled: true"]


def test_a_footer_without_a_privacy_link_is_a_warning():
    changed = COOKING.swap(PORTAL, line_of(COOKING, PORTAL, "id: privacy"), "")
    warnings = [changed.told(item) for item in changed.said() if item.severity == "warning"]
    assert "warning FD607 portals/main.yaml: enabled: true" in warnings


def test_what_other_products_call_active_is_told_apart_from_a_typo():
    changed = COOKING.swap(PORTAL, "\nenabled: true", "\nactive: true")
    assert changed.only() == "error FD101 portals/main.yaml: active: true"
    assert changed.said()[0].hint == "on and off is  enabled: true  or  enabled: false"


def test_the_snapshot_changes_in_the_lines_that_changed():
    before = read(COOKING, "cooking-village/main/en.public.txt").split("\n")
    changed = COOKING.swap("inquiry_types.yaml", "en: Something is broken}", "en: It does not work}")
    after = read(changed, "cooking-village/main/en.public.txt").split("\n")
    assert len(before) == len(after)
    differing = [line for old, line in zip(before, after, strict=True) if old != line]
    assert differing
    assert all("It does not work" in line for line in differing)


# Easy Printer: tracking by link, appointments, messages.


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (picture(25, 25, "GIF"), "FD675"),
        (picture(25, 25, size=21 * 1024), "FD676"),
        (picture(25, 25, size=20 * 1024 + 1), "FD676"),
        (picture(26, 20), "FD677"),
        (picture(25, 26), "FD677"),
    ],
    ids=["gif", "21 KB", "one byte over", "26 wide", "26 high"],
)
def test_a_tracking_logo_that_is_no_small_picture_is_refused(data, finding):
    """FC-44, FC-45, FC-46: jpg or png, 20 KB, 25 pixels each way."""
    changed = PRINTER.put("assets/tracking-logo.png", data)
    assert changed.only().startswith(f"error {finding} tracking/printer.yaml: logo: assets/tracking-logo.png")


@pytest.mark.parametrize("data", [picture(25, 25), picture(25, 25, size=20 * 1024), picture(1, 25)])
def test_a_logo_at_the_limit_is_taken(data):
    """A-04 and A-05 of the rulings: 25 pixels and 20 × 1024 bytes are within the limit."""
    assert PRINTER.put("assets/tracking-logo.png", data).said() == []


def test_a_misspelt_link_in_a_mail_is_refused_with_the_right_spelling():
    changed = PRINTER.swap("messages/on-its-way.yaml", 'href="[#CustomerPortal_Link]"', 'href="[#CustomerPortal_Lnk]"')
    assert changed.only().startswith('error FD511 messages/on-its-way.yaml: <p><a href="[#CustomerPortal_Lnk]">')
    assert changed.said()[0].hint == "did you mean [#CustomerPortal_Link]?"


def test_an_unknown_alias_is_refused():
    changed = PRINTER.swap("messages/on-its-way.yaml", "<p>Hey @[AffectedFirstName|there]", "<p>Hey @[Affected|there]")
    assert changed.only().startswith("error FD511 messages/on-its-way.yaml: <p>Hey @[Affected|there]")


def test_the_snapshot_shows_the_mail_a_test_ticket_causes():
    """FC-29: what a message says is read before anything is sent."""
    text = read(PRINTER, "easy-printer/track/en.agents.txt")
    assert "Hey Ada" in text
    assert "Your repair is on its way" in text


def test_times_of_ones_own_replace_those_of_the_service_level():
    half, other = '{days: [mon-sat], from: "08:00", to: "12:00"}', '{days: [sat], from: "12:00", to: "16:00"}'
    own = f"windows: {{intervals: [{half}, {other}]}}"
    assert PRINTER.swap("tracking/printer.yaml", "windows: {sla: nbd}", own).said() == []


def test_overlapping_times_are_refused():
    changed = PRINTER.swap("tracking/office.yaml", 'from: "12:00"', 'from: "11:00"')
    assert changed.only() == 'error FD472 tracking/office.yaml: - {days: [mon-sat], from: "11:00", to: "16:00"}'


@pytest.mark.parametrize(
    "windows", ['windows: {sla: nbd, intervals: [{days: [mon], from: "08:00", to: "12:00"}]}', "#"]
)
def test_times_on_offer_have_one_source(windows):
    changed = PRINTER.swap("tracking/printer.yaml", "windows: {sla: nbd}", windows)
    assert changed.only().startswith("error FD470 tracking/printer.yaml")


def test_a_mail_cannot_let_customers_book_where_the_profile_does_not():
    changed = PRINTER.swap("triggers/10-tracking.yaml", "booking: false", "booking: true")
    assert changed.only().startswith("error FD476 triggers/10-tracking.yaml: - {do: mail")


def test_a_project_whose_trigger_is_off_is_reported():
    title = "  title: Tracking link, nothing to book\n"
    changed = PRINTER.swap("triggers/10-tracking.yaml", title, f"{title}  enabled: false\n")
    assert changed.only() == "warning FD477 projects/scanner.yaml: tracking: scanner"


def test_tickets_whose_customers_get_mail_need_an_address():
    changed = PRINTER.swap("projects/printer-repair.yaml", "required: [email, phone]", "required: []")
    assert changed.only().startswith("error FD480 projects/printer-repair.yaml: required: []")


def test_mail_goes_out_from_an_account_there_is():
    changed = PRINTER.swap("triggers/10-tracking.yaml", "from: service ", "from: servis ")
    assert changed.only().startswith("error FD201 triggers/10-tracking.yaml: from: servis")


def test_a_profile_cannot_be_the_clone_of_its_own_clone():
    changed = PRINTER.swap("tracking/printer.yaml", "booking: true", "extends: office\nbooking: true")
    assert [item.code for item in changed.said()] == ["FD215"]
