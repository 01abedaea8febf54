"""A small world to test pages in: two brands, four portals, three agents, one runtime in this process.

`north` has a Korean and English portal at the root of its host, a second one below `/members`, and a closed one;
`south` is another organisation's worth of strangers. Jin works for both, Kim for the north alone, Sol for the south
alone.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from PIL import Image
from werkzeug.test import Client, TestResponse

from runtime.access.keys import key_for
from runtime.access.passwords import hashed
from runtime.access.sessions import begin, cookie_name, csrf_token
from runtime.app import create_app
from runtime.release.current import Current
from runtime.services import Services, services_of
from runtime.settings import Settings
from runtime.store.engine import open_store
from runtime.store.migrate import migrate
from runtime.store.tables import agent_passwords
from runtime.tickets import NewTicket, Submitted, submit

PASSWORD = "correct horse battery"
HASH = hashed(PASSWORD)
NORTH, SOUTH = "north.localhost", "south.localhost"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ORIGIN = {"Origin": f"http://{NORTH}"}

WORLD: Mapping[str, str] = {
    "frontdesk.yaml": "version: 1\nenvironments: [test]\n",
    "environments/test.yaml": f"north: {{main_host: {NORTH}}}\nsouth: {{main_host: {SOUTH}}}\n",
    "brands/_organization/organization.yaml": "name: Compass\nadmins: [jin]\n",
    "brands/_organization/members.yaml": (
        "jin: {name: Jin Kim, email: jin@compass.example}\n"
        "kim: {name: Kim Seoyeon, email: kim@compass.example}\n"
        "sol: {name: Sol Park, email: sol@compass.example}\n"
    ),
    "brands/north/brand.yaml": (
        "name: {ko: 북쪽, en: North}\nlanguages: [ko, en]\ndefault_language: ko\ntime_zone: Asia/Seoul\n"
    ),
    "brands/north/bindings.yaml": "main_host: {type: host}\n",
    "brands/north/portals/main.yaml": """\
enabled: true
address: {host: {binding: main_host}, path: /}
profile: {name: {ko: 북쪽 고객 센터, en: North help}, logo: assets/logo.png, favicon: assets/logo.png}
design: {theme: warm}
footer: {text: {ko: 북쪽, en: North}}
show: {knowledge_base: true, faq: false, notices: false, inquiries: true}
""",
    "brands/north/portals/vip.yaml": """\
enabled: true
languages: [en]
address: {host: {binding: main_host}, path: /members}
profile: {name: {ko: 북쪽 특별, en: North VIP}, logo: assets/logo.png, favicon: assets/logo.png}
design: {theme: cool}
footer: {text: {ko: 북쪽, en: North}}
show: {knowledge_base: true, faq: false, notices: false, inquiries: true}
""",
    "brands/north/portals/shut.yaml": """\
enabled: false
address: {host: {binding: main_host}, path: /shut}
profile: {name: {ko: 닫힘, en: Shut}}
design: {theme: cool}
""",
    "brands/north/kb/start/_category.yaml": "name: {ko: 시작, en: Start}\n",
    "brands/north/kb/start/open.md": "---\ntitle: 열린 문서\nstatus: public\n---\n누구나 읽습니다.\n",
    "brands/north/kb/start/open.en.md": "---\ntitle: Open article\n---\nAnyone reads it.\n",
    "brands/north/kb/start/staff.md": "---\ntitle: 직원 문서\nstatus: member\n---\n직원만 읽습니다.\n",
    "brands/north/kb/start/staff.en.md": "---\ntitle: Staff article\n---\nStaff read [the open one](article:open).\n",
    "brands/north/kb/start/secret-draft.md": "---\ntitle: 진의 초안\nstatus: draft\nauthor: jin\n---\n아직 씁니다.\n",
    "brands/north/kb/inside/_category.yaml": "name: {ko: 내부, en: Inside}\nstatus: member\n",
    "brands/north/kb/inside/rules.md": """\
---
title: 내부 규정
status: member
---
내부용.

> [!WARNING]
> 뜨겁습니다.

| 코드 | 뜻 | 이렇게 해 보세요 |
|---|---|---|
| E1 | 냄비를 찾지 못함 | 자석이 붙는 냄비인지 확인하세요 |
""",
    "brands/north/agents.yaml": "jin: {role: admin}\nkim: {}\n",
    "brands/north/groups.yaml": "desk: {name: {ko: 상담, en: Desk}, agents: [kim, jin]}\n",
    "brands/north/inquiry_types.yaml": """\
- {id: bug, name: {ko: 오류, en: Bug}, form: bug}
- id: billing
  name: {ko: 결제, en: Billing}
  form: bug
  children: [{id: refund, name: {ko: 환불, en: Refund}}]
- {id: repair, name: {ko: 수리, en: Repair}, form: repair, description: {ko: 고쳐 드립니다, en: We mend it}}
- {id: later, name: {ko: 나중, en: Later}, form: bug, enabled: false}
""",
    "brands/north/tickets.yaml": "limits: {inquiries_per_customer: {count: 3, every: 1h}}\n",
    "brands/north/forms/repair.yaml": """\
fields:
  - {field: device, required: true}
  - {field: serial_no, required: true, when: {all: [{if: device, is: oven}]}}
  - {field: symptoms}
  - {field: amount}
  - {field: photo}
  - {field: order_no, hidden: true}
""",
    "brands/north/fields/serial_no.yaml": """\
type: text
label: {ko: 제조 번호, en: Serial number}
notice: {ko: "[여기](article:open)", en: "See [here](article:open)"}
""",
    "brands/north/fields/symptoms.yaml": """\
type: checkbox
label: {ko: 증상, en: Symptoms}
options: [{id: noise, label: {ko: 소음, en: Noise}}, {id: heat, label: {ko: 열, en: Heat}}]
""",
    "brands/north/fields/amount.yaml": "{type: number, label: {ko: 금액, en: Amount}, min: 0, max: 1000}\n",
    "brands/north/fields/photo.yaml": """\
{type: file, label: {ko: 사진, en: Photo}, max_files: 1, max_size: 10KB, extensions: [jpg, png]}
""",
    "brands/north/forms/bug.yaml": "fields: [{field: device}, {field: order_no}]\n",
    "brands/north/fields/device.yaml": """\
type: radio
label: {ko: 기기, en: Device}
options: [{id: phone, label: {ko: 휴대폰, en: Phone}}, {id: oven, label: {ko: 오븐, en: Oven}}]
""",
    "brands/north/fields/order_no.yaml": "type: text\nlabel: {ko: 주문 번호, en: Order number}\nmax_length: 40\n",
    "brands/north/mail/sender.yaml": "name: {ko: 북쪽, en: North}\naddress: help@north.example\n",
    "brands/north/triggers/10-routing.yaml": """\
- id: ovens
  title: Ovens go to Kim
  events: [created]
  all: [{if: device, is: oven}]
  then: [{do: assign, group: desk, agent: kim}, {do: tag, add: [hot]}, {do: set, priority: high}]
- id: refunds
  title: Refunds are noted
  events: [created]
  all: [{if: inquiry_type, under: billing}]
  then: [{do: note, text: {ko: 환불입니다, en: A refund}}]
""",
    "brands/south/brand.yaml": "name: South\nlanguages: [en]\n",
    "brands/south/bindings.yaml": "main_host: {type: host}\n",
    "brands/south/portals/main.yaml": """\
enabled: true
address: {host: {binding: main_host}, path: /}
profile: {name: South help, logo: assets/logo.png, favicon: assets/logo.png}
design: {theme: fresh}
footer: {text: South}
show: {knowledge_base: true, faq: false, notices: false, inquiries: true}
""",
    "brands/south/kb/start/_category.yaml": "name: Start\n",
    "brands/south/kb/start/open.md": "---\ntitle: Open in the south\nstatus: public\n---\nHello.\n",
    "brands/south/agents.yaml": "jin: {}\nsol: {role: admin}\n",
    "brands/south/groups.yaml": "desk: {name: Desk, agents: [sol, jin]}\n",
    "brands/south/inquiry_types.yaml": "- {id: general, name: General, form: general}\n",
    "brands/south/forms/general.yaml": "fields: []\n",
    "brands/south/mail/sender.yaml": "name: South\naddress: help@south.example\n",
}


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Planned:
    """An outbox in memory: what would be performed, by id."""

    ids: list[str] = field(default_factory=list)

    def get_ready(self) -> None:
        """There is nothing to open."""

    def enqueue(self, connection: object, outbox_id: str, attempt: int = 0, delay: float = 0) -> None:
        self.ids.append(outbox_id)

    def under_way(self, attempts: Iterable[tuple[str, int]]) -> frozenset[str]:
        return frozenset(outbox_id for outbox_id, _ in attempts) & frozenset(self.ids)


class Browser(Client):
    """A browser of its own, with its own cookies; it comes from one address and goes to one host."""

    def __init__(self, application: object, host: str, scheme: str) -> None:
        super().__init__(application)
        self.host = host
        self.scheme = scheme

    @property
    def origin(self) -> Mapping[str, str]:
        """The header that our own pages send."""
        return {"Origin": f"{self.scheme}://{self.host}"}

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        if args and isinstance(args[0], str):
            given = dict(kwargs.pop("environ_base", None) or {})
            kwargs.setdefault("base_url", f"{self.scheme}://{self.host}")
            kwargs["environ_base"] = {"REMOTE_ADDR": "192.0.2.7", **given}
        return super().open(*args, **kwargs)


@dataclass
class World:
    """A running application with everything a test may look into."""

    application: object
    services: Services
    current: Current
    clock: Clock

    def browser(self, host: str = NORTH) -> Browser:
        """A browser that has not been anywhere yet."""
        return Browser(self.application, host, self.services.settings.scheme)

    def agent(self, name: str, host: str = NORTH) -> "SignedIn":
        """A browser in which an agent has signed in; how that is done is the sign-in's own tests' matter."""
        browser = self.browser(host)
        value = begin(self.services.store, name, self.clock())
        browser.set_cookie(cookie_name(self.services.settings), value, domain=host)
        return SignedIn(browser, value, key_for(self.services.secret_key, "sessions"))

    def ticket(self, brand: str = "north", portal: str = "main", inquiry_type: str = "", **answers: str) -> Submitted:
        """A ticket as a customer would have sent it."""
        given = {"email": "ada@customer.example", "name": "Ada Park", "title": "Smoke", "content": "It smokes."}
        new = NewTicket(
            brand=brand,
            portal=portal,
            language="en",
            inquiry_type=inquiry_type or ("bug" if brand == "north" else "general"),
            answers={**given, **answers},
            nonce=token_hex(8),
        )
        return submit(self.services, self.current.snapshot.release, new)


@dataclass
class SignedIn:
    """An agent's browser."""

    browser: Browser
    session: str
    key: bytes

    @property
    def csrf(self) -> str:
        """The token on every page of the session."""
        return csrf_token(self.key, self.session)

    def get(self, path: str, **kwargs: object) -> TestResponse:
        return self.browser.get(path, **kwargs)

    def post(self, path: str, **form: str) -> TestResponse:
        """Send a form the way the desk's own pages do."""
        return self.browser.post(path, data={"csrf": self.csrf, **form}, headers=self.browser.origin)


def hidden(page: TestResponse, name: str) -> str:
    """The value of a hidden input on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, f"no {name} on the page: {page.text[:400]}"
    return found[1]


@pytest.fixture(scope="session")
def world_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the small world, compiled once."""
    folder = tmp_path_factory.mktemp("world")
    for name, text in WORLD.items():
        path = folder / "repository" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for brand in ("north", "south"):
        assets = folder / "repository/brands" / brand / "assets"
        assets.mkdir()
        Image.new("RGB", (64, 64), "#b3421b").save(assets / "logo.png")
    command = [sys.executable, "-m", "frontdesk.cli", "build", folder / "repository", "-o", folder / "bundle"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "bundle"


@pytest.fixture(scope="session")
def world_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built pages are shared by all tests; each has a database of its own."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def world_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a password for every agent and no ticket, to be copied."""
    file = tmp_path_factory.mktemp("store") / "world.sqlite"
    store = open_store(f"sqlite:///{file}")
    migrate(store)
    with store.write() as connection:
        rows = [{"agent": name, "hash": HASH, "changed_at": START} for name in ("jin", "kim", "sol")]
        connection.execute(agent_passwords.insert(), rows)
    store.close()
    return file


@pytest.fixture
def world_settings(world_bundle: Path, world_state: Path, world_store: Path, tmp_path: Path) -> Settings:
    shutil.copy(world_store, tmp_path / "world.sqlite")
    return Settings(
        bundle=world_bundle,
        state=world_state,
        environment="test",
        secret_key="a secret of at least thirty-two characters",
        database_url=f"sqlite:///{tmp_path / 'world.sqlite'}",
        scheme="http",
        attachments_url=f"file://{tmp_path / 'files'}",
    )


def running(settings: Settings) -> World:
    """The small world with these settings."""
    clock = Clock()
    services = replace(services_of(settings, clock), effects=Planned())
    current = Current(settings)
    return World(create_app(settings, current, services), services, current, clock)


@pytest.fixture
def world(world_settings: Settings) -> Iterator[World]:
    """The small world, running."""
    found = running(world_settings)
    yield found
    found.services.store.close()


@pytest.fixture
def secure_world(world_settings: Settings) -> Iterator[World]:
    """The small world under https, as customers would see it."""
    found = running(replace(world_settings, scheme="https"))
    yield found
    found.services.store.close()
