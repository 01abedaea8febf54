"""Multilingual codes and their tags: words with a name, used by `{code: …}`.

System codes are the interface's own words (`schemas.wording`); only their text and tags may be set.
"""

from typing import Annotated, Literal

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref
from schemas.text import Text


class Code(Model):
    """One entry of `codes/<group>.yaml`; a code that carries Markdown says so."""

    text: Text
    """The words the code stands for."""
    tags: tuple[Annotated[Slug, Ref("code_tag")], ...] = ()
    """Words that help to find it."""
    format: Literal["plain", "markdown"] = "plain"
    """Whether the words are plain or Markdown; a Markdown code may stand only where Markdown may."""


class CodeTag(Model):
    """One entry of `code_tags.yaml`."""

    name: Text
    """The tag as people read it."""
