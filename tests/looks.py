"""In which language, colour mode and width pages are looked at: every pair once, or all of them when proving."""

import os
from itertools import product

ALL = [*product(("ko", "en"), ("light", "dark"), (360, 1280))]
SAMPLE = [("en", "light", 1280), ("ko", "dark", 1280), ("ko", "light", 360), ("en", "dark", 360)]
LOOKS = ALL if os.environ.get("FRONTDESK_PROVE") else SAMPLE

_ALL_MODES = [*product(("light", "dark"), (360, 1280))]
MODES = _ALL_MODES if os.environ.get("FRONTDESK_PROVE") else [("dark", 1280), ("light", 360)]
