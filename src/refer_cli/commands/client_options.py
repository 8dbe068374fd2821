"""The options that describe a client's request, for every command that takes them, and what they come to."""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refer_cli.commands import completing
from refer_cli.errors import WrongUsage
from refer_cli.matching.reasons import Reason, find_reason
from refer_cli.matching.understand import Asked, Meant, MissingOption, understand
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from datetime import date

    from refer_cli.book.reading import Book
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.rank import Ranking
    from refer_cli.matching.request import Request
    from refer_cli.places.resolve import Resolved

Many = list[str] | None


def client_options(
    reason: Annotated[
        str | None,
        typer.Option("--reason", help="Why you refer; refer reasons lists them.", autocompletion=completing.reason),
    ] = None,
    need: Annotated[
        Many,
        typer.Option(
            "--need",
            help="What the client seeks help for; all of them count.",
            autocompletion=completing.words("need", "specialties"),
        ),
    ] = None,
    insurance: Annotated[
        Many,
        typer.Option(
            "--insurance",
            help="The client's panel; any one suffices. Carrier/Plan names a plan.",
            autocompletion=completing.words("insurer", "panels"),
        ),
    ] = None,
    leaving: Annotated[str | None, typer.Option("--leaving", help="The panel that you leave.")] = None,
    approach: Annotated[Many, typer.Option("--approach", help="An approach the client wants, such as EMDR.")] = None,
    style: Annotated[Many, typer.Option("--style", help="A personal style the client wants, such as warm.")] = None,
    unlike: Annotated[
        Many, typer.Option("--unlike", help="A style (personality-clash) or approach that is not wanted.")
    ] = None,
    tried: Annotated[Many, typer.Option("--tried", help="An approach that was tried.")] = None,
    avoid: Annotated[
        Many, typer.Option("--avoid", help="A person, practice or place to keep clear of; never stored.")
    ] = None,
    language: Annotated[Many, typer.Option("--language", help="A language of sessions; any one suffices.")] = None,
    max_fee: Annotated[
        str | None, typer.Option("--max-fee", help="The most a client can pay a session, in dollars.")
    ] = None,
    city: Annotated[
        str | None,
        typer.Option(
            "--city",
            help="Where the client will be (else your own city).",
            autocompletion=completing.used("city"),
        ),
    ] = None,
    state: Annotated[str | None, typer.Option("--state", help="State of the city; alone: anywhere in it.")] = None,
    zip_code: Annotated[str | None, typer.Option("--zip", help="ZIP where the client will be.")] = None,
    radius: Annotated[
        str | None,
        typer.Option("--radius", help="How far the client will travel, in miles (else 25 counts as near)."),
    ] = None,
    anywhere: Annotated[bool, typer.Option("--anywhere", help="Do not ask where anybody is.")] = False,
    in_person: Annotated[
        bool, typer.Option("--in-person", help="In an office. With --telehealth: either is as welcome.")
    ] = False,
    telehealth: Annotated[bool, typer.Option("--telehealth", help="By video.")] = False,
    soon: Annotated[bool, typer.Option("--soon", help="The client should begin within weeks.")] = False,
    age_group: Annotated[str | None, typer.Option("--age-group", help="child, teen, adult or older adult.")] = None,
    format_: Annotated[str | None, typer.Option("--for", help="individual, couple, family or group.")] = None,
    gender: Annotated[str | None, typer.Option("--gender", help="Only where the client asked for it.")] = None,
    faith: Annotated[str | None, typer.Option("--faith", help="Only where the client asked for it.")] = None,
    identity: Annotated[Many, typer.Option("--identity", help="Only where the client asked for it.")] = None,
    limit: Annotated[str | None, typer.Option("--limit", help="Show everybody who fits, up to so many.")] = None,
) -> Asked:
    """The options as they are typed; `with_client_options` puts them on a command."""
    return Asked(
        reason=reason or "",
        needs=_tuple(need),
        insurance=_tuple(insurance),
        leaving=leaving,
        approaches=_tuple(approach),
        styles=_tuple(style),
        unlike=_tuple(unlike),
        tried=_tuple(tried),
        avoid=_tuple(avoid),
        languages=_tuple(language),
        max_fee=max_fee,
        city=city,
        state=state,
        zip=zip_code,
        radius=radius,
        anywhere=anywhere,
        in_person=in_person,
        telehealth=telehealth,
        soon=soon,
        age_group=age_group,
        format=format_,
        gender=gender,
        faith=faith,
        identities=_tuple(identity),
        limit=limit,
    )


def with_client_options(command: Callable[..., None]) -> Any:
    """Give a command the options of a client's request in place of its parameter `asked`."""
    made = signature(client_options).parameters
    own = signature(command)

    def with_options(**everything: Any) -> None:
        command(asked=client_options(**{name: everything.pop(name) for name in made}), **everything)

    parameters: list[Parameter] = []
    for parameter in own.parameters.values():
        parameters.extend(made.values() if parameter.name == "asked" else (parameter,))
    with_options.__name__, with_options.__doc__, with_options.__module__ = (
        command.__name__,
        command.__doc__,
        command.__module__,
    )
    with_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    return with_options


def _tuple(values: Many) -> tuple[str, ...]:
    return tuple(values or ())


def understood(
    environment: Environment, book: "Book", asked: Asked, *, people_named: bool = False, command: str = "suggest"
) -> tuple[Asked, Meant]:
    """The request; on a terminal, what is missing is asked for.

    Where the therapist has named the colleagues (`people_named`), a reason needs no more than its name. `command` is
    the one whose options these are: examples are given of it.
    """
    reasons = {
        slug: reason._replace(example=reason.example.replace("refer suggest ", f"refer {command} ", 1))
        for slug, reason in book.reasons().items()
    }
    if people_named:
        reasons = {slug: reason._replace(must=()) for slug, reason in reasons.items()}
    if not asked.reason.strip():
        if not environment.interactive:
            raise WrongUsage("--reason is missing.", f"one of {', '.join(reasons)}")
        asked = asked._replace(reason=_ask_reason(environment, reasons))
    profile = book.profile() if book.exists else None

    def place(city: str | None, state: str | None, zip_code: str | None, home: str | None) -> "Resolved":
        from refer_cli.places.resolve import resolve

        return resolve(environment.gazetteer(), city, state, zip_code, home)

    while True:
        try:
            return asked, understand(asked, profile, reasons, place)
        except MissingOption as missing:
            if not environment.interactive:
                raise
            asked = _ask_missing(environment, asked, missing)


def answered(book: "Book", request: "Request", today: "date") -> tuple["Answer", "Request", tuple[str, ...]]:
    """The answer, the request with what the book added to it, and the avoided names that nobody is tied to."""
    from refer_cli.book.index import index_of
    from refer_cli.matching.answer import answer
    from refer_cli.matching.candidate import candidate_from

    ranking: Ranking
    index = index_of(book)
    everybody = [candidate_from(card) for card in book.cards()] if index is None and book.exists else []
    unmatched: tuple[str, ...] = ()
    if request.avoid:
        from refer_cli.matching.circles import avoided_groups, perhaps_avoided, unmatched_names

        around = index.candidates(perhaps_avoided(index, request.avoid)) if index else everybody
        request = request._replace(avoided_groups=avoided_groups(around, request.avoid))
        unmatched = unmatched_names(around, request.avoid)
    if index is None:
        from refer_cli.matching.rank import FullRanking

        ranking = FullRanking(everybody, request, today)
    else:
        from refer_cli.matching.sieve import SievedRanking

        ranking = SievedRanking(index, request, today)
    return answer(ranking, request, today), request, unmatched


def _ask_reason(environment: Environment, reasons: Mapping[str, Reason]) -> str:
    from refer_cli.render.asking import ask, complain
    from refer_cli.render.suggest import draw_reasons

    draw_reasons(environment.screen(), reasons)
    slugs = list(reasons)
    while True:
        typed = ask("Why do you refer (a number or a word from the left)")
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(slugs):
            return slugs[int(typed) - 1]
        try:
            find_reason(typed, reasons)
        except WrongUsage as error:
            complain(f"{error.sentence} {error.hint}")
        else:
            return typed


def _ask_missing(environment: Environment, asked: Asked, missing: MissingOption) -> Asked:
    """One answer on the terminal for what the reason must be given."""
    option = missing.options[0]
    questions = {
        "need": "What the client seeks help for",
        "insurance": "The client's insurance",
        "leaving": "The panel that you leave",
        "approach": "The approach that the client wants",
        "avoid": "Person, practice or place to keep clear of",
        "max_fee": "The most the client can pay a session, in dollars",
        "city": "City or ZIP where the client will be",
        "tried": "An approach that was tried",
    }
    from refer_cli.render.asking import ask

    typed = ""
    while not typed:
        typed = ask(questions.get(option, option))
    if option == "city":
        return asked._replace(zip=typed) if typed.isdigit() else asked._replace(city=typed)
    field = {"need": "needs", "approach": "approaches"}.get(option, option)
    given: Any = typed if option in ("leaving", "max_fee") else (typed,)
    return asked._replace(**{field: given})
