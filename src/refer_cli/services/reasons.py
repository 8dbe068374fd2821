"""Why clients are handed on: the reasons shown, weighed anew, and those of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.folding import fold
from refer_cli.matching.criteria import WEIGHED
from refer_cli.matching.rank import weights_of
from refer_cli.matching.reasons import REASONS, Reason, find_reason
from refer_cli.network.labels import tells_who
from refer_cli.render.answer import Reply
from refer_cli.render.done import told
from refer_cli.render.reasons import draw_reason, draw_reasons, reason_json
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.writing import Step

COMMAND_WORDS = frozenset({"show", "add", "weigh", "reset"})
"""The commands of `refer reasons`: none of them can name a reason."""


def show(environment: Environment, typed: str) -> Reply:
    """Every reason, or the one that was typed with its weights. Raises UnknownWord."""
    book = environment.read()
    reasons, changed = book.reasons(), book.reason_weights()
    chosen, assumption = find_reason(typed, reasons) if typed else (None, None)

    def draw(screen: Screen) -> None:
        if chosen is None:
            draw_reasons(screen, list(reasons.values()), changed, environment.command)
            return
        model = reasons.get(chosen.like or "", REASONS.get(chosen.slug, chosen))
        before = REASONS[chosen.slug] if chosen.canonical else model
        draw_reason(screen, chosen, before, changed.get(chosen.slug, {}), assumption, environment.command)

    return Reply(
        "reasons",
        lambda: {
            "assumptions": [assumption] if assumption else [],
            "reasons": [
                reason_json(reason, changed.get(reason.slug, {}))
                for reason in ([chosen] if chosen else reasons.values())
            ],
        },
        draw,
    )


def add(environment: Environment, slug: str, like: str, title: str | None, weigh: Sequence[str]) -> Reply:
    """Add a reason that follows the rules of another. Raises BadValue, UnknownWord, WrongUsage."""
    from refer_cli.book import writing

    name = slug.strip().casefold()
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,59}", name) or name in COMMAND_WORDS:
        raise BadValue(f'"{slug}" is no name for a reason.', "use letters and hyphens, for example school-break")
    for words in (name, title or ""):
        _refuse_person(words)
    reasons = environment.read().reasons()
    _refuse_taken(name, reasons)
    model, assumption = find_reason(like, reasons)
    weights = _parsed_weights(weigh)
    _refuse_empty({**weights_of(model), **_hundredths(weights)}, name)
    with environment.write().step(f"add the reason {name}") as step:
        writing.add_reason(step, name, like=model.slug, title=title)
        _write_weights(step, name, weights)
    sentences = [f"Added the reason {name}, like {model.slug}.", *([f"{assumption}."] if assumption else [])]
    return told("reasons-add", {"reason": name, "weights": weights}, sentences, environment.command)


def weigh(environment: Environment, typed: str, texts: Sequence[str]) -> Reply:
    """Change what a reason weighs. Raises BadValue, UnknownWord."""
    chosen, assumption = find_reason(typed, environment.read().reasons())
    weights = _parsed_weights(texts)
    _refuse_empty({**weights_of(chosen), **_hundredths(weights)}, chosen.slug)
    with environment.write().step(f"weigh the reason {chosen.slug}") as step:
        _write_weights(step, chosen.slug, weights)
    sentences = [f"{assumption}."] if assumption else []
    for name, weight in weights.items():
        sentences.append(f"{chosen.slug}: {name} {weights_of(chosen)[name] / 100:.2f} → {weight:.2f}")
    return told("reasons-weigh", {"reason": chosen.slug, "weights": weights}, sentences, environment.command)


def reset(environment: Environment, typed: str | None) -> Reply:
    """Forget the weights that were changed, of one reason or of all. Raises Refused where there are none."""
    from refer_cli.book import writing

    book = environment.read()
    slug = find_reason(typed, book.reasons())[0].slug if typed else None
    changed = book.reason_weights()
    if not (changed.get(slug) if slug else changed):
        raise Refused(
            f"No weight of {slug or 'any reason'} was changed.",
            "refer reasons weigh REASON fee=.2 changes one",
        )
    with environment.write().step(f"reset the weights of {slug or 'all reasons'}") as step:
        count = writing.reset_reason(step, slug)
    weights = "1 weight is" if count == 1 else f"{count} weights are"
    sentence = f"{weights} as they were at first{f' for {slug}' if slug else ''}."
    return told("reasons-reset", {"reason": slug, "weights": {}}, [sentence], environment.command)


def _parsed_weights(texts: Sequence[str]) -> dict[str, float]:
    """`location=.4` as a criterion and its weight, 0 to 1 in hundredths. Raises BadValue."""
    weights: dict[str, float] = {}
    for text in texts:
        name, equals, number = (part.strip() for part in text.partition("="))
        name = name.casefold()
        if not equals or name not in WEIGHED:
            close = get_close_matches(name, WEIGHED, n=1, cutoff=0.6)
            meant = f"did you mean {close[0]}=.2?" if close else f"one of {', '.join(WEIGHED)}, for example fee=.2"
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

    why = tells_who(words)
    if why is None and set(re.findall(r"[^\W\d_]+", words.casefold())) & (given_names() - EVERYDAY):
        why = "it holds a word that may be somebody's name"
    if why is not None:
        raise BadValue(
            f"This cannot be the name of a reason: {why}.",
            "say why clients are referred, not who is; for example school-break",
        )


def _refuse_taken(name: str, reasons: Mapping[str, Reason]) -> None:
    for reason in reasons.values():
        if fold(name) in {fold(reason.slug), *(fold(alias) for alias in reason.aliases)}:
            raise WrongUsage(
                f'"{name}" already means the reason {reason.slug}.',
                f"refer reasons {reason.slug}; or choose another name",
            )


def _write_weights(step: Step, slug: str, weights: Mapping[str, float]) -> None:
    from refer_cli.book import writing

    for name, weight in weights.items():
        writing.set_reason_weight(step, slug, name, weight)
