"""Where an agent goes on to after signing in: a page of the desk, never another site."""

import re
from typing import Final

_PAGE: Final = re.compile(r"/desk(/[A-Za-z0-9_-]+)+(\?[A-Za-z0-9_=&%+.-]*)?")


def safe_goal(text: str) -> str:
    """The address when it is plainly a page of the desk; empty for anything else."""
    return text if len(text) <= 300 and _PAGE.fullmatch(text) and not text.startswith("/desk/sign-") else ""
