"""A library to read in: one brand with everything a portal can show, hide, move and time."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from runtime.app import create_app
from runtime.release.current import Current
from runtime.services import services_of
from runtime.settings import Settings
from tests.world import Clock, Planned, World

HOST = "library.localhost"
FRONT = "enabled: true\naddress: {host: {binding: main_host}, path: PATH}\n"
LOOK = "logo: assets/logo.png, favicon: assets/logo.png}\nfooter: {text: Library}\n"


def document(*front: str, body: str) -> str:
    """A text with front matter."""
    return "\n".join(("---", *front, "---", body, ""))


LIBRARY: Mapping[str, str] = {
    "frontdesk.yaml": "version: 1\nenvironments: [test]\n",
    "environments/test.yaml": f"library: {{main_host: {HOST}, other_host: other.localhost}}\n",
    "brands/_organization/members.yaml": "jin: {name: Jin Kim, email: jin@library.example}\n",
    "brands/library/brand.yaml": (
        "name: {en: Library, ko: 도서관, ar: مكتبة}\nlanguages: [en, ko, ar]\ntime_zone: Asia/Seoul\n"
    ),
    "brands/library/bindings.yaml": "main_host: {type: host}\nother_host: {type: host}\n",
    "brands/library/codes/_system.yaml": (
        'home.question: {text: {en: "What shall we look up?", ko: "무엇을 찾을까요?"}}\n'
    ),
    "brands/library/portals/main.yaml": FRONT.replace("PATH", "/")
    + "profile: {name: {en: The library, ko: 도서관, ar: المكتبة}, "
    + LOOK.replace("footer: {text: Library}", "")
    + """\
design:
  theme: cool
  buttons: [{id: shop, label: Shop, url: "https://shop.library.example"}]
footer:
  text: "Read [our rules](article:rules) or [the other one](portal:library/other)."
  links: [{id: rules, label: Rules, article: rules}]
  dropdown:
    - {id: about, label: About us, url: "https://library.example"}
    - {id: other, label: The other one, portal: library/other}
    - {id: shut, label: The closed one, portal: library/shut}
    - {id: readers, label: For readers, portal: library/readers}
""",
    "brands/library/portals/other.yaml": (
        "enabled: true\naddress: {host: {binding: other_host}, path: /help}\nlanguages: [ko, en]\n"
        "profile: {name: Other, logo_side: left, " + LOOK + "design: {theme: night}\narticle_feedback: {stars: 5}\n"
        "translations: {missing: hide}\n"
    ),
    "brands/library/portals/bare.yaml": FRONT.replace("PATH", "/bare")
    + "profile: {name: Bare, "
    + LOOK
    + "show: {knowledge_base: true, faq: false, notices: false, inquiries: false, navigation: true}\n",
    "brands/library/portals/readers.yaml": FRONT.replace("PATH", "/readers")
    + "access: {mode: ticket_link}\nprofile: {name: Readers, "
    + LOOK,
    "brands/library/portals/shut.yaml": (
        "enabled: false\naddress: {host: {binding: main_host}, path: /shut}\nprofile: {name: Shut}\n"
    ),
    "brands/library/kb/_kb.yaml": "order: [using, empty]\n",
    "brands/library/kb/using/_category.yaml": "name: {en: Using it, ko: 이용}\nicon: book\n",
    "brands/library/kb/using/inside/_folder.yaml": "name: Inside\n",
    "brands/library/kb/using/staff/_folder.yaml": "name: Staff room\nstatus: member\n",
    "brands/library/kb/empty/_category.yaml": "name: Empty shelf\n",
    "brands/library/kb/secret/_category.yaml": "name: Secret shelf\nstatus: member\n",
    "brands/library/kb/using/rules.md": """\
---
title: Rules of the house
description: What we ask of you.
status: public
tags: [house]
updated: "2026-02-03"
aliases: [old-rules]
---
Read [how to borrow](article:borrow#how), [the question](faq:late), [the news](notice:now), [ask](ask:loans),
[all](category:using), [the room](article:staff-only), [elsewhere](portal:library/other),
[the world](https://world.example), [below](#first).

> [!NOTE]
> Quiet, please.

## First

## Second

## Third

| a | b |
|---|---|
| 1 | 2 |

```
code
```
""",
    "brands/library/kb/using/rules.ko.md": document("title: 이용 규칙", body="> [!WARNING]\n> 조용히."),
    "brands/library/kb/using/inside/borrow.md": document(
        "title: Borrow", "status: public", "tags: [house]", body="## How\nTake it."
    ),
    "brands/library/kb/using/inside/borrow.ko.md": document(
        "title: 빌리기", "of: deadbeef", body="## How\n가져가세요."
    ),
    "brands/library/kb/using/staff/staff-only.md": document(
        "title: Staff only", "status: public", "tags: [house]", body="Not for all."
    ),
    "brands/library/kb/using/draft.md": document(
        "title: Draft", "status: draft", "author: jin", "tags: [house]", body="Not yet."
    ),
    "brands/library/kb/secret/hidden.md": document("title: Hidden", "status: member", body="Hidden."),
    "brands/library/faq/_categories.yaml": """\
- {id: loans, name: Loans, children: [{id: late-ones, name: Late ones}]}
- {id: nothing, name: Nothing}
""",
    "brands/library/faq/late.md": document(
        "title: Am I late?", "category: late-ones", "status: public", "pinned: main", body="Perhaps."
    ),
    "brands/library/faq/early.md": document(
        "title: Am I early?", "category: loans", "status: public", body="See [rules](article:rules)."
    ),
    "brands/library/faq/unready.md": document("title: Unready", "category: loans", body="No."),
    "brands/library/notices/_headings.yaml": "- {id: news, name: News}\n",
    "brands/library/notices/now.md": document(
        "title: Open now", "heading: news", "status: public", 'shown_date: "2026-03-01"', "aliases: [was]", body="Come."
    ),
    # 18:00 in Seoul is 09:00 in UTC: the first begins, the second ends, at the moment the tests begin.
    "brands/library/notices/begun.md": document(
        "title: Just begun",
        "heading: news",
        "status: public",
        'period: {from: "2026-03-02T18:00", to: "2026-03-02T20:00"}',
        body="Now.",
    ),
    "brands/library/notices/over.md": document(
        "title: Just over", "heading: news", "status: public", 'period: {to: "2026-03-02T18:00"}', body="Then."
    ),
    "brands/library/notices/soon.md": document(
        "title: Soon to come", "heading: news", "status: public", 'period: {from: "2026-03-02T19:00"}', body="Later."
    ),
    "brands/library/notices/pinned.md": document(
        "title: Always on top",
        "heading: news",
        "status: public",
        "pinned: true",
        'shown_date: "2020-01-01"',
        body="Top.",
    ),
    "brands/library/notices/unready.md": document("title: Unready notice", "heading: news", body="No."),
    "brands/library/inquiry_types.yaml": "- {id: loans, name: Loans, form: general}\n",
    "brands/library/forms/general.yaml": "fields: []\n",
    "brands/library/agents.yaml": "jin: {role: admin}\n",
    "brands/library/groups.yaml": "desk: {name: Desk, agents: [jin]}\n",
    "brands/library/mail/sender.yaml": "name: Library\naddress: help@library.example\n",
}


@pytest.fixture(scope="session")
def library_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    for name, text in LIBRARY.items():
        path = folder / "repository" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assets = folder / "repository/brands/library/assets"
    assets.mkdir()
    Image.new("RGB", (64, 64), "#0f609b").save(assets / "logo.png")
    command = [sys.executable, "-m", "frontdesk.cli", "build", folder / "repository", "-o", folder / "bundle"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "bundle"


@pytest.fixture(scope="session")
def library_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages are rendered once for all tests; nothing in them changes but by the clock."""
    return tmp_path_factory.mktemp("library-state")


@pytest.fixture
def library(library_bundle: Path, library_state: Path, world_settings: Settings) -> Iterator[World]:
    """The library on the second of March 2026, nine o'clock in London, six in the evening in Seoul."""
    settings = replace(world_settings, bundle=library_bundle, state=library_state)
    clock = Clock()
    services = replace(services_of(settings, clock), effects=Planned())
    current = Current(settings, lambda: clock().timestamp())
    yield World(create_app(settings, current, services), services, current, clock)
    services.store.close()
