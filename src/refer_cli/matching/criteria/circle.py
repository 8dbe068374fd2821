"""Circle: how far a colleague stands from you and from the people to be avoided."""

from __future__ import annotations

from datetime import date

from refer_cli.matching.alike import names, same_address, same_practice
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Bond, Check
from refer_cli.matching.criteria.criterion import Criterion
from refer_cli.matching.criteria.tie import near_avoided
from refer_cli.matching.judgement import FULL, Judgement
from refer_cli.matching.membership import fold, folded
from refer_cli.matching.request import Me, Request

SHARED_GROUP = 50
MY_CIRCLE = 20
SUPERVISED_TAGS = frozenset({"supervisee", "my supervisee", "supervised by me", "employee", "my employee"})


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """How far a colleague stands from me and from the people to be avoided: the further, the more impartial."""
    bond = my_circle(candidate, request.me)
    if bond:
        return Judgement(MY_CIRCLE, "mismatch", bond.of(), candidate.day("practice"))
    mine = folded(request.me.groups) if request.me else frozenset()
    shared = (
        [item.name for item in candidate.groups.affirmed if fold(item.name) in mine | request.avoided_groups]
        if candidate.groups
        else []
    )
    if shared:
        whose = "you are both in" if fold(shared[0]) in mine else "shares with people to avoid"
        return Judgement(
            SHARED_GROUP,
            "partial",
            f"{whose}: {shared[0]}",
            candidate.day("groups"),
            checks=(Check(ASK, f"{whose} {shared[0]}: close enough to matter"),),
        )
    near = near_avoided(candidate, request)
    if near:
        return Judgement(SHARED_GROUP, "partial", near, candidate.day("practice"))
    if candidate.id in request.noted | request.perhaps_noted:
        return Judgement(SHARED_GROUP, "partial", "your note may speak of whom to avoid")
    return Judgement(FULL, "match", "no shared practice or group known", candidate.day("groups"))


def my_circle(candidate: Candidate, me: Me | None) -> Bond | None:
    """That the colleague is of my own practice, suite or supervision, or tied to me; else None."""
    if (folded(candidate.tags) | folded(candidate.ties)) & SUPERVISED_TAGS:
        return Bond("you supervise or employ {who}")
    if me is None:
        return None
    if me.practice and candidate.practice and same_practice(me.practice, candidate.practice):
        return Bond("{who} shares your practice")
    same_zip = (me.zip or "")[:5] == (candidate.zip or "")[:5]
    if me.street and candidate.street and same_zip and same_address(me.street, candidate.street):
        return Bond("{who} works at your address")
    ties = candidate.ties.names() if candidate.ties else ()
    tied = [
        tie for tie in ties if (me.practice and same_practice(me.practice, tie)) or (me.name and names(tie, me.name))
    ]
    if not tied:
        return None
    # A tie may be a sentence ("Alex Rowe supervises me"): it is told as it stands.
    is_name = me.practice and same_practice(me.practice, tied[0])
    return Bond("{who} is tied to {named}" if is_name else "{who} is tied to you (noted: {named})", tied[0])


CRITERION = Criterion(
    "circle",
    judge,
    asked=lambda request: request.reason.rules == "impartiality",
    weight=0,
    words="distance from you",
    private=True,
    levels=(
        ("nothing shared", FULL),
        (
            "shares a group with you or with the people to avoid; their building; a note that may name them",
            SHARED_GROUP,
        ),
        ("your suite, practice or supervisee", MY_CIRCLE),
    ),
)
