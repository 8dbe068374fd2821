"""From the options of a request to a request; on a terminal what is missing or not understood is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from refer_cli.errors import UnknownWord, WrongUsage
from refer_cli.matching.options import BY_NAME, TypedRequest
from refer_cli.matching.reasons import Reason
from refer_cli.matching.understand import Assumption, Meant, MissingOption, Place, understand
from refer_cli.services.own_words import OwnWords

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.places.resolve import Resolved
    from refer_cli.services.environment import Environment

_NO_REASON = Assumption(
    "No reason is given: everything weighs the same.",
    "--reason says why you refer.",
    "no reason, so all weighs alike",
)


def understood(
    environment: Environment,
    book: Book,
    typed: TypedRequest,
    *,
    people_named: bool = False,
    command: str = "suggest",
    leaves_out: bool = True,
) -> tuple[TypedRequest, Meant]:
    """What was typed, with what was answered to questions, and the request that it means.

    Off a terminal, where nobody can be asked, a word that the request can stand without is left out and named, unless
    `leaves_out` is False.
    Where the therapist has named the colleagues (`people_named`), a reason needs no more than its name. `command` is
    the one whose options these are: examples are given of it. Without a reason everything weighs the same.
    """
    reasons = {
        slug: reason._replace(
            example=reason.example.replace("refer suggest ", f"refer {command} ", 1),
            must=() if people_named else reason.must,
        )
        for slug, reason in book.reasons().items()
    }
    profile = book.profile() if book.exists else None
    own_words = OwnWords(book)

    def read(request: TypedRequest) -> Meant:
        left_out = leaves_out and not environment.interactive
        meant = understand(request, profile, reasons, looking_up(environment), own_words, left_out)
        if meant.request.avoid:
            from refer_cli.services.avoided_names import refuse_misspelt

            refuse_misspelt(book, meant.request, environment.today)
        return meant

    said: tuple[Assumption, ...] = ()
    if not (typed.text("reason") or "").strip():
        typed, said = _with_reason(environment, typed, reasons, command, own_words, people_named)
    while True:
        try:
            meant = read(typed)
        except WrongUsage as problem:
            if not environment.interactive:
                raise _with_others(problem, typed, read) from None
            typed = _asked_again(environment, typed, reasons, problem, own_words)
        else:
            return typed, meant._replace(assumed=(*meant.assumed, *said))


def _with_others(problem: WrongUsage, typed: TypedRequest, read: Callable[[TypedRequest], Meant]) -> WrongUsage:
    """The refusal of a word, and of the words of other options that are not known either: all are said at once."""
    refusals = [problem]
    while isinstance(refusals[-1], UnknownWord) and refusals[-1].field in BY_NAME:
        typed = typed.but(**{BY_NAME[refusals[-1].field].parameter: None})
        try:
            read(typed)
        except UnknownWord as another:
            refusals.append(another)
        except WrongUsage:
            break
        else:
            break
    if len(refusals) == 1:
        return problem
    hint = "; ".join(dict.fromkeys(refusal.hint for refusal in refusals))
    said = " ".join(refusal.sentence for refusal in refusals)
    together = WrongUsage(said, hint, field=problem.field, value=problem.value)
    together.speaks_of_danger = any(refusal.speaks_of_danger for refusal in refusals)
    return together


def looking_up(environment: Environment) -> Place:
    """How a place is found; cities and ZIPs are opened only for one that is asked for."""

    def place(city: str | None, state: str | None, zip_code: str | None, home: str | None) -> Resolved:
        from refer_cli.places.resolve import resolve

        return resolve(environment.gazetteer(), city, state, zip_code, home)

    return place


def _with_reason(
    environment: Environment,
    typed: TypedRequest,
    reasons: Mapping[str, Reason],
    command: str,
    own_words: OwnWords,
    people_named: bool,
) -> tuple[TypedRequest, tuple[Assumption, ...]]:
    """The request with a reason, asked for on a terminal with all that is usually said; and that there is none."""
    if environment.interactive:
        from refer_cli.services.questions import RequestQuestions

        questions = RequestQuestions(environment, reasons, own_words)
        typed = questions.all_of(typed) if command == "suggest" else questions.reason(typed)
    elif typed.has("reason") or not (command == "suggest" or typed.given or people_named):
        raise WrongUsage("--reason is missing.", f"one of {', '.join(reasons)}", field="reason")
    if (typed.text("reason") or "").strip():
        return typed, ()
    if typed.has("leaving"):
        return typed.but(reason="self-pay-transition"), ()
    return typed.but(reason="other"), (_NO_REASON,)


def _asked_again(
    environment: Environment,
    typed: TypedRequest,
    reasons: Mapping[str, Reason],
    problem: WrongUsage,
    own_words: OwnWords,
) -> TypedRequest:
    """The request with an answer to what it lacks, or to a word that is not known in it; else the refusal is raised."""
    if isinstance(problem, MissingOption):
        from refer_cli.services.questions import RequestQuestions

        return RequestQuestions(environment, reasons, own_words).one(typed, problem.options[0])
    if isinstance(problem, UnknownWord) and problem.kind:
        from refer_cli.services.asking_again import with_another_word

        again = with_another_word(typed, problem, own_words)
        if problem.field == "avoid" and again.words("avoid") == typed.words("avoid"):
            from refer_cli.services.avoided_names import kept

            return kept(typed, str(problem.value))
        return again
    raise problem
