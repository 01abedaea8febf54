"""What a machine is called in reports."""

import platform

from runtime.settings import Settings

_LONGEST = 120  # letters that the store keeps


def machine_name(settings: Settings) -> str:
    """The name an operator gave it, else its own."""
    return (settings.name or platform.node() or "unnamed")[:_LONGEST]
