"""What a brand says about its themes: what they compile to, what reviewers read, what is found."""

import pytest

from compiler.snapshot import snapshots
from tests.kitchen import KeptBlobs, compiled, picture, said

THEME = "title: Pantry\n"
PAGE = """\
{{ header }}
<h1>{{ 'home.hero' | t }}</h1>
<img src="{{ 'oven.png' | asset }}" alt="">
{{ content }}
{{ footer }}
"""
STYLE = '.main_banner { background: url("assets/oven.png") }\n'
PORTAL = """\
enabled: true
address: {host: {binding: main_host}}
profile: {name: Kitchen help, logo: assets/logo.png, favicon: assets/favicon.png}
design: {theme: pantry}
footer:
  text: We are here from nine to five.
  links: [{id: privacy, label: Privacy, url: "https://kitchen.example/privacy"}]
"""
BASE = {
    "portals/main.yaml": PORTAL,
    "themes/pantry/theme.yaml": THEME,
    "themes/pantry/page.liquid": PAGE,
    "themes/pantry/main.css": STYLE,
    "themes/pantry/script.js": "console.log('hello')\n",
    "codes/home.yaml": "home.hero: {text: Hello}\n",
    "assets/oven.png": picture(40, 30),
}


def about(changes):
    """What is said about the brand of this file, with some files changed."""
    return said({**BASE, **changes})


def lowered(changes=()):
    """The brand of this file in the bundle, and its blobs."""
    blobs = KeptBlobs()
    result, words = compiled({**BASE, **dict(changes)}, blobs)
    assert result.bundle is not None, words
    return result.bundle, blobs


def texts(changes=()):
    """Every snapshot of the brand of this file, by its file name."""
    bundle, blobs = lowered(changes)
    return {made.path.rpartition("/")[2]: made.text for made in snapshots(bundle, blobs.kept.get)}


def test_nothing_is_wrong_with_a_theme_that_uses_everything():
    """NHN-150, NHN-155: a theme is a folder with a page, style sheets and a script."""
    assert about({}) == ""


@pytest.mark.parametrize("name", ["basic-1", "basic-2", "basic-mobile-1", "basic-mobile-2", "plain", "night"])
def test_built_in_themes_are_there_at_once(name):
    """NHN-151, NHN-160: a portal may wear a built-in theme without a file."""
    plain = {"portals/main.yaml": PORTAL.replace("pantry", name), **dict.fromkeys(set(BASE) - {"portals/main.yaml"})}
    result, words = compiled(plain)
    assert words == ""
    assert result.bundle.brands["kitchen"].portals["main"].theme == name


def test_the_id_of_a_built_in_theme_is_taken():
    """NHN-151, NHN-153: a theme cannot be called like a built-in one, nor take its place."""
    assert "FD693" in about({"themes/basic-1/theme.yaml": THEME})


def test_a_theme_begins_with_a_built_in_one_or_with_nothing():
    """NHN-152: the base is a built-in theme, or the theme brings a page and five colours."""
    assert "FD103" in about({"themes/pantry/theme.yaml": THEME + "base: basic-9\n"})
    assert "FD697" in about({"themes/pantry/theme.yaml": THEME + "base: own\n"})
    facts = lowered({"themes/pantry/theme.yaml": THEME + "base: basic-2\n"})[0].brands["kitchen"].themes["pantry"]
    assert facts.base == "basic-2"


def test_a_theme_that_is_worn_cannot_be_deleted():
    """NHN-153, NHN-154: a portal that wears a theme which is gone is an error, with the place."""
    gone = {name: None for name in BASE if name.startswith("themes/")}
    words = about(gone)
    assert 'error[FD201] there is no theme "pantry"' in words
    assert "portals/main.yaml:4:17" in words


def test_a_theme_nobody_wears_is_a_note():
    """NHN-154, NHN-159: a theme is worn by saying so in a portal; until then it only waits."""
    assert about({"themes/cellar/theme.yaml": "title: Cellar\n"}).startswith("note[FD696]")


def test_sources_cross_as_they_are_with_files_in_their_place():
    """NHN-155, NHN-156: page and script as written, addresses of files in style sheets; their words beside them."""
    bundle, blobs = lowered()
    brand = bundle.brands["kitchen"]
    facts = brand.themes["pantry"]
    asset = facts.assets["oven.png"]
    assert blobs.kept[facts.page.digest].decode() == PAGE
    assert blobs.kept[facts.script.digest].decode() == BASE["themes/pantry/script.js"]
    style = blobs.kept[facts.styles["main.css"].digest].decode()
    assert style == STYLE.replace("assets/oven.png", f"/files/{asset.digest[7:39]}/oven.png")
    assert facts.words == {"home.hero": {"en": "Hello"}}
    assert {blob.digest for blob in brand.blobs} >= {facts.page.digest, facts.script.digest, asset.digest}


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("page.liquid", "{{ content }}{{ portal.nmae }}", "FD685"),
        ("page.liquid", "{{ content }}{% if chat %}", "FD684"),
        ("page.liquid", "{{ header }}", "FD688"),
        ("page.liquid", "{{ content }}<script>a()</script>", "FD690"),
        ("page.liquid", "{{ content }}{{ 'home.hreo' | t }}", "FD686"),
        ("page.liquid", "{{ content }}{{ 'ovn.png' | asset }}", "FD632"),
        ("main.css", ".main_banner { background: url(assets/ovn.png) }", "FD632"),
        ("main.css", ".main_banner { background: url(https://cdn.example/a.png) }", "FD687"),
        ("main.css", ".main_banner {", "FD691"),
        ("faq.css", b"\xff\xfe", "FD683"),
        ("script.js", "//" + "a" * 300_000, "FD682"),
        ("script.js", 'const key = "AKIA' + 'ABCDEFGHIJKLMNOP"', "FD730"),
    ],
)
def test_what_cannot_work_is_refused(file, text, code):
    """NHN-155, NHN-156: limits, what browsers refuse, files that are not there, secrets in a script."""
    assert f"[{code}]" in about({f"themes/pantry/{file}": text})


def test_a_file_that_is_no_part_of_a_theme_is_refused():
    """NHN-155: a theme has a page, five style sheets and a script, and nothing else."""
    assert "FD105" in about({"themes/pantry/footer.css": "a {}\n"})
    assert "FD695" in about({"themes/cellar/main.css": ".main_banner {}\n"})


def test_a_code_on_a_page_is_the_readers_word():
    """NHN-157, NHN-201: codes of the brand and of the interface, in every language; a used code is not unused."""
    korean = {
        "brand.yaml": "name: Kitchen\nlanguages: [en, ko]\ndefault_language: en\n",
        "codes/home.yaml": "home.hero: {text: {en: Hello, ko: 안녕하세요}}\n",
    }
    facts = lowered(korean)[0].brands["kitchen"].themes["pantry"]
    assert facts.words["home.hero"] == {"en": "Hello", "ko": "안녕하세요"}
    assert about({"themes/pantry/page.liquid": PAGE.replace("home.hero", "header.faq"), "codes/home.yaml": None}) == ""


def test_a_code_that_is_taken_away_is_missed():
    """NHN-157: a page that says a code there is no more is an error."""
    assert 'error[FD686] there is no code "home.hero"' in about({"codes/home.yaml": None})


def test_reviewers_read_what_a_theme_adds():
    """NHN-158: before anything is merged, the snapshot says what a theme brings and who wears it."""
    made = texts()
    assert "theme: pantry" in made["en.public.txt"]
    lines = made["en.agents.txt"].partition("# Themes\n")[2].splitlines()
    assert lines[:2] == ["pantry: Pantry", "  begins with: the built-in theme basic-1"]
    assert any(line.startswith("  page: ") for line in lines)
    assert "  says home.hero: Hello" in lines


def test_changing_a_font_changes_one_line():
    """NHN-159, NHN-161: another font is another style sheet, and reviewers see which."""
    before, after = (
        texts()["en.agents.txt"],
        texts({"themes/pantry/main.css": STYLE + ".title_txt { font-weight: 700 }\n"}),
    )
    changed = [
        pair
        for pair in zip(before.splitlines(), after["en.agents.txt"].splitlines(), strict=True)
        if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    assert changed[0][0].startswith("  main.css: ")


def test_a_portal_wears_another_theme_on_small_screens():
    """NHN-151, NHN-154: one theme for large screens, one for small ones; left out, the same."""
    portal = PORTAL.replace("{theme: pantry}", "{theme: pantry, mobile_theme: basic-mobile-2}")
    assert "theme on small screens: basic-mobile-2" in texts({"portals/main.yaml": portal})["en.public.txt"]
    assert lowered()[0].brands["kitchen"].portals["main"].mobile_theme == "pantry"


def test_colours_of_a_theme_lie_over_those_of_its_base():
    """NHN-152: the portal's own colours, then the theme's, then the base's."""
    coloured = {"themes/pantry/theme.yaml": THEME + 'colors: {button: "#7a1f1f"}\n'}
    assert "button: #7a1f1f" in texts(coloured)["en.public.txt"]
    own = PORTAL.replace("{theme: pantry}", '{theme: pantry, colors: {button: "#1f5f2a"}}')
    assert "button: #1f5f2a" in texts({**coloured, "portals/main.yaml": own})["en.public.txt"]


def test_a_colour_of_a_theme_that_cannot_be_read_is_shown_there():
    faint = {"themes/pantry/theme.yaml": THEME + 'colors: {text: "#dddddd"}\n'}
    assert "themes/pantry/theme.yaml:2:16" in about(faint)


def test_a_theme_has_a_place_for_the_chat():
    """NHN-012: where a portal shows the chat, the page of its theme places it."""
    chat = {
        "brand.yaml": "name: Kitchen\nlanguages: [en]\nfeatures: {chat: true}\n",
        "agents.yaml": "jin: {role: admin, permissions: [tickets, chat]}\n",
        "channels/chat.yaml": "greeting: Hello\n",
        "portals/main.yaml": PORTAL + "show: {chat: true}\n",
    }
    assert "FD689" in about(chat)
    assert about({**chat, "themes/pantry/page.liquid": PAGE + "{{ chat }}\n"}) == ""


def test_a_selector_outside_the_markup_is_a_note():
    """NHN-162, NHN-163, NHN-164, NHN-165, NHN-166: names that no page promises may select nothing."""
    words = about({"themes/pantry/faq.css": ".faqdata th { border: 0 }\n"})
    assert words.startswith("note[FD692] no page promises to have .faqdata")
    assert 'did you mean ".faqData"?' in words


def test_a_name_of_a_file_occurs_once():
    """NHN-156: files are named without their folder, so two cannot share a name."""
    assert "FD694" in about({"assets/more/oven.png": picture(40, 30)})


def test_a_theme_of_the_organisation_is_worn_by_its_brands():
    """NHN-150: themes of the organisation are every brand's, with the organisation's files."""
    shared = {
        **{name: None for name in BASE if name.startswith(("themes/", "assets/oven"))},
        "brands/_organization/themes/pantry/theme.yaml": THEME,
        "brands/_organization/themes/pantry/page.liquid": PAGE,
        "brands/_organization/themes/pantry/main.css": STYLE,
        "brands/_organization/assets/oven.png": picture(40, 30),
    }
    assert about(shared) == ""
    facts = lowered(shared)[0].brands["kitchen"].themes["pantry"]
    assert facts.assets["oven.png"].path == "assets/oven.png"
    assert "FD632" in about({**shared, "brands/_organization/assets/oven.png": None})


def test_a_theme_of_a_library_is_the_brands_own():
    """NHN-150: a library's theme is worn by the brands that extend it; what is wrong is shown in the library."""
    library = "brands/_library/kitchens"
    shared = {
        **{name: None for name in BASE if name.startswith(("themes/", "assets/oven"))},
        "brand.yaml": "extends: _library/kitchens\nname: Kitchen\nlanguages: [en]\n",
        f"{library}/brand.yaml": "time_zone: Europe/Berlin\n",
        f"{library}/themes/pantry/theme.yaml": THEME,
        f"{library}/themes/pantry/page.liquid": PAGE,
        f"{library}/assets/oven.png": picture(40, 30),
    }
    assert about(shared) == ""
    wrong = about({**shared, f"{library}/themes/pantry/page.liquid": "{{ content }}{{ custmer }}"})
    assert f"{library}/themes/pantry/page.liquid:1:17" in wrong
