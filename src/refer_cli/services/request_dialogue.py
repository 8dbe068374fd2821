"""From the options of a request to a request; on a terminal, what its reason must be given is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from refer_cli.errors import WrongUsage
from refer_cli.fields.numbers import whole_number
from refer_cli.matching.options import BY_NAME, TypedRequest
from refer_cli.matching.reasons import Reason, find_reason
from refer_cli.matching.understand import Meant, MissingOption, Place, understand

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.places.resolve import Resolved
    from refer_cli.services.environment import Environment


def understood(
    environment: Environment, book: Book, typed: TypedRequest, *, people_named: bool = False, command: str = "suggest"
) -> tuple[TypedRequest, Meant]:
    """What was typed, with what was answered to questions, and the request that it means.

    Where the therapist has named the colleagues (`people_named`), a reason needs no more than its name. `command` is
    the one whose options these are: examples are given of it.
    """
    reasons = {
        slug: reason._replace(
            example=reason.example.replace("refer suggest ", f"refer {command} ", 1),
            must=() if people_named else reason.must,
        )
        for slug, reason in book.reasons().items()
    }
    if not (typed.text("reason") or "").strip():
        if not environment.interactive:
            raise WrongUsage("--reason is missing.", f"one of {', '.join(reasons)}", field="reason")
        typed = typed.but(reason=_ask_reason(environment, reasons))
    profile = book.profile() if book.exists else None
    while True:
        try:
            return typed, understand(typed, profile, reasons, looking_up(environment))
        except MissingOption as missing:
            if not environment.interactive:
                raise
            typed = _with_answer(typed, missing.options[0])


def looking_up(environment: Environment) -> Place:
    """How a place is found; cities and ZIPs are opened only for one that is asked for."""

    def place(city: str | None, state: str | None, zip_code: str | None, home: str | None) -> Resolved:
        from refer_cli.places.resolve import resolve

        return resolve(environment.gazetteer(), city, state, zip_code, home)

    return place


def _ask_reason(environment: Environment, reasons: Mapping[str, Reason]) -> str:
    from refer_cli.render.asking import ask, complain
    from refer_cli.render.suggest import draw_reason_choices

    draw_reason_choices(environment.screen(), reasons)
    slugs = list(reasons)
    while True:
        answer = ask("Why do you refer (a number or a word from the left)")
        number = whole_number(answer)
        if number is not None and 1 <= number <= len(slugs):
            return slugs[number - 1]
        try:
            find_reason(answer, reasons)
        except WrongUsage as error:
            complain(f"{error.sentence} {error.hint}")
        else:
            return answer


def _with_answer(typed: TypedRequest, name: str) -> TypedRequest:
    """What was typed, with one answer on the terminal for an option that the reason must be given."""
    from refer_cli.render.asking import ask

    answer = ""
    while not answer:
        answer = ask(BY_NAME[name].question or name)
    return typed.but(**{"zip" if name == "city" and answer.isdigit() else name: answer})
