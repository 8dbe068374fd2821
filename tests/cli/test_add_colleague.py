"""`refer add-colleague`: from options, and asked for on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

WHOLE = """
  Ada Birch, LMFT · Birch Counseling                                        id 1

  phone            303-555-0101
  e-mail           ada.birch@example.com
  office           Denver, CO

  licensed in      CO                                   2026-04-20, 7 months ago
  specialties      anxiety (certified)                  2026-04-20, 7 months ago
  panels           Aetna, Cigna (full)                  2026-04-20, 7 months ago
  fee              $150                                 2026-04-20, 7 months ago
  lowest fee       $90                                  2026-04-20, 7 months ago

  not known        authorities, by video, in an office, takes clients, access,
                   approaches, populations, languages, styles, sliding places,
                   pro bono

  Only for you, never on anything a client sees
  how known        met
  first met        2026-11-02, 3 weeks ago
  trust            5 of 5
  notes            Likes school refusal work.

  Card of 2026-04-20, 7 months ago, from you.
  something changed   refer edit "Ada Birch"
  called today        refer verify "Ada Birch"
"""


def test_the_whole_card_at_80_columns(two: Any) -> None:
    assert two.ok("show", "ada").out == WHOLE
    assert max(map(len, WHOLE.splitlines())) == 80


def test_what_was_given_is_what_json_says(two: Any) -> None:
    ada = two.colleague("birch")
    assert ada["specialties"] == [{"name": "anxiety", "depth": "certified", "as_of": "2026-04-20"}]
    assert ada["panels"] == [
        {"name": "Aetna", "accepting": None, "as_of": "2026-04-20"},
        {"name": "Cigna", "accepting": "full", "as_of": "2026-04-20"},
    ]
    assert (ada["fee"], ada["fee_floor"], ada["languages"], ada["zip"]) == (150, 90, None, None)
    flo = two.colleague("2")
    assert flo["panels"] == [] and flo["license_states"] is None
    assert flo["accepting"] == "waitlist until 2027-03"


def test_json_answers_with_what_was_made(refer: Any) -> None:
    made = refer.ok("add-colleague", "Kim Larch", "--city", "Seattle", "--json").json
    assert made["schema"] == "refer.add-colleague/1" and made["id"] == 1
    assert made["colleague"]["state"] == "WA"
    assert made["assumptions"] == ["Seattle is taken as Seattle, WA"]


def test_a_zip_brings_its_city_and_a_city_brings_no_zip(refer: Any) -> None:
    refer.ok("add-colleague", "Kim Larch", "--zip", "97214")
    refer.ok("add-colleague", "Ned Olive", "--city", "Portland", "--state", "OR")
    assert [refer.colleague("Kim")[name] for name in ("city", "state", "zip")] == ["Portland", "OR", "97214"]
    assert refer.colleague("Ned")["zip"] is None


def test_a_denied_panel_and_an_open_list(refer: Any) -> None:
    refer.ok("add-colleague", "Kim Larch", "--panel", "Aetna", "--panel", "Medicaid (no)", "--approach", "CBT; ...")
    kim = refer.colleague("Kim")
    assert [panel["name"] for panel in kim["panels"]] == ["Aetna"]
    assert kim["panels_denied"] == ["Medicaid"]
    assert kim["approaches"] == ["CBT"] and kim["approaches_open"] is True


def test_a_namesake_is_added_only_on_purpose(two: Any) -> None:
    again = two("add-colleague", "ada  birch")
    assert again.code == 1
    assert again.err.startswith("error: Ada Birch, LMFT · Birch Counseling, Denver, CO is in the book already")
    two.ok("add-colleague", "Ada Birch", "--again")
    assert len(two.ok("list", "--json").json["colleagues"]) == 3


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--fee", "-5"], 2, "below zero"),
        (["--fee", "abc"], 2, "not a whole number"),
        (["--fee", "90", "--fee-floor", "150"], 2, "above the full fee"),
        (["--first-met", "2026-02-30"], 2, "not a day"),
        (["--first-met", "2027-01-01"], 2, "in the future"),
        (["--as-of", "2027-01-01"], 2, "in the future"),
        (["--city", "Dnver"], 2, 'I know no city "Dnver"'),
        (["--zip", "97214", "--state", "CO"], 2, "97214 is in OR"),
        (["--trust", "6"], 2, "not 1 to 5"),
        (["--accepting", "maybe"], 2, "not yes, waitlist or no"),
        (["--npi", "1234567890"], 2, "check digit"),
        (["--panel", "none", "--panel", "Aetna"], 2, "cannot go together"),
        (["--practice", ""], 2, "it is empty"),
        (["--pannel", "Aetna"], 2, "No such option"),
        (["--name", "Ada"], 2, "given twice"),
    ],
)
def test_wrong_input_is_refused_and_nothing_is_changed(
    refused: Callable[..., str], args: list[str], code: int, words: str
) -> None:
    assert words in refused(code, "add-colleague", "Kim Larch", *args)


def test_without_a_name_off_a_terminal(refused: Callable[..., str]) -> None:
    assert "needs a name" in refused(2, "add-colleague", "--city", "Denver")


def _answers(**given: str) -> list[str]:
    order = ["name", "credentials", "practice", "city", "state", "zip", "licensed", "also", "telehealth",
             "specialties", "approaches", "populations", "languages", "panels", "accepting", "fee",
             "fee_floor", "phone", "email", "how_known", "first_met", "notes", "save"]  # fmt: skip
    return [line for name in order if name != "also" or "city" in given for line in given.get(name, "").split("|")]


def test_guided_asks_again_for_what_is_wrong_and_takes_a_near_word(refer: Any) -> None:
    typed = _answers(
        name="Jane Roe", credentials="PsyD", city="Boulder", state="CO", licensed="",
        specialties="anxity, OCD (certified)", panels="Aetna, Cigna (full)", fee="-3|abc|180", save="y",
    )  # fmt: skip
    answer = refer.ok("add-colleague", typed=typed)
    assert "anxity is taken as anxiety" in answer.out
    assert "below zero" in answer.out and "not a whole number" in answer.out
    assert "Save? [Y/n]" in answer.out
    jane = refer.colleague("Jane")
    assert [one["name"] for one in jane["specialties"]] == ["anxiety", "OCD"]
    assert [one["name"] for one in jane["panels"]] == ["Aetna", "Cigna"]
    assert (jane["license_states"], jane["fee"]) == (["CO"], 180)


def test_guided_stores_no_licence_that_was_not_confirmed(refer: Any) -> None:
    refer.ok("add-colleague", typed=_answers(name="Jane Roe", city="Boulder", state="CO", licensed="n"))
    assert refer.colleague("Jane")["license_states"] is None


@pytest.mark.usefixtures("no_colleagues")
def test_guided_can_be_left_without_saving(refer: Any) -> None:
    answer = refer.ok("add-colleague", typed=_answers(name="Jane Roe", save="n"))
    assert "Nothing was saved" in answer.out
    assert refer.ok("list", "--json").json["colleagues"] == []


def test_a_sixty_letter_name_keeps_80_columns(refer: Any) -> None:
    name = "Bartholomew Maximilian Featherstonehaugh-Cholmondeley Smythe"
    refer.ok("add-colleague", name, "--practice", "The Very Long Practice of Many Names and Rooms")
    for command in (["show", "Bart"], ["list"], ["find", "bart"], []):
        shown = refer.ok(*command).out.replace(str(refer.book), "book.db")  # a path is never broken
        assert max(map(len, shown.splitlines())) <= 80, command


SKIPPED = [""] * 12


def test_guided_notices_a_double_after_the_name_and_fills_that_card(two: Any) -> None:
    """The card is asked for what it does not know: neither practice nor place, which stand on it."""
    answer = two.ok("add-colleague", typed=["Dr. Ada Birch", "", "", "yes", *SKIPPED])
    assert (
        "Ada Birch, LMFT · Birch Counseling, Denver, CO is in the book already (id 1). Fill in that card?"
        in " ".join(answer.out.split())
    )
    assert "City of the office" not in answer.out and "Sees clients by video" in answer.out
    assert two.colleague("1")["telehealth"] is True
    assert [row["name"] for row in two.ok("list", "--json").json["colleagues"]] == ["Ada Birch", "Flo Gum"]


def test_guided_leaves_or_adds_another_person_of_the_name(two: Any) -> None:
    assert "Nothing was saved" in two.ok("add-colleague", typed=["Birch Ada", "what", "n"]).out
    assert len(two.ok("list", "--json").json["colleagues"]) == 2
    two.ok("add-colleague", typed=["Ada Birch", "another person", *_answers(city="Boulder", state="CO", save="y")[1:]])
    assert [row["city"] for row in two.ok("list", "--json").json["colleagues"] if row["name"] == "Ada Birch"] == [
        "Denver",
        "Boulder",
    ]


def test_guided_asks_whether_a_name_one_letter_apart_is_meant(two: Any) -> None:
    answer = two.ok("add-colleague", typed=["Ada Brich", "y", "", "yes", *SKIPPED])
    assert "Is that Ada Birch, LMFT · Birch Counseling (id 1)?" in answer.out
    assert two.colleague("1")["telehealth"] is True
    two.ok("add-colleague", typed=["Ada Brich", "n", *_answers(save="y")[1:]])
    assert len(two.ok("list", "--json").json["colleagues"]) == 3


def test_the_same_name_in_another_spelling_is_in_the_book_already(two: Any, refused: Callable[..., str]) -> None:
    assert "is in the book already (id 1)" in refused(1, "add-colleague", "--name", "Ada B. Birch")
