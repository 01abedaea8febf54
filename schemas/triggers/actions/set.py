"""`do: set`: write attributes or fields of a ticket."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field as Setting

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref


class Set(Model):
    """What is left out stays as it is; `fields` writes agents' and customers' fields."""

    do: Literal["set"]
    status: str | None = None
    priority: str | None = None
    inquiry_type: Annotated[Slug | None, Ref("inquiry_type")] = None
    fields: Annotated[Mapping[str, str | int | bool | tuple[str, ...]], Setting(default={})]
