"""A quarter of the demo practice's life: meetings, referrals, follow-ups, groups; its days are counted from today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.network.records import Cadences, FollowUp, Group, Meeting, Offer, Outcome, PastRequest, Referral

_FILE = Path(__file__).parent / "demo_history.json"
_TUESDAY = 1


class DemoHistory(NamedTuple):
    """What happened in the demo book, as the records of the network; every row has its number."""

    groups: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    referrals: tuple[Referral, ...]
    follow_ups: tuple[FollowUp, ...]
    cadences: Cadences
    verifications: tuple[tuple[int, str], ...]
    requests: tuple[PastRequest, ...]


def demo_history(today: date, ids: Mapping[str, int]) -> DemoHistory:
    """The history as it stands on `today`; `ids` are the colleagues' numbers by name."""
    told = json.loads(_FILE.read_text(encoding="utf-8"))

    def day(code: int | str) -> str:
        return _day(code, today)

    def maybe(code: int | str | None) -> str | None:
        return None if code is None else _day(code, today)

    groups = tuple(
        Group(
            number,
            one["name"],
            one["kind"],
            one.get("place"),
            one.get("link"),
            one.get("note"),
            maybe(one.get("next")),
            maybe(one.get("joined")),
            None,
        )
        for number, one in enumerate(told["groups"], 1)
    )
    named = {group.name: group.id for group in groups}
    meetings = tuple(
        Meeting(
            number,
            day(one["on"]),
            one["kind"],
            one.get("note"),
            named.get(one.get("group", "")),
            tuple(sorted(ids[name] for name in one["with"])),
        )
        for number, one in enumerate(told["meetings"], 1)
    )
    referrals = _referrals(told, today, ids)
    labelled = {referral.label: referral.id for referral in referrals}
    follow_ups = tuple(
        FollowUp(
            number,
            ids[one["who"]],
            one["what"],
            one.get("detail"),
            day(one["due"]),
            None,
            labelled[one["referral"]] if "referral" in one else None,
            day(one["created"]),
            maybe(one.get("done")),
        )
        for number, one in enumerate(told["follow_ups"], 1)
    )
    cadences = told["cadences"]
    return DemoHistory(
        groups,
        meetings,
        referrals,
        follow_ups,
        Cadences({ids[name]: every for name, every in cadences["colleagues"].items()}, cadences["tags"]),
        tuple((ids[name], day(code)) for name, code in told["verified"]),
        tuple(_request(one, today) for one in told["requests"]),
    )


def _referrals(told: Mapping[str, Any], today: date, ids: Mapping[str, int]) -> tuple[Referral, ...]:
    """Those given, then those received; outcomes are numbered in the order in which they were heard."""
    found: list[Referral] = []
    heard = 0
    for number, one in enumerate(told["given"], 1):
        outcomes: dict[str, list[Outcome]] = {name: [] for name in one["offered"]}
        for name, status, code in one["outcomes"]:
            heard += 1
            outcomes[name].append(Outcome(status, _day(code, today), heard))
        on = _day(one["on"], today)
        consent = _day(one["consent"], today) if "consent" in one else None
        offers = tuple(Offer(ids[name], on, tuple(said)) for name, said in outcomes.items())
        found.append(Referral(number, one["label"], one["reason"], "given", on, consent, None, offers))
    for number, one in enumerate(told["received"], len(found) + 1):
        on = _day(one["on"], today)
        found.append(Referral(number, one["label"], one["reason"], "received", on, None, ids[one["from"]], ()))
    return tuple(found)


def _request(one: Mapping[str, Any], today: date) -> PastRequest:
    asked = [one.get(name, "") for name in PastRequest._fields[1:-1]]
    return PastRequest._make([_day(one["on"], today), *asked, one["found"]])


def _day(code: int | str, today: date) -> str:
    """The ISO day of a number of days ago, of `m6`, or of `tue2`."""
    if isinstance(code, int):
        return (today - timedelta(days=code)).isoformat()
    if code.startswith("tue"):
        last = today - timedelta(days=(today.weekday() - _TUESDAY) % 7)
        return (last - timedelta(weeks=int(code.removeprefix("tue")))).isoformat()
    return (today - timedelta(days=min(int(code.removeprefix("m")), today.day - 1))).isoformat()
