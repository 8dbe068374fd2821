"""The levels of need, insurance and location, asked of the program, exact to the hundredth."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest
from written_book import EVERYBODY as ALL
from written_book import PORTLAND, ask, check, excluded, names, near, one_of, row_of, scores, write_book

# need


def test_need_by_depth_and_one_depth_lower_through_the_broader_term(refer: Any) -> None:
    check(
        refer,
        "need",
        {
            "Own Certified": ({"specialties": "PTSD (certified)"}, 1.0),
            "Own Trained": ({"specialties": "PTSD (trained)"}, 0.85),
            "Own Takes": ({"specialties": "PTSD (takes)"}, 0.4),
            "Own Unsaid": ({"specialties": "PTSD"}, 0.4),
            "Broad Certified": ({"specialties": "trauma (certified)"}, 0.85),
            "Broad Trained": ({"specialties": "trauma (trained)"}, 0.4),
            "Broad Takes": ({"specialties": "trauma (takes)"}, 0.3),
            "Broad Unsaid": ({"specialties": "trauma"}, 0.3),
            "Both Better": ({"specialties": "trauma (certified);PTSD (takes)"}, 0.85),
            "Nothing Known": ({}, 0.25),
            "Open List": ({"specialties": "anxiety (certified);..."}, 0.25),
            "Only Denials": ({"specialties": "grief (no)"}, 0.25),
        },
        "other",
        "--need",
        "PTSD",
        *ALL,
    )


def test_a_narrower_need_counts_in_full(refer: Any) -> None:
    check(
        refer,
        "need",
        {
            "Narrow Certified": ({"specialties": "PTSD (certified)"}, 1.0),
            "Narrow Trained": ({"specialties": "PTSD (trained)"}, 0.85),
            "Narrow Takes": ({"specialties": "PTSD"}, 0.4),
        },
        "other",
        "--need",
        "trauma",
        *ALL,
    )


def test_a_need_that_is_on_the_card_is_not_asked_about_for_a_broader_one_beside_it(refer: Any) -> None:
    write_book(refer, {"Both Better": {"specialties": "trauma (certified);PTSD (takes)"}})
    answer = ask(refer, "other", "--need", "PTSD", "--anywhere")
    row = row_of(answer, "Both Better", "need")
    assert (row["status"], row["evidence"]) == ("match", "trauma, certified; PTSD, works with")
    assert answer["candidates"][0]["check_first"] == []


def test_the_other_needs_count_half_as_much_as_the_main_one_and_exclude_nobody(refer: Any) -> None:
    write_book(
        refer,
        {
            "Both Deep": {"specialties": "anxiety (certified);grief (takes)"},
            "Half Known": {"specialties": "anxiety (certified);..."},
            "Only One": {"specialties": "anxiety (certified)"},
        },
    )
    answer = ask(refer, "other", "--need", "anxiety", "--need", "grief", *ALL)
    # (2 x 1.00 + .40) / 3; (2 x 1.00 + .25) / 3; (2 x 1.00 + 0) / 3.
    assert scores(answer, "need") == {"Both Deep": 0.8, "Half Known": 0.75, "Only One": 0.67}
    assert answer["excluded"] == {}
    assert "grief: not treated; Both Deep does" in one_of(answer, "Only One")["check_first"]
    assert {one["name"]: one["ready"] for one in answer["candidates"]} == {
        "Both Deep": True,
        "Half Known": True,
        "Only One": True,
    }
    # The need named first is the one that must be treated.
    turned = ask(refer, "other", "--need", "grief", "--need", "anxiety", *ALL)
    assert turned["excluded"] == {"need": 1}


def test_whoever_is_not_known_to_treat_the_need_is_no_option_while_somebody_is(refer: Any) -> None:
    friend = {"specialties": "", "how_known": "worked-with", "trust": "5", "panels": "Aetna"}
    write_book(refer, {"Known Takes": {"specialties": "grief (takes)", "how_known": "listed"}, "Dear Friend": friend})
    asked = ("other", "--need", "grief", "--insurance", "Aetna", "--anywhere")
    answer = ask(refer, *asked)
    assert names(answer) == ["Known Takes"] and answer["eligible"] == 2
    assert names(ask(refer, *asked, "--limit", "9")) == ["Dear Friend", "Known Takes"]
    refer.ok("archive", "Known Takes")
    alone = ask(refer, *asked)
    assert names(alone) == ["Dear Friend"]
    said = "Nobody you know is known to treat grief. Call Dear Friend first: works with grief?"
    assert alone["advice"].startswith(said)


def test_a_need_that_is_known_absent_or_denied_excludes(refer: Any) -> None:
    counted = excluded(
        refer,
        {
            "Lacks Need": {"specialties": "grief (certified)"},
            "Says None": {"specialties": "none"},
            "Denies Need": {"specialties": "anxiety (no);..."},
        },
        "other",
        "--need",
        "anxiety",
        *ALL,
    )
    assert counted == {"need": 3}


# insurance


def test_insurance_levels(refer: Any) -> None:
    check(
        refer,
        "insurance",
        {
            "Open Listed": ({"panels": "Aetna"}, 1.0),
            "Open Said": ({"panels": "Aetna (open)"}, 1.0),
            "Not Known": ({}, 0.25),
            "Open List": ({"panels": "Cigna;..."}, 0.25),
            "Only Denials": ({"panels": "Cigna (no)"}, 0.25),
            # 541 days before 2026-11-24 is 2025-06-01: a full that old is no longer known.
            "Old Full": ({"panels": "Aetna (full)", "panels_as_of": "2025-06-01"}, 0.25),
            "Old Denial": ({"panels": "Aetna (no)", "panels_as_of": "2025-06-01"}, 0.25),
            "Old Open": ({"panels": "Aetna", "panels_as_of": "2025-06-01"}, 0.5),
            "Some Plan": ({"panels": "Aetna/Open Choice"}, 0.7),
            "Other State": ({"panels": "Aetna", "state": "WA", "city": "Vancouver", "license_states": "WA;OR"}, 0.7),
        },
        "other",
        "--insurance",
        "Aetna",
        *PORTLAND,
        "--limit",
        "99",
    )


def test_insurance_says_what_to_ask_of_a_plan_and_of_another_state(refer: Any) -> None:
    write_book(
        refer,
        {
            "Some Plan": {"panels": "Kaiser/Added Choice"},
            "Other State": {"panels": "Kaiser", "state": "WA", "city": "Vancouver", "license_states": "WA;OR"},
        },
    )
    answer = ask(refer, "other", "--insurance", "Kaiser", *PORTLAND, "--limit", "9")
    checks = {one["name"]: " | ".join(one["check_first"]) for one in answer["candidates"]}
    assert "ask which plan" in checks["Some Plan"]
    assert "ask whether it pays for a client in OR" in checks["Other State"]
    assert [row_of(answer, name, "insurance")["status"] for name in ("Some Plan", "Other State")] == ["partial"] * 2


def test_the_named_plan_matches_in_full(refer: Any) -> None:
    check(
        refer,
        "insurance",
        {"Same Plan": ({"panels": "Kaiser/Added Choice"}, 1.0)},
        "other",
        "--insurance",
        "Kaiser/Added Choice",
        *PORTLAND,
        "--limit",
        "99",
    )


def test_insurance_excludes_full_denied_and_absent_even_from_an_old_list(refer: Any) -> None:
    counted = excluded(
        refer,
        {
            "Fresh Full": {"panels": "Aetna (full)"},
            "Full Until Day 540": {"panels": "Aetna (full)", "panels_as_of": "2025-06-02"},
            "Fresh Denial": {"panels": "Aetna (no);..."},
            "Complete List": {"panels": "Cigna"},
            "Old Complete List": {"panels": "Cigna", "panels_as_of": "2024-01-01"},
            "Takes None": {"panels": "none"},
        },
        "other",
        "--insurance",
        "Aetna",
        *ALL,
    )
    assert counted == {"insurance": 6}


def test_any_one_of_several_panels_suffices(refer: Any) -> None:
    check(
        refer,
        "insurance",
        {
            "First Named": ({"panels": "Aetna"}, 1.0),
            "Second Named": ({"panels": "Aetna (full);Cigna"}, 1.0),
        },
        "other",
        "--insurance",
        "Aetna",
        "--insurance",
        "Cigna",
        *ALL,
    )


# location


def _point(zip_code: str) -> tuple[float, float]:
    import zipcodes

    found = zipcodes.matching(zip_code)[0]
    return float(found["lat"]), float(found["long"])


def _miles(one: str, other: str) -> float:
    """The great-circle distance between two ZIPs on a sphere of 3,958.8 miles (the mean radius of the earth)."""
    (lat1, lon1), (lat2, lon2) = _point(one), _point(other)
    half = sin(radians(lat2 - lat1) / 2) ** 2
    half += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * 3958.8 * asin(sqrt(half))


def test_an_office_falls_from_one_to_seven_tenths_at_the_radius(refer: Any) -> None:
    people = {"Next Door": "97201", "Over The Hill": "97005", "Gresham Way": "97030", "Oregon City": "97045"}
    write_book(refer, {name: {"city": "", "zip": code, "telehealth": "no"} for name, code in people.items()})
    answer = ask(refer, "other", "--zip", "97201", "--limit", "99")
    expected = {name: round(1 - 0.3 * _miles("97201", code) / 25, 2) for name, code in people.items()}
    assert scores(answer, "location") == pytest.approx(expected, abs=0.0051)
    assert scores(answer, "location")["Next Door"] == 1.0
    assert min(expected.values()) < 0.95


def test_beyond_the_radius_is_out_of_reach(refer: Any) -> None:
    # Salem is about 44 miles from Portland.
    assert excluded(refer, {"Far Office": {"city": "Salem", "telehealth": "no"}}, "other", *PORTLAND) == {"location": 1}


VIDEO = {"city": "Eugene", "in_person": "no"}
PSYPACT = {
    "credentials": "PhD",
    "city": "Phoenix",
    "state": "AZ",
    "license_states": "AZ",
    "authorities": "PSYPACT APIT",
}


@pytest.mark.parametrize(
    ("options", "licence", "compact"),
    [
        ((), 0.7, 0.5),
        (("--age-group", "child"), 0.4, 0.4),
        (("--radius", "40"), 0.1, 0.1),
        (("--telehealth",), 1.0, 0.8),
        (("--telehealth", "--in-person"), 1.0, 1.0),
    ],
)
def test_video_by_what_allows_it_and_what_is_asked(
    refer: Any, options: tuple[str, ...], licence: float, compact: float
) -> None:
    # The client sits in Vancouver, WA: Washington and Arizona are members of PSYPACT.
    check(
        refer,
        "location",
        {
            "Held Licence": ({**VIDEO, "license_states": "OR;WA"}, licence),
            "Through Compact": ({**PSYPACT, "in_person": "no"}, compact),
        },
        "other",
        "--city",
        "Vancouver",
        "--state",
        "WA",
        "--limit",
        "99",
        *options,
    )


def test_a_compact_is_said_and_verified_with_the_board(refer: Any) -> None:
    write_book(refer, {"Through Compact": PSYPACT})
    answer = ask(refer, "other", "--city", "Vancouver", "--state", "WA")
    assert row_of(answer, "Through Compact", "location")["status"] == "partial"
    assert any("verify with the board" in line for line in answer["candidates"][0]["check_first"])


def test_what_grants_no_video_is_counted_as_a_missing_licence(refer: Any) -> None:
    # The client sits in Portland, OR: Oregon is no member of PSYPACT.
    counted = excluded(
        refer,
        {
            "No Member State": {**PSYPACT},
            "No Psychologist": {**PSYPACT, "credentials": "LCSW", "authorities": "PSYPACT APIT"},
            "No Licence": {"city": "Seattle", "state": "WA", "license_states": "WA"},
            "Social Work": {
                "city": "Boise",
                "state": "ID",
                "license_states": "ID",
                "authorities": "Social Work Compact",
            },
        },
        "other",
        *PORTLAND,
    )
    assert counted == {"license": 4}


def test_an_unknown_licence_is_presumed_for_the_offices_own_state_only(refer: Any) -> None:
    write_book(
        refer,
        {
            "Own State": {"city": "Eugene", "in_person": "no", "license_states": ""},
            "Other State": {"city": "Seattle", "state": "WA", "in_person": "no", "license_states": ""},
        },
    )
    answer = ask(refer, "other", *PORTLAND, "--limit", "9")
    # Below every licence and compact that is known.
    assert scores(answer, "location") == {"Own State": 0.25}
    assert answer["excluded"] == {"license": 1}
    assert answer["candidates"][0]["ready"] is False
    assert any("licensed in OR?" in line for line in answer["candidates"][0]["check_first"])
    assert refer.colleague("Own State")["license_states"] is None


def test_an_office_across_the_line_counts_lower_and_says_office_visits_only(refer: Any) -> None:
    across = {"city": "Vancouver", "state": "WA", "license_states": "WA", "telehealth": "no"}
    near_by = {"city": "Vancouver", "state": "WA", "license_states": "WA;OR", "telehealth": "no"}
    write_book(refer, {"Across Line": across, "Both Licences": near_by, "At Home": {"telehealth": "no"}})
    for options in (("--in-person",), ("--radius", "25"), ("--in-person", "--telehealth")):
        answer = ask(refer, "other", *PORTLAND, "--limit", "9", *options)
        found = scores(answer, "location")
        assert found["Across Line"] == found["Both Licences"] < found["At Home"] == 1.0
        # Some eight miles of 25, and a little less for the line.
        assert 0.75 < found["Across Line"] < 0.85
        row = row_of(answer, "Across Line", "location")
        assert row["status"] == "partial" and "office visits only" in row["evidence"]


def test_an_office_across_the_line_that_was_not_asked_for_is_a_near_miss(refer: Any) -> None:
    across = {"city": "Vancouver", "state": "WA", "license_states": "WA"}
    write_book(refer, {"Room Only": {**across, "telehealth": "no"}, "No Licence": across})
    answer = ask(refer, "other", *PORTLAND)
    assert names(answer) == [] and answer["excluded"] == {"location": 1, "license": 1}
    assert near(answer) == [("Room Only", "location", "--in-person"), ("No Licence", "license", "--in-person")]
    assert "office visits only" in answer["near_misses"][0]["why"]
    assert names(ask(refer, "other", *PORTLAND, "--in-person")) == ["No Licence", "Room Only"]


def test_whoever_treats_the_need_is_named_however_far_where_nobody_ready_is_near(refer: Any) -> None:
    far = {"city": "Medford", "telehealth": "no", "specialties": "autism assessment (certified)"}
    write_book(
        refer,
        {
            "Far Away": far,
            "Far And Full": {**far, "accepting": "no"},
            "Far And Other": {**far, "specialties": "grief (certified)"},
            "Far And Unsaid": {**far, "specialties": ""},
            "Near Unsure": {"specialties": "autism assessment;...", "accepting": ""},
        },
    )
    asked = ("other", "--need", "autism assessment", *PORTLAND)
    answer = ask(refer, *asked)
    assert names(answer) == ["Near Unsure"]
    ((name, cause, relax),) = near(answer)
    assert (name, cause) == ("Far Away", "location") and relax is not None and int(relax.split()[1]) > 200
    assert answer["near_misses"][0]["why"].startswith("autism assessment, certified; Medford, OR, ")
    assert "Far Away" in names(ask(refer, *asked, *relax.split(), "--limit", "9"))
    refer.ok("verify", "Near Unsure", "--accepting", "yes")
    assert near(ask(refer, *asked)) == []


def test_the_offices_own_state_governs_an_office(refer: Any) -> None:
    unlawful = {"city": "Vancouver", "state": "WA", "license_states": "OR", "telehealth": "no"}
    assert excluded(refer, {"Not There": unlawful}, "other", *PORTLAND) == {"location": 1}


def test_in_person_and_telehealth_narrow(refer: Any) -> None:
    write_book(refer, {"Room Only": {"telehealth": "no"}, "Video Only": {"city": "Eugene", "in_person": "no"}})
    for options, shown in ((("--in-person",), ["Room Only"]), (("--telehealth",), ["Video Only"])):
        answer = ask(refer, "other", *PORTLAND, *options)
        assert names(answer) == shown and answer["excluded"] == {"location": 1}
    both = ask(refer, "other", *PORTLAND, "--in-person", "--telehealth")
    assert scores(both, "location") == {"Room Only": 1.0, "Video Only": 1.0}


def test_a_stated_radius_doubles_the_weight_of_location(refer: Any) -> None:
    write_book(refer, {"Room Only": {"telehealth": "no"}})
    # other: location, availability 10 and relationship 10 without a need. 10/30 -> .34 (the first of three equal
    # remainders), then 20/40 -> .50.
    usual = ask(refer, "other", *PORTLAND)
    assert row_of(usual, "Room Only", "location")["weight"] == 0.34
    stated = ask(refer, "other", *PORTLAND, "--radius", "10")
    assert row_of(stated, "Room Only", "location")["weight"] == 0.5


def test_unknown_ways_of_seeing_clients(refer: Any) -> None:
    write_book(
        refer,
        {
            "Office Assumed": {"in_person": "", "telehealth": "no"},
            "Video Assumed": {"in_person": "no", "telehealth": "", "city": "Eugene"},
        },
    )
    answer = ask(refer, "other", *PORTLAND, "--limit", "9")
    assert scores(answer, "location") == {"Office Assumed": 1.0, "Video Assumed": 0.7}
    assert any("in the office? not known" in line for line in answer["candidates"][0]["check_first"])
    # With a stated travel limit an unknown video is no reach.
    stated = ask(refer, "other", *PORTLAND, "--limit", "9", "--radius", "25")
    assert names(stated) == ["Office Assumed"] and stated["excluded"] == {"location": 1}


def test_a_state_alone_takes_any_office_there_or_video_licensed_there(refer: Any) -> None:
    check(
        refer,
        "location",
        {
            "Far Office": ({"city": "Eugene", "telehealth": "no"}, 1.0),
            "Video There": ({"city": "Seattle", "state": "WA", "license_states": "OR;WA"}, 0.7),
        },
        "moving",
        "--state",
        "OR",
        "--limit",
        "9",
    )


def test_an_office_across_the_line_counts_beside_lawful_video(refer: Any) -> None:
    """It is not office visits only where the colleague may see the client by video as well: the best way counts."""
    both = {"city": "Vancouver", "state": "WA", "license_states": "WA;OR"}
    write_book(
        refer,
        {
            "Office And Video": both,
            "Video Unsaid": {**both, "telehealth": ""},
            "Video Alone": {**both, "in_person": "no"},
        },
    )
    answer = ask(refer, "other", *PORTLAND, "--limit", "9")
    found = scores(answer, "location")
    assert 0.75 < found["Office And Video"] < 0.85 and found["Video Unsaid"] == found["Video Alone"] == 0.7
    evidence = row_of(answer, "Office And Video", "location")["evidence"]
    assert evidence.startswith("Vancouver, WA, ") and evidence.endswith("in WA, or video, licensed in OR")
