"""The arguments and options that many commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import completing

Who = Annotated[
    list[str],
    typer.Argument(metavar="WHO", help="Any unambiguous part of a name, or an id.", autocompletion=completing.who),
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Day the facts were confirmed (else today).")]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day it happened (else today).")]
ReasonOption = Annotated[
    str | None,
    typer.Option("--reason", metavar="REASON", help="Why; refer reasons lists them.", autocompletion=completing.reason),
]
