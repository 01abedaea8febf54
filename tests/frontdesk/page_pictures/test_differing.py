"""Which pages differ between two states: those a customer would find different, and no others."""

from compiler.review.pages import PageReport

WELCOME = "kb/start/welcome.md"
PORTAL = """\
enabled: true
address: {host: {binding: main_host}}
profile: {name: Kitchen help, logo: assets/logo.png, favicon: assets/favicon.png}
design: {theme: plain}
footer:
  text: We are here from nine to five.
  links:
    - {id: privacy, label: Privacy, url: "https://kitchen.example/privacy"}
"""


def told(report: PageReport) -> list[str]:
    """Every page by what happened to it, its path, and how many more differ in the same way."""
    return [
        f"{change.act} {change.examples[0].page.path}" + (f" and {change.count - 1} more" if change.count > 1 else "")
        for change in report.changes
    ]


def article(body: str, title: str = "Welcome", more: str = "") -> str:
    return f"---\ntitle: {title}\nstatus: public\n{more}---\n{body}\n"


def test_a_state_does_not_differ_from_itself(differ):
    report = differ({}, {})
    assert report.count == 0
    assert told(report) == []


def test_what_no_customer_sees_changes_no_page(differ):
    assert told(differ({}, {"groups.yaml": "support: {name: Second line, agents: [jin]}"})) == []


def test_other_words_of_an_article_change_its_page_and_say_which_words(differ):
    report = differ({WELCOME: article("First.\n\nSecond.")}, {WELCOME: article("First.\n\nThird.")})
    assert told(report) == ["changed /en/articles/welcome"]
    [example] = report.changes[0].examples
    assert (example.removed, example.added) == (("Second.",), ("Third.",))
    assert (example.page.kind, example.page.title) == ("article", "Welcome")
    assert example.page.address == "https://kitchen.localhost/en/articles/welcome"


def test_a_colour_changes_every_page_in_the_same_way(differ):
    report = differ({}, {"portals/main.yaml": PORTAL.replace("plain}", 'plain, colors: {button: "#005a9c"}}')})
    [change] = report.changes
    assert change.about == ("colours",)
    assert [example.page.kind for example in change.examples] == ["home", "category", "article", "form"]
    assert {page.kind for page in change.others} == {"ask", "faq", "notices", "search"}
    assert all(not example.removed and not example.added for example in change.examples)


def test_words_of_the_footer_are_one_change_of_all_pages(differ):
    report = differ({}, {"portals/main.yaml": PORTAL.replace("nine to five", "ten to four")})
    [change] = report.changes
    assert change.count == 8
    assert change.examples[0].added == ("We are here from ten to four.",)


def test_a_new_inquiry_type_and_its_field_are_seen_on_the_pages_that_ask(differ):
    types = "- {id: question, name: Question, form: question}\n- {id: broken, name: It is broken, form: broken}\n"
    after = {
        "inquiry_types.yaml": types,
        "fields/serial.yaml": "type: text\nlabel: Serial number\n",
        "forms/broken.yaml": "fields:\n  - {field: serial, required: true}\n",
    }
    report = differ({}, after)
    assert told(report) == ["new /en/ask/broken", "changed /en/ask"]
    assert "Serial number" in " ".join(report.changes[0].examples[0].added)
    assert "It is broken" in report.changes[1].examples[0].added


def test_a_form_that_only_has_another_token_is_the_same(differ):
    """Each time it is shown, a form carries a token of its own."""
    report = differ({}, {WELCOME: article("Else.")})
    assert [path for path in told(report) if "/ask" in path] == []


def test_a_renamed_article_has_moved_and_is_neither_new_nor_gone(differ):
    before = {WELCOME: article("Here."), "kb/start/other.md": article("Other.", "Other")}
    after = {**before, WELCOME: None, "kb/start/hello.md": article("Here.", "Hello")}
    report = differ(before, {**after, "kb/start/hello.md": article("Here.", "Hello", "aliases: [welcome]\n")})
    acts = {
        change.examples[0].page.path: change for change in report.changes if change.examples[0].page.kind == "article"
    }
    assert {change.act for change in acts.values()} == {"moved", "changed"}
    example = acts["/en/articles/hello"].examples[0]
    assert example.act == "moved"
    assert example.was is not None
    assert example.was.path == "/en/articles/welcome"
    assert (example.removed[-1], example.added[-1]) == ("Welcome", "Hello")


def test_a_portal_that_closes_has_one_page_left(differ):
    report = differ({}, {"portals/main.yaml": PORTAL.replace("enabled: true", "enabled: false")})
    acts = {change.examples[0].page.path: change.act for change in report.changes}
    assert acts.pop("/en/") == "changed"
    assert set(acts.values()) == {"gone"}


def test_without_a_base_every_page_is_new(differ):
    report = differ(None, {})
    assert {change.act for change in report.changes} == {"new"}
    assert report.count == 8


def test_a_notice_is_seen_at_the_moment_that_the_report_names(differ):
    period = 'period: {from: "2026-02-01T09:00", to: "2026-04-01T09:00"}'
    notice = f"---\ntitle: Closed on Monday\nstatus: public\nheading: news\n{period}\n---\nWe rest.\n"
    report = differ({}, {"notices/_headings.yaml": "- {id: news, name: News}\n", "notices/monday.md": notice})
    assert report.moment == "2026-03-01 09:00 UTC"
    assert "new /en/notices/monday" in told(report)


def test_other_bytes_without_other_words_are_told_apart(differ):
    report = differ({WELCOME: article("One *two*.")}, {WELCOME: article("One **two**.")})
    assert report.changes[0].about == ("markup",)
    assert report.changes[0].examples[0].added == ()
