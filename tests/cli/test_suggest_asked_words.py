"""The words asked of `refer suggest`: parted, taken for whom the client is, proposed, and never kept in silence."""

from __future__ import annotations

from typing import Any

import pytest
from written_book import ask, names, scores, write_book

REASON = ("suggest", "--reason", "other", "--anywhere")


@pytest.mark.parametrize(
    ("option", "typed", "field", "taken"),
    [
        ("--need", "anxiety and depression", "needs", ["anxiety", "depression"]),
        ("--need", "anxiety, depression", "needs", ["anxiety", "depression"]),
        ("--need", "Trauma/PTSD", "needs", ["trauma", "PTSD"]),
        ("--insurance", "Aetna, Cigna", "insurance", ["Aetna", "Cigna"]),
        ("--insurance", "in network with Aetna", "insurance", ["Aetna"]),
        ("--insurance", "Kaiser/Added Choice", "insurance", ["Kaiser/Added Choice"]),
        ("--approach", "EMDR or CBT", "approaches", ["EMDR", "CBT"]),
        ("--style", "warm, structured", "styles", ["warm", "structured"]),
        ("--unlike", "CBT/DBT", "unlike", ["CBT", "DBT"]),
        ("--tried", "CBT & DBT", "tried", ["CBT", "DBT"]),
        ("--language", "Spanish/English", "languages", ["Spanish", "English"]),
    ],
)
def test_what_is_written_in_one_go_is_parted(refer: Any, option: str, typed: str, field: str, taken: list[str]) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert ask(refer, "other", option, typed, "--anywhere")["request"][field] == taken


@pytest.mark.parametrize(
    ("typed", "needs", "age_group", "format"),
    [
        ("couples", ["couples conflict"], None, "couple"),
        ("couples therapy", ["couples conflict"], None, "couple"),
        ("family", ["family conflict"], None, "family"),
        ("kids", [], "child", None),
        ("teen depression", ["depression"], "teen", None),
        ("child anxiety", ["anxiety"], "child", None),
        ("depression in older adults", ["depression"], "older adult", None),
        ("8 year old with ADHD", ["ADHD"], "child", None),
        ("anxiety, couples", ["anxiety", "couples conflict"], None, "couple"),
    ],
)
def test_whom_the_client_is_may_be_said_with_the_need(
    refer: Any, typed: str, needs: list[str], age_group: str | None, format: str | None
) -> None:
    write_book(refer, {"Ada Birch": {}})
    answer = ask(refer, "other", "--need", typed, "--anywhere")
    request = answer["request"]
    assert (request["needs"], request["age_group"], request["for"]) == (needs, age_group, format)
    assert any("is taken as" in line for line in answer["assumptions"])


@pytest.mark.parametrize(
    ("typed", "needs"),
    [
        ("nightmares from Fallujah", ["nightmares", "PTSD"]),
        ("her severe OCD", ["OCD"]),
        ("depression after divorce", ["depression", "divorce"]),
        ("overdosed last night", ["suicidal thoughts"]),
    ],
)
def test_a_phrase_that_is_made_of_needs_is_taken_as_them_and_said(refer: Any, typed: str, needs: list[str]) -> None:
    write_book(refer, {"Ada Birch": {}})
    answer = ask(refer, "other", "--need", typed, "--anywhere")
    assert answer["request"]["needs"] == needs
    assert f"{typed} is taken as {' and '.join(needs)}" in answer["assumptions"]


@pytest.mark.parametrize("typed", ["her brother's gambling", "no anxiety", "grief over her mother", "panic on planes"])
def test_a_phrase_that_says_more_than_a_need_is_asked_about(refer: Any, typed: str) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert "I know no need" in refer(*REASON, "--need", typed).err


def test_what_may_cost_a_life_is_proposed_first(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    said = refer(*REASON, "--need", "overdosing nightly").err
    assert said.index("988") < said.index("did you mean suicidal thoughts")


def test_who_treats_several_needs_by_one_entry_is_told_of_once(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "trauma (certified)"}})
    (row,) = (
        row
        for row in ask(refer, "other", "--need", "nightmares", "--need", "PTSD", "--anywhere")["candidates"][0][
            "criteria"
        ]
        if row["name"] == "need"
    )
    assert row["evidence"] == "trauma, certified"


def test_whoever_sees_couples_works_with_their_conflicts(refer: Any) -> None:
    book = {
        "Ada Birch": {"specialties": "couples conflict (trained)"},
        "Ben Cole": {"specialties": "anxiety (trained)", "populations": "adult; couple"},
        "Cleo Dunn": {"specialties": "anxiety (trained)", "populations": "adult; individual"},
        "Dan Ely": {"specialties": "anxiety; couples conflict (no)", "populations": "couple"},
    }
    write_book(refer, book)
    answer = ask(refer, "other", "--need", "couples conflict", "--anywhere")
    assert names(answer) == ["Ada Birch", "Ben Cole"]
    evidence = [(row["status"], row["evidence"]) for row in answer["candidates"][1]["criteria"]]
    assert ("match", "sees couples") in evidence


def test_a_client_of_two_ages_is_refused(refer: Any, refused: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert "teen" in refused(2, *REASON, "--need", "teen depression", "--age-group", "adult")
    assert ask(refer, "other", "--need", "teen depression", "--age-group", "15", "--anywhere")["eligible"] == 1


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("15", "teen"), ("8 year old", "child"), ("70", "older adult"), ("12", "child"), ("13", "teen"),
        ("17yo", "teen"), ("18", "adult"), ("64", "adult"), ("65", "older adult"), ("18 months", "child"),
        ("in her 30s", "adult"), ("kids", "child"),
    ],
)  # fmt: skip
def test_an_age_is_an_age_group(refer: Any, typed: str, group: str) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert ask(refer, "other", "--age-group", typed, "--anywhere")["request"]["age_group"] == group


@pytest.mark.parametrize("typed", ["about 60 bucks", "$60", "60 dollars a session", "up to $60", "60"])
def test_a_sum_is_taken_as_people_say_it(refer: Any, typed: str) -> None:
    write_book(refer, {"Ada Birch": {"fee": "60"}})
    assert ask(refer, "cannot-afford", "--max-fee", typed, "--anywhere")["request"]["max_fee"] == 60


@pytest.mark.parametrize(
    ("option", "typed", "near"),
    [
        ("--need", "weary caregiver", "caregiver stress"),
        ("--need", "xyzzy", None),
        ("--need", "refer suggest", None),
        ("--insurance", "Xyzzy Health", None),
        ("--language", "Xyzzish", None),
        ("--approach", "refer suggest", None),
    ],
)
def test_a_word_that_the_request_cannot_stand_without_is_refused_with_what_is_near(
    refer: Any, refused: Any, option: str, typed: str, near: str | None
) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief"}})
    said = refused(2, *REASON, option, typed)
    assert typed.split()[-1] in said
    if near:
        assert f"did you mean {near}" in said


@pytest.mark.parametrize("typed", ["xyzzy and grief", "kids, xyzzy"])
def test_the_first_need_has_to_be_known(refer: Any, refused: Any, typed: str) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief"}})
    assert 'I know no need "xyzzy"' in refused(2, *REASON, "--need", typed)


@pytest.mark.parametrize(
    ("options", "option", "word"),
    [
        (("--need", "grief", "--need", "xyzzy"), "need", "xyzzy"),
        (("--need", "grief and xyzzy"), "need", "xyzzy"),
        (("--need", "grief", "--approach", "xyzzy"), "approach", "xyzzy"),
        (("--need", "grief", "--style", "warm, xyzzy"), "style", "xyzzy"),
        (("--need", "grief", "--unlike", "xyzzy"), "unlike", "xyzzy"),
        (("--need", "grief", "--tried", "xyzzy"), "tried", "xyzzy"),
    ],
)
def test_a_further_word_that_is_not_known_is_left_out_and_said(
    refer: Any, options: tuple[str, ...], option: str, word: str
) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief (certified)", "styles": "warm", "approaches": "CBT"}})
    answer = ask(refer, "other", *options, "--anywhere")
    assert answer["not_understood"] == [{"option": option, "word": word, "near": []}]
    assert (
        answer["assumptions"][0].startswith(f'"{word}" is no ')
        and "left out of the ranking" in answer["assumptions"][0]
    )
    assert names(answer) == ["Ada Birch"] and answer["request"]["needs"] == ["grief"]
    assert f'"{word}" is no ' in "".join(refer.ok(*REASON, *options).out.splitlines()[:3])
    assert f'"{word}" is no ' in "".join(refer.ok(*REASON, *options, "--explain").out.splitlines()[:3])
    prepared = refer.ok("prepare", *REASON[1:], *options, "--json").json
    assert prepared["not_understood"] == answer["not_understood"]
    assert prepared["assumptions"][0] == answer["assumptions"][0]
    assert f'"{word}"' in refer(*REASON, *options, "--for-client").err


def test_what_a_word_that_is_left_out_may_have_meant_is_named(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief (certified)"}})
    answer = ask(refer, "other", "--need", "grief", "--need", "weary caregiver", "--anywhere")
    (left_out,) = answer["not_understood"]
    assert left_out["word"] == "weary caregiver" and "caregiver stress" in left_out["near"]
    assert f"did you mean {left_out['near'][0]}" in answer["assumptions"][0]
    assert ask(refer, "other", "--need", "grief", "--anywhere")["not_understood"] == []


@pytest.mark.parametrize(
    ("reason", "alone", "beside"),
    [
        ("treatment-disagreement", ("--approach", "xyzzy"), ("--unlike", "CBT")),
        ("treatment-disagreement", ("--approach", "xyzzy"), ("--approach", "EMDR")),
        ("no-progress", ("--tried", "xyzzy"), ("--tried", "CBT")),
        ("no-progress", ("--tried", "xyzzy"), ("--unlike", "CBT")),
    ],
)
def test_what_the_reason_must_be_given_is_not_left_out(
    refer: Any, refused: Any, reason: str, alone: tuple[str, ...], beside: tuple[str, ...]
) -> None:
    write_book(refer, {"Ada Birch": {"approaches": "EMDR"}})
    assert 'no approach "xyzzy"' in refused(2, "suggest", "--reason", reason, *alone, "--anywhere")
    answer = ask(refer, reason, *alone, *beside, "--anywhere")
    assert [left["word"] for left in answer["not_understood"]] == ["xyzzy"]


def test_a_word_that_stands_on_a_card_is_taken(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {}, "Flo Gum": {"specialties": "grief"}})
    refer.ok("edit", "Ada Birch", "--specialty", "stage fright of cellists", "--panel", "Elm Street Fund/Gold")
    assert names(ask(refer, "other", "--need", "Stage Fright of cellists", "--anywhere")) == ["Ada Birch"]
    assert ask(refer, "other", "--insurance", "Elm Street Fund", "--anywhere")["request"]["insurance"] == [
        "Elm Street Fund"
    ]


def test_on_a_terminal_a_word_is_asked_about(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "caregiver stress (trained)"}})
    asked = (*REASON, "--need", "weary caregiver")
    taken = refer.ok(*asked, typed=["1"])
    assert 'I know no need "weary caregiver". Did you mean 1 caregiver stress' in taken.out
    assert "caregiver stress, trained" in taken.out
    kept = refer.ok(*asked, typed=["keep"])
    assert "weary caregiver" in kept.out and "caregiver stress is not" not in kept.out
    assert "caregiver stress, trained" in refer.ok(*asked, typed=["n", "caregiver burnout"]).out
    left_out = refer.ok(*asked, typed=["n", ""])
    assert "Ada Birch" in left_out.out and "caregiver stress, trained" not in left_out.out


def test_of_several_words_only_the_unknown_one_is_asked_about(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief (trained)"}})
    said = refer.ok(*REASON, "--need", "grief and xyzzy", typed=[""])
    assert 'I know no need "xyzzy"' in said.out and "grief, trained" in said.out


def test_ages_and_formats_of_a_caseload_are_read_alike(refer: Any, tmp_path: Any) -> None:
    write_book(refer, {"Ada Birch": {"panels": "Aetna", "specialties": "anxiety;depression", "populations": "teen"}})
    file = tmp_path / "clients.csv"
    file.write_text('client,need,city,state,age_group\nA1,"anxiety, depression",Portland,OR,15\n', encoding="utf-8")
    placed = refer.ok("transition", "--leaving", "Aetna", str(file), "--json").json["placed"]
    assert [one["client"] for one in placed] == ["A1"]
    file.write_text("client,need,city,state\nA1,xyzzy,Portland,OR\n", encoding="utf-8")
    assert "xyzzy" in refer("transition", "--leaving", "Aetna", str(file)).err


def test_every_part_that_counts_enters_the_score(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "anxiety (certified);depression (certified)"}})
    apart = ask(refer, "other", "--need", "anxiety", "--need", "depression", "--anywhere")
    together = ask(refer, "other", "--need", "anxiety and depression", "--anywhere")
    assert scores(apart, "need") == scores(together, "need")
