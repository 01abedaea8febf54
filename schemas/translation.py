"""What a brand records of its translations in YAML: which words of the source each was made from.

Markdown files record theirs themselves (`of:` in `schemas.knowledge`).
"""

from collections.abc import Mapping
from typing import Final

from pydantic import ConfigDict, RootModel

from schemas.names import Language, SourceHash

UNIT: Final = r"^[A-Za-z0-9_][^\s:]*\.yaml:[^\s]+$"
"""A text by its file and keys: `portals/main.yaml:footer.text`."""


class Recorded(RootModel[Mapping[Language, SourceHash]]):
    """One entry of `translations.lock.yaml`: by language, the source that was translated. Written by a command."""

    model_config = ConfigDict(frozen=True, strict=True)
