"""The question why a client is referred on, with the list to choose from; asked until it is understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from refer_cli.errors import WrongUsage
from refer_cli.fields.numbers import whole_number
from refer_cli.matching.reasons import Reason, find_reason
from refer_cli.render.asking import ask, complain

if TYPE_CHECKING:
    from refer_cli.services.environment import Environment


def asked_reason(environment: Environment, reasons: Mapping[str, Reason], *, may_skip: bool = True) -> str | None:
    """The reason as it was answered, by a number or a word of the list that is shown; None where it was skipped."""
    from refer_cli.render.suggest import draw_reason_choices

    draw_reason_choices(environment.screen(), reasons)
    slugs = list(reasons)
    while True:
        answer = ask("Why do you refer (a number or a word from the left)")
        number = whole_number(answer)
        if number is not None and 1 <= number <= len(slugs):
            return slugs[number - 1]
        if number is not None:
            complain(f"There is no reason {number}: a number from 1 to {len(slugs)}, or a word from the left.")
            continue
        if not answer and may_skip:
            return None
        try:
            find_reason(answer, reasons)
        except WrongUsage as error:
            complain(f"{error.sentence} Answer with a number from 1 to {len(slugs)}, or a word from the left.")
        else:
            return answer
