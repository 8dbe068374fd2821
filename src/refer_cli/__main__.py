"""Where the program begins: it imports what takes time only where Ctrl-C is already answered in words."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """The console entry point.

    A command lives for a moment: collecting garbage in it, from the first import on, would cost one that only reads
    a tenth of its time.
    """
    gc.disable()
    try:
        from refer_cli.app import main as run_command_line

        run_command_line()
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; nothing was saved\n")
        sys.stderr.flush()
        os._exit(130)


if __name__ == "__main__":
    main()
