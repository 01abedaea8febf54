"""A public help centre, requirement by requirement: what has to be refused, and what has to come out."""

import re

import pytest

from tests.kitchen import KeptBlobs, base, compiled, said

PORTAL = base()["brands/kitchen/portals/main.yaml"].decode()
WELCOME = "---\ntitle: Welcome\nstatus: public\n---\nThis is where to begin.\n"


def codes(changes) -> list[str]:
    return re.findall(r"\[(FD\d+)\]", said(changes))


def bundle(changes):
    result, text = compiled(changes, KeptBlobs())
    assert result.bundle is not None, text
    return result.bundle.brands["kitchen"]


def article(more: str, title: str = "Second", words: str = "Words.") -> str:
    return f"---\ntitle: {title}\n{more}---\n{words}\n"


def test_a_portal_belongs_to_one_brand_and_has_an_address_of_its_own():
    """OQ-01, OQ-53: a portal lies in its brand's folder, and no other portal has its address."""
    second = PORTAL.replace("Kitchen help", "Second")
    assert codes({"portals/second.yaml": second}) == ["FD639"]


def test_what_is_shown_has_something_to_show():
    """OQ-02: a part that is switched on and empty is a warning."""
    assert codes({"portals/main.yaml": f"{PORTAL}show: {{notices: true}}\n"}) == ["FD655"]


def test_an_open_portal_has_something_to_read_and_to_ask():
    """OQ-03, OQ-06: without a public article below public sections, or without a type, it cannot be opened."""
    assert "FD603" in codes({"kb/start/_category.yaml": "{name: Start, status: member}"})
    assert "FD604" in codes({"inquiry_types.yaml": "[{id: question, name: Question, form: question, enabled: false}]"})


def test_the_tree_of_sections_is_closed():
    """OQ-04, OQ-10, OQ-11, OQ-17: an article lies in a category or in a folder of one; no folder in a folder."""
    assert codes({"kb/loose.md": WELCOME}) == ["FD105"]
    assert "FD105" in codes({"kb/start/one/two/_folder.yaml": "name: Two"})
    assert "FD654" in codes({"kb/start/one/deep.md": article("status: public\n")})


def test_staff_see_what_customers_do_not():
    """OQ-05, OQ-08, OQ-13, OQ-21: what is for members is there for staff alone, and so is all below it."""
    for status in ("draft", "hidden"):
        assert "FD103" in codes({"kb/start/_category.yaml": f"{{name: Start, status: {status}}}"})
    warned = codes(
        {"kb/inside/_category.yaml": "{name: In, status: member}", "kb/inside/x.md": article("status: public\n")}
    )
    assert warned == ["FD605"]


def test_sections_are_named_and_described_in_every_language():
    """OQ-07, OQ-09, OQ-12, OQ-14: a name once among its siblings; a description may follow."""
    more = {
        "kb/more/_category.yaml": "{name: Getting started, description: Twice}",
        "kb/more/x.md": article("status: public\n"),
    }
    assert codes(more) == ["FD620"]
    section = bundle({"kb/start/_category.yaml": "{name: Getting started, description: First steps}"}).knowledge
    assert "First steps" in str(section)


def test_an_article_has_words_that_lead_somewhere():
    """OQ-15: an empty text, a link to nothing and a picture that is not there are refused."""
    assert codes({"kb/start/x.md": "---\ntitle: Empty\nstatus: public\n---\n"}) == ["FD648"]
    assert codes({"kb/start/x.md": article("status: public\n", words="[there](article:nowhere)")}) == ["FD642"]
    assert codes({"kb/start/x.md": article("status: public\n", words="![a pan](assets/pan.png)")}) == ["FD632"]


@pytest.mark.parametrize("word", ["public", "publish"])
def test_publish_is_another_word_for_public(word):
    """OQ-16, OQ-19, OQ-22: both words mean that everybody reads it."""
    assert codes({"kb/start/x.md": article(f"status: {word}\n")}) == []


def test_a_draft_has_an_author():
    """OQ-20: a draft is its author's, so it names one."""
    assert codes({"kb/start/x.md": article("status: draft\n")}) == ["FD606"]
    assert codes({"kb/start/x.md": article("status: draft\nauthor: jin\n")}) == []


def test_tags_may_be_a_closed_list():
    """OQ-18: where the tags are listed, another one is refused."""
    tagged = {"kb/start/x.md": article("status: public\ntags: [pans]\n"), "kb/_kb.yaml": "{tags: [pots]}"}
    assert codes(tagged) == ["FD651"]


def test_a_type_leads_to_a_form():
    """OQ-23, OQ-24, OQ-26, OQ-55: each enabled type has a form of its brand, and several may share one."""
    assert "FD407" in codes({"inquiry_types.yaml": "[{id: question, name: Question}]", "forms/question.yaml": None})
    assert "FD201" in codes({"inquiry_types.yaml": "[{id: question, name: Question, form: none}]"})
    shared = "[{id: a, name: A, form: question}, {id: b, name: B, form: question}]"
    assert codes({"inquiry_types.yaml": shared}) == []
    assert codes({"forms/unused.yaml": "fields: []"}) == ["FD411"]


def test_what_every_form_has_cannot_be_taken_out():
    """OQ-27, OQ-35: what makes a ticket is required and shown, whatever a form says."""
    for weaker in ("{field: email, required: false}", "{field: title, hidden: true}"):
        assert codes({"forms/question.yaml": f"fields: [{weaker}]"}), weaker


def test_fields_stand_in_their_sections():
    """OQ-28, OQ-29: a field is basic or additional; what is required is the system's."""
    assert (
        codes(
            {"fields/x.yaml": "{type: text, label: X, section: basic}", "forms/question.yaml": "fields: [{field: x}]"}
        )
        == []
    )
    assert codes(
        {"fields/x.yaml": "{type: text, label: X, section: required}", "forms/question.yaml": "fields: [{field: x}]"}
    )


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("{type: text, label: X, max_length: 0}", "FD103"),
        ("{type: number, label: X, min: 9, max: 1}", "FD405"),
        ("{type: radio, label: X, options: [{id: a, label: A}]}", "FD103"),
        ("{type: checkbox, label: X, options: []}", "FD103"),
        ("{type: dropdown, label: X, options: []}", "FD103"),
        ("{type: dropdown, label: X, options: [{id: a, label: A}, {id: a, label: B}]}", "FD"),
    ],
)
def test_settings_of_a_field_make_sense(field, code):
    """OQ-30..34: lengths, bounds and choices are looked at where they are written."""
    found = codes({"fields/x.yaml": field, "forms/question.yaml": "fields: [{field: x}]"})
    assert found
    assert found[0].startswith(code)


def test_a_hidden_question_cannot_be_required():
    """OQ-36: nobody could answer it."""
    changes = {
        "fields/x.yaml": "{type: text, label: X}",
        "forms/question.yaml": "fields: [{field: x, required: true, hidden: true}]",
    }
    assert len(codes(changes)) == 1


def test_a_question_that_a_rule_asks_for_cannot_be_deleted():
    """OQ-37, OQ-25: what names a deleted field is found."""
    rule = "[{id: a, title: A, events: [created], all: [{if: gone, is: x}], then: [{do: set, priority: high}]}]"
    assert codes({"triggers/10-a.yaml": rule}) == ["FD501"]


def test_the_order_of_questions_is_the_one_written():
    """OQ-38: the form has its fields in the order of the list."""
    fields = {f"fields/{name}.yaml": f"{{type: text, label: {name}}}" for name in ("one", "two")}
    form = "fields: [{field: two}, {field: one}]"
    desk = bundle({**fields, "forms/question.yaml": form}).desk
    [asked] = [form for name, form in desk.forms.items() if name == "question"]
    assert [item.code for item in asked.fields if item.code in ("one", "two")] == ["two", "one"]


@pytest.mark.parametrize("missing", ["profile", "footer"])
def test_an_open_portal_has_name_logo_icon_and_footer(missing):
    """OQ-39, OQ-40, OQ-41, OQ-42, OQ-47: a portal is opened when these are there."""
    lines = [line for line in PORTAL.splitlines() if not line.startswith(missing)]
    text = "\n".join(lines).replace("  text:", "#").replace("  links:", "#").replace("    - {id: privacy", "#")
    assert "FD601" in codes({"portals/main.yaml": text if missing == "footer" else "\n".join(lines)})


def test_pictures_are_pictures_with_words():
    """OQ-43: the picture of the home page is one, and has words for those who cannot see it."""
    design = PORTAL.replace("theme: plain", "theme: plain, image: assets/logo.png")
    assert codes({"portals/main.yaml": design}) == ["FD602"]
    assert "FD633" in codes({"assets/logo.png": b"no picture"})


def test_colours_are_five_and_can_be_read():
    """OQ-44, OQ-45: without a theme all five; with one, what differs; and words can be read on them."""
    assert codes({"portals/main.yaml": PORTAL.replace("theme: plain", 'colors: {button: "#b3421b"}')}) == ["FD610"]
    assert "FD201" in codes({"portals/main.yaml": PORTAL.replace("theme: plain", "theme: pink")})
    faint = PORTAL.replace("theme: plain", 'theme: plain, colors: {text: "#eeeeee"}')
    assert codes({"portals/main.yaml": faint}) == ["FD611"]


def test_buttons_lead_to_web_addresses():
    """OQ-46: a button on the home page has words and an address."""
    wrong = PORTAL.replace("theme: plain", "theme: plain, buttons: [{id: shop, label: Shop, url: shop}]")
    assert codes({"portals/main.yaml": wrong}) == ["FD103"]


def test_footer_links_lead_somewhere_and_privacy_is_among_them():
    """OQ-48: a link to an article that is not there is refused; a portal without a privacy policy is warned."""
    assert "FD607" in codes({"portals/main.yaml": PORTAL.replace("privacy", "terms").replace("Privacy", "Terms")})
    article_link = PORTAL.replace('url: "https://kitchen.example/privacy"', "article: nowhere")
    assert codes({"portals/main.yaml": article_link}) == ["FD201"]


def test_the_drop_down_leads_out_or_to_another_portal():
    """OQ-49, OQ-50, OQ-51: to a site or to a portal that is there, not to itself, and to one of the two."""

    def drop(leads: str) -> str:
        return f"{PORTAL}  dropdown: [{{id: x, label: X, {leads}}}]\n"

    assert codes({"portals/main.yaml": drop('url: "https://kitchen.example"')}) == []
    assert codes({"portals/main.yaml": drop("portal: kitchen/none")}) == ["FD201"]
    assert codes({"portals/main.yaml": drop("portal: kitchen/main")}) == ["FD608"]
    assert codes({"portals/main.yaml": drop('portal: kitchen/main, url: "https://kitchen.example"')})[0] == "FD621"


def test_a_closed_portal_is_compiled_as_closed():
    """OQ-52: closed means that every address says so."""
    assert (
        bundle({"portals/main.yaml": PORTAL.replace("enabled: true", "enabled: false")}).portals["main"].enabled
        is False
    )


def test_related_articles_are_public():
    """OQ-54: one that customers cannot read is left out, with a warning."""
    inside = {"kb/in/_category.yaml": "{name: In, status: member}", "kb/in/x.md": article("status: member\n")}
    assert codes({**inside, "kb/start/y.md": article("status: public\nrelated: [x]\n", "Y")}) == ["FD649"]
