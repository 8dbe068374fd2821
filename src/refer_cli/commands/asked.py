"""Arguments that are asked for on a terminal where they were left out; off a terminal they are missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import completing
from refer_cli.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refer_cli.services.environment import Environment

WhoAsked = Annotated[
    list[str] | None,
    typer.Argument(metavar="WHO", help="Any unambiguous part of a name, or an id.", autocompletion=completing.who),
]
_BETWEEN = re.compile(r"\s*[,;]\s*")


def one(environment: Environment, typed: str | None, question: str, missing: str, example: str) -> str:
    """What was typed, else what is answered on a terminal, asked again as long as it is nothing.

    Raises WrongUsage where nobody can be asked.
    """
    if typed is not None and typed.strip():
        return typed
    if not environment.interactive:
        raise WrongUsage(f"{missing} is missing.", f"for example {example}")
    from refer_cli.render.asking import ask, complain, until_understood

    def understood(answer: str) -> str | None:
        if not answer:
            complain("an answer is needed; Ctrl-C leaves without saving")
        return answer or None

    return until_understood(lambda: ask(question), understood)


def several(
    environment: Environment, typed: Sequence[str] | None, question: str, missing: str, example: str
) -> list[str]:
    """The same of several, which are answered with commas between them."""
    if typed:
        return list(typed)
    return [name for name in _BETWEEN.split(one(environment, None, question, missing, example)) if name]


def words(
    environment: Environment, typed: Sequence[str] | None, question: str, missing: str, example: str
) -> list[str]:
    """The same of one name that may be typed in several words."""
    return list(typed) if typed else [one(environment, None, question, missing, example)]
