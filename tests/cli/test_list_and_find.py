"""`refer list`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from refer_cli.fields.catalogue import FIELDS


def _names(refer: Any, *filters: str) -> list[str]:
    return [one["name"] for one in refer.ok("list", *filters, "--json").json["colleagues"]]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ([], ["Ada Birch", "Flo Gum"]),
        (["--state", "Texas"], ["Flo Gum"]),
        (["--city", "denv"], ["Ada Birch"]),
        (["--need", "trauma"], ["Flo Gum"]),
        (["--need", "PTSD"], ["Flo Gum"]),
        (["--specialty", "anxity"], ["Ada Birch"]),
        (["--specialty", "anxiety (certified)"], ["Ada Birch"]),
        (["--specialty", "anxiety (trained)"], []),
        (["--need", "trauma", "--need", "anxiety"], []),
        (["--panel", "aetna"], ["Ada Birch"]),
        (["--panel", "Optum", "--panel", "Cigna"], ["Ada Birch"]),
        (["--panel", "Cigna (full)"], ["Ada Birch"]),
        (["--panel", "none"], ["Flo Gum"]),
        (["--insurance", "aetna"], ["Ada Birch"]),
        (["--insurance", "Aetna Choice POS II"], ["Ada Birch"]),
        (["--panel", "Aetna PPO, Kaiser"], ["Ada Birch"]),
        (["--panel", "Kaiser"], []),
        (["--need", "anxiety and depression"], []),
        (["--age-group", "unknown"], ["Ada Birch", "Flo Gum"]),
        (["--for", "unknown", "--age-group", "teen"], ["Ada Birch", "Flo Gum"]),
        (["--license-state", "unknown"], ["Flo Gum"]),
        (["--max-fee", "100"], ["Ada Birch"]),
        (["--fee", "120"], ["Flo Gum"]),
        (["--accepting", "waitlist"], ["Flo Gum"]),
        (["--accepting", "yes"], []),
        (["--how-known", "met", "--credential", "LMFT"], ["Ada Birch"]),
        (["--first-met", "2026-11"], ["Ada Birch"]),
        (["--notes", "refusal"], ["Ada Birch"]),
        (["--sort", "fee"], ["Flo Gum", "Ada Birch"]),
        (["--sort", "fee", "--reverse"], ["Ada Birch", "Flo Gum"]),
        (["--sort", "trust", "--reverse"], ["Ada Birch", "Flo Gum"]),
    ],
)
def test_filters_and_order(two: Any, filters: list[str], names: list[str]) -> None:
    assert _names(two, *filters) == names


def test_the_screen_shows_what_was_filtered_by(two: Any) -> None:
    assert two.ok("list", "--need", "anxiety", "--panel", "Aetna").out == (
        "  name             place       specialties          panels\n"
        "  Ada Birch, LMFT  Denver, CO  anxiety (certified)  Aetna\n"
        "\n"
        "  1 of 2 colleagues · refer show NAME\n"
    )


def test_columns_are_right_aligned_where_they_are_numbers(two: Any) -> None:
    assert two.ok("list", "--columns", "fee,fee_floor").out.splitlines()[:3] == [
        "  name              fee  lowest fee",
        "  Ada Birch, LMFT  $150         $90",
        "  Flo Gum, LCSW    $120           ?",
    ]


def test_json_has_every_field_of_the_catalogue(two: Any) -> None:
    answer = two.ok("list", "--json").json
    assert answer["schema"] == "refer.list/1"
    for colleague in answer["colleagues"]:
        assert {field.name for field in FIELDS} <= set(colleague)
        assert {"id", "archived", "as_of", "source", "confirmed"} <= set(colleague)


@pytest.mark.usefixtures("no_colleagues")
def test_an_empty_book_says_what_to_do(refer: Any) -> None:
    for command in ("list", "find"):
        said = refer.ok(command, *(["x"] if command == "find" else [])).out
        assert "Your book is empty" in said and "refer import contacts.csv" in said
    assert refer.ok("list", "--json").json == {"schema": "refer.list/1", "colleagues": []}


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--sort", "fea"], "did you mean fee"),
        (["--columns", "name,citty"], "did you mean city"),
        (["--panle", "Aetna"], "did you mean --panel"),
        (["--leaving", "Aetna"], "No such option"),
        (["--fee", "much"], "not a whole number"),
        (["--state", "Colorodo"], "not a US state"),
        (["--archived", "--all"], "cannot go together"),
    ],
)
def test_refusals(two: Any, refused: Callable[..., str], args: list[str], words: str) -> None:
    assert words in refused(2, "list", *args)


def test_a_panel_is_known_by_what_suggest_knows_it_by(refer: Any) -> None:
    for name, state, panel in (("Ada", "OR", "Medicaid"), ("Bo", "CO", "Medicaid"), ("Cy", "OR", "Regence"),
                               ("Di", "CO", "Aetna/Choice POS II"), ("Ed", "CO", "Aetna (no)")):  # fmt: skip
        refer.ok("add-colleague", f"{name} Oak", "--state", state, "--panel", panel)
    assert _names(refer, "--insurance", "OHP") == ["Ada Oak"]
    assert _names(refer, "--panel", "BCBS") == ["Cy Oak"]
    assert _names(refer, "--insurance", "aetna pos") == ["Di Oak"]
    assert _names(refer, "--panel", "Aetna (no)") == ["Ed Oak"]
    assert "15 is taken as teen" in refer.ok("list", "--age-group", "15").out
    assert [line.split("  ")[1] for line in refer.ok("list", "--insurance", "BCBS").out.splitlines()[1:2]] == ["Cy Oak"]


LONG = [
    "add-colleague", "Dahlia Thorne-Rose Featherstonehaugh", "--credential", "LCSW", "--city", "Denver",
    "--state", "CO", "--phone", "303-555-0138", "--email", "dahlia.thorne-rose@example.com", "--panel", "Medicaid",
    "--panel", "Tricare", "--panel", "UnitedHealthcare", "--specialty", "depression (trained)",
    "--specialty", "anxiety (certified)", "--specialty", "grief (trained)", "--fee", "150",
]  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80, 110])
@pytest.mark.parametrize("columns", ["phone,email,panels,specialties,fee", "phone,email,fee,city,state,trust", "phone"])
def test_no_number_address_or_word_is_cut(refer: Any, width: int, columns: str) -> None:
    refer.ok(*LONG)
    refer.ok("add-colleague", "Flo Gum", "--city", "Austin", "--fee", "120")
    lines = refer("list", "--columns", columns, width=width).out.splitlines()
    whole = ["303-555-0138", *(["dahlia.thorne-rose@example.com"] if "email" in columns else [])]
    for text in whole:
        assert any(text in line for line in lines)
    assert "…" not in "".join(lines)
    words = " ".join(lines).split()
    for word in ("Featherstonehaugh,", *(["UnitedHealthcare", "(certified),", "$150"] if "panels" in columns else [])):
        assert word in words
    assert all(len(line) <= width or "@" in line for line in lines)


def test_no_column_is_shown_twice(two: Any) -> None:
    assert two.ok("list", "--columns", "name,phone,name,phone").out == two.ok("list", "--columns", "phone").out
    head, *_ = two.ok("list", "--columns", "phone").out.splitlines()
    assert head.split() == ["name", "phone"]
    assert two.ok("list", "--columns", "name").out.splitlines()[0].split() == ["name"]
