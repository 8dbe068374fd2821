"""A quarter of a practice's life, played through the commands day by day; every figure was worked out by hand.

Eleven colleagues, twelve meetings, forty referrals (32 given, 8 received), three months of goals. The reckoning:

Offered (48 in all): Ada S1 S2 S8 S9 O1 O6 O11 N1 N5 = 9; Ben S1 S3 S9 N8 = 4; Cleo S3 S5 S8 S11 O3 O9 N1 N8 = 8;
Dev S6 S12 O7 N3 = 4; Eve S6 S12 O3 O10 N4 = 5; Flo O2 N7 = 2; Gus S4 S5 S10 O4 O6 N2 = 6; Hal O5 O12 N6 = 3;
Ivy O12 N5 = 2; Kim S7 S8 O2 O8 N3 = 5.

Given, that is chosen by the client (23): Ada S1 S2 S9 O1 O11 = 5; Cleo S3 S11 O9 N1 = 4; Dev S12 O7 = 2; Eve S6 O3
N4 = 3; Gus S5 S10 O6 N2 = 4; Hal O5 N6 = 2; Ivy O12 = 1; Kim S7 O2 = 2. Nobody: S4 O4 (declined), S8 (unknown twice),
and O8 O10 N3 N5 N7 N8, which are open.

Open on 30 November (9), with the day to ask: O6 in contact with Gus since 16 Oct + 14 = 30 Oct; O8 Kim not a fit on
26 Oct + 1 = 27 Oct, put off to 5 Dec; O10 unknown on 30 Oct + 14 = 13 Nov; N3 offered 9 Nov + 7 = 16 Nov; N1 in
contact with Cleo since 9 Nov + 14 = 23 Nov; N5 waiting on 20 Nov + 7 = 27 Nov; N7 offered 20 Nov + 7 = 27 Nov; N8
offered 24 Nov + 7 = 1 Dec; N6 in contact with Hal since 20 Nov + 14 = 4 Dec.

Tasks (32): a thank-you for each of 20 first sessions and 8 clients received, two days later; and of Flo's coffee on
8 Oct thanks 10 Oct, follow 15 Oct, newsletter 15 Oct, write 7 Nov. Done on 30 Sep all that were due: S1 S2 R1 S3 R2 S5
R3 S7 = 8. Done on 31 Oct what was due by 20 Oct: S6 S10 R4 S11 S9 S12 O1 R5 and Flo's first three = 11. Done on 15 Nov:
O3 O2 O7 = 3; dropped: O5. Left: 32 - 8 - 11 - 3 - 1 = 9.

In touch: Kim thanked on 15 Nov, every 2 weeks: 29 Nov; Gus thanked on 31 Oct, every month: 30 Nov; Ada sent somebody
on 18 Nov, every 2 months: 18 Jan. To confirm: Ada's panels of 1 May + 180 = 28 Oct (her openings are of 10 Nov).

First met: September Ben, Dev, Eve; October Flo, Hal and, entered on 12 November, Ivy; November nobody (Ben was met
again).
"""

from __future__ import annotations

import shlex
import shutil
from datetime import date
from typing import Any

import pytest

PEOPLE = """
Ada Birch --how-known met --first-met 2024-03-01 --as-of 2026-05-01 --accepting yes --panel Aetna --specialty anxiety
Ben Cedar
Cleo Dogwood --how-known met --first-met 2025-05-05 --specialty "anxiety (trained)"
Dev Elm
Eve Fir
Flo Gum
Gus Hazel --how-known worked-with --first-met 2023-01-10
Hal Holly --how-known introduced
Ivy Juniper
Jo Kite
Kim Larch --how-known met --first-met 2025-10-01
"""
SEPTEMBER = """
09-01 goals set meet 3
09-01 goals set coffee 2
09-01 goals set group 1
09-01 groups add "Tuesday consult" --kind consultation
09-01 groups join Tuesday
09-01 give S1 Ada Ben --reason moving --consent today
09-02 give S2 Ada --reason caseload-full
09-02 suggest --reason other --need anxiety --anywhere
09-03 give S3 Ben Cleo
09-03 met Ben --kind coffee --no-follow-ups
09-04 give S4 Gus
09-04 outcome S1 Ada contacted
09-05 outcome S3 Ben no-capacity
09-07 outcome S4 declined
09-07 give S5 Cleo Gus
09-08 outcome S3 Cleo contacted
09-08 give S6 Dev
09-09 receive Ada --label R1
09-10 met Dev Eve --kind lunch --no-follow-ups
09-10 outcome S1 held
09-10 outcome S5 Gus contacted
09-10 give S7 Kim
09-10 suggest --reason other --need OCD --insurance Medicaid --anywhere
09-12 outcome S2 held
09-14 outcome S6 not-reached
09-14 give S8 Ada Cleo Kim
09-15 give S6 Eve
09-15 outcome S3 held
09-16 give S9 Ben
09-16 receive Gus --label R2
09-17 met Ada --kind call --no-follow-ups
09-18 outcome S9 contacted
09-18 give S10 Gus
09-21 outcome S5 held
09-21 outcome S8 unknown
09-22 outcome S10 contacted
09-22 give S11 Cleo
09-23 receive Jo --label R3
09-24 outcome S7 held
09-24 groups attend Tuesday --met Cleo
09-25 outcome S11 waiting
09-28 outcome S9 not-a-fit
09-28 give S12 Eve Dev
09-29 give S9 Ada
09-29 outcome S6 Eve held
"""
OCTOBER = """
10-01 goals set follow-up 5
10-01 met Gus --kind coffee --no-follow-ups
10-01 outcome S10 held
10-01 outcome S11 contacted
10-02 outcome S9 contacted
10-02 give O1 Ada --reason self-pay-transition
10-05 outcome S8 unknown
10-05 give O2 Flo
10-06 give O3 Cleo Eve
10-07 outcome O2 no-capacity
10-07 give O2 Kim
10-07 receive Cleo --label R4
10-08 met Flo --kind coffee --follow-ups
10-08 outcome S11 held
10-08 give O4 Gus
10-09 outcome S9 held
10-09 outcome O3 Eve contacted
10-12 outcome S12 Dev held
10-12 outcome O4 declined
10-12 give O5 Hal
10-12 suggest --reason other --need OCD --insurance Medicaid --anywhere
10-13 outcome O1 held
10-13 give O6 Ada Gus
10-14 receive Ada --label R5
10-15 met Hal --kind video --no-follow-ups
10-15 give O7 Dev
10-16 outcome O6 Gus contacted
10-19 outcome O3 held
10-19 outcome O7 contacted
10-19 give O8 Kim
10-20 outcome O2 held
10-21 give O9 Cleo
10-22 groups attend Tuesday --met Kim
10-23 give O10 Eve
10-26 outcome O8 not-a-fit
10-27 outcome O5 held
10-27 give O11 Ada
10-28 receive Jo --label R6
10-29 outcome O7 held
10-29 give O12 Hal Ivy
10-30 outcome O10 unknown
"""
NOVEMBER = """
11-01 goals set verify 1
11-02 outcome O9 held
11-02 outcome O11 contacted
11-03 give N1 Ada
11-04 outcome N1 no-capacity
11-04 give N2 Gus
11-05 give N1 Cleo
11-05 met Ada --kind coffee --no-follow-ups
11-09 outcome N1 contacted
11-09 outcome O11 held
11-09 give N3 Kim Dev
11-10 verify Ada --accepting yes
11-10 give N4 Eve
11-11 outcome O12 Ivy held
11-11 receive Eve --label R7
11-12 met Ivy --kind coffee --on 10/30 --no-follow-ups
11-12 met Ben --kind lunch --no-follow-ups
11-13 give N5 Ada Ivy
11-16 outcome N2 held
11-16 outcome N4 contacted
11-16 give N6 Hal
11-18 receive Ada --label R8
11-19 met Cleo --kind coffee --no-follow-ups
11-20 goals set coffee 1
11-20 outcome N5 Ada waiting
11-20 outcome N6 contacted
11-20 give N7 Flo
11-23 outcome N4 held
11-24 give N8 Ben Cleo
11-30 cadence set Kim 2w
11-30 cadence set Gus 1m
11-30 cadence set Ada 2m
"""


def play(refer: Any, script: str, until: str = "12-31", after: str = "00-00") -> None:
    """Type each line on its day."""
    for line in script.strip().splitlines():
        day, _, command = line.partition(" ")
        if after < day <= until:
            refer.today = date.fromisoformat(f"2026-{day}")
            refer.ok(*shlex.split(command))


def finish(refer: Any, today: str, by: str, *, but: tuple[str, ...] = ()) -> int:
    """Do every task that was due by a day, but those about some colleagues; how many there were."""
    refer.today = date.fromisoformat(f"2026-{today}")
    lines = [one for one in refer.ok("due", "--json").json["due"] if one["id"] % 4 == 0 and one["on"] <= f"2026-{by}"]
    ids = [str(one["id"]) for one in lines if one["name"].split()[0] not in but]
    refer.ok("done", *ids)
    return len(ids)


def lines(refer: Any) -> dict[str, str]:
    """The lines of `due` but the tasks: what each is about, and its id."""
    found = [one for one in refer.ok("due", "--json").json["due"] if one["id"] % 4]
    return {f"{one['what']} {one['label'] or one['name'].split()[0]}": str(one["id"]) for one in found}


def task(refer: Any, name: str, on: str) -> str:
    """The id of the one task about a colleague that is due on a day."""
    found = refer.ok("due", name, "--json").json["due"]
    (one,) = [each["id"] for each in found if each["id"] % 4 == 0 and each["on"] == f"2026-{on}"]
    return str(one)


def goals(refer: Any) -> dict[str, tuple[int | None, int, bool | None]]:
    """Target, done and on_track of each goal."""
    found = refer.ok("goals", "--json").json["goals"]
    return {one["name"]: (one["target"], one["done"], one["on_track"]) for one in found}


def totals(refer: Any) -> tuple[int, int, int, int]:
    """Given out, chosen, received, open."""
    found = refer.ok("ledger", "--json").json["totals"]
    return found["offered"], found["given"], found["received"], found["open"]


@pytest.fixture
def quarter(refer: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The quarter up to the evening of 30 November: played once, and the book copied for the other tests."""
    played = tmp_path_factory.getbasetemp() / "quarter.db"
    if played.exists():
        shutil.copy(played, refer.book)
        refer.today = date(2026, 11, 30)
        return refer
    _play_the_quarter(refer)
    shutil.copy(refer.book, played)
    return refer


def _play_the_quarter(refer: Any) -> None:
    """Everything from the first day to the last, with what was done, dropped and put off on the way."""
    refer.today = date(2026, 9, 1)
    for line in PEOPLE.strip().splitlines():
        first, last, *options = shlex.split(line)
        refer.ok("add-colleague", f"{first} {last}", *options)
    play(refer, SEPTEMBER)
    assert finish(refer, "09-30", "09-30") == 8
    assert goals(refer) == {
        "meet": (3, 3, True),
        "coffee": (2, 1, False),
        "group": (1, 1, True),
        "give": (None, 12, None),
    }
    # Chosen S1 S2 S3 S5 S6 S7 S10; open S8 S9 S10 S11 S12.
    assert totals(refer) == (12, 7, 3, 5)

    play(refer, OCTOBER)
    assert finish(refer, "10-31", "10-20") == 11
    assert goals(refer) == {
        "meet": (3, 2, False),  # Ivy is entered twelve days later
        "coffee": (2, 2, True),
        "follow-up": (5, 11, True),
        "group": (1, 1, True),
        "give": (None, 12, None),
    }
    # Chosen besides S9 S11 S12 O1 O2 O3 O5 O6 O7; open O6 O8 O9 O10 O11 O12.
    assert totals(refer) == (24, 16, 6, 6)

    play(refer, NOVEMBER, until="11-14")
    refer.today = date(2026, 11, 15)
    refer.ok("done", task(refer, "Eve", "10-21"), task(refer, "Kim", "10-22"), task(refer, "Dev", "10-31"))
    refer.ok("done", "--drop", task(refer, "Hal", "10-29"))
    refer.ok("snooze", task(refer, "Jo", "10-30"), "2026-11-30")
    refer.ok("snooze", lines(refer)["outcome O8"], "2026-12-05")
    play(refer, NOVEMBER, after="11-14")


def test_the_ledger_of_the_quarter(quarter: Any) -> None:
    found = quarter.ok("ledger", "--json").json
    assert {
        one["name"].split()[0]: (one["offered"], one["given"], one["received"], one["open"], one["balance"])
        for one in found["colleagues"]
    } == {
        "Ada": (9, 5, 3, 1, 2),
        "Ben": (4, 0, 0, 1, 0),
        "Cleo": (8, 4, 1, 2, 3),
        "Dev": (4, 2, 0, 1, 2),
        "Eve": (5, 3, 1, 1, 2),
        "Flo": (2, 0, 0, 1, 0),
        "Gus": (6, 4, 1, 1, 3),
        "Hal": (3, 2, 0, 1, 2),
        "Ivy": (2, 1, 0, 1, 1),
        "Jo": (0, 0, 2, 0, -2),
        "Kim": (5, 2, 0, 1, 2),
    }
    assert totals(quarter) == (32, 23, 8, 9)
    assert [(one["label"], one["asks"], one["ask_on"]) for one in found["open"]] == [
        ("O8", "again", "2026-10-27"),
        ("O6", "session", "2026-10-30"),
        ("O10", "choice", "2026-11-13"),
        ("N3", "choice", "2026-11-16"),
        ("N1", "session", "2026-11-23"),
        ("N5", "choice", "2026-11-27"),
        ("N7", "choice", "2026-11-27"),
        ("N8", "choice", "2026-12-01"),
        ("N6", "session", "2026-12-04"),
    ]
    said = quarter.ok("ledger").out
    assert "32 referrals offered, 23 taken up, 9 open; 8 received" in said
    assert "Sent you clients, and were never offered one\n   Jo Kite (2)" in said


def test_the_history_with_one_colleague(quarter: Any) -> None:
    found = quarter.ok("ledger", "Gus", "--json").json["history"]
    assert [(one["on"][5:], one["what"], one["word"], one["label"]) for one in found] == [
        ("11-16", "outcome", "first-session-held", "N2"),
        ("11-04", "offered", None, "N2"),
        ("10-16", "outcome", "contacted", "O6"),
        ("10-13", "offered", None, "O6"),
        ("10-12", "outcome", "declined", "O4"),
        ("10-08", "offered", None, "O4"),
        ("10-01", "outcome", "first-session-held", "S10"),
        ("10-01", "met", "coffee", None),
        ("09-22", "outcome", "contacted", "S10"),
        ("09-21", "outcome", "first-session-held", "S5"),
        ("09-18", "offered", None, "S10"),
        ("09-16", "received", None, "R2"),
        ("09-10", "outcome", "contacted", "S5"),
        ("09-07", "outcome", "declined", "S4"),
        ("09-07", "offered", None, "S5"),
        ("09-04", "offered", None, "S4"),
    ]


def test_what_is_due_at_the_end_of_the_quarter(quarter: Any) -> None:
    found = quarter.ok("due", "--json").json["due"]
    said = {(one["state"], one["what"], one["label"] or one["name"].split()[0], one["on"][5:]) for one in found}
    assert len(found) == 22 == len(said)
    assert said == {
        ("overdue", "outcome", "O6", "10-30"),
        ("overdue", "outcome", "O10", "11-13"),
        ("overdue", "outcome", "N3", "11-16"),
        ("overdue", "outcome", "N1", "11-23"),
        ("overdue", "outcome", "N5", "11-27"),
        ("overdue", "outcome", "N7", "11-27"),
        ("overdue", "thank", "Cleo", "11-04"),
        ("overdue", "write", "Flo", "11-07"),
        ("overdue", "thank", "Ada", "11-11"),
        ("overdue", "thank", "Eve", "11-13"),
        ("overdue", "thank", "Ivy", "11-13"),
        ("overdue", "thank", "Gus", "11-18"),
        ("overdue", "thank", "Ada", "11-20"),
        ("overdue", "thank", "Eve", "11-25"),
        ("overdue", "confirm", "Ada", "10-28"),
        ("overdue", "touch", "Kim", "11-29"),
        ("today", "thank", "Jo", "11-30"),
        ("today", "touch", "Gus", "11-30"),
        ("soon", "outcome", "N8", "12-01"),
        ("soon", "outcome", "N6", "12-04"),
        ("soon", "outcome", "O8", "12-05"),
        ("later", "touch", "Ada", "01-18"),
    }
    (confirm,) = [one for one in found if one["what"] == "confirm"]
    assert confirm["facts"] == ["panels"]


def test_the_goals_of_the_quarter(quarter: Any) -> None:
    answer = quarter.ok("goals", "--json").json
    assert (answer["month"], answer["days_left"]) == ("2026-11", 0)
    assert goals(quarter) == {
        "meet": (3, 0, False),
        "coffee": (1, 2, True),  # the target was 2 until the 20th, and the new one counts for the whole month
        "follow-up": (5, 3, False),
        "group": (1, 0, False),
        "verify": (1, 1, True),
        "give": (None, 8, None),
    }
    history = {one["name"]: [(m["target"], m["done"]) for m in one["history"][-4:]] for one in answer["goals"]}
    # August, September, October, November.
    assert history == {
        "meet": [(None, 0), (3, 3), (3, 3), (3, 0)],  # Ivy, entered late, counts for October
        "coffee": [(None, 0), (2, 1), (2, 3), (1, 2)],
        "follow-up": [(None, 0), (None, 8), (5, 11), (5, 3)],
        "group": [(None, 0), (1, 1), (1, 1), (1, 0)],
        "verify": [(None, 0), (None, 0), (None, 0), (1, 1)],
        "give": [(None, 0), (None, 12), (None, 12), (None, 8)],
    }
    assert {one["name"]: one["streak"] for one in answer["goals"] if one["name"] != "give"} == {
        "meet": 2,
        "coffee": 2,
        "follow-up": 1,
        "group": 2,
        "verify": 1,
    }


def test_the_network_after_the_quarter(quarter: Any) -> None:
    answer = quarter.ok("network", "--json").json
    # Known are all but Jo, of whom I only have clients; OCD and Medicaid were asked for in vain on two days.
    assert (answer["people"], answer["known"], answer["in_vain"]) == (11, 10, 2)
    gaps = {(one["kind"], one["name"]): (one["known"], one["asked"]) for one in answer["gaps"]}
    assert gaps[("need", "OCD")] == (0, 2)
    assert gaps[("panel", "Medicaid")] == (0, 2)
    assert gaps[("panel", "Aetna")] == (1, 0)
    assert [one["name"] for one in answer["gaps"][:2]] == ["OCD", "Medicaid"]
    covered = {(one["kind"], one["name"]): one["known"] for one in answer["covered"]}
    assert covered[("need", "anxiety")] == 2


def test_the_quarter_is_taken_back_step_by_step(quarter: Any) -> None:
    while quarter("undo").code == 0:
        pass
    assert quarter.ok("list", "--all", "--json").json["colleagues"] == []
    assert totals(quarter) == (0, 0, 0, 0)
    assert quarter.ok("due", "--json").json["due"] == []


def test_the_forty_referrals_and_twelve_meetings_are_all_there(quarter: Any) -> None:
    script = SEPTEMBER + OCTOBER + NOVEMBER
    typed = [line.split() for line in script.splitlines() if line]
    commands = [words[1] for words in typed]
    labels = {words[2] for words in typed if words[1] == "give"}
    assert len(labels) == 32 and commands.count("receive") == 8
    assert commands.count("met") + script.count("groups attend") == 12
    meetings = [quarter.ok("ledger", str(who), "--json").json["history"] for who in range(1, 12)]
    assert sum(event["what"] == "met" for events in meetings for event in events) == 13  # Dev and Eve at one lunch
