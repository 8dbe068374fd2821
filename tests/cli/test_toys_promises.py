"""Random books through the program: what `relax` and `worth_a_call` promise, and what must add up, holds for all."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from written_book import ask, write_book

TODAY = date(2026, 11, 24)
NEEDS = ("anxiety", "panic disorder", "depression", "OCD", "trauma", "PTSD", "self-harm")
PANELS = ("Aetna", "Cigna", "Medicaid", "Regence BCBS", "Kaiser", "Kaiser/Added Choice", "Blue Cross Blue Shield")
APPROACHES = ("CBT", "ACT", "EMDR", "DBT", "ERP", "exposure therapy")
STYLES = ("warm", "direct", "structured", "quiet")
AGES = ("child", "teen", "adult", "individual", "couple")
PLACES = (("Portland", "OR"), ("Beaverton", "OR"), ("Vancouver", "WA"), ("Salem", "OR"), ("Seattle", "WA"), ("", ""))
LISTS = {
    "panels": "--panel",
    "specialties": "--specialty",
    "languages": "--language",
    "approaches": "--approach",
    "styles": "--style",
    "populations": "--population",
    "license_states": "--license-state",
}
MUST = {
    "outside-scope": ("--need", NEEDS),
    "treatment-disagreement": ("--approach", APPROACHES),
    "self-pay-transition": ("--leaving", PANELS),
    "insurance-change": ("--insurance", PANELS),
    "cannot-afford": ("--max-fee", ("40", "70", "100", "150")),
    "impartiality": ("--avoid", ("Jane Roe", "Larkspur School")),
    "no-progress": ("--tried", APPROACHES),
}
REASONS = (*MUST, "personality-clash", "moving", "caseload-full", "other")


def day(chance: random.Random) -> str:
    return (TODAY - timedelta(days=chance.choice((chance.randint(0, 170), chance.randint(0, 800))))).isoformat()


def some(chance: random.Random, words: Sequence[str], marks: Sequence[str] = ("",)) -> str:
    if chance.random() < 0.3:
        return ""
    chosen = chance.sample(words, chance.randint(1, min(4, len(words))))
    marked = [f"{word} ({mark})" if (mark := chance.choice(marks)) else word for word in chosen]
    return ";".join(marked) + (";..." if chance.random() < 0.2 else "")


def colleague(chance: random.Random) -> dict[str, str]:
    """One about whom anything may be known, unknown, old or denied."""
    city, state = chance.choice(PLACES)
    fee = chance.choice(("", "60", "90", "120", "160", "200"))
    floor = chance.choice(("", "30", "60", "90"))
    return {
        "practice": chance.choice(("", "Birch Counseling", "Gum Collective", "Larkspur School")),
        "credentials": chance.choice(("", "LCSW", "PhD")),
        "city": city,
        "state": state,
        "license_states": chance.choice(("", "OR", "WA", "OR;WA", "OR;...")),
        "telehealth": chance.choice(("", "yes", "no")),
        "in_person": chance.choice(("", "yes", "yes", "no")),
        "accepting": chance.choice(("", "yes", "yes", "waitlist", "waitlist until 2027-03", "no", "no until 2026-11")),
        "accepting_as_of": chance.choice(("", day(chance))),
        "specialties": some(chance, NEEDS, ("certified", "trained", "takes", "", "no")),
        "approaches": some(chance, APPROACHES),
        "styles": some(chance, STYLES),
        "populations": some(chance, AGES),
        "languages": some(chance, ("English", "Spanish")),
        "panels": some(chance, PANELS, ("", "", "", "full", "no")),
        "panels_as_of": chance.choice(("", day(chance))),
        "fee": fee,
        "fee_floor": floor if fee and floor and int(floor) <= int(fee) else "",
        "sliding_slots": chance.choice(("", "0", "2")),
        "sliding_slots_as_of": chance.choice(("", day(chance))),
        "pro_bono": chance.choice(("", "no", "no", "yes")),
        "how_known": chance.choice(("", "worked-with", "met", "introduced", "listed")),
        "trust": chance.choice(("", "1", "3", "5")),
        "ties": chance.choice(("", "none", "Jane Roe")),
        "do_not_refer": "slow" if chance.random() < 0.08 else "",
        "as_of": day(chance),
    }


def request(chance: random.Random) -> tuple[str, list[str]]:
    """A reason, and options that it accepts."""
    reason = chance.choice(REASONS)
    options: list[str] = []
    if reason in MUST:
        option, words = MUST[reason]
        options += [option, chance.choice(words)]
    for option, words, often in (
        ("--need", NEEDS, 0.6),
        ("--insurance", PANELS, 0.0 if reason == "self-pay-transition" else 0.4),
        ("--style", STYLES, 0.2),
        ("--age-group", ("child", "teen", "adult"), 0.2),
        ("--language", ("Spanish", "English"), 0.15),
        ("--limit", ("1", "2", "6"), 0.1),
    ):
        if chance.random() < often and option not in options:
            options += [option, chance.choice(words)]
    if reason == "moving" or chance.random() < 0.7:
        city, state = chance.choice(PLACES[:-1])
        options += ["--city", city, "--state", state]
        options += ["--radius", chance.choice(("5", "15", "40"))] if chance.random() < 0.25 else []
        options += [flag for flag in ("--in-person", "--telehealth") if chance.random() < 0.15]
    return reason, options


@pytest.mark.parametrize("seed", range(8))
def test_what_is_promised_of_random_people_holds(refer: Any, seed: int) -> None:
    chance = random.Random(seed)
    write_book(refer, {f"Pat Number{number}": colleague(chance) for number in range(chance.choice((5, 12, 20)))})
    promised = 0
    for _ in range(12):
        reason, options = request(chance)
        answer = ask(refer, reason, *options, "--no-remember")
        asked = f"seed {seed}: {reason} {' '.join(options)}"
        assert answer["considered"] == answer["eligible"] + sum(answer["excluded"].values()), asked
        for one in answer["candidates"]:
            points = [round(row["points"] * 10_000) for row in one["criteria"]]
            products = [round(row["weight"] * 100) * round(row["score"] * 100) for row in one["criteria"]]
            assert points == products and sum(points) == round(one["score"] * 10_000), asked
        for miss in answer["near_misses"]:
            if miss["relax"]:
                promised += 1
                wider = ask(refer, reason, *options, *miss["relax"].split(), "--limit", "99", "--no-remember")
                assert miss["id"] in [one["id"] for one in wider["candidates"]], (asked, miss)
        for call in answer["worth_a_call"]:
            promised += 1
            assert confirmed_rank(refer, reason, options, call) == call["rank"], (asked, call)
    assert promised, "nothing was promised: these books are too poor to test anything"


def confirmed_rank(refer: Any, reason: str, options: list[str], call: dict[str, Any]) -> int | None:
    """The rank that a colleague has once the fact of a call is confirmed, on a copy of the book."""
    book = refer.environ["REFER_BOOK"]
    copy = refer.book.parent / "copy" / "book.db"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir(mode=0o700)
    for file in refer.book.parent.glob("book.db*"):
        if file.is_file():
            shutil.copy2(file, copy.parent / file.name)
    refer.environ["REFER_BOOK"] = str(copy)
    try:
        option = LISTS.get(call["field"], f"--{call['field'].replace('_', '-')}")
        refer.ok("verify", str(call["id"]), option, call["value"])
        after = ask(refer, reason, *options, "--no-remember")
    finally:
        refer.environ["REFER_BOOK"] = book
    return next((one["rank"] for one in after["candidates"] if one["id"] == call["id"]), None)


def test_confirming_a_panel_that_was_full_long_ago_gives_the_promised_rank(refer: Any) -> None:
    panels = {"panels": "Aetna (full);Moda", "panels_as_of": "2025-01-01"}
    known = {"panels": "Aetna", "how_known": "met", "trust": "3", "accepting": "yes", "as_of": "2026-11-01"}
    write_book(refer, {"Ann Known": known, "Ben Known": known, "Wes Friend": {**known, "trust": "5", **panels}})
    answer = ask(refer, "insurance-change", "--insurance", "Aetna", "--anywhere")
    (call,) = answer["worth_a_call"]
    assert (call["name"], call["rank"]) == ("Wes Friend", 1)
    assert confirmed_rank(refer, "insurance-change", ["--insurance", "Aetna", "--anywhere"], call) == 1
