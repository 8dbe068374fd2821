"""What is known, what is not, and since when: one option more never takes anybody away, nor does one answer given."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from written_book import PORTLAND, ask, names, near, one_of, row_of, scores, write_book

ANYWHERE = ("--anywhere", "--limit", "9")
OLD = "2025-10-20"
"""Four hundred days ago: one calls first."""


def ready(answer: dict[str, Any]) -> dict[str, bool]:
    return {one["name"]: one["ready"] for one in answer["candidates"]}


# Any one of several suffices.


@pytest.mark.parametrize(
    ("facts", "option", "first", "other"),
    [
        ({"languages": "Spanish (no)"}, "--language", "English", "Spanish"),
        ({"approaches": "EMDR (no)"}, "--approach", "ACT", "EMDR"),
        ({"styles": "warm (no)"}, "--style", "direct", "warm"),
        ({"panels": "Cigna (no)"}, "--insurance", "Aetna", "Cigna"),
    ],
)
def test_to_accept_one_more_takes_nobody_away(
    refer: Any, facts: dict[str, str], option: str, first: str, other: str
) -> None:
    write_book(refer, {"Ada Lee": facts})
    alone = ask(refer, "other", option, first, *ANYWHERE)
    both = ask(refer, "other", option, first, option, other, *ANYWHERE)
    assert (names(both), both["eligible"]) == (names(alone), 1) == (["Ada Lee"], 1)
    assert one_of(both, "Ada Lee")["score"] == one_of(alone, "Ada Lee")["score"]
    # What is asked is the one that is not known, never the one that is denied.
    assert first in " ".join(one_of(both, "Ada Lee")["check_first"])


@pytest.mark.parametrize("option", ["--insurance", "--language", "--approach", "--style"])
def test_the_order_of_what_suffices_changes_nothing(refer: Any, option: str) -> None:
    words = {
        "--insurance": ("Aetna", "Cigna", "Kaiser"),
        "--language": ("English", "Spanish", "ASL"),
        "--approach": ("EMDR", "ACT", "CBT"),
        "--style": ("warm", "direct", "quiet"),
    }[option]
    write_book(
        refer,
        {
            "Ann One": {
                "panels": f"{words[0]};{words[1]}",
                "panels_as_of": OLD,
                "languages": f"{words[0]};{words[1]}",
                "languages_as_of": OLD,
                "approaches": f"{words[1]};{words[2]} (no)",
                "styles": f"{words[1]};...",
            },
            "Bo Two": {"panels": "Kaiser/HMO;Aetna (full)", "languages": "ASL;..."},
        },
    )
    if option in ("--insurance", "--language"):
        refer.ok("verify", "Ann One", "--panel" if option == "--insurance" else "--language", words[1])
    answers = [
        ask(refer, "other", *itertools.chain(*((option, word) for word in order)), *ANYWHERE)
        for order in itertools.permutations(words)
    ]
    for answer in answers:
        del answer["request"]
        for one in answer["candidates"]:
            for row in one["criteria"]:
                # Which of two unknown words is named in the evidence follows the client's own order.
                row["evidence"] = sorted(row["evidence"].replace(":", " ").split())
    assert all(len(one["candidates"]) == len(answers[0]["candidates"]) for one in answers)
    told = [
        [(one["name"], one["score"], one["ready"], one["criteria"]) for one in answer["candidates"]]
        for answer in answers
    ]
    assert all(one == told[0] for one in told)
    assert ready(answers[0])["Ann One"] is True


# A fact that was confirmed today is fresh, wherever it stands.


@pytest.mark.parametrize(
    ("facts", "confirm", "options"),
    [
        ({"languages": "English;Spanish"}, ("--language", "Spanish"), ("--language", "Spanish")),
        ({"populations": "teen;adult"}, ("--population", "teen"), ("--age-group", "teen")),
        ({"specialties": "OCD;grief"}, ("--specialty", "grief"), ("--need", "grief")),
        ({"panels": "Aetna;Cigna"}, ("--panel", "Cigna"), ("--insurance", "Cigna")),
        ({"license_states": "OR;WA", "in_person": "no"}, ("--license-state", "WA"), ("--city", "Seattle")),
        ({"zip": "97201", "city": "Portland"}, ("--zip", "97201"), ("--zip", "97201", "--in-person")),
    ],
)
def test_what_was_confirmed_today_asks_for_no_call(
    refer: Any, facts: dict[str, str], confirm: tuple[str, ...], options: tuple[str, ...]
) -> None:
    write_book(refer, {"Ann One": {**facts, "accepting_as_of": "2026-11-01", "as_of": OLD}})
    place = () if {"--city", "--zip"} & set(options) else ("--anywhere",)
    before = ask(refer, "other", *options, *place, "--limit", "9")
    assert ready(before) == {"Ann One": False}
    # It is worth a call, and the call makes ready.
    without_limit = ask(refer, "other", *options, *place)["worth_a_call"]
    assert [call["name"] for call in without_limit] == ["Ann One"]
    refer.ok("verify", "Ann One", *confirm)
    after = ask(refer, "other", *options, *place, "--limit", "9")
    assert ready(after) == {"Ann One": True}
    assert one_of(after, "Ann One")["check_first"] == []


def test_to_confirm_everything_makes_ready_again(refer: Any) -> None:
    facts = {
        "zip": "97201",
        "street": "12 Oak St",
        "specialties": "OCD",
        "languages": "Spanish",
        "populations": "adult",
    }
    write_book(refer, {"C Three": {**facts, "as_of": OLD}})
    asked = ("--zip", "97201", "--need", "OCD", "--language", "Spanish", "--age-group", "adult")
    assert ready(ask(refer, "other", *asked)) == {"C Three": False}
    refer.ok("verify", "C Three", "--all")
    answer = ask(refer, "other", *asked)
    assert ready(answer) == {"C Three": True} and one_of(answer, "C Three")["check_first"] == []


# One answer says nothing about what was not asked.


@pytest.mark.parametrize("command", ["verify", "edit"])
@pytest.mark.parametrize(
    ("given", "options"),
    [
        (("--panel", "Aetna"), ("--insurance", "Cigna")),
        (("--specialty", "grief"), ("--need", "OCD")),
        (("--language", "Spanish"), ("--language", "ASL")),
        (("--population", "adult"), ("--age-group", "teen")),
        (("--approach", "EMDR"), ("--approach", "ACT")),
        (("--license-state", "WA"), PORTLAND),
    ],
)
def test_one_entry_of_an_unknown_list_denies_no_other(
    refer: Any, command: str, given: tuple[str, ...], options: tuple[str, ...]
) -> None:
    write_book(refer, {"Zed Lee": {"license_states": ""}})
    place = () if options == PORTLAND else ("--anywhere",)
    before = ask(refer, "other", *options, *place, "--limit", "9")
    refer.ok(command, "Zed Lee", *given)
    after = ask(refer, "other", *options, *place, "--limit", "9")
    assert names(after) == names(before) == ["Zed Lee"]
    assert one_of(after, "Zed Lee")["score"] == one_of(before, "Zed Lee")["score"]


def test_a_whole_list_denies_what_it_lacks(refer: Any) -> None:
    write_book(refer, {"Zed Lee": {}, "Ann Add": {"panels": "Moda"}})
    refer.ok("edit", "Zed Lee", "--only-panel", "Aetna")
    refer.ok("edit", "Ann Add", "--panel", "Aetna")
    answer = ask(refer, "other", "--insurance", "Cigna", "--anywhere")
    assert answer["excluded"] == {"insurance": 2}


# Plans and carriers.


def test_a_plan_and_its_carrier_match_in_part_and_what_is_closed_is_named(refer: Any) -> None:
    write_book(
        refer,
        {
            "Carrier Listed": {"panels": "Aetna"},
            "Other Plan": {"panels": "Aetna/HMO"},
            "Same Plan": {"panels": "Aetna/Choice POS II"},
            "Plan Full": {"panels": "Aetna/Choice POS II (full);Moda"},
            "Carrier Full": {"panels": "Aetna (full)"},
            "Carrier Denied": {"panels": "Aetna (no);..."},
        },
    )
    answer = ask(refer, "other", "--insurance", "Aetna/Choice POS II", *ANYWHERE)
    assert scores(answer, "insurance") == {"Same Plan": 1.0, "Carrier Listed": 0.7, "Other Plan": 0.7}
    assert answer["excluded"] == {"insurance": 3}
    why = {miss["name"]: miss["why"] for miss in answer["near_misses"]}
    assert why == {
        "Carrier Denied": "not in Aetna",
        "Carrier Full": "Aetna is full there",
        "Plan Full": "Aetna/Choice POS II is full there",
    }


def test_a_states_medicaid_and_the_plans_that_run_it_match_in_part_in_that_state(refer: Any) -> None:
    here = {"city": "Topeka", "state": "KS", "license_states": "KS"}
    write_book(
        refer,
        {
            "Programme Listed": {**here, "panels": "KanCare"},
            "Plan Listed": {**here, "panels": "Sunflower Health Plan"},
            "Other Plan": {**here, "panels": "Home State Health"},
            "Across Line": {"city": "Kansas City", "state": "MO", "license_states": "MO;KS", "panels": "Healthy Blue"},
        },
    )
    topeka = ("--city", "Topeka", "--state", "KS", "--limit", "9")
    answer = ask(refer, "other", "--insurance", "Sunflower Health Plan", *topeka)
    assert scores(answer, "insurance") == {"Plan Listed": 1.0, "Programme Listed": 0.7}
    assert answer["excluded"] == {"insurance": 2}
    answer = ask(refer, "other", "--insurance", "KanCare", *topeka)
    assert scores(answer, "insurance") == {"Programme Listed": 1.0, "Plan Listed": 0.7, "Across Line": 0.7}


# Openings of a compact, and what is presumed.


def test_a_recorded_authority_counts_where_the_licences_are_not_known(refer: Any) -> None:
    psychologist = {"credentials": "PhD", "city": "Oklahoma City", "state": "OK", "authorities": "PSYPACT APIT"}
    write_book(refer, {"Licences Unknown": {**psychologist, "license_states": ""}})
    answer = ask(refer, "other", "--zip", "80202", "--limit", "9")
    assert scores(answer, "location") == {"Licences Unknown": 0.5}
    assert ready(answer) == {"Licences Unknown": False}
    assert "licensed in OK? taken from the office, not known" in one_of(answer, "Licences Unknown")["check_first"]


def test_seeing_clients_in_the_office_must_be_known_where_nothing_else_is_asked_for(refer: Any) -> None:
    write_book(refer, {"Office Unsaid": {"in_person": ""}})
    assert ready(ask(refer, "other", *PORTLAND)) == {"Office Unsaid": True}
    assert ready(ask(refer, "other", *PORTLAND, "--in-person")) == {"Office Unsaid": False}


def test_an_old_count_of_places_asks_for_no_call_where_an_unknown_one_does_not(refer: Any) -> None:
    floor = {"fee": "150", "fee_floor": "60"}
    write_book(
        refer,
        {
            "Count Unknown": floor,
            "Count Old": {**floor, "sliding_slots": "2", "sliding_slots_as_of": OLD},
            "Floor Old": {**floor, "sliding_slots": "2", "fee_floor_as_of": OLD},
        },
    )
    answer = ask(refer, "cannot-afford", "--max-fee", "70", *ANYWHERE)
    assert ready(answer) == {"Count Unknown": True, "Count Old": True, "Floor Old": False}
    assert "2 places open was last confirmed 13 months ago" in one_of(answer, "Count Old")["check_first"]


# Whom I have met, and who is close to me or to whom to avoid.


def test_meet_first_also_after_a_call(refer: Any) -> None:
    listed = {"panels": "Aetna", "how_known": "listed"}
    write_book(refer, {"Cal Lee": listed, "Vi Lee": listed, "Tea Lee": listed, "Met Lee": {"panels": "Aetna"}})
    refer.ok("met", "Cal Lee", "--kind", "call")
    refer.ok("met", "Vi Lee", "--kind", "video")
    refer.ok("met", "Tea Lee", "--kind", "call")
    refer.ok("met", "Tea Lee", "--kind", "coffee")
    refer.ok("met", "Met Lee", "--kind", "call")
    answer = ask(refer, "self-pay-transition", "--leaving", "Aetna", *ANYWHERE)
    said = {one["name"]: any("meet first" in line for line in one["check_first"]) for one in answer["candidates"]}
    assert said == {"Cal Lee": True, "Vi Lee": True, "Tea Lee": False, "Met Lee": False}
    (line,) = [line for line in answer["care"] if line.startswith("Meet first")]
    assert "Cal Lee" in line and "Vi Lee" in line and "Met Lee" not in line and "Tea Lee" not in line


@pytest.mark.parametrize(
    ("facts", "is_mine"),
    [
        ({"street": "12 Oak St Ste 4"}, True),
        ({"street": "12 Oak Street, Suite 4"}, True),
        ({"street": "12 Oak St. #4"}, True),
        ({"street": "12 Oak St"}, True),
        ({"street": "12 Oak St, Suite 9"}, False),
        ({"street": "120 Oak St, Suite 4"}, False),
        ({"practice": "Hill House Counseling PLLC"}, True),
        ({"practice": "The Hill House Counseling, LLC"}, True),
        ({"practice": "Hill Counseling"}, False),
        ({"ties": "Hill House Counseling PLLC"}, True),
    ],
)
def test_my_own_suite_and_practice_in_other_spellings(refer: Any, facts: dict[str, str], is_mine: bool) -> None:
    refer.ok("init", "--name", "Rosa Linden", "--practice", "Hill House Counseling", "--street", "12 Oak St, Suite 4",
             "--zip", "97201")  # fmt: skip
    write_book(refer, {"Nea Close": {"zip": "97201", "city": "Portland", **facts}})
    answer = ask(refer, "impartiality", "--avoid", "Zzyzx", *ANYWHERE)
    assert row_of(answer, "Nea Close", "circle")["score"] == (0.2 if is_mine else 1.0)
    told = any(line.startswith("tell the client") for line in one_of(answer, "Nea Close")["check_first"])
    assert told is is_mine


def test_ties_are_seen_from_both_sides_and_in_my_notes(refer: Any) -> None:
    write_book(
        refer,
        {
            "Jane Roe": {"ties": "Supervises Wren Alder;Married to Max Fir", "groups": "Elm consult group;Choir"},
            "Wren Alder": {},
            "Max Fir": {},
            "Con Sult": {"groups": "Elm consult group"},
            "Cho Rist": {"groups": "Choir"},
            "Not Ed": {"notes": "Had a falling out with Dr. Roe, says Jane."},
            "Free One": {"notes": "Reads Jane Austen. Saw a roe deer."},
        },
    )
    answer = ask(refer, "impartiality", "--avoid", "Jane Roe", *ANYWHERE)
    assert sorted(names(answer)) == ["Cho Rist", "Free One"]
    assert answer["excluded"] == {"tie": 5}


def test_a_note_that_mentions_the_avoided_place_excludes(refer: Any) -> None:
    write_book(
        refer,
        {
            "Tied One": {"notes": "Quiet. His wife runs the ward at Cottonwood Bend Hospital."},
            "Free One": {"notes": "Trained at a hospital in Bend."},
        },
    )
    answer = ask(refer, "impartiality", "--avoid", "Cottonwood Bend Hospital", *ANYWHERE)
    assert names(answer) == ["Free One"] and answer["excluded"] == {"tie": 1}
    assert not any("look at the spelling" in line for line in answer["assumptions"])


def test_a_faith_noted_among_the_identities_counts(refer: Any) -> None:
    write_book(refer, {"Has Faith": {"faith": "Christian"}, "Says Faith": {"identities": "Christian"}, "Other One": {}})
    answer = ask(refer, "other", "--faith", "Christian", *ANYWHERE)
    assert names(answer) == ["Has Faith", "Says Faith"] and answer["excluded"] == {"identity": 1}


# Everybody counts, however many come before them.


def test_the_thirteenth_is_called_if_the_answer_would_change_most(refer: Any) -> None:
    people = {f"Med {number:02}": {"specialties": "OCD (trained)", "panels": "Aetna"} for number in range(1, 31)}
    star = {"specialties": "OCD (certified)", "how_known": "worked-with", "trust": "5"}
    write_book(refer, {**people, "Zed Star": star})
    asked = ("insurance-change", "--insurance", "Aetna", "--need", "OCD", "--anywhere")
    assert [(call["name"], call["rank"]) for call in ask(refer, *asked)["worth_a_call"]] == [("Zed Star", 1)]
    refer.ok("verify", "Zed Star", "--panel", "Aetna")
    assert names(ask(refer, *asked))[0] == "Zed Star"


def test_one_ready_is_shown_behind_any_number_who_are_not(refer: Any) -> None:
    old = {"specialties": "OCD (trained)", "specialties_as_of": OLD, "trust": "4"}
    people = {f"Old {number:02}": old for number in range(1, 31)}
    first = {"specialties": "OCD (trained)", "trust": "5"}
    write_book(refer, {"A One": first, "B Two": first, **people, "Z Ready": {"specialties": "OCD (trained)"}})
    assert names(ask(refer, "outside-scope", "--need", "OCD", "--anywhere")) == ["A One", "B Two", "Z Ready"]


def test_near_misses_of_a_refusal_say_what_is_practised(refer: Any) -> None:
    write_book(refer, {"Other Way": {"approaches": "ACT"}})
    answer = ask(refer, "treatment-disagreement", "--approach", "EMDR", "--anywhere")
    assert near(answer) == [("Other Way", "refused", None)]
    assert answer["near_misses"][0]["why"] == "does not practise EMDR"
