"""Actions, in one explicit union. One file per action: its settings and `plan`, which lowers it to effects."""

from typing import Annotated, TypeAlias

from pydantic import Field as Setting

from schemas.triggers.actions.assign import Assign
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.actions.set import Set
from schemas.triggers.actions.tag import Tag
from schemas.triggers.actions.unassign import Unassign

Action: TypeAlias = Annotated[Assign | Unassign | Set | Tag | Mail | Note, Setting(discriminator="do")]
