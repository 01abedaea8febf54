"""A made-up knowledge base in three languages, the same for us and for our peers.

Seeded, so that every run has the same words; about 2.4 kB of Markdown an article.
"""

import random
from pathlib import Path

from PIL import Image

LANGUAGES = ("en", "ko", "sv")
_WORDS = {
    "en": (
        "account",
        "password",
        "order",
        "delivery",
        "refund",
        "invoice",
        "oven",
        "kettle",
        "warranty",
        "printer",
        "update",
        "screen",
        "button",
        "support",
    ),
    "ko": (
        "계정",
        "비밀번호",
        "주문",
        "배송",
        "환불",
        "영수증",
        "오븐",
        "주전자",
        "보증",
        "프린터",
        "업데이트",
        "화면",
        "버튼",
        "문의",
    ),
    "sv": (
        "konto",
        "lösenord",
        "beställning",
        "leverans",
        "återbetalning",
        "kvitto",
        "ugn",
        "vattenkokare",
        "garanti",
        "skrivare",
        "skärm",
        "knapp",
    ),
}


def body(language: str, chance: random.Random) -> str:
    """One article: headings, paragraphs, a list, a table."""
    words = _WORDS[language]

    def sentence() -> str:
        return " ".join(chance.choice(words) for _ in range(12)).capitalize() + "."

    parts = [" ".join(sentence() for _ in range(4))]
    for _ in range(3):
        parts += [f"## {sentence()[:40]}", " ".join(sentence() for _ in range(4))]
        parts.append("\n".join(f"- **{chance.choice(words)}** {sentence()}" for _ in range(3)))
    parts.append("| a | b |\n|---|---|\n" + "\n".join(f"| {chance.choice(words)} | {sentence()} |" for _ in range(3)))
    return "\n\n".join(parts) + "\n"


def articles(count: int) -> list[tuple[int, dict[str, tuple[str, str]]]]:
    """Number and, per language, title and body of each article."""
    chance = random.Random(20260101)
    made = []
    for number in range(count):
        texts = {
            language: (" ".join(chance.choice(_WORDS[language]) for _ in range(4)), body(language, chance))
            for language in LANGUAGES
        }
        made.append((number, texts))
    return made


def write_ours(folder: Path, count: int) -> None:
    """The corpus as a configuration repository with one open portal."""
    brand = folder / "brands/bench"
    files = {
        folder / "frontdesk.yaml": "version: 1\nenvironments: [bench]\n",
        folder / "environments/bench.yaml": "bench: {main_host: bench.localhost}\n",
        brand / "brand.yaml": "name: Bench\nlanguages: [en, ko, sv]\ndefault_language: en\n",
        brand / "bindings.yaml": "main_host: {type: host}\n",
        brand / "inquiry_types.yaml": "- {id: question, name: {en: Question, ko: 질문, sv: Fråga}, form: question}\n",
        brand / "forms/question.yaml": "fields: []\n",
        brand / "mail/sender.yaml": "{name: Bench, address: help@bench.example}\n",
        brand / "portals/main.yaml": (
            "enabled: true\naddress: {host: {binding: main_host}, path: /}\n"
            "profile: {name: Bench, logo: assets/logo.png, favicon: assets/icon.png}\ndesign: {theme: plain}\n"
            'footer: {text: Bench, links: [{id: privacy, label: Privacy, url: "https://bench.example/privacy"}]}\n'
        ),
    }
    for number, texts in articles(count):
        category = f"kb/section-{number % 20:02}"
        files[brand / category / "_category.yaml"] = f"name: Section {number % 20}\n"
        title, words = texts["en"]
        files[brand / category / f"article-{number}.md"] = (
            f'---\ntitle: "{title}"\nstatus: public\ntags: [tag-{number % 50}]\n---\n{words}'
        )
        for language in ("ko", "sv"):
            title, words = texts[language]
            files[brand / category / f"article-{number}.{language}.md"] = f'---\ntitle: "{title}"\n---\n{words}'
    _write(files)
    (brand / "assets").mkdir(parents=True)
    Image.new("RGB", (240, 64), "#1d4ed8").save(brand / "assets/logo.png")
    Image.new("RGB", (64, 64), "#1d4ed8").save(brand / "assets/icon.png")


_LAYOUT = """<!doctype html>
<html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>
{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}</head>
<body><header><a href="/">Bench</a></header><main><h1>{{ .Title }}</h1>BLOCK</main><footer>Bench</footer></body></html>
"""


def write_hugo(folder: Path, count: int) -> None:
    """The same articles as a Hugo site with a minimal theme."""
    blocks = "".join(
        f'[languages.{language}]\nweight = {index + 1}\ncontentDir = "content/{language}"\n'
        for index, language in enumerate(LANGUAGES)
    )
    files = {
        folder
        / "hugo.toml": f'baseURL = "http://bench.localhost/"\ntitle = "Bench"\ndefaultContentLanguage = "en"\n{blocks}',
        folder / "layouts/_default/single.html": _LAYOUT.replace("BLOCK", "{{ .Content }}"),
        folder / "layouts/_default/list.html": _LAYOUT.replace(
            "BLOCK", '<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
        ),
    }
    for number, texts in articles(count):
        for language, (title, words) in texts.items():
            place = folder / f"content/{language}/section-{number % 20:02}/article-{number}.md"
            files[place] = f'---\ntitle: "{title}"\ntags: ["tag-{number % 50}"]\n---\n{words}'
    _write(files)


def write_mkdocs(folder: Path, count: int) -> None:
    """The same articles as a MkDocs site with its standard theme: a language is a folder."""
    files = {folder / "mkdocs.yml": "site_name: Bench\n", folder / "docs/index.md": "# Bench\n"}
    for number, texts in articles(count):
        for language, (title, words) in texts.items():
            place = folder / f"docs/{language}/section-{number % 20:02}/article-{number}.md"
            files[place] = f'---\ntitle: "{title}"\n---\n{words}'
    _write(files)


def _write(files: dict[Path, str]) -> None:
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
