"""What happens when we are wrong: a short message, a report in a file, exit code 3; never a traceback on the screen.

Errors in somebody's files are findings, errors in a command line are click's; this is for what nobody foresaw.
"""

import errno
import os
import platform
import sys
import tempfile
import traceback

import click

VERSION = "0.1.0"
EXIT_CODE = 3
_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.EIO}
    | {errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP}
)


class MachineError(click.ClickException):
    """A disk is full, a folder may not be written, a file stands where a folder should: not for us to mend."""

    exit_code = 2


def of_the_machine(fault: Exception) -> MachineError | None:
    """What to say when it was this machine; else `None`."""
    if not isinstance(fault, OSError) or fault.errno not in _MACHINE:
        return None
    return MachineError(f"{fault.strerror}{f': {fault.filename}' if fault.filename else ''}")


def report(fault: Exception) -> int:
    """Say that we are at fault and where the details are; the exit code. `FRONTDESK_DEBUG=1` shows the traceback."""
    trace = "".join(traceback.format_exception(fault))
    if os.environ.get("FRONTDESK_DEBUG"):
        click.echo(trace, err=True)
    click.echo(f"frontdesk: internal fault: {type(fault).__name__}: {_short(fault)}", err=True)
    click.echo("This is a mistake in frontdesk, not in your files; nothing was written.", err=True)
    where = _write(trace)
    if where:
        click.echo(f"Details are in {where}; please send them with your report.", err=True)
    return EXIT_CODE


def _short(fault: Exception) -> str:
    words = " ".join(str(fault).split())
    return words if len(words) <= 200 else words[:197] + "…"


def _write(trace: str) -> str | None:
    """The report file, in the folder for temporary files; `None` when not even that can be written."""
    facts = f"frontdesk {VERSION}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv[1:]}\n\n"
    try:
        descriptor, name = tempfile.mkstemp(prefix="frontdesk-fault-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(facts + trace)
    except OSError:
        return None
    return name
