"""`refer lookup`: what is asked of the registry, what is shown of its answer, and what its refusals are told as."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from npi_server import ADA_AT_THE_REGISTRY, Registry


@pytest.fixture
def registry(refer: Any) -> Iterator[Registry]:
    server = Registry()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    refer.environ["REFER_NPI_REGISTRY"] = server.address
    yield server
    server.shutdown()
    server.server_close()


def people(count: int) -> dict[str, Any]:
    return {"result_count": count, "results": [ADA_AT_THE_REGISTRY] * count}


def test_somebody_is_looked_up_by_name_and_place(refer: Any, registry: Registry) -> None:
    registry.answers = [(200, {}, people(1))]
    answer = refer("lookup", "Dr.", "Ada", "McBirch,", "PsyD", "--state", "Colorado", "--city", "Denver")
    assert answer.code == 0
    assert registry.asked == [
        {
            "version": "2.1", "enumeration_type": "NPI-1", "first_name": "Ada", "last_name": "McBirch",
            "city": "Denver", "state": "CO", "address_purpose": "LOCATION", "limit": "20", "skip": "0",
        }
    ]  # fmt: skip
    assert "Asking the public NPI registry (CMS)" in answer.err and "Nothing of your book is sent" in answer.err
    for words in ("Ada McBirch, PsyD", "Clinical Psychologist", "12 Oak St, Ste 4, Denver, CO 80202", "303-555-0101",
                  "licensed CO", "refer import npi --npi 1234567893"):  # fmt: skip
        assert words in answer.out
    assert not refer.book.exists()


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("1234567893", {"number": "1234567893"}),
        ("Birch, Ada", {"first_name": "Ada", "last_name": "Birch"}),
        ("Birch", {"last_name": "Birch"}),
    ],
)
def test_a_number_a_turned_name_and_a_family_name_are_asked_for(
    refer: Any, registry: Registry, who: str, asked: dict[str, str]
) -> None:
    registry.answers = [(200, {}, people(0))]
    answer = refer("lookup", who)
    assert answer.code == 0 and "knows nobody" in answer.out
    assert {
        name: text for name, text in registry.asked[0].items() if name in ("number", "first_name", "last_name")
    } == asked


def test_who_is_in_the_book_by_number_is_said(refer: Any, registry: Registry) -> None:
    refer("add-colleague", "Ada Birch", "--npi", "1234567893", "--yes")
    registry.answers = [(200, {}, people(1))]
    (person,) = refer("lookup", "Birch", "--json").json["people"]
    assert person["in_book"] == 1 and person["credentials"] == ["PsyD"] and person["state"] == "CO"
    assert "in your book (id 1)" in refer("lookup", "Birch").out


def test_the_documented_answer_is_a_real_one(refer: Any, registry: Registry) -> None:
    pages = json.loads((Path(__file__).parents[2] / "tools/json_pages.json").read_text(encoding="utf-8"))
    registry.answers = [(200, {}, people(1))]
    assert refer("lookup", "McBirch", "--state", "CO", "--json").json == pages["lookup"]["example"]


def test_a_busy_registry_is_asked_again_and_a_broken_one_told_in_a_line(refer: Any, registry: Registry) -> None:
    again = {"Retry-After": "0"}
    registry.answers = [(429, again, {}), (503, again, {}), (200, {}, people(1))]
    assert refer("lookup", "Birch").code == 0 and len(registry.asked) == 3
    for status, body, words in (
        (404, {}, "refuses the question (HTTP 404)"),
        (503, {}, "refuses the question (HTTP 503)"),
        (200, b"<html>maintenance</html>", "no answer of its own"),
        (200, {"Errors": [{"description": "No valid search criteria provided"}]}, "No valid search criteria provided"),
        (200, ["?"], "no answer of the NPI registry"),
    ):
        registry.answers = [(status, again, body)]
        answer = refer("lookup", "Birch")
        assert answer.code == 1 and words in answer.err and "hint:" in answer.err and answer.out == ""
    registry.server_close()
    registry.shutdown()
    refer.environ["REFER_NPI_REGISTRY"] = "http://127.0.0.1:9/"
    assert "cannot be reached" in refer("lookup", "Birch").err


def test_what_names_nobody_and_no_state_is_refused_before_anything_is_sent(refer: Any, registry: Registry) -> None:
    assert refer("lookup", "B").code == 2 and refer("lookup", "Birch", "--state", "Mars").code == 2
    assert refer("lookup", "1234567890").code == 2
    assert registry.asked == []


def test_a_place_is_brought_in_from_the_registry_each_person_once(refer: Any, registry: Registry) -> None:
    def answered(asked: dict[str, str]) -> dict[str, Any]:
        other = {**ADA_AT_THE_REGISTRY, "number": 1245319599, "basic": {"first_name": "BO", "last_name": "ELM"}}
        internist = {**other, "number": 1003000126, "taxonomies": [{"code": "207R00000X"}]}
        return {
            "results": [
                ADA_AT_THE_REGISTRY,
                *([other, internist] if asked["taxonomy_description"] == "Counselor" else []),
            ]
        }

    registry.answers = [(200, {}, answered)]
    first = refer("import", "npi", "--city", "Denver", "--state", "CO", "--json")
    assert (first.json["read"], first.json["added"]) == (3, 2) and first.json["kind"] == "npi-registry"
    assert "Asking the public NPI registry" in first.err
    assert {asked["taxonomy_description"] for asked in registry.asked} >= {"Counselor", "Psychologist", "Social Worker"}
    again = refer("import", "npi", "--city", "Denver", "--state", "CO", "--json").json
    assert (again["added"], again["unchanged"]) == (0, 2)
    registry.asked.clear()
    assert refer("import", "npi", "--zip", "80202", "--need", "addiction", "--dry-run").code == 0
    assert [asked["taxonomy_description"] for asked in registry.asked] == ["Addiction"]


def test_one_person_is_taken_in_by_number_and_pages_are_turned(refer: Any, registry: Registry) -> None:
    registry.answers = [(200, {}, people(1))]
    assert "added" in refer("import", "npi", "--npi", "1234567893").out
    assert "1234567893" in refer("show", "Ada McBirch").out
    registry.asked.clear()
    registry.answers = [(200, {}, lambda asked: people(200 if asked["skip"] == "0" else 3))]
    assert refer("import", "npi", "--zip", "80202", "--need", "addiction").code == 0
    assert [asked["skip"] for asked in registry.asked] == ["0", "200"]


def test_the_registry_is_asked_for_a_place_and_a_refusal_changes_nothing(refer: Any, registry: Registry) -> None:
    assert refer("import", "npi").code == 2 and refer("import", "npi", "--state", "CO").code == 2
    assert refer("import", "list.csv", "--city", "Denver").code == 2
    registry.answers = [(200, {}, people(200)), (404, {}, {})]
    assert refer("import", "npi", "--zip", "80202").code == 1
    assert not refer.book.exists() or refer("list", "--json").json["colleagues"] == []
