"""The reasons for a referral, as data: what each must be given, requires and weighs."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from refer_cli.errors import UnknownWord
from refer_cli.vocabulary.normaliser import key


class Reason(NamedTuple):
    """Why a client is handed on. `weights` are hundredths, where a criterion does not weigh its usual.

    `must`: each entry is a set of option names of which one has to be given. `requires` and `weighs` say in
    words what the reason asks for. `personal` reasons print that one refers for the client's need, never for
    one's own values (ACA 2014, A.11.b; a study deck and an exam site, so reported).
    """

    slug: str
    title: str
    story: str
    weights: Mapping[str, int]
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


_ALL = (
    Reason(
        "personality-clash",
        "A better personal fit",
        "The work is fine and the two of us are not: somebody of another style would serve the client better.",
        {"style": 35, "need": 28},
        aliases=("clash", "personality", "personal fit", "fit", "better personal fit", "style clash"),
        also="--unlike names the style that does not work; it lowers, and does not exclude",
        example="refer suggest --reason personality-clash --need anxiety --style warm --unlike structured",
        personal=True,
    ),
    Reason(
        "outside-scope",
        "Outside my scope",
        "A need has come into view that I am not trained to treat.",
        {"need": 50},
        aliases=("scope", "out of scope", "beyond my scope", "specialty", "competence", "outside competence"),
        must=(("need",),),
        also="depth counts most: certified over trained over works with",
        example='refer suggest --reason outside-scope --need "eating disorder"',
    ),
    Reason(
        "treatment-disagreement",
        "Another approach wanted",
        "The client does not want what I offer, or wants an approach that I do not practise.",
        {"approach": 38, "need": 28},
        aliases=("disagreement", "treatment disagreement", "approach", "wants another approach"),
        must=(("approach", "unlike"),),
        requires="not only approaches that the client refuses",
        also="--unlike names an approach that the client does not want",
        example="refer suggest --reason treatment-disagreement --approach EMDR --unlike CBT --need trauma",
        personal=True,
    ),
    Reason(
        "self-pay-transition",
        "I am leaving a panel",
        "I am leaving an insurance panel, and the client has to stay in it.",
        {"insurance": 30},
        aliases=(
            "self-pay",
            "leaving panel",
            "leaving a panel",
            "going self-pay",
            "private pay",
            "leaving insurance",
        ),
        must=(("leaving",),),
        requires="in the panel that I leave, with room",
        also='says "meet first" of anybody you have not met in person',
        example="refer suggest --reason self-pay-transition --leaving Providence --need grief",
    ),
    Reason(
        "insurance-change",
        "The client's insurance changes",
        "The client has a new insurance, and I am not in its panel.",
        {"insurance": 30},
        aliases=("insurance", "new insurance", "insurance changed", "changed insurance", "coverage change"),
        must=(("insurance",),),
        requires="in the new panel, with room",
        also="names the other ways: self-pay, out of network, a superbill",
        example="refer suggest --reason insurance-change --insurance Cigna --need anxiety",
    ),
    Reason(
        "cannot-afford",
        "My fee is too high",
        "The client cannot pay my fee.",
        {"fee": 40, "need": 22},
        aliases=("affordability", "afford", "cost", "fee", "money", "cannot pay", "can't afford", "low fee"),
        must=(("max_fee",),),
        requires="lowest fee within what the client can pay, or pro bono",
        also="an open sliding-scale place counts in full; a place nobody can get is no place",
        example="refer suggest --reason cannot-afford --max-fee 60 --need depression",
    ),
    Reason(
        "moving",
        "Moving",
        "The client moves away.",
        {"location": 30, "insurance": 20, "need": 18, "relationship": 7},
        aliases=("moved", "move", "relocation", "relocating", "moving away"),
        must=(("city", "zip", "state"),),
        requires="able to see the client there, in an office or lawfully by video",
        example="refer suggest --reason moving --city Denver --need anxiety --insurance Aetna",
    ),
    Reason(
        "impartiality",
        "I am no longer impartial",
        "I have a tie to somebody in the client's life and can no longer be impartial.",
        {"need": 35, "circle": 12},
        aliases=(
            "conflict of interest",
            "conflict",
            "dual relationship",
            "impartial",
            "not impartial",
            "bias",
        ),
        must=(("avoid",),),
        requires="no tie to the person, practice or place named with --avoid",
        also="my own suite, my supervisees and groups we share rank lower, and the answer says so",
        example='refer suggest --reason impartiality --avoid "Larkspur School" --need depression',
        personal=True,
    ),
    Reason(
        "no-progress",
        "The work is not helping",
        "We have worked for a while, and the client is not better.",
        {"approach": 35, "need": 30},
        aliases=("stuck", "no progress", "not improving", "plateau", "not helping", "stalled"),
        must=(("tried",),),
        also="--tried names what was tried; without it, the approaches of your own profile",
        example="refer suggest --reason no-progress --tried CBT --need depression",
    ),
    Reason(
        "caseload-full",
        "I have no room",
        "I am full, on leave, closing or retiring.",
        {"need": 30, "availability": 18},
        aliases=(
            "full",
            "no room",
            "caseload",
            "leave",
            "on leave",
            "retiring",
            "retirement",
            "closing",
            "waitlist",
        ),
        example="refer suggest --reason caseload-full --need anxiety",
    ),
    Reason(
        "other",
        "Another reason",
        "Anything else: everything asked for weighs the same.",
        {"need": 10, "insurance": 10, "approach": 10, "availability": 10},
        aliases=("another", "else", "another reason"),
        example="refer suggest --reason other --need grief --city Portland",
    ),
)

REASONS: Mapping[str, Reason] = {reason.slug: reason for reason in _ALL}
"""The canonical reasons by slug, in the order in which `refer reasons` lists them."""


class OwnReason(NamedTuple):
    """A reason that the therapist added: it follows the rules of `like`, under its own name."""

    slug: str
    title: str
    like: str


def overlay(
    weights: Mapping[str, Mapping[str, float]],
    own: Iterable[OwnReason] = (),
    base: Mapping[str, Reason] = REASONS,
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
    typed = key(text)
    spellings = {key(name): reason for reason in reasons.values() for name in (reason.slug, *reason.aliases)}
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
