"""The reasons for a referral: each is one entry of `reasons.json`, what it must be given, requires, weighs and says."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from refer_cli.errors import UnknownWord
from refer_cli.folding import fold
from refer_cli.records import NamedTuple


class Reason(NamedTuple):
    """Why a client is handed on. `weights` are hundredths, where a criterion does not weigh its usual.

    `must`: each entry is a set of option names of which one has to be given. `requires` and `also` say in
    words what the reason asks for. `personal` reasons print that one refers for the client's need, never for
    one's own values (ACA 2014, A.11.b; a study deck and an exam site, so reported). `guide` is what to say to the
    client: `handout.guide` gives its parts their meaning.
    """

    slug: str
    title: str
    story: str
    weights: Mapping[str, int]
    guide: Mapping[str, Any]
    aliases: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    requires: str = "nothing beyond what you ask for"
    also: str = ""
    example: str = ""
    personal: bool = False
    like: str | None = None
    """For a reason of the therapist's own: the canonical one whose rules it follows."""

    @property
    def rules(self) -> str:
        """The canonical slug whose special rules apply."""
        return self.like or self.slug

    @property
    def canonical(self) -> bool:
        """Whether the reason is built in."""
        return self.like is None


def _canonical() -> Iterator[Reason]:
    data = json.loads(Path(__file__).with_name("reasons.json").read_text(encoding="utf-8"))
    for entry in data["reasons"]:
        must = tuple(tuple(options) for options in entry.pop("must", ()))
        yield Reason(aliases=tuple(entry.pop("aliases", ())), must=must, **entry)


REASONS: Mapping[str, Reason] = {reason.slug: reason for reason in _canonical()}
"""The canonical reasons by slug, in the order in which `refer reasons` lists them."""


class OwnReason(NamedTuple):
    """A reason that the therapist added: it follows the rules of `like`, under its own name."""

    slug: str
    title: str
    like: str


def overlay(
    weights: Mapping[str, Mapping[str, float]], own: Iterable[OwnReason] = (), base: Mapping[str, Reason] = REASONS
) -> Mapping[str, Reason]:
    """The reasons with the book's own ones and changed weights laid over (weights as fractions, .2 for 20)."""
    reasons = dict(base)
    for added in own:
        model = reasons.get(added.like)
        if model is not None:
            reasons[added.slug] = model._replace(
                slug=added.slug,
                title=added.title,
                aliases=(),
                like=model.rules,
                story=f"{added.title}. Follows the rules of {added.like}.",
                example=model.example.replace(f"--reason {model.slug}", f"--reason {added.slug}"),
            )
    for slug, changed in weights.items():
        if slug in reasons:
            hundredths = {name: round(weight * 100) for name, weight in changed.items()}
            reasons[slug] = reasons[slug]._replace(weights={**reasons[slug].weights, **hundredths})
    return reasons


def find_reason(text: str, reasons: Mapping[str, Reason] = REASONS) -> tuple[Reason, str | None]:
    """The reason a word means, and the assumption if it was taken for another word. Raises UnknownWord."""
    typed = fold(text)
    spellings = {fold(name): reason for reason in reasons.values() for name in (reason.slug, *reason.aliases)}
    if typed in spellings:
        return spellings[typed], None
    close, one_edit = _close(typed, spellings)
    if one_edit and len(close) == 1 and len(typed.replace(" ", "")) >= 5:
        reason = reasons[close[0]]
        return reason, f"{text.strip()} is taken as {reason.slug}"
    meant = " or ".join(close) if close else ", ".join(reasons)
    raise UnknownWord(
        f'I know no reason "{text.strip()}".',
        f"did you mean {meant}?" if close else f"one of {meant}; refer reasons explains them",
    )


def _close(typed: str, spellings: Mapping[str, Reason]) -> tuple[tuple[str, ...], bool]:
    """The slugs of every reason one edit away (a swap of neighbours is one); else, and only to propose, two."""
    from rapidfuzz.distance import OSA  # only a word that is not known pays for it

    for reach in (1, 2):
        found = {
            reason.slug for word, reason in spellings.items() if OSA.distance(typed, word, score_cutoff=reach) <= reach
        }
        if found and (reach == 1 or len(typed) >= 8):
            return tuple(
                dict.fromkeys(reason.slug for reason in spellings.values() if reason.slug in found)
            ), reach == 1
    return (), False
