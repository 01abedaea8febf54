"""What customers read, lowered: order, visibility, related articles, languages, FAQ, notices, links and pictures."""

import re

import pytest

from compiler.translation.hashes import source_hash
from tests.kitchen import KeptBlobs, compiled, picture

KOREAN = {"brand.yaml": "name: {en: Kitchen, ko: 주방}\nlanguages: [en, ko]\n"}


def article(title: str, *front: str, status: str = "public", body: str = "Words.") -> str:
    return "\n".join(("---", f"title: {title}", f"status: {status}", *front, "---", body, ""))


def kitchen(changes, clean: bool = True):
    result, text = compiled(changes)
    assert not clean or text == ""
    return result.bundle.brands["kitchen"]


def html_of(changes, entry: str) -> str:
    blobs = KeptBlobs()
    result, _ = compiled(changes, blobs)
    return blobs.kept[result.bundle.brands["kitchen"].words[entry].body].decode()


def test_sections_stand_in_their_order_then_by_name():
    brand = kitchen(
        {
            "kb/_kb.yaml": "order: [zebra]\n",
            "kb/start/_category.yaml": "name: Öffnen\norder: [zoo]\n",
            "kb/zebra/_category.yaml": "name: Zebra\n",
            "kb/zebra/z.md": article("Z"),
            "kb/alpha/_category.yaml": "name: Omega\n",
            "kb/alpha/a.md": article("A"),
            "kb/start/zoo.md": article("A zoo"),
            "kb/start/b.md": article("an apple"),
        }
    )
    assert [category.id for category in brand.knowledge.categories] == ["zebra", "alpha", "start"]
    start = brand.knowledge.categories[2]
    assert [one.id for one in start.articles] == ["zoo", "b", "welcome"]


def test_an_article_is_never_wider_than_its_sections():
    brand = kitchen(
        {
            "kb/inside/_category.yaml": "name: Inside\nstatus: member\n",
            "kb/inside/a.md": article("A", status="publish"),
            "kb/start/deep/_folder.yaml": "name: Deep\nstatus: member\n",
            "kb/start/deep/b.md": article("B"),
            "kb/start/c.md": article("C", "author: jin", status="draft"),
        },
        clean=False,
    )
    sections = [*brand.knowledge.categories, *(folder for one in brand.knowledge.categories for folder in one.folders)]
    statuses = {one.id: one.status for section in sections for one in section.articles}
    assert statuses == {"a": "member", "b": "member", "c": "draft", "welcome": "public"}


def test_related_articles_are_those_with_the_most_shared_tags_then_those_of_the_same_place():
    brand = kitchen(
        {
            "kb/start/welcome.md": article("Welcome", "tags: [a, b]"),
            "kb/start/two.md": article("Two"),
            "kb/more/_category.yaml": "name: More\n",
            "kb/more/both.md": article("Both", "tags: [b, a]"),
            "kb/more/one.md": article("One", "tags: [a]"),
            "kb/more/hidden.md": article("Hidden", "tags: [a, b]", status="member"),
        }
    )
    [start] = [category for category in brand.knowledge.categories if category.id == "start"]
    assert {one.id: one.related for one in start.articles} == {
        "welcome": ("both", "one", "two"),
        "two": ("welcome",),
    }


def test_listed_related_articles_keep_their_order_and_lose_what_is_not_public():
    brand = kitchen(
        {
            "kb/start/welcome.md": article("Welcome", "related: [z, a, inside]"),
            "kb/start/z.md": article("Z"),
            "kb/start/a.md": article("A"),
            "kb/start/inside.md": article("Inside", status="member"),
        },
        clean=False,
    )
    facts = {one.id: one for one in brand.knowledge.categories[0].articles}
    assert facts["welcome"].related == ("z", "a")


def test_a_missing_translation_shows_the_default_language_and_says_so():
    brand = kitchen(KOREAN)
    assert brand.words["articles/welcome/ko"] == brand.words["articles/welcome/en"]
    assert brand.words["articles/welcome/ko"].language == "en"


def test_a_translation_made_from_other_words_is_stale():
    def stale(made_from: str) -> bool:
        text = f"---\ntitle: 환영\nof: {made_from}\n---\n말.\n"
        return kitchen({**KOREAN, "kb/start/welcome.ko.md": text}, clean=False).words["articles/welcome/ko"].stale

    fresh = source_hash("Welcome", "This is where to begin.\n")
    assert not stale(f'"{fresh}"')
    assert stale('"00000000"')


def test_blanks_at_the_end_of_lines_do_not_make_a_translation_stale():
    assert source_hash("A", "one  \r\ntwo\n") == source_hash("A ", "one\ntwo")
    assert source_hash("A", "one\ntwo") != source_hash("A", "one two")


def test_the_faq_keeps_its_tree_and_puts_pinned_documents_first():
    brand = kitchen(
        {
            "faq/_categories.yaml": "- id: account\n  name: Account\n  children: [{id: login, name: Sign-in}]\n",
            "faq/alpha.md": article("Alpha", "category: login"),
            "faq/beta.md": article("Beta", "category: account", "pinned: main", "attachments: [assets/steps.pdf]"),
            "faq/gamma.md": article("Gamma", "category: login", "pinned: category"),
            "assets/steps.pdf": b"%PDF-1.7",
        }
    )
    assert [(top.id, [child.id for child in top.children]) for top in brand.faq.categories] == [("account", ["login"])]
    assert [one.id for one in brand.faq.documents] == ["beta", "gamma", "alpha"]
    assert brand.faq.documents[0].attachments[0].media_type == "application/pdf"
    assert brand.words["faq/alpha/en"].title == "Alpha"


def test_notices_stand_pinned_first_then_newest():
    brand = kitchen(
        {
            "notices/_headings.yaml": "- {id: works, name: Works}\n",
            "notices/_tags.yaml": "server: {name: Server}\n",
            "notices/old.md": article("Old", "heading: works", "pinned: true"),
            "notices/march.md": article("March", "heading: works", 'period: {from: "2026-03-01T00:00"}'),
            "notices/april.md": article("April", "heading: works", 'shown_date: "2026-04-01"', "tags: [server]"),
        }
    )
    assert [one.id for one in brand.notices.notices] == ["old", "april", "march"]
    assert brand.notices.notices[1].tags == ({"en": "Server"},)
    assert brand.notices.notices[2].shown_date == "2026-03-01"


def test_a_picture_gets_its_address_and_size_and_a_file_its_address():
    html = html_of(
        {
            "kb/start/welcome.md": article("Welcome", body="![Steps](assets/steps.png)\n\n[All](assets/all.pdf)"),
            "assets/steps.png": picture(30, 20),
            "assets/all.pdf": b"%PDF-1.7",
        },
        "articles/welcome/en",
    )
    assert re.search(
        r'<img src="/files/[0-9a-f]{32}/steps\.png" width="30" height="20" loading="lazy" alt="Steps"', html
    )
    assert re.search(r'<a href="/files/[0-9a-f]{32}/all\.pdf">All</a>', html)


def test_links_by_name_stay_names():
    body = "[a](article:welcome#x) [b](ask:question) [c](portal:main) [d](category:start)\n\n## X\n\nY."
    html = html_of({"kb/start/welcome.md": article("Welcome", body=body)}, "articles/welcome/en")
    assert 'href="article:welcome#x"' in html
    assert 'href="ask:question"' in html


def test_the_media_type_of_a_picture_is_what_its_header_says():
    brand = kitchen({"assets/favicon.png": picture(16, 16)})
    assert brand.portals["main"].favicon.media_type == "image/png"


def test_the_company_stands_in_the_footer_where_a_portal_shows_it():
    company = "{name: {en: Acme}, links: [{id: imprint, label: Imprint, url: 'https://acme.example'}]}\n"
    portal = "address: {host: two.example}\nshow: {company_info: true}\n"
    changes = {"brands/_organization/company_info.yaml": company, "portals/two.yaml": portal}
    brand = kitchen(changes)
    assert brand.portals["two"].footer.company.name == {"en": "Acme"}
    assert brand.portals["main"].footer.company is None


@pytest.mark.parametrize(
    ("code", "html"),
    [
        ('{text: "5 < 6 & **7**"}', "<p>5 &lt; 6 &amp; **7**</p>"),
        ('{text: "5 < 6 & **7**", format: markdown}', "<p>5 &lt; 6 &amp; <strong>7</strong></p>\n"),
    ],
)
def test_a_code_in_the_footer_is_markdown_only_if_it_says_so(code, html):
    portal = "address: {host: two.example}\nfooter: {text: {code: foot.text}}\n"
    brand = kitchen({"codes/foot.yaml": f"foot.text: {code}\n", "portals/two.yaml": portal})
    assert brand.portals["two"].footer.html == {"en": html}


def test_a_footer_link_to_a_hidden_article_is_left_out():
    links = "footer: {links: [{id: a, label: A, article: inside}, {id: b, label: B, article: welcome}]}\n"
    brand = kitchen(
        {
            "portals/two.yaml": "address: {host: two.example}\n" + links,
            "kb/start/inside.md": article("Inside", status="member"),
        }
    )
    assert [link.id for link in brand.portals["two"].footer.links] == ["b"]


def test_a_feature_that_is_off_in_the_brand_is_off_in_its_portals():
    brand = kitchen({"brand.yaml": "name: Kitchen\nlanguages: [en]\nfeatures: {faq: false}\n"})
    assert not brand.portals["main"].show.faq
    assert brand.portals["main"].show.notices
