"""`refer transition --leaving PANEL clients.csv`: a whole caseload placed, for the largest sum of fit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.commands.asked import one
from refer_cli.commands.request_options import typer_option
from refer_cli.render.answer import Reply


def transition(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="The clients: one a row, by label.", metavar="CLIENTS.csv")
    ] = None,
    leaving: Annotated[str | None, typer_option("leaving")] = None,
    at_most: Annotated[
        str | None, typer.Option("--at-most", metavar="N", help="Give each colleague N clients at most.")
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CLIENT", help="Show the sums behind one client's choices.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE.csv", help="Write the plan as a table.")] = None,
    sheets: Annotated[
        Path | None,
        typer.Option("--sheets", metavar="FOLDER", help="Write every client's sheet there, and whose is which."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> Reply:
    """Place a whole caseload when you leave a panel: for each client a first and a second choice.

    The file has the columns client, need, city, state, zip, insurance, max_fee, age_group and language, any of
    them; several values in a cell have a comma or ; between them. A client is a code of your own, never a name.
    Nobody gets more clients than there are openings, and the fit of all together is the largest possible.

    Example: refer transition --leaving Aetna clients.csv --at-most 2
    """
    from refer_cli.services import placement

    typed, example = None if file is None else str(file), "refer transition --leaving Aetna clients.csv"
    clients = Path(one(ctx.obj, typed, "The file with your clients, one a row", "CLIENTS.csv", example))
    return placement.transition(ctx.obj, placement.Transition(clients, leaving, at_most, explain, csv, sheets, force))
