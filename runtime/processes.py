"""What a process is called where many of them leave signs of life, and whether one of this machine is no more."""

import os
import platform
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Final

_LETTERS: Final = 30
"""Of the machine's name, for people; which machine it is says the digest behind it."""

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_NUMBERS: Final = Path("/proc/self/ns/pid")


def own_name() -> str:
    """A name no other process has or had: machine, process, chance; at most 64 letters."""
    return f"{_here()}.{os.getpid()}.{secrets.token_hex(4)}"


def has_died_here(name: str) -> bool:
    """Whether a process of this machine is no more; one of another machine cannot be asked."""
    machine, _, rest = name.rpartition(".")[0].rpartition(".")
    if machine != _here() or not rest.isdigit() or int(rest) == os.getpid():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _here() -> str:
    """Where the numbers of processes mean the same as here: one machine since it was started, one container of it.

    The whole name is in the digest: those of a deployment's pods differ in their last letters only.
    """
    node = platform.node()
    said = "\0".join((node, _boot(), _numbers()))
    return f"{node[:_LETTERS]}.{sha256(said.encode()).hexdigest()[:12]}"


def _boot() -> str:
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def _numbers() -> str:
    """Which namespace gives processes their numbers, where there are several."""
    try:
        return str(_NUMBERS.stat().st_ino)
    except OSError:
        return ""
