"""The base of every model of the language and of the bundle.

Only the settings all models share live here; a model itself stands with its family (`schemas.portal`, …).
"""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen, strict and closed: an unknown key is an error, never "valid but ignored"."""

    # `use_attribute_docstrings` reads and parses the source of every model: a tenth of a second at each start. Whatever
    # writes descriptions into schemas for editors has to ask for it where it does so.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
