"""`do: mail`: send a mail, by message or in words of its own."""

from typing import Annotated, Literal

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref
from schemas.text import Text


class Mail(Model):
    """Recipients are `customer`, `assignee`, `group`, `agent:<id>`, `group:<id>`, addresses and `@[Aliases]`."""

    do: Literal["mail"]
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    message: Annotated[Slug | None, Ref("message")] = None
    subject: Text | None = None
    body: Text | None = None
