"""What `refer` alone says, and its version."""

from __future__ import annotations

import sys


def show_version() -> None:
    """Print the program's name and version."""
    from refer_cli import __version__

    sys.stdout.write(f"refer {__version__}\n")
