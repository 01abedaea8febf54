"""What outlasts a loss of power: forcing a file, or the names in a folder, to the disk.

Who writes which files, and moves them into place, is known where they are written.
"""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
