"""What a process is called where many of them leave signs of life, and whether one of this machine is no more."""

import os
import platform
import secrets

_MACHINE = 30  # letters of the machine's name


def own_name() -> str:
    """A name no other process has or had: machine, process, chance."""
    return f"{platform.node()[:_MACHINE]}.{os.getpid()}.{secrets.token_hex(4)}"


def has_died_here(name: str) -> bool:
    """Whether a process of this machine is no more; one of another machine cannot be asked."""
    machine, process, _ = name.rsplit(".", 2)
    if machine != platform.node()[:_MACHINE] or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
