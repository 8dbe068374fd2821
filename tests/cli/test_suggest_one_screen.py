"""`refer suggest` on one screen of 24 lines: the answer first, telephone whole, the need first, and what helps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from written_book import ask, write_book

from refer_cli.render.screen import cells

LINES = 23  # and one for what is typed next
DEMO = (
    ("moving", "--city", "Denver", "--need", "anxiety", "--insurance", "Aetna"),
    ("other", "--need", "depression", "--need", "anxiety", "--city", "Denver"),
    ("personality-clash", "--need", "anxiety", "--style", "warm", "--unlike", "structured"),
    ("impartiality", "--avoid", "Larkspur School", "--need", "depression", "--zip", "80205", "--age-group", "adult"),
    ("cannot-afford", "--max-fee", "60", "--need", "depression"),
    ("self-pay-transition", "--leaving", "Aetna", "--need", "trauma"),
    ("insurance-change", "--insurance", "Cigna", "--need", "anxiety"),
    ("caseload-full",),
    ("other", "--need", "self-harm", "--insurance", "Aetna", "--max-fee", "100", "--language", "English"),
)


@pytest.mark.parametrize("asked", DEMO)
def test_three_people_fit_a_terminal_of_24_lines(refer: Any, asked: tuple[str, ...]) -> None:
    refer.ok("init", "--name", "Rosa Linden", "--city", "Denver", "--state", "CO")
    screen = refer.ok("--demo", "suggest", "--reason", *asked, "--no-remember").out.splitlines()
    assert len(screen) <= LINES
    assert max(map(cells, screen)) <= 80
    first = next(line for line in screen if line.startswith("  1  "))
    assert re.search(r"  \d{3}-\d{3}-\d{4}$", first), first


@pytest.mark.parametrize("reason", ["other", "impartiality", "personality-clash"])
def test_three_of_whom_much_must_be_asked_fit_one_screen(refer: Any, reason: str) -> None:
    plan = "Blue Cross Blue Shield of Nebraska NEtwork BLUE Preferred Provider Organization"
    unknown = {"specialties": "...", "panels": "", "accepting": "", "license_states": "", "as_of": "2025-01-01"}
    names = (
        "Bartholomew Featherstonehaugh-Cholmondeley",
        "Wilhelmina Vanderbilt-Montgomery",
        "Maximiliana Oppenheimer",
    )
    write_book(refer, {**dict.fromkeys(names, unknown), "Ann Elm": {"specialties": "grief", "accepting": "no"}})
    asked = ("--need", "grief", "--insurance", plan, "--max-fee", "100", "--language", "English", "--age-group", "teen")
    more = {"impartiality": ("--avoid", "Jane Roe"), "personality-clash": ("--style", "warm")}.get(reason, ())
    screen = refer.ok("suggest", "--reason", reason, *asked, *more, "--city", "Portland").out.splitlines()
    assert sum("? call before offering" in line for line in screen) == 3
    assert len(screen) <= LINES, "\n".join(screen)
    assert max(map(cells, screen)) <= 80


def test_who_could_be_offered_now_is_among_the_three_and_a_question_is_said_once(refer: Any) -> None:
    to_call = {"specialties": "anxiety (trained)", "fee": "150"}
    ready = {"specialties": "anxiety", "fee": "140", "fee_floor": "80"}
    write_book(refer, {"Ada Birch": to_call, "Ben Cole": to_call, "Cal Dunn": to_call, "Imogen Falk": ready})
    options = ("suggest", "--reason", "other", "--need", "anxiety", "--max-fee", "100", "--anywhere")
    screen = refer.ok(*options).out
    assert "  3  Imogen Falk" in screen and "Offer Imogen Falk; call before you offer" in screen
    assert screen.count("is Ada able to see a client for $100?") == 1 and "stands first" not in screen


def test_a_plan_stands_behind_its_carrier_without_a_slash(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"panels": ""}})
    asked = ("suggest", "--reason", "other", "--insurance", "Kaiser/Added Choice", "--anywhere")
    screen = refer.ok(*asked).out
    assert "is Ann in Kaiser Added Choice?" in screen
    assert "Kaiser/Added Choice" not in screen.partition("more about them")[0]
    answer = refer.ok(*asked, "--json").json
    assert answer["worth_a_call"][0]["value"] == "Kaiser/Added Choice" == answer["request"]["insurance"][0]


def test_the_telephone_is_whole_beside_the_longest_names(refer: Any) -> None:
    person = {"specialties": "anxiety", "credentials": "PhD;LMHCA"}
    write_book(
        refer,
        {
            "Ann Elm": {**person, "practice": "The Very Long Name of a Practice in a House by the River Road"},
            "Bartholomew-Maximilian Featherstonehaugh-Cholmondeley Quince": {**person, "practice": "Elm Rooms"},
            "Cal Fir": {
                **person,
                "phone": "+44 20 7946 0018 extension 12345, after 5 pm",
                "practice": "Fir & Daughters",
            },
        },
    )
    for name, phone in (("Ann Elm", "503-555-0134"), ("Bartholomew", "503-555-0135")):
        refer.ok("edit", name, "--phone", phone)
    for width in (80, 120, 40):
        screen = refer("suggest", "--reason", "other", "--need", "anxiety", "--anywhere", width=width).out
        for phone in ("503-555-0134", "503-555-0135"):
            assert phone in screen


def test_the_need_is_told_first_and_what_is_old_or_unknown_is_asked(refer: Any) -> None:
    write_book(
        refer,
        {
            "Ann Elm": {"specialties": "anxiety (certified)", "panels": "Aetna", "panels_as_of": "2026-04-20"},
            "Ben Fir": {"specialties": "anxiety (trained)", "panels": ""},
        },
    )
    options = ("suggest", "--reason", "insurance-change", "--insurance", "Aetna", "--need", "anxiety", "--anywhere")
    screen = refer.ok(*options, "--limit", "9").out
    assert "anxiety, certified · ? Aetna, 7 months ago · taking clients" in screen
    assert "Ann Elm: still in Aetna?" in screen
    assert "? call before offering: is Ben in Aetna?" in screen
    more = refer.ok(*options, "--more").out
    assert "✓ anxiety, certified" in more and "Aetna was last confirmed 7 months ago" in more


def test_a_waitlist_and_what_fits_in_part_bear_no_tick(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"accepting": "waitlist", "specialties": "trauma (trained)"}})
    said = refer.ok("suggest", "--reason", "other", "--need", "PTSD", "--anywhere", "--more").out
    assert "waitlist" in said and "✓" not in said


def test_without_a_need_it_says_so_first(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"specialties": "anxiety"}})
    lines = refer.ok("suggest", "--reason", "other", "--anywhere").out.split("\n")
    assert lines[1].strip() == "You did not say what the client needs: --need …"
    assert "did not say" not in refer.ok("suggest", "--reason", "other", "--need", "anxiety", "--anywhere").out


def test_where_nobody_is_known_to_treat_it_that_is_said_first(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"specialties": "..."}, "Ben Fir": {"specialties": "grief"}})
    lines = refer.ok("suggest", "--reason", "other", "--need", "gambling", "--anywhere").out.split("\n")
    assert lines[1].strip() == "Nobody you know is known to treat gambling. To ask:"
    assert "does Ann work with gambling?" in "".join(lines)
    answer = ask(refer, "other", "--need", "gambling", "--anywhere")
    assert answer["need_is_treated"] is False
    assert ask(refer, "other", "--need", "grief", "--anywhere")["need_is_treated"] is True


def test_whoever_treats_it_and_cannot_see_the_client_is_named_with_what_is_in_the_way(refer: Any) -> None:
    write_book(
        refer,
        {
            "Ann Elm": {"specialties": "..."},
            "Petra Novotny": {"specialties": "grief (trained)", "accepting": "no until 2027-03"},
            "Rex Dunmore": {"specialties": "grief", "do_not_refer": "rude"},
            "Cal Gum": {"specialties": "grief", "panels": "Aetna", "populations": "adult"},
        },
    )
    lines = refer.ok("suggest", "--reason", "other", "--need", "grief", "--age-group", "teen", "--anywhere").out
    said = "Nobody who could see this client is known to treat grief."
    petra = "Petra Novotny (not taking clients until 2027-03)"
    assert f"{said} {petra} and Cal Gum (does not see teens) do. To ask:" in " ".join(lines.split())
    answer = ask(refer, "other", "--need", "grief", "--insurance", "Cigna", "--age-group", "teen", "--anywhere")
    assert [one["name"] for one in answer["known_to_treat"]] == ["Petra Novotny", "Rex Dunmore"]
    assert answer["advice"].startswith(f"{said} {petra} and Rex Dunmore (you marked: do not refer) do. Call Ann Elm")
    more = " ".join(refer.ok("suggest", "--need", "grief", "--age-group", "teen", "--anywhere", "--more").out.split())
    assert more.count(said) == 1


def test_of_whom_an_identity_keeps_from_the_client_nothing_is_told(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"specialties": "...", "gender": "woman"}, "Ben Fir": {"specialties": "grief"}})
    answer = ask(refer, "other", "--need", "grief", "--gender", "woman", "--anywhere")
    assert answer["advice"].startswith("Nobody who could see this client is known to treat grief. Call Ann Elm")
    assert answer["known_to_treat"] == []


def test_where_nobody_fits_it_says_what_is_in_the_way_and_what_helps_most(refer: Any) -> None:
    write_book(
        refer,
        {
            "Ann Elm": {"panels": "Cigna", "fee": "90"},
            "Ben Fir": {"panels": "Cigna", "fee": "90"},
            "Cal Gum": {"panels": "Aetna", "fee": "200", "fee_floor": "200"},
        },
    )
    options = ("--insurance", "Aetna", "--max-fee", "100", "--anywhere")
    answer = ask(refer, "other", *options)
    assert answer["drop"] == {"options": ["insurance", "leaving"], "eligible": 2}
    screen = refer.ok("suggest", "--reason", "other", *options).out
    assert "In the way" in screen and "2 not in Aetna" in screen
    assert "--insurance: without it 2 could see this client" in screen
    assert "refer groups post --max-fee 100 --insurance Aetna" in " ".join(screen.replace("\\\n", " ").split())
    without = ask(refer, "other", "--max-fee", "100", "--anywhere")
    assert without["eligible"] == answer["drop"]["eligible"] and without["drop"] is None


def test_an_identity_that_leaves_nobody_says_how_many_would_fit_without_it(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"gender": "woman"}, "Ben Fir": {}})
    answer = ask(refer, "other", "--gender", "man", "--anywhere")
    assert answer["without_identity"] == {"options": ["gender", "faith", "identity"], "eligible": 2}
    screen = refer.ok("suggest", "--reason", "other", "--gender", "man", "--anywhere").out
    assert "--gender: without it 2 could see this client" in screen
    assert ask(refer, "other", "--gender", "woman", "--anywhere")["without_identity"] is None


def test_danger_stands_before_everything(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"specialties": "..."}})
    lines = refer.ok("suggest", "--reason", "other", "--need", "self-harm", "--anywhere").out.split("\n")
    assert "988" in lines[1] and "Nobody you know is known to treat self-harm" in lines[2]


def test_shapes_of_the_answer_exclude_each_other(refer: Any, refused: Any) -> None:
    write_book(refer, {"Ann Elm": {}})
    assert "--more and --explain" in refused(2, "suggest", "--reason", "other", "--more", "--explain")


def test_more_tells_who_else_and_how_to_include_a_near_miss(refer: Any) -> None:
    people = {f"Person {letter}": {"specialties": "anxiety (trained)", "fee": "50"} for letter in "ABCDEF"}
    write_book(refer, {**people, "Dear One": {"specialties": "anxiety", "fee": "120", "fee_floor": "110"}})
    said = refer.ok(
        "suggest", "--reason", "cannot-afford", "--max-fee", "60", "--need", "anxiety", "--anywhere", "--more"
    ).out
    assert "Who else" in said and "--limit 6 shows everybody" in said
    assert "Dear One, LCSW: lowest fee $110; to include: --max-fee 110" in said


def test_of_a_further_need_it_is_said_who_treats_it(refer: Any) -> None:
    write_book(refer, {"Ann Elm": {"specialties": "anxiety (certified)"}, "Ben Fir": {"specialties": "grief"}})
    screen = refer.ok("suggest", "--reason", "other", "--need", "anxiety and grief", "--anywhere").out
    assert "Also needed       grief: Ben Fir does" in screen and "  2  " not in screen
