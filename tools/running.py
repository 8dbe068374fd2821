"""Runs `refer` for the pages as a person would: 80 columns, a fixed day, the built-in fictional book."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

TODAY = "2026-11-24"
"""The day on which every example of the pages is run; the demo book's dates are days before it."""
SHOWN_HOME = "/home/you"
"""What stands in the pages for the folder in which the examples run."""
_COPY = re.compile(rf"(?<={TODAY}T)\d{{6}}(?=-[a-z]+\.db)")
SHOWN_TIME = "081502"
"""What stands in the pages for the time in the name of a copy."""

COLLEAGUES = """\
Our referral list,,,,,,,,
Full name,Cell,Town,Insurance(s),Good for,$$,Openings?,EMDR,Party story
"Jane Roe, PsyD",303-555-0102,"Boulder, CO","Cigna, no Medicaid",OCD,180,Y,x,met at the lake
Couples:,,,,,,,,
"Max Moe, LCSW",ask Dana,"Denver, CO",,grief,90,N,,
,303-555-0199,,,,,,,
"""
"""The file that the examples import: `refer import colleagues.csv`. One row of it names nobody."""

CLIENTS = """\
client,need,city,state,insurance,max_fee,age_group,language
A1,anxiety,Denver,CO,,,adult,
A2,anxiety,Boulder,CO,Cigna,,,
A3,trauma,Denver,CO,,90,adult,
A4,anxiety,Denver,CO,,,,Spanish
A5,anxiety; depression,Denver,CO,,,,
A6,depression,Cheyenne,WY,Medicaid,,,
A7,gambling,Denver,CO,,120,,
"""
"""The caseload that the examples place: `refer transition --leaving Aetna clients.csv`. Two of them find nobody."""


class Ran(NamedTuple):
    """What a command printed, and how it ended."""

    output: str
    errors: str
    exit_code: int


@cache
def _home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="refer-docs-"))
    # The same few lines that an installed `refer` consists of.
    (folder / "refer").write_text("import sys\nfrom refer_cli.app import main\nsys.exit(main())\n")
    (folder / "colleagues.csv").write_text(COLLEAGUES, encoding="utf-8")
    (folder / "clients.csv").write_text(CLIENTS, encoding="utf-8")
    return folder


@cache
def refer(line: str) -> Ran:
    """Run a line such as `refer --demo goals` from an empty home; equal lines are run once."""
    name, *arguments = shlex.split(line)
    if name != "refer":
        raise SystemExit(f"a page can only run refer, not {line!r}")
    home = _home()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("REFER_", "XDG_", "COVERAGE"))
    }
    environment |= {
        "HOME": str(home),
        "REFER_BOOK": str(home / "book.db"),
        "REFER_CACHE": str(home / "cache"),
        "REFER_TODAY": TODAY,
        # Whole paths, since refer runs in a folder of its own.
        "PYTHONPATH": os.pathsep.join(
            str(Path(one).resolve()) for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one
        ),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, str(home / "refer"), *arguments],
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    output = _COPY.sub(SHOWN_TIME, done.stdout.replace(str(home), SHOWN_HOME))
    return Ran(output, done.stderr, done.returncode)


def done(line: str) -> str:
    """What a line prints; it must succeed."""
    ran = refer(line)
    if ran.exit_code:
        raise SystemExit(f"{line} ended with {ran.exit_code}: {ran.errors}")
    return ran.output
