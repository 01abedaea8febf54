"""What many tests start from: a repository in a folder, a compiled bundle, a running portal."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.serving import free_port, until

ROOT = Path(__file__).parents[1]

# The same sample every time, so that a change fails by what it changed; other ones are drawn when proving.
settings.register_profile("seeded", derandomize=True)
settings.load_profile("default" if os.environ.get("FRONTDESK_PROVE") else "seeded")

pytest_plugins = ("tests.stores", "tests.world", "tests.library", "tests.publishing")


def pytest_configure() -> None:
    """Let children be interrupted: a suite started in the background inherits that Ctrl-C is ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def repository(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write files into a new folder and give the folder back."""

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "repository" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path / "repository"

    return write


@dataclass(frozen=True)
class Served:
    """A running runtime: where it listens and what the portal is called there."""

    port: int
    state: Path

    def url(self, path: str, host: str = "cooking-village.localhost") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serve(bundle: Path, state: Path, environment: str = "demo", workers: int = 2) -> Iterator[Served]:
    """gunicorn in front of a bundle, as `frontdesk serve` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "frontdesk.cli", "serve", "--bundle", bundle, "--state", state]
    command += ["--environment", environment, "--bind", f"127.0.0.1:{port}", "--workers", workers]
    command += ["--scheme", "http", "--public-port", port]
    process = subprocess.Popen([str(word) for word in command], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        until(lambda: _answers(port), "the runtime did not start")
        yield Served(port, state)
    finally:
        process.terminate()
        process.wait(60)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/")
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def demo_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of this repository's own brands."""
    folder = tmp_path_factory.mktemp("demo") / "bundle"
    subprocess.run([sys.executable, "-m", "frontdesk.cli", "build", ROOT, "-o", folder], check=True, cwd=ROOT)
    return folder


@pytest.fixture(scope="session")
def demo(demo_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo brands, served."""
    with serve(demo_bundle, tmp_path_factory.mktemp("state")) as served:
        yield served


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[Served]]:
    """Serve any bundle: `with serving(bundle, state, environment) as served`."""
    return serve


SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--font-render-hinting=none", "--force-color-profile=srgb",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, started once."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()
