"""`refer reasons`: why clients are handed on, what each reason weighs, and reasons of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.groups import group
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.writing import Step
    from refer_cli.matching.reasons import Reason

app = group("Show the reasons for a referral and what each weighs.\n\nExample: refer reasons moving")

Slug = Annotated[str, typer.Argument(metavar="REASON", help="A reason.", autocompletion=completing.reason)]
Weights = Annotated[list[str], typer.Argument(metavar="CRITERION=WEIGHT...", help="For example fee=.2 location=.4")]


@app.command("show")
def show(
    ctx: typer.Context,
    reason: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REASON]", help="A reason to explain.", autocompletion=completing.reason),
    ] = None,
    json: Json = False,
) -> None:
    """Show the reasons, or explain one with its weights."""
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.matching.reasons import REASONS, find_reason

    book = environment.read()
    reasons = book.reasons()
    changed = book.reason_weights()
    if reason:
        chosen, assumption = find_reason(" ".join(reason), reasons)
    else:
        chosen, assumption = None, None
    if json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.reasons import reason_json

        shown = [chosen] if chosen else list(reasons.values())
        emit_json(
            {
                "schema": "refer.reasons/1",
                "assumptions": [assumption] if assumption else [],
                "reasons": [reason_json(one, changed.get(one.slug, {})) for one in shown],
            }
        )
        return
    from refer_cli.render import reasons as drawing

    screen = environment.screen()
    if chosen:
        model = reasons.get(chosen.like or "", REASONS.get(chosen.slug, chosen))
        before = REASONS[chosen.slug] if chosen.canonical else model
        drawing.draw_reason(screen, chosen, before, changed.get(chosen.slug, {}), assumption, environment.command)
    else:
        drawing.draw_reasons(screen, list(reasons.values()), changed, environment.command)


@app.command("add")
def add(
    ctx: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="A short name, for example school-break.")],
    like: Annotated[
        str,
        typer.Option(
            "--like",
            metavar="REASON",
            help="The reason whose rules it follows.",
            autocompletion=completing.reason,
        ),
    ] = "other",
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What it is called on a screen.")] = None,
    weigh: Annotated[
        list[str] | None,
        typer.Option("--weigh", metavar="CRITERION=WEIGHT", help="What it weighs. Repeatable."),
    ] = None,
    json: Json = False,
) -> None:
    """Add a reason of your own.

    Example: refer reasons add school-break --like moving --weigh location=.4 --title "A term away"
    """
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.matching.reasons import find_reason

    name = slug.strip().casefold()
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,59}", name) or name in app_words():
        raise BadValue(f'"{slug}" is no name for a reason.', "use letters and hyphens, for example school-break")
    for words in (name, title or ""):
        _refuse_person(words)
    reading = environment.read()
    reasons = reading.reasons()
    _refuse_taken(name, reasons)
    model, assumption = find_reason(like, reasons)
    weights = parsed_weights(weigh or [])
    _refuse_empty({**model.weights, **_hundredths(weights)}, name)
    book = environment.write()
    from refer_cli.book import writing

    with book.step(f"add the reason {name}") as step:
        writing.add_reason(step, name, like=model.slug, title=title)
        _write_weights(step, name, weights)
    said = [f"Added the reason {name}, like {model.slug}.", *([f"{assumption}."] if assumption else [])]
    _answer(environment, "add", name, weights, said)


@app.command("weigh")
def weigh_(ctx: typer.Context, reason: Slug, weights: Weights, json: Json = False) -> None:
    """Change what a reason weighs; the weights are brought to 1.00 when they are used.

    Example: refer reasons weigh moving fee=.2
    """
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.matching.reasons import find_reason

    reasons = environment.read().reasons()
    chosen, assumption = find_reason(reason, reasons)
    given = parsed_weights(weights)
    _refuse_empty({**chosen.weights, **_hundredths(given)}, chosen.slug)
    book = environment.write()
    with book.step(f"weigh the reason {chosen.slug}") as step:
        _write_weights(step, chosen.slug, given)
    said = [
        f"{chosen.slug}: {name} {chosen.weights.get(name, 0) / 100:.2f} → {weight:.2f}"
        for name, weight in given.items()
    ]
    _answer(environment, "weigh", chosen.slug, given, [*([f"{assumption}."] if assumption else []), *said])


@app.command("reset")
def reset(
    ctx: typer.Context,
    reason: Annotated[
        str | None,
        typer.Argument(metavar="[REASON]", help="A reason; else all.", autocompletion=completing.reason),
    ] = None,
    json: Json = False,
) -> None:
    """Forget the weights you changed, of one reason or of all.

    Example: refer reasons reset moving
    """
    environment: Environment = ctx.obj
    environment.json = json
    from refer_cli.matching.reasons import find_reason

    reading = environment.read()
    slug = find_reason(reason, reading.reasons())[0].slug if reason else None
    changed = reading.reason_weights()
    if not (changed.get(slug) if slug else changed):
        raise Refused(
            f"No weight of {slug or 'any reason'} was changed.",
            "refer reasons weigh REASON fee=.2 changes one",
        )
    from refer_cli.book import writing

    book = environment.write()
    with book.step(f"reset the weights of {slug or 'all reasons'}") as step:
        count = writing.reset_reason(step, slug)
    weights = "1 weight is" if count == 1 else f"{count} weights are"
    _answer(environment, "reset", slug, {}, [f"{weights} as they were at first{f' for {slug}' if slug else ''}."])


def app_words() -> frozenset[str]:
    """Words that are commands of this group and so cannot name a reason."""
    return frozenset({"show", "add", "weigh", "reset"})


def parsed_weights(texts: Sequence[str]) -> dict[str, float]:
    """`location=.4` as a criterion and its weight, 0 to 1 in hundredths. Raises BadValue."""
    from refer_cli.matching.reasons import CRITERIA

    weights: dict[str, float] = {}
    for text in texts:
        name, equals, number = (part.strip() for part in text.partition("="))
        name = name.casefold()
        if not equals or name not in CRITERIA:
            from difflib import get_close_matches

            close = get_close_matches(name, CRITERIA, n=1, cutoff=0.6)
            meant = f"did you mean {close[0]}=.2?" if close else f"one of {', '.join(CRITERIA)}, for example fee=.2"
            raise BadValue(f'"{text}" is no weight of a criterion.', meant)
        if not re.fullmatch(r"(0|1)(\.0*)?|0?\.\d{1,2}0*", number):
            raise BadValue(
                f'"{number}" is no weight.', "write 0 to 1 in hundredths, for example .25", field=name, value=number
            )
        weights[name] = float(number)
    return weights


def _hundredths(weights: Mapping[str, float]) -> dict[str, int]:
    return {name: round(weight * 100) for name, weight in weights.items()}


def _refuse_empty(weights: Mapping[str, int], slug: str) -> None:
    if not any(weights.values()):
        raise BadValue(f"Nothing would count for {slug}.", "leave at least one weight above 0")


EVERYDAY = frozenset(
    {
        "april", "august", "autumn", "bill", "chance", "charity", "christian", "dawn", "destiny", "faith", "forest",
        "grace", "grant", "harmony", "hope", "israel", "jordan", "joy", "june", "king", "lane", "mark", "may", "mercy",
        "patience", "rich", "summer", "van", "ward", "will", "winter",
    }
)  # fmt: skip
"""Given names that are everyday words as well, and may stand in what a reason is called."""


def _refuse_person(words: str) -> None:
    """Refuse what names a client, without repeating it: a reason is noted beside a label, and would say whose it is."""
    from refer_cli.capture.naming import given_names
    from refer_cli.network.labels import tells_who

    why = tells_who(words)
    if why is None and set(re.findall(r"[^\W\d_]+", words.casefold())) & (given_names() - EVERYDAY):
        why = "it holds a word that may be somebody's name"
    if why is not None:
        raise BadValue(
            f"This cannot be the name of a reason: {why}.",
            "say why clients are referred, not who is; for example school-break",
        )


def _refuse_taken(name: str, reasons: Mapping[str, Reason]) -> None:
    from refer_cli.vocabulary.normaliser import key

    for reason in reasons.values():
        if key(name) in {key(reason.slug), *(key(alias) for alias in reason.aliases)}:
            raise WrongUsage(
                f'"{name}" already means the reason {reason.slug}.',
                f"refer reasons {reason.slug}; or choose another name",
            )


def _write_weights(step: Step, slug: str, weights: Mapping[str, float]) -> None:
    from refer_cli.book import writing

    for name, weight in weights.items():
        writing.set_reason_weight(step, slug, name, weight)


def _answer(environment: Environment, what: str, slug: str | None, weights: Mapping[str, Any], said: list[str]) -> None:
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": f"refer.reasons-{what}/1", "reason": slug, "weights": dict(weights)})
        return
    from refer_cli.render.changes import draw_done

    draw_done(environment.screen(), said, environment.command)
