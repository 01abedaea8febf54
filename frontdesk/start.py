"""Where the executable begins: an answer that still holds is given at once, everything else goes to `frontdesk.cli`."""

import gc
import sys

from frontdesk.answers import repeat


def main() -> None:
    """Run one command."""
    said = repeat(sys.argv[1:])
    if said is not None:
        sys.exit(said)
    gc.disable()  # until the command is there (`frontdesk.cli`): what is imported stays, so nothing can be collected
    from frontdesk.cli import main as command

    command()


if __name__ == "__main__":
    main()
