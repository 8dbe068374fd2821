"""What a first reader and an attacker found, each as a test."""

from __future__ import annotations

from typing import Any

import pytest
from written_book import ask, names, scores, write_book

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
