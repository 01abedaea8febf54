"""House rules as data: what must hold for objects of a kind, and who may be excused for how long.

The grammar is `schemas.conditions`; which paths a kind has and what holds of an object is the compiler's matter.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.conditions import Conditions
from schemas.history import KindWord
from schemas.model import Model
from schemas.names import OBJECT_NAME, Date

ObjectName = Annotated[str, StringConstraints(pattern=OBJECT_NAME, max_length=200)]
"""An object by its place in the brand: `portals/main`, `fields/order_no`, `agents/jin`, `brand`."""


class Policy(Model):
    """`policies/<id>.yaml`: where `when` holds, or always, `require` must hold; its level is in `frontdesk.yaml`."""

    title: str
    """What holds, in one sentence; findings say it."""
    applies_to: KindWord
    """The kind it looks at."""
    when: Conditions = Conditions()
    """Which of them; left out, all."""
    require: Conditions
    """What must hold of them."""
    hint: str | None = None
    """What to write instead, for whoever breaks it."""


class Waiver(Model):
    """One entry of `waivers.yaml`: objects a policy does not hold for, until when, why, and who says so."""

    objects: Annotated[tuple[ObjectName, ...], Field(min_length=1)]
    """What is excused, by kind and id."""
    until: Date
    """The last day."""
    reason: Annotated[str, StringConstraints(min_length=3)]
    """Why."""
    approved_by: Annotated[str, StringConstraints(min_length=1)]
    """Who agreed."""
