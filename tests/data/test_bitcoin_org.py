"""A real site in twelve languages: its FAQ as articles, the rest as codes, compiled, served and read back."""

import html
import json
import re
import urllib.request
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from ruamel.yaml import YAML

from compiler.parse import parse
from frontdesk.cli import main

LANGUAGES = ("en", "ar", "de", "es", "fr", "ja", "ko", "nl", "pt_BR", "sv", "tr", "zh_CN")
SECTION_KEYS = ("general", "legal", "economy", "transactions", "mining", "security", "help")
NOT_QUESTIONS = {"title", "pagetitle", "metadescription", "summary", "table", *SECTION_KEYS}

_LINK = re.compile(r'<a\s+href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def words_of(folder: Path, language: str) -> dict:
    """One language's file, read patiently: the English one has keys written twice."""
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = True
    return yaml.load((folder / f"{language}.yml").read_text(encoding="utf-8"))[language]


def plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def markdown(text: str) -> str:
    """Inline HTML as Markdown; a link to a placeholder keeps its words."""

    def link(match: re.Match[str]) -> str:
        words = plain(match[2])
        return f"[{words}]({match[1]})" if match[1].startswith("http") and " " not in match[1] else words

    marked = _LINK.sub(link, text).replace("<b>", "**").replace("</b>", "**")
    return re.sub(r"([<>])", r"\\\1", " ".join(html.unescape(_TAG.sub("", marked)).split()))


def questions(faq: dict) -> Iterator[tuple[str, str, str]]:
    """Key, question and answer of every question that has an answer."""
    for key, title in faq.items():
        paragraphs = [markdown(faq[name]) for name in faq if re.fullmatch(rf"{re.escape(key)}txt\d+\w?", name)]
        items = [f"- {markdown(faq[name])}" for name in faq if re.fullmatch(rf"{re.escape(key)}li\d+\w?", name)]
        if key not in NOT_QUESTIONS and (paragraphs or items) and isinstance(title, str):
            yield key.lower().replace("_", "-"), plain(title), "\n\n".join([*paragraphs, "\n".join(items)]).strip()


def flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(f"{prefix}.{key}", inner)
    elif isinstance(value, str) and value.strip():
        yield re.sub(r"[^a-z0-9_.]", "_", prefix.lower()), plain(value)


def dumped(value: object) -> str:
    stream = StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump(value, stream)
    return stream.getvalue()


PORTAL = """\
enabled: true
address: {host: {binding: main_host}, path: /}
profile: {name: Bitcoin.org, logo: assets/logo.png, favicon: assets/icon.png}
design: {theme: plain}
footer: {text: Bitcoin.org, links: [{id: privacy, label: Privacy, url: "https://bitcoin.org/privacy"}]}
translations: {missing: warn, stale: warn}
"""


def draw(folder: Path) -> None:
    folder.mkdir(parents=True)
    Image.new("RGB", (240, 60), "#f7931a").save(folder / "logo.png")
    Image.new("RGB", (64, 64), "#f7931a").save(folder / "icon.png")


def convert(folder: Path, target: Path, *, with_homeless: bool = False) -> dict[str, int]:
    """Write the site as a configuration repository; how many articles and codes it has, and how many gaps.

    Codes without words in English, the default language, are homeless: left out unless asked for, and counted.
    """
    words = {language: words_of(folder, language) for language in LANGUAGES}
    brand = target / "brands" / "bitcoin-org"
    files = {
        target / "frontdesk.yaml": "version: 1\nenvironments: [demo]\n",
        target / "environments/demo.yaml": "bitcoin-org: {main_host: bitcoin.localhost}\n",
        brand / "bindings.yaml": "main_host: {type: host}\n",
        brand / "brand.yaml": f"name: Bitcoin.org\nlanguages: [{', '.join(LANGUAGES)}]\ndefault_language: en\n",
        brand / "kb/faq/_category.yaml": dumped(
            {"name": {language: plain(words[language]["faq"]["pagetitle"]) for language in LANGUAGES}}
        ),
        brand / "portals/main.yaml": PORTAL,
        brand / "inquiry_types.yaml": "- {id: question, name: Question, form: question}\n",
        brand / "forms/question.yaml": "fields: []\n",
        brand / "mail/sender.yaml": "{name: Bitcoin.org, address: help@bitcoin.example}\n",
    }
    articles = {language: {key: row for key, *row in questions(words[language]["faq"])} for language in LANGUAGES}
    for key, (title, answer) in articles["en"].items():
        files[brand / f"kb/faq/{key}.md"] = f"---\ntitle: {json.dumps(title)}\nstatus: public\n---\n{answer}\n"
        for language in LANGUAGES[1:]:
            if key in articles[language]:
                title_there, answer_there = articles[language][key]
                text = f"---\ntitle: {json.dumps(title_there, ensure_ascii=False)}\n---\n{answer_there}\n"
                files[brand / f"kb/faq/{key}.{language}.md"] = text
    codes: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    for language in LANGUAGES:
        for group, value in words[language].items():
            if group != "faq":
                for code, text in flat(group, value):
                    name = re.sub(r"[^a-z0-9]+", "-", group.lower())
                    codes.setdefault(name, {}).setdefault(code, {"text": {}})["text"][language] = text
    homeless = [code for entries in codes.values() for code, row in entries.items() if "en" not in row["text"]]
    for group, entries in codes.items():
        kept = {code: row for code, row in entries.items() if with_homeless or code not in homeless}
        if kept:
            files[brand / f"codes/{group}.yaml"] = dumped(kept)
    draw(brand / "assets")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    rows = [row["text"] for entries in codes.values() for row in entries.values() if "en" in row["text"]]
    gaps = sum(len(LANGUAGES) - len(text) for text in rows)
    return {"articles": len(articles["en"]), "codes": len(rows), "gaps": gaps, "homeless": len(homeless)}


@pytest.fixture(scope="module")
def site(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    target = tmp_path_factory.mktemp("bitcoin")
    return target, convert(data / "bitcoin-org-i18n", target)


def test_the_duplicate_keys_of_the_english_file_are_errors_with_their_lines(data):
    document, findings = parse("en.yml", (data / "bitcoin-org-i18n/en.yml").read_bytes())
    assert document is None
    assert {(item.code, item.span.line) for item in findings} == {("FD004", 1243), ("FD004", 1245)}
    assert all(item.labels[0].span.line < item.span.line for item in findings)


def test_the_site_converts_to_a_large_multilingual_brand(site):
    _, counts = site
    assert counts["articles"] >= 40
    assert counts["codes"] > 500
    assert counts["gaps"] > 500


def findings_of(target: Path) -> list[dict]:
    return json.loads(CliRunner().invoke(main, ["check", str(target), "--format", "json"]).stdout)["diagnostics"]


def test_every_gap_between_languages_is_a_language_finding_with_its_line(site):
    target, counts = site
    findings = findings_of(target)
    assert {item["severity"] for item in findings} <= {"warning", "note"}, findings[:3]
    missing = [item for item in findings if item["code"] == "FD303" and "/codes/" in item["file"]]
    assert len(missing) == counts["gaps"]
    for item in missing[::97]:
        line = (target / item["file"]).read_text(encoding="utf-8").splitlines()[item["line"] - 1]
        assert line.strip(), item


def test_words_without_the_default_language_are_errors(data, tmp_path):
    counts = convert(data / "bitcoin-org-i18n", tmp_path, with_homeless=True)
    errors = [item for item in findings_of(tmp_path) if item["severity"] == "error"]
    assert {item["code"] for item in errors} == {"FD302"}
    assert len(errors) == counts["homeless"] > 10


def test_every_article_is_served_and_read_back_in_every_language(site, data, tmp_path, serving):
    target, _ = site
    built = CliRunner().invoke(main, ["build", str(target), "-o", str(tmp_path / "bundle"), "--format", "json"])
    assert built.exit_code == 0, built.output
    english = {key: title for key, title, _ in questions(words_of(data / "bitcoin-org-i18n", "en")["faq"])}
    with serving(tmp_path / "bundle", tmp_path / "state", "demo") as served:
        for language in LANGUAGES:
            own = {key: title for key, title, _ in questions(words_of(data / "bitcoin-org-i18n", language)["faq"])}
            for key, title in english.items():
                page = read(served.port, f"/{language}/articles/{key}")
                [heading] = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
                assert plain(heading) == own.get(key, title), (language, key)
                assert f'<html lang="{language.replace("_", "-")}"' in page


def read(port: int, path: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "bitcoin.localhost"})
    with urllib.request.urlopen(request) as response:
        return response.read().decode()
