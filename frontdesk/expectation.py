"""The root digest that somebody expects, as it is given on a command line: whole, or how it begins."""

import re
from collections.abc import Callable

import click

_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})")


def _expect(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    found = _DIGEST.fullmatch(value.strip().lower())
    if found is None:
        raise click.BadParameter(
            f"{value[:80]!r} is no root digest: write sha256:… as build prints it, or at least eight digits of it"
        )
    return f"sha256:{found[1]}"


EXPECT: Callable[[click.Context, click.Parameter, str | None], str | None] = _expect
"""For an option: the digest with its prefix, or `None`."""
