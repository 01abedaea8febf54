"""The compose pass: siblings, libraries, and findings at the lines that cause them."""

import re

import pytest

from compiler.compose import compose
from compiler.documents import parse_tree
from compiler.link import link
from compiler.shape import shape
from tests.kitchen import base, compiled, said, tree_of

CODES = re.compile(r"\w+\[(FD\d+)\]")
SECOND = "extends: main\naddress: {host: {binding: main_host}, path: /second}\nprofile: {name: The second}\n"


def linked(changes):
    files = dict(base())
    for name, text in changes.items():
        path = name if name.startswith("brands/") else f"brands/kitchen/{name}"
        files.pop(path, None)
        if text is not None:
            files[path] = text.encode()
    documents, parse_findings = parse_tree(tree_of(files)[0])
    documents, compose_findings = compose(documents)
    draft, shape_findings = shape(documents)
    whole, _ = link(draft)
    assert not (*parse_findings, *compose_findings, *shape_findings)
    return whole


def test_a_portal_that_extends_another_says_only_what_differs():
    whole = linked({"portals/second.yaml": SECOND})
    portal = whole.brands["kitchen"].of("portal")["second"]
    assert portal.value.profile.name.plain == "The second"
    assert portal.value.profile.logo == "assets/logo.png"
    assert portal.value.address.path == "/second"
    assert whole.draft.span(portal, ("profile", "name")).file == "brands/kitchen/portals/second.yaml"
    assert whole.draft.span(portal, ("profile", "logo")).file == "brands/kitchen/portals/main.yaml"
    assert whole.draft.span(portal, ("footer", "links", 0, "id")).line == 8


def test_a_clone_of_a_clone_has_all_three():
    """FC-47: a profile that is like another says only what differs."""
    third = "extends: second\naddress: {host: {binding: main_host}, path: /third}\n"
    whole = linked({"portals/second.yaml": SECOND, "portals/third.yaml": third})
    portal = whole.brands["kitchen"].of("portal")["third"]
    assert (portal.value.profile.name.plain, portal.value.address.path) == ("The second", "/third")


def test_lists_of_objects_merge_by_id_and_other_lists_are_replaced():
    footer = (
        SECOND + "languages: [en]\nfooter:\n  links:\n"
        '    - {id: terms, label: Terms, url: "https://kitchen.example/terms"}\n    - {id: privacy, label: Your data}\n'
    )
    portal = linked({"portals/second.yaml": footer}).brands["kitchen"].of("portal")["second"]
    links = portal.value.footer.links
    assert [(link.id, link.label.plain, link.url) for link in links] == [
        ("privacy", "Your data", "https://kitchen.example/privacy"),
        ("terms", "Terms", "https://kitchen.example/terms"),
    ]


def test_another_way_of_saying_a_thing_replaces_the_inherited_one():
    """FC-16, FC-47: a clone has intervals of its own in place of the hours of a service level."""
    tracking = {
        "tracking/printer.yaml": "{booking: true, windows: {sla: nbd}, text: Pick a day.}",
        "tracking/office.yaml": '{extends: printer, windows: {intervals: [{days: [mon], from: "08:00", to: "12:00"}]}}',
    }
    windows = linked(tracking).brands["kitchen"].of("tracking")["office"].value.windows
    assert windows.sla is None
    assert len(windows.intervals) == 1


def test_a_code_replaces_words_and_words_replace_a_code():
    whole = linked(
        {
            "codes/all.yaml": "kitchen.name: {text: Our kitchen}\n",
            "portals/second.yaml": SECOND.replace("name: The second", "name: {code: kitchen.name}"),
            "portals/third.yaml": SECOND.replace("main", "second", 1).replace("/second", "/third"),
        }
    )
    portals = whole.brands["kitchen"].of("portal")
    assert portals["second"].value.profile.name.code == "kitchen.name"
    assert portals["third"].value.profile.name.plain == "The second"


def test_an_object_in_a_map_extends_its_sibling():
    members = "jin: {name: Jin Kim, email: jin@kitchen.example}\nbo: {extends: jin, name: Bo}\n"
    whole = linked({"brands/_organization/members.yaml": members})
    assert whole.organization["member"]["bo"].value.email == "jin@kitchen.example"
    assert whole.draft.span(whole.organization["member"]["bo"], ("email",)).line == 1
    assert whole.draft.span(whole.organization["member"]["bo"], ("name",)).line == 2


def test_an_unknown_base_is_one_finding():
    text = said({"portals/second.yaml": SECOND.replace("main", "mein", 1)})
    assert CODES.findall(text) == ["FD214"]
    assert 'did you mean "main"?' in text


def test_nothing_is_said_about_a_base_that_cannot_be_read():
    text = said({"portals/second.yaml": SECOND.replace("main", "third", 1), "portals/third.yaml": "enabled: [\n"})
    assert CODES.findall(text) == ["FD003"]


def test_a_wrong_value_is_reported_where_it_stands_and_once():
    text = said(
        {
            "portals/second.yaml": SECOND,
            "portals/main.yaml": "enabled: perhaps\naddress: {host: {binding: main_host}}\nprofile: {name: Main}\n",
        }
    )
    assert CODES.findall(text) == ["FD103"]
    assert "portals/main.yaml:1:10" in text


LIBRARY = {
    "brands/_library/diner/brand.yaml": "languages: [en]\ntime_zone: Europe/Berlin\n",
    "brands/_library/diner/kb/start/_category.yaml": "name: Getting started\n",
    "brands/_library/diner/kb/start/hours.md": "---\ntitle: Opening hours\nstatus: public\n---\nFrom nine to five.\n",
    "brand.yaml": "extends: _library/diner\nname: Kitchen\n",
}


def test_a_brand_has_every_file_of_its_library():
    whole = linked({**LIBRARY, "kb/start/_category.yaml": "name: First steps\n"})
    kitchen = whole.brands["kitchen"]
    assert (kitchen.time_zone, kitchen.brand.value.name.plain) == ("Europe/Berlin", "Kitchen")
    assert list(kitchen.of("article")) == ["hours", "welcome"]
    assert kitchen.of("category")["start"].value.name.plain == "First steps"
    article = kitchen.of("article")["hours"]
    assert whole.draft.span(article, ("title",)).file == "brands/_library/diner/kb/start/hours.md"
    assert whole.draft.documents.body_text(article.file) == "From nine to five.\n"


def test_what_a_library_says_is_compiled():
    result, text = compiled(LIBRARY)
    assert text == ""
    assert result.bundle is not None


def test_a_finding_about_a_library_is_reported_there_once_for_all_brands():
    lost = "---\ntitle: Hours\nstatus: public\n---\nSee [the menu](article:menu).\n"
    other = {
        "brands/bistro/brand.yaml": "extends: _library/diner\nname: Bistro\n",
        "brands/_library/diner/kb/start/hours.md": lost,
    }
    text = said({**LIBRARY, **other})
    assert len(CODES.findall(text)) == len(set(CODES.findall(text)))
    assert "brands/kitchen/kb/start/hours.md" not in text
    assert text.count("brands/_library/diner/kb/start/hours.md:5") == 1


def test_what_one_brand_uses_of_a_library_is_not_called_unused_because_of_another():
    field = "type: text\nlabel: Table\n"
    form = "fields: [{field: table}]\n"
    types = "- {id: bug, name: Bug, form: bug}\n"
    files = {**LIBRARY, "brands/_library/diner/fields/table.yaml": field}
    assert "_library/diner/fields" in said(files)
    other = {"brands/bistro/brand.yaml": "extends: _library/diner\nname: Bistro\n"}
    used = {"brands/bistro/forms/bug.yaml": form, "brands/bistro/inquiry_types.yaml": types}
    assert "_library/diner/fields" not in said({**files, **other, **used})


def test_a_library_of_the_library_lies_below():
    files = {
        **LIBRARY,
        "brands/_library/diner/brand.yaml": "extends: _library/world\nlanguages: [en]\n",
        "brands/_library/world/brand.yaml": "time_zone: Asia/Seoul\nlanguages: [ko]\n",
    }
    kitchen = linked(files).brands["kitchen"]
    assert (kitchen.time_zone, kitchen.languages) == ("Asia/Seoul", ("en",))


def test_an_unknown_library_is_one_finding():
    files = {**LIBRARY, "brand.yaml": "extends: _library/dinner\nname: Kitchen\n"}
    text = said({**files, "portals/main.yaml": None, "inquiry_types.yaml": "- {id: a, name: A, form: there}\n"})
    assert CODES.findall(text) == ["FD214"]
    assert '"_library/diner"' in text


def test_nothing_is_said_about_a_brand_whose_library_cannot_be_read():
    text = said({**LIBRARY, "brands/_library/diner/brand.yaml": "name: [\n"})
    assert CODES.findall(text) == ["FD003"]


WRONG_IN_A_LIBRARY = {
    "brand.yaml: a word": ("brand.yaml", "call\n", 'FD103] a map of keys is needed here, not "call"', 1),
    "portals/main.yaml: a list": ("portals/main.yaml", "[]\n", "FD103] a map of keys is needed here, not a list", 1),
    "groups.yaml: a word": ("groups.yaml", "hello\n", "FD104] this file holds a map from id to object", 1),
    "inquiry_types.yaml: a map": ("inquiry_types.yaml", "{a: b}\n", "FD104] this file holds a list of objects", 1),
    "a list of languages": ("brand.yaml", "languages: banana\n", "FD103] a list is needed here", 1),
    "said otherwise by the brand": ("portals/main.yaml", "enabled: banana\n", "FD103] true or false is needed here", 1),
    "nothing, said otherwise": (
        "portals/main.yaml",
        "enabled:\n",
        "FD103] true or false is needed here, not nothing",
        1,
    ),
    "where the brand has a map": ("portals/main.yaml", "profile: hello\n", "FD103] a map of keys is needed here", 1),
    "a key of no meaning": ("portals/main.yaml", "profil: {name: X}\n", 'FD101] "profil" is not a key here', 1),
    "two": ("brand.yaml", "name: [1, 2]\nlanguages: banana\n", "FD103] a list is needed here", 2),
}


@pytest.mark.parametrize("case", WRONG_IN_A_LIBRARY)
def test_what_is_wrong_in_a_library_is_found_there_and_follows_nowhere(case):
    """Whether or not brands say something else themselves, and however many extend it."""
    path, text, finding, count = WRONG_IN_A_LIBRARY[case]
    files = {
        "brand.yaml": "extends: _library/diner\nname: Kitchen\n"
        + ("languages: [en]\n" if path != "brand.yaml" else ""),
        "brands/bistro/brand.yaml": "extends: _library/diner\nname: Bistro\nlanguages: [en]\n",
        f"brands/_library/diner/{path}": text,
    }
    shown = said(files)
    assert finding in shown
    assert f"brands/_library/diner/{path}:1" in shown
    assert CODES.findall(shown.replace("warning[FD603]", "")) == re.findall(r"FD\d+", finding) * count, shown


def test_a_library_says_as_little_as_it_likes():
    files = {
        **LIBRARY,
        "brands/_library/diner/portals/main.yaml": "profile: {name: Help}\n",
        "brands/_library/diner/groups.yaml": "support: {signature: All of us}\n",
        "brands/_library/diner/fields/table.yaml": "label: Table\n",
        "brands/_library/diner/fields/size.yaml": "type: radio\nlabel: Size\noptions: [{id: small, label: Small}]\n",
        "fields/size.yaml": "options: [{id: large, label: Large}]\n",
        "fields/table.yaml": "type: text\n",
        "forms/question.yaml": "fields: [{field: table}, {field: size}]\n",
    }
    assert said(files) == ""


def test_a_library_need_not_speak_of_the_brand_itself():
    files = {
        "brand.yaml": "extends: _library/diner\nname: Kitchen\nlanguages: [en]\n",
        "brands/_library/diner/kb/start/hours.md": LIBRARY["brands/_library/diner/kb/start/hours.md"],
    }
    assert said(files) == ""


def test_a_file_of_no_kind_in_a_library_is_found():
    text = said({**LIBRARY, "brands/_library/diner/portal/main.yaml": "enabled: true\n"})
    assert CODES.findall(text) == ["FD105"]


def test_a_brand_with_a_library_compiles_as_if_it_were_written_out():
    whole = compiled({"brand.yaml": "name: Kitchen\nlanguages: [en]\ntime_zone: Europe/Berlin\n"})[0]
    plain = {key: LIBRARY[key] for key in LIBRARY if not key.endswith(".md")}
    assert compiled(plain)[0].root_digest == whole.root_digest


def test_a_clone_of_itself_is_refused():
    """FC-48: a clone has an id of its own."""
    assert CODES.findall(said({"portals/second.yaml": SECOND.replace("main", "second", 1)})) == ["FD215"]


def test_an_extended_portal_may_let_people_in_another_way():
    base_portal = "access: {mode: registration, self_registration: false, idle_timeout: 20m}\n"
    files = {"portals/main.yaml": dict(base())["brands/kitchen/portals/main.yaml"].decode() + base_portal}
    clone = SECOND + (
        "access:\n  mode: sso\n"
        '  sso: {protocol: oidc, issuer: "https://idp.example", client_id: k, client_secret: {secret: "env:S"}}\n'
    )
    portal = linked({**files, "portals/second.yaml": clone}).brands["kitchen"].of("portal")["second"]
    assert (portal.value.access.mode, portal.value.access.sso.protocol) == ("sso", "oidc")
