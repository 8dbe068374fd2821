"""The person and the work: the criteria need, approach, style, relationship and circle."""

from __future__ import annotations

from datetime import date

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, NOTE, Bond, Check
from refer_cli.matching.judgement import FULL, UNKNOWN, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.membership import ABSENT, DENIED, KNOWN, folded, key, mean, membership
from refer_cli.matching.request import Me, Need, Request, Wish

DEPTH_LEVELS = {"certified": 100, "trained": 85, "takes": 50, None: 50}
ONE_DEPTH_LOWER = {"certified": 85, "trained": 50, "takes": 35, None: 35}
KNOWN_LEVELS = {"worked-with": 90, "met": 80, "introduced": 60, "listed": 10}
KNOWN_WORDS = {
    "worked-with": "worked with",
    "met": "met",
    "introduced": "introduced, not met",
    "listed": "from a directory, not met",
    None: "how you know them is not noted",
}
TRUST_STEP = 5
SHARED_GROUP = 50
MY_CIRCLE = 20
SUPERVISED_TAGS = frozenset({"supervisee", "my supervisee", "supervised by me", "employee", "my employee"})


def need(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Every asked need is treated, and how deeply; several needs count as their mean."""
    found = [_one_need(candidate, asked) for asked in request.needs]
    failing = [judged for judged in found if judged.fails]
    if failing:
        return failing[0]
    if len(found) == 1:
        return found[0]
    statuses = [judged.status for judged in found]
    status = next((name for name in ("unknown", "partial") if name in statuses), "match")
    days = [judged.as_of for judged in found if judged.as_of]
    return Judgement(
        mean(judged.level for judged in found),
        status,
        "; ".join(judged.evidence for judged in found),
        min(days) if days else None,
        checks=tuple(check for judged in found for check in judged.checks),
    )


def treated(listing: Listing | None, asked: Need) -> tuple[int, str, Item] | None:
    """How an asked need is treated: the level, match or partial, and the entry that says so.

    None where it is denied, absent or unknown. A narrower term counts in full, a broader one a depth lower.
    """
    if listing is None or membership(listing, frozenset({key(asked.name)}))[0] == DENIED:
        return None
    choices: list[tuple[int, int, str, Item]] = []
    for item in listing.affirmed:
        name = key(item.name)
        if name == key(asked.name):
            choices.append((DEPTH_LEVELS[item.mark], 2, "match", item))
        elif name in asked.narrower:
            choices.append((DEPTH_LEVELS[item.mark], 1, "match", item))
        elif name in asked.broader:
            choices.append((ONE_DEPTH_LOWER[item.mark], 0, "partial", item))
    # Of equals the need itself, then what is narrower; else the order in which the therapist gave them.
    best = max(choices, key=lambda choice: choice[:2], default=None)
    return None if best is None else (best[0], best[2], best[3])


def _one_need(candidate: Candidate, asked: Need) -> Judgement:
    as_of = candidate.day("specialties")
    found = treated(candidate.specialties, asked)
    if found is not None:
        level, status, item = found
        evidence = f"{item.name}, {'works with' if item.mark in (None, 'takes') else item.mark}"
        checks: tuple[Check, ...] = ()
        if status == "partial":
            checks = (
                Check(
                    ASK,
                    f"is {asked.name} treated",
                    f"{evidence} is noted",
                    f"treating {asked.name}",
                    "specialties",
                    asked.name,
                ),
            )
        return Judgement(level, status, evidence, item.as_of or as_of, checks=checks)
    in_full = membership(candidate.specialties, frozenset({key(asked.name)}))
    if in_full[0] in (DENIED, ABSENT):
        own_day = in_full[1].as_of if in_full[1] else None
        return Judgement(0, "mismatch", f"{asked.name} is not treated", own_day or as_of, fails="need")
    check = Check(
        ASK,
        f"is {asked.name} treated",
        "not known",
        f"treating {asked.name}",
        "specialties",
        asked.name,
        blocks=True,
    )
    return Judgement(UNKNOWN_REQUIRED, "unknown", f"{asked.name}: not known", checks=(check,))


def approach(candidate: Candidate, request: Request, today: date) -> Judgement:
    """An approach that the client wants, and none that was tried or is refused."""
    return _wanted_and_refused(
        candidate.approaches,
        request.approaches,
        request.refused_approaches,
        "not wanted" if request.unwanted else "tried before",
        "approaches",
        "practising",
        candidate.day("approaches"),
    )


def style(candidate: Candidate, request: Request, today: date) -> Judgement:
    """A style that the client wants, and none that does not work for the client."""
    return _wanted_and_refused(
        candidate.styles,
        request.styles,
        request.refused_styles,
        "not wanted",
        "styles",
        "",
        candidate.day("styles"),
    )


def _wanted_and_refused(
    listing: Listing | None,
    wanted: tuple[Wish, ...],
    refused: tuple[Wish, ...],
    word: str,
    field: str,
    verb: str,
    as_of: str,
) -> Judgement:
    parts: list[Judgement] = []
    if wanted:
        parts.append(_wanted(listing, wanted, field, verb, as_of))
    if refused:
        parts.append(_not_refused(listing, refused, word, field, as_of))
    if len(parts) == 1:
        return parts[0]
    want, refuse = parts
    if refuse.status == "match":
        refuse = refuse._replace(evidence=f"not {' and '.join(wish.name for wish in refused)}")
    level = mean((want.level, refuse.level))
    if want.status == "mismatch" and refuse.level < FULL and refuse.status != "unknown":
        level = 0
    status = (
        want.status
        if want.status == refuse.status
        else ("unknown" if "unknown" in (want.status, refuse.status) else "mismatch" if level == 0 else "partial")
    )
    return Judgement(
        level, status, f"{want.evidence}; {refuse.evidence}", as_of if listing else None, checks=want.checks
    )


def _wanted(listing: Listing | None, wanted: tuple[Wish, ...], field: str, verb: str, as_of: str) -> Judgement:
    keys = frozenset().union(*(wish.keys for wish in wanted))
    names = " or ".join(wish.name for wish in wanted)
    how, item = membership(listing, keys)
    if how == KNOWN and item is not None:
        return Judgement(FULL, "match", item.name, item.as_of or as_of)
    if how in (DENIED, ABSENT):
        return Judgement(0, "mismatch", f"not {names}", as_of)
    question = f"{verb} {names}".strip()
    return Judgement(
        UNKNOWN,
        "unknown",
        f"{names}: not known",
        checks=(Check(ASK, question, "not known", question, field, wanted[0].name),),
    )


def _not_refused(listing: Listing | None, refused: tuple[Wish, ...], word: str, field: str, as_of: str) -> Judgement:
    names = folded(listing)
    keys = frozenset().union(*(wish.keys for wish in refused))
    spelled = " and ".join(wish.name for wish in refused)
    if listing is None or not names:
        return Judgement(
            UNKNOWN,
            "unknown",
            f"{field} not known",
            checks=(Check(ASK, f"which {field}", "not known", f"using something else than {spelled}"),),
        )
    others = [item.name for item in listing.affirmed if key(item.name) not in keys]
    met = [item.name for item in listing.affirmed if key(item.name) in keys]
    if not met and not listing.open:
        return Judgement(FULL, "match", f"{', '.join(others[:3])}: not {spelled}", as_of)
    if not met:
        return Judgement(50, "partial", f"{', '.join(others[:3])}; whether also {spelled} is not known", as_of)
    if others:
        return Judgement(50, "partial", f"{', '.join(met)} {word}, beside {', '.join(others[:2])}", as_of)
    return Judgement(0, "mismatch", f"only {', '.join(met)}, {word}", as_of)


def relationship(candidate: Candidate, request: Request, today: date) -> Judgement:
    """How well I know the colleague. No word about it is a name from a directory."""
    known = candidate.how_known or "listed"
    trust = candidate.trust if candidate.trust is not None else 3
    level = max(0, KNOWN_LEVELS[known] + TRUST_STEP * (trust - 3))
    words = KNOWN_WORDS[candidate.how_known]
    evidence = words if candidate.trust is None else f"{words}; trust {candidate.trust}"
    status = {"worked-with": "match", "met": "match", "introduced": "partial", "listed": "mismatch"}[known]
    checks: tuple[Check, ...] = ()
    if known in ("introduced", "listed"):
        first = "meet first: " if request.reason.rules == "self-pay-transition" else ""
        not_met, not_noted = Check(NOTE, f"{first}you have not met"), Check(ASK, f"{first}have you met", "not noted")
        checks = (not_met if candidate.how_known else not_noted,)
    return Judgement(
        level,
        status,
        evidence,
        candidate.last_contact or candidate.first_met or candidate.as_of,
        checks=checks,
    )


def circle(candidate: Candidate, request: Request, today: date) -> Judgement:
    """How far a colleague stands from me and from the people to be avoided: the further, the more impartial."""
    bond = my_circle(candidate, request.me)
    if bond:
        return Judgement(MY_CIRCLE, "mismatch", bond.of(), candidate.day("practice"))
    mine = folded(request.me.groups) if request.me else frozenset()
    shared = (
        [item.name for item in candidate.groups.affirmed if key(item.name) in mine | request.avoided_groups]
        if candidate.groups
        else []
    )
    if shared:
        whose = "you are both in" if key(shared[0]) in mine else "shares with people to avoid"
        return Judgement(
            SHARED_GROUP,
            "partial",
            f"{whose}: {shared[0]}",
            candidate.day("groups"),
            checks=(Check(ASK, f"{whose} {shared[0]}: close enough to matter"),),
        )
    return Judgement(FULL, "match", "no shared practice or group known", candidate.day("groups"))


def my_circle(candidate: Candidate, me: Me | None) -> Bond | None:
    """That the colleague is of my own practice, suite or supervision, or tied to me; else None."""
    if (folded(candidate.tags) | folded(candidate.ties)) & SUPERVISED_TAGS:
        return Bond("you supervise or employ {who}")
    if me is None:
        return None
    if me.practice and candidate.practice and key(me.practice) == key(candidate.practice):
        return Bond("{who} shares your practice")
    if me.street and candidate.street and key(me.street) == key(candidate.street) and me.zip == candidate.zip:
        return Bond("{who} works at your address")
    mine = {key(name) for name in (me.practice, me.name) if name}
    tied = [item.name for item in candidate.ties.affirmed if key(item.name) in mine] if candidate.ties else []
    return Bond("{who} is tied to {named}", tied[0]) if tied else None
