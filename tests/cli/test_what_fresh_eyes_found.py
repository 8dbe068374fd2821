"""What a first reader and an attacker found, each as a test."""

from __future__ import annotations

from typing import Any

import pytest
from written_book import ask, names, one_of, scores, write_book

ANYWHERE = ("--anywhere", "--limit", "9")


def test_a_street_and_a_place_are_avoided_however_they_are_written(refer: Any) -> None:
    write_book(
        refer,
        {
            "Ada Birch": {"street": "12 Oak St", "city": "Denver", "state": "CO", "zip": "80205"},
            "Flo Gum": {"street": "9 Elm Ave", "city": "Boulder", "state": "CO", "zip": "80302"},
        },
    )
    for avoided in ("12 Oak Street", "Oak Street", "Denver, CO", "denver co", "80205", "Denver"):
        answer = ask(refer, "impartiality", "--avoid", avoided, *ANYWHERE)
        assert names(answer) == ["Flo Gum"] and answer["excluded"] == {"tie": 1}, avoided
    answer = ask(refer, "impartiality", "--avoid", "Jane Roee", *ANYWHERE)
    assert any("--avoid" in line and "Roee" not in line for line in answer["assumptions"])


def test_a_client_is_promised_no_sliding_fee_that_nobody_can_get(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"fee": "150", "fee_floor": "60", "sliding_slots": "0", "how_known": "met"}})
    shown = refer.ok("suggest", "--reason", "other", "--anywhere", "--for-client").out
    assert "$150" in shown and "60" not in shown
    assert "no sliding place open" in refer.ok("suggest", "--reason", "other", "--anywhere", "--more").out


@pytest.mark.usefixtures("no_colleagues")
def test_danger_comes_first_also_for_the_client_and_for_an_empty_book(refer: Any) -> None:
    empty = refer.ok("suggest", "--reason", "other", "--need", "suicidal thoughts", "--anywhere").out
    assert empty.strip().startswith("Danger today? Call or text 988")
    write_book(refer, {"Ada Birch": {"specialties": "self-harm (certified)", "how_known": "met"}})
    shown = refer.ok("suggest", "--reason", "other", "--need", "self-harm", "--anywhere", "--for-client").out
    assert shown.strip().startswith("If you are in danger now: call or text 988")


@pytest.mark.parametrize(
    ("option", "text", "meant"),
    [("--specialty", "OCD (certfied)", "certified"), ("--panel", "Aetna (ful)", "full")],
)
@pytest.mark.usefixtures("no_colleagues")
def test_a_mistyped_mark_is_refused(refer: Any, option: str, text: str, meant: str) -> None:
    done = refer("add-colleague", "Ada Birch", option, text)
    assert done.code == 2 and meant in done.err and refer.ok("list", "--json").json["colleagues"] == []


def test_a_waitlist_that_has_passed_must_be_asked_about(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"accepting": "waitlist until 2026-03", "how_known": "met"}})
    one = ask(refer, "other", "--anywhere")["candidates"][0]
    assert not one["ready"] and any("was until 2026-03" in line for line in one["check_first"])


def test_psypact_asks_for_an_office_in_a_member_state(refer: Any) -> None:
    psychologist = {"credentials": "PhD", "license_states": "CA;AZ", "authorities": "PSYPACT APIT", "telehealth": "yes"}
    write_book(
        refer,
        {
            "In Arizona": {**psychologist, "city": "Phoenix", "state": "AZ"},
            "In California": {**psychologist, "city": "Los Angeles", "state": "CA"},
        },
    )
    answer = ask(refer, "moving", "--city", "Denver", "--state", "CO", "--limit", "9")
    assert names(answer) == ["In Arizona"] and answer["excluded"] == {"license": 1}


def test_what_is_no_panel_and_what_contradicts_itself_is_refused(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    for options in (
        ("--insurance", "self-pay", "--anywhere"),
        ("--radius", "10", "--anywhere"),
        ("--style", "warm", "--unlike", "warm", "--anywhere"),
    ):
        done = refer("suggest", "--reason", "personality-clash", *options)
        assert done.code == 2 and done.err.count("error:") == 1 and done.err.count("hint:") == 1, options


def test_verify_says_only_what_it_confirmed(refer: Any) -> None:
    refer.ok("add-colleague", "Ada Birch", "--panel", "Aetna", "--panel", "Cigna", "--as-of", "2026-01-10")
    said = refer.ok("verify", "Ada Birch", "--panel", "Aetna").out
    assert "Aetna, confirmed 2026-11-24" in said and "Cigna" not in said


def test_a_search_says_that_there_is_more(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {}, "Ada Gum": {}, "Ada Elm": {}})
    assert "there are more" in refer.ok("find", "Ada", "--limit", "2").out
    assert refer.ok("find", "Ada", "--limit", "3", "--json").json["more"] is False


def test_a_plan_that_stands_on_a_card_is_its_carrier_with_a_plan(refer: Any) -> None:
    anxiety = {"specialties": "anxiety (trained)"}
    for carrier, plan in (("Aetna", "Aetna POS II"), ("Aetna", "Aetna Choice POS II"), ("Humana", "Humana Gold Plus")):
        write_book(
            refer,
            {
                f"Al {plan}": {**anxiety, "panels": carrier},
                f"Bea {plan}": {**anxiety, "panels": plan},
                f"Cy {plan}": {**anxiety, "panels": "Cigna"},
            },
        )
        answer = ask(refer, "other", "--need", "anxiety", "--insurance", plan, *ANYWHERE)
        of_plan = {name: row for name, row in scores(answer, "insurance").items() if name.endswith(plan)}
        assert of_plan == {f"Bea {plan}": 1.0, f"Al {plan}": 0.7}


def test_a_word_that_no_card_has_is_unknown_for_everybody(refer: Any) -> None:
    treats = {"specialties": "anxiety (trained)", "panels": "Aetna", "languages": "English", "approaches": "CBT"}
    write_book(refer, {"Ada Birch": treats, "Bea Fir": treats, "Cy Oak": {**treats, "panels": "Cigna"}})
    for options in (
        ("--need", "glorp"),
        ("--need", "anxiety", "--insurance", "Zork Mutual"),
        ("--need", "anxiety", "--language", "Glorpish"),
        ("--need", "anxiety", "--approach", "Zork Method"),
    ):
        said = refer.ok("suggest", "--reason", "other", *options, *ANYWHERE, typed=["keep"]).out
        assert all(name in said for name in ("Ada Birch", "Bea Fir", "Cy Oak")), said
        assert options[-1] in said, said
        assert "3 of 3 could see them" in said and "do not treat" not in said and "not in " not in said, said
    said = refer.ok(
        "suggest", "--reason", "treatment-disagreement", "--approach", "Zork Method", *ANYWHERE, typed=["keep"]
    ).out
    assert all(name in said for name in ("Ada Birch", "Bea Fir", "Cy Oak")), said


@pytest.mark.parametrize("approaches", ["", "CBT (no)"])
def test_what_a_disagreement_is_about_must_be_known(refer: Any, approaches: str) -> None:
    write_book(refer, {"Ada Birch": {"approaches": approaches}, "Bea Fir": {"approaches": "EMDR"}})
    answer = ask(refer, "treatment-disagreement", "--approach", "EMDR", *ANYWHERE)
    assert scores(answer, "approach") == {"Bea Fir": 1.0, "Ada Birch": 0.25}
    assert [one["ready"] for one in answer["candidates"]] == [True, False]
    assert any("practising EMDR? not known" in line for line in one_of(answer, "Ada Birch")["check_first"])
    assert one_of(ask(refer, "other", "--approach", "EMDR", *ANYWHERE), "Ada Birch")["ready"]


def test_what_it_says_to_leave_out_lets_in_as_many_as_it_says(refer: Any) -> None:
    write_book(
        refer,
        {
            "Ada Birch": {"city": "Seattle", "state": "WA", "license_states": "WA", "zip": "98101"},
            "Bea Fir": {"panels": "Cigna", "fee": "200", "fee_floor": "200"},
        },
    )
    place = ("--city", "Salem", "--state", "OR")
    assert ask(refer, "other", "--need", "grief", *place, "--in-person", "--radius", "5")["drop"] is not None
    assert ask(refer, "other", "--city", "Medford", "--state", "OR", "--in-person")["drop"]["options"][0] == "in_person"
    answer = ask(refer, "other", "--city", "Denver", "--state", "CO")
    assert answer["eligible"] == 0 and answer["drop"] is None
    # What a reason must be given cannot be left out.
    assert ask(refer, "self-pay-transition", "--leaving", "Aetna", *ANYWHERE)["drop"] is None


def test_a_tie_to_me_is_told_as_it_stands(refer: Any) -> None:
    refer.ok(
        "init", "--name", "Alex Rowe", "--practice", "Hill House Counseling", "--city", "Portland", "--state", "OR"
    )
    write_book(
        refer, {"Ada Birch": {"ties": "Alex Rowe supervises me"}, "Bea Fir": {"ties": "Hill House Counseling PLLC"}}
    )
    answer = ask(refer, "impartiality", "--avoid", "Jane Roe", *ANYWHERE)
    told = [line for one in answer["candidates"] for line in one["check_first"] if line.startswith("tell the client")]
    assert sorted(told) == [
        "tell the client that this colleague is tied to Hill House Counseling PLLC",
        "tell the client that this colleague is tied to you (noted: Alex Rowe supervises me)",
    ]


def test_the_order_of_what_suffices_changes_no_word(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"languages": "...", "approaches": "..."}, "Bea Fir": {"approaches": "CBT"}})
    for option, *words in (("--language", "Hindi", "English"), ("--approach", "EMDR", "DBT")):
        there, back = (
            ask(refer, "other", *(part for word in order for part in (option, word)), *ANYWHERE)
            for order in (words, words[::-1])
        )
        assert there["candidates"] == back["candidates"]


def test_a_practice_that_is_named_alike_is_never_passed_in_silence(refer: Any) -> None:
    here = {"ties": "none", "city": "Portland"}
    write_book(
        refer,
        {
            "Ada Birch": {**here, "practice": "Elmwood Grp"},
            "Bea Fir": {**here, "practice": "Elmwood Counseling Ctr"},
            "Cy Oak": {**here, "practice": "Oak Hill Group"},
        },
    )
    answer = ask(refer, "impartiality", "--avoid", "Elmwood Group", *ANYWHERE)
    assert sorted(names(answer)) == ["Bea Fir", "Cy Oak"] and answer["excluded"] == {"tie": 1}
    assert any("Elmwood Counseling Ctr" in line for line in one_of(answer, "Bea Fir")["check_first"])
    assert not any("connected" in line for line in one_of(answer, "Cy Oak")["check_first"])
    assert names(ask(refer, "impartiality", "--avoid", "Elmwood Counseling Center", *ANYWHERE)) != []
    assert ask(refer, "impartiality", "--avoid", "Oak Hill Grp", *ANYWHERE)["excluded"] == {"tie": 1}


KANSAS = {"city": "Kansas City", "state": "KS", "zip": "66102", "license_states": "KS;MO"}
MISSOURI = {"city": "Kansas City", "state": "MO", "zip": "64111", "license_states": "MO;KS"}


def test_a_programme_of_medicaid_is_known_in_every_state(refer: Any) -> None:
    write_book(
        refer,
        {
            "Ada Birch": {**MISSOURI, "panels": "MO HealthNet"},
            "Bea Fir": {**KANSAS, "panels": "KanCare"},
            "Cy Oak": {**MISSOURI, "panels": "Aetna"},
            "Di Pine": {**MISSOURI, "panels": "Home State Health"},
        },
    )
    for place, programme, state, fits in (
        ("66102", "MO HealthNet", "Missouri", ["Ada Birch", "Di Pine"]),
        ("64111", "KanCare", "Kansas", ["Bea Fir"]),
    ):
        answer = ask(refer, "other", "--zip", place, "--insurance", programme, "--limit", "9")
        assert sorted(names(answer)) == fits
        assert any(f"{programme} is taken as Medicaid/{state}" in line for line in answer["assumptions"])
        assert set(scores(answer, "insurance").values()) == {0.7}
        for one in answer["candidates"]:
            there = "KS" if place == "66102" else "MO"
            assert any(f"ask whether it pays for a client in {there}" in line for line in one["check_first"])
    assert "Medicaid/Washington" in str(ask(refer, "other", "--zip", "97214", "--insurance", "Apple Health"))


def test_medicaid_is_that_of_the_state_of_the_office(refer: Any) -> None:
    vancouver = {"city": "Vancouver", "state": "WA", "zip": "98660", "license_states": "WA;OR"}
    write_book(
        refer,
        {
            "Ada Birch": {"panels": "OHP"},
            "Bea Fir": {"panels": "CareOregon"},
            "Cy Oak": {**vancouver, "panels": "Apple Health"},
            "Di Pine": {**vancouver, "panels": "CareOregon"},
        },
    )
    asked = ("--zip", "97214", "--limit", "9", "--insurance")
    assert scores(ask(refer, "other", *asked, "CareOregon"), "insurance") == {
        "Bea Fir": 1.0, "Ada Birch": 0.7, "Di Pine": 0.7,
    }  # fmt: skip
    # Medicaid itself may pay over the line: that is asked.
    assert scores(ask(refer, "other", *asked, "OHP"), "insurance") == {
        "Ada Birch": 1.0, "Bea Fir": 0.7, "Cy Oak": 0.7, "Di Pine": 0.7,
    }  # fmt: skip
