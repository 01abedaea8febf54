"""Real input from outside the project, found by `FRONTDESK_DATA`; without it these tests say that they skip."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real input."""
    folder = os.environ.get("FRONTDESK_DATA")
    if not folder:
        pytest.skip("FRONTDESK_DATA is not set: no real input to test with")
    return Path(folder)
