"""The log: one event a line, for people on a terminal and as JSON for programs.

Tracebacks carry no local variables: those hold customers' words and keys.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog


def configure_log(*, for_people: bool | None = None) -> None:
    """Set the process's log up; left to itself it looks whether standard output is a terminal."""
    on_terminal = sys.stdout.isatty() if for_people is None else for_people
    structlog.configure(processors=[*_shared(), _renderer(on_terminal)], cache_logger_on_first_use=True)


@contextmanager
def silent_log() -> Iterator[None]:
    """Nothing is logged inside: what is done there on a command's behalf, the command says in its own words."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)


def _shared() -> list[Callable[..., Any]]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def _renderer(on_terminal: bool) -> Callable[..., Any]:
    if on_terminal:
        return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return structlog.processors.JSONRenderer(ensure_ascii=False)
