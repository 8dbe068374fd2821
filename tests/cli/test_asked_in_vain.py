"""What requests looked for in vain: said as it was asked, remembered in known words alone, and led to what runs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest
from prepared_books import prepared

TWO = ("Tr One", "Tr Two")


@prepared
def treating_trauma(refer: Any) -> None:
    """Me in Denver, and two who treat trauma and take Aetna."""
    refer.ok("init", "--name", "Sam Roe", "--city", "Denver", "--state", "CO")
    for name in TWO:
        add(refer, name, "--specialty", "trauma (certified)", "--panel", "Aetna")


def add(refer: Any, name: str, *facts: str) -> None:
    refer.ok(
        "add-colleague", name, "--city", "Denver", "--state", "CO", "--license-state", "CO", "--population", "adult",
        "--accepting", "yes", "--how-known", "met", "--in-person", "yes", *facts,
    )  # fmt: skip


def suggest(refer: Any, *asked: str, reason: str = "other") -> dict[str, Any]:
    found: dict[str, Any] = refer.ok("suggest", "--reason", reason, *asked, "--json").json
    return found


def looked_for(refer: Any) -> list[str]:
    """The lines of the screen's first part, with their spaces folded."""
    said: str = refer.ok("network").out
    part = re.search(r"Looked for in vain, and not covered\n(.*?)\n\n", said, re.DOTALL)
    return [" ".join(line.split()) for line in part[1].splitlines()] if part else []


def first_step(refer: Any) -> dict[str, str]:
    step: dict[str, str] = refer.ok("goals", "--json").json["next"][0]
    return step


def test_what_was_lacking_together_is_said_together(treating_trauma: Any) -> None:
    refer = treating_trauma
    suggest(refer, "--need", "PTSD", "--insurance", "Kaiser")
    assert {one["name"] for one in suggest(refer, "--need", "PTSD")["candidates"]} == set(TWO)
    assert looked_for(refer) == ["PTSD + Kaiser 1 request nobody"]
    rows = {one["name"]: one["known"] for one in refer.ok("network", "--json").json["covered"]}
    assert (rows["PTSD"], rows["trauma"]) == (2, 2)
    assert first_step(refer)["text"] == "Meet somebody who treats PTSD and takes Kaiser: 1 request found nobody."
    add(refer, "Kay Elm", "--specialty", "PTSD", "--panel", "Kaiser")
    assert looked_for(refer) == ["PTSD + Kaiser 1 request 1 colleague"]


def test_a_vain_sum_is_named_by_its_band_and_closed_by_a_floor_within(treating_trauma: Any) -> None:
    refer = treating_trauma
    suggest(refer, "--max-fee", "20", "--need", "trauma")
    assert looked_for(refer) == ["trauma + under $25 1 request nobody"]
    step = first_step(refer)
    assert "treats trauma and has a fee under $25" in step["text"] and "$0" not in step["text"]
    assert "up to $25 a session, or pro bono" in refer.ok(*shlex.split(step["command"])[1:]).out
    floor = ("--specialty", "trauma", "--fee", "60", "--fee-floor", "20", "--sliding-slots", "2")
    add(refer, "Low Elm", *floor)
    assert suggest(refer, "--max-fee", "20", "--need", "trauma", "--no-remember")["candidates"][0]["name"] == "Low Elm"
    assert looked_for(refer) == ["trauma + under $25 1 request 1 colleague"]


@pytest.mark.parametrize(
    "asked", [("--need", "my client Jane"), ("--insurance", "Sunshine of Jane"), ("--language", "Janeish")]
)
def test_words_that_no_vocabulary_knows_are_not_remembered(treating_trauma: Any, asked: tuple[str, str]) -> None:
    """Off a terminal they are refused; on one, kept as they are only where the therapist says so."""
    refer = treating_trauma
    assert refer("suggest", "--reason", "other", *asked).code == 2
    assert refer("suggest", "--reason", "other", *asked, typed=["keep"]).code == 0
    assert refer.ok("network", "--json").json["in_vain"] == 0
    assert looked_for(refer) == []
    assert b"Jane" not in refer.book.read_bytes()


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (("suggest", "--reason", "outside-scope", "--need", "NEED"), "anxiety"),
        (("suggest", "--reason", "moving", "--city", "CITY"), "Denver"),
        (("suggest", "--reason", "insurance-change", "--insurance", "PANEL"), "Aetna"),
        (("suggest", "--reason", "cannot-afford", "--max-fee", "DOLLARS"), "80"),
        (("suggest", "--reason", "impartiality", "--avoid", "NAME"), "a name"),
        (("groups", "post", "--need", "NEED"), "anxiety"),
        (("give", "A7", "WHO"), "colleague's name"),
        (("give", "LABEL", "Tr One"), "code of your own"),
        (("met", "WHO", "--kind", "coffee"), "colleague's name"),
        (("met", "Tr One", "--introduced-by", "WHO"), "colleague's name"),
        (("receive", "WHO"), "colleague's name"),
    ],
)
def test_a_placeholder_is_refused_and_says_what_belongs_there(
    treating_trauma: Any, refused: Callable[..., str], args: tuple[str, ...], meant: str
) -> None:
    assert treating_trauma.ok("network", "--json").json["in_vain"] == 0
    said = refused(2, *args)
    assert "only holds a place" in said and meant in said.splitlines()[1]


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        (
            ("--need", "eating disorders", "--insurance", "Medicaid", "--age-group", "teen"),
            '--need "eating disorder" --age-group teen --insurance Medicaid',
        ),
        (("--need", "trauma", "--state", "FL"), "--need trauma --state FL"),
    ],
)
def test_the_post_that_is_proposed_asks_for_the_whole_and_runs(
    treating_trauma: Any, asked: tuple[str, ...], options: str
) -> None:
    suggest(treating_trauma, *asked)
    step = first_step(treating_trauma)
    assert step["command"] == f"refer groups post {options}"
    treating_trauma.ok(*shlex.split(step["command"])[1:])


def test_where_only_a_place_was_asked_for_the_post_asks_what_for(
    treating_trauma: Any, refused: Callable[..., str]
) -> None:
    suggest(treating_trauma, "--state", "FL", reason="moving")
    step = first_step(treating_trauma)
    assert step["command"] == "refer groups post --need NEED --state FL"
    assert "only holds a place" in refused(2, *shlex.split(step["command"])[1:])


def test_requests_are_forgotten_for_good_after_a_second_word(treating_trauma: Any, refused: Callable[..., str]) -> None:
    refer = treating_trauma
    suggest(refer, "--need", "tics")
    assert "refer undo does not bring it back" in refused(1, "network", "--forget-requests")
    assert refer("network", "--forget-requests", typed=["n"]).code == 1
    assert looked_for(refer) == ["tics 1 request nobody"]
    said = refer("network", "--forget-requests", typed=["y"])
    assert said.code == 0 and "1 request is forgotten." in said.out
    assert looked_for(refer) == []
    assert refer.ok("network", "--forget-requests", "--yes", "--json").json["forgotten"] == 0
    refused(2, "network", "--yes")
    refused(2, "network", "--forget-requests", "--html", "network.html")
