"""A real chromium for the tests, and what every page is looked at for."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--font-render-hinting=none", "--force-color-profile=srgb",
]  # fmt: skip

SHOTS = Path(__file__).parent / "shots"
LOCALES = {"ko": "ko-KR", "en": "en-GB"}
HEIGHTS = {320: 640, 360: 740, 1280: 800}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A window that is used for one page after another; what the browser complained about is kept."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: message.type in {"error", "warning"} and self._note(message.text))
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, text: str) -> None:
        self.complaints.append(text)

    def go(self, url: str, status: int = 200) -> Page:
        """Open an address that answers with a status."""
        self.complaints.clear()
        response = self.page.goto(url)
        assert response is not None
        assert response.status == status, url
        return self.page

    def check(self, name: str, status: int = 200) -> None:
        """Nothing for axe, nothing in the console, nothing wider than the window; a picture for people."""
        expected = f"Failed to load resource: the server responded with a status of {status}"
        assert [text for text in self.complaints if status < 400 or not text.startswith(expected)] == []
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{width} px wider than the window"
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{re.sub('[^a-z0-9]+', '-', name)}.png", full_page=True)
        assert findings(self.page) == []


def findings(page: Page) -> list[str]:
    """What axe finds on a page: rule, and where."""
    results = Axe().run(page).response
    return [
        f"{finding['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:400]}"
        for finding in results["violations"]
        for node in finding["nodes"]
    ]


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """A window per language, colour mode and width, opened once."""
    contexts: dict[tuple[object, ...], tuple[BrowserContext, Visit]] = {}

    def opened(language: str = "en", mode: str = "light", width: int = 1280, scripts: bool = True) -> Visit:
        key = language, mode, width, scripts
        if key not in contexts:
            context = chromium.new_context(
                locale=LOCALES.get(language, language),
                color_scheme=mode,
                viewport={"width": width, "height": HEIGHTS.get(width, 800)},
                java_script_enabled=scripts,
            )
            context.set_default_timeout(10_000)
            contexts[key] = context, Visit(context.new_page())
        return contexts[key][1]

    yield opened
    for context, _ in contexts.values():
        context.close()
