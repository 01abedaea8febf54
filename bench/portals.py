"""A made-up repository of very many portals: what an organisation with thousands of brands would have.

Every brand has portals, a knowledge base in its languages, fields, forms, inquiry types, people, mail and triggers.
Seeded: the same numbers give the same files.
"""

import random
from pathlib import Path

from PIL import Image

from bench.corpus import LANGUAGES, body

TITLES = {"en": "How to", "ko": "방법", "sv": "Hur man"}


def write(folder: Path, brands: int, portals: int, articles: int = 6) -> None:
    """A repository in which nothing is wrong: so many brands with so many portals and articles each."""
    names = [f"brand-{number:05}" for number in range(brands)]
    _put(folder / "frontdesk.yaml", "version: 1\nenvironments: [bench]\n")
    hosts = "".join(f"{name}: {{main_host: {name}.bench.example}}\n" for name in names)
    _put(folder / "environments/bench.yaml", hosts)
    _put(folder / "brands/_organization/members.yaml", "jin: {name: Jin Kim, email: jin@bench.example}\n")
    chance = random.Random(20260101)
    logo = folder / "logo.png"
    Image.new("RGB", (64, 64), "#1d4ed8").save(logo)
    picture = logo.read_bytes()
    logo.unlink()
    for number, name in enumerate(names):
        languages = LANGUAGES if number % 2 else LANGUAGES[:2]
        files = {**_brand(languages), **_portals(portals), **_desk(number), **_knowledge(languages, articles, chance)}
        for path, text in files.items():
            _put(folder / "brands" / name / path, text)
        (folder / "brands" / name / "assets").mkdir()
        (folder / "brands" / name / "assets/logo.png").write_bytes(picture)


def _put(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _brand(languages: tuple[str, ...]) -> dict[str, str]:
    return {
        "brand.yaml": f"name: {{en: Bench, ko: 벤치}}\nlanguages: [{', '.join(languages)}]\n",
        "bindings.yaml": "main_host: {type: host}\n",
        "agents.yaml": "jin: {role: admin, permissions: [tickets]}\n",
        "groups.yaml": "desk: {name: Desk, agents: [jin]}\n",
        "mail/sender.yaml": "name: Bench\naddress: help@bench.example\n",
    }


def _portals(count: int) -> dict[str, str]:
    return {
        f"portals/portal-{number}.yaml": (
            f"enabled: true\naddress:\n  host: {{binding: main_host}}\n  path: {f'/shop-{number}' if number else '/'}\n"
            f"profile:\n  name: {{en: Bench {number}, ko: 벤치 {number}}}\n"
            "  logo: assets/logo.png\n  favicon: assets/logo.png\n"
            'design:\n  theme: plain\n  colors: {button: "#1d4ed8"}\n'
            "show: {knowledge_base: true, faq: false, notices: false, inquiries: true, navigation: true}\n"
            "footer:\n  text: Bench\n  links:\n"
            '    - {id: privacy, label: {en: Privacy, ko: 개인정보}, url: "https://bench.example/privacy"}\n'
        )
        for number in range(count)
    }


def _desk(number: int) -> dict[str, str]:
    codes = ("order_no", "serial_no", "device")
    fields = {f"fields/{code}.yaml": f"type: text\nlabel: {{en: Your {code}, ko: 번호}}\n" for code in codes}
    return {
        **fields,
        "forms/order.yaml": "fields:\n  - {field: order_no, required: true}\n  - field: device\n",
        "forms/repair.yaml": "fields:\n  - {field: serial_no, required: true}\n  - field: device\n",
        "inquiry_types.yaml": (
            "- {id: order, name: {en: Order, ko: 주문}, form: order}\n"
            "- {id: repair, name: {en: Repair, ko: 수리}, form: repair}\n"
        ),
        "messages/received.yaml": (
            'subject: {en: "We got your inquiry #{ticket.id}", ko: "접수 #{ticket.id}"}\n'
            "body: {en: <p>Thank you.</p>, ko: <p>감사합니다.</p>}\n"
        ),
        "triggers/10-mail.yaml": (
            "- id: received\n  title: Say that we got it\n  events: [created]\n"
            "  then:\n    - {do: mail, to: [customer], message: received}\n"
        ),
        "triggers/20-routing.yaml": (
            "- id: repairs\n  title: Repairs go to the desk\n  events: [created]\n  all:\n"
            f"    - {{if: inquiry_type, is: repair}}\n    - {{if: title, contains: oven {number}}}\n"
            "  then:\n    - {do: assign, group: desk}\n"
        ),
    }


def _knowledge(languages: tuple[str, ...], count: int, chance: random.Random) -> dict[str, str]:
    files = {}
    for section in range(0, count, 3):
        files[f"kb/section-{section // 3}/_category.yaml"] = (
            f"name: {{en: Section {section // 3}, ko: 분류 {section // 3}}}\n"
        )
    for number in range(count):
        for language in languages:
            settings = "status: public\ntags: [tag]\n" if language == languages[0] else ""
            ending = ".md" if language == languages[0] else f".{language}.md"
            title = f"title: {TITLES[language]} {number}\n"
            files[f"kb/section-{number // 3}/article-{number}{ending}"] = (
                f"---\n{title}{settings}---\n{body(language, chance)}"
            )
    return files
