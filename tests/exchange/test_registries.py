"""Answers of the NPI Registry and provider directories in FHIR: who is taken, what is joined, what stays unknown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from npi_server import ADA_AT_THE_REGISTRY

from refer_cli.errors import Refused
from refer_cli.exchange.formats import open_source
from refer_cli.exchange.incoming import Incoming, Skipped
from refer_cli.fields.values import Accepting, Item, Listing

TODAY = "2026-11-24"
EXTENSIONS = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition"


def rows(tmp_path: Path, data: Any, *, lines: bool = False, all_taxonomies: bool = False) -> list[Incoming | Skipped]:
    file = tmp_path / "answer.json"
    file.write_text("\n".join(map(json.dumps, data)) if lines else json.dumps(data, indent=1), encoding="utf-8")
    return list(open_source(file, TODAY, all_taxonomies=all_taxonomies).rows())


def test_an_answer_of_the_registry_gives_the_office_and_what_is_licensed(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, {"result_count": 1, "results": [ADA_AT_THE_REGISTRY]})
    assert isinstance(row, Incoming)
    assert row.facts.values == {
        "name": "Ada McBirch",
        "npi": "1234567893",
        "credentials": Listing((Item("PsyD"),), open=True),
        "street": "12 Oak St, Ste 4",
        "city": "Denver",
        "state": "CO",
        "zip": "80202",
        "phone": "303-555-0101",
        "license_states": Listing((Item("CO"),), open=True),
        "tags": Listing((Item("Clinical Psychologist"),), open=True),
    }
    assert (row.facts.as_of, row.facts.source, row.facts.key) == ("2025-03-04", "npi-registry", "1234567893")
    assert row.only_new == {"how_known": "listed"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"enumeration_type": "NPI-2"}, "an organization"),
        ({"basic": {**ADA_AT_THE_REGISTRY["basic"], "status": "D"}}, "deactivated"),
        ({"taxonomies": [{"code": "207RX0202X"}]}, "no mental-health"),
        ({"number": 1234567890}, "check digit"),
        ({"number": None}, "missing"),
    ],
)
def test_who_is_left_out_of_an_answer_is_told_why(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    (row,) = rows(tmp_path, {"result_count": 1, "results": [{**ADA_AT_THE_REGISTRY, **change}]})
    assert isinstance(row, Skipped) and reason in row.reason and not row.refuses


def test_an_error_of_the_registry_is_told_in_its_words_and_nobody_found_is_no_error(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No valid search criteria"):
        rows(tmp_path, {"Errors": [{"description": "No valid search criteria provided", "number": "04"}]})
    assert rows(tmp_path, {"result_count": 0, "results": []}) == []


def coded(code: str, system: str = "", **more: str) -> dict[str, Any]:
    return {"coding": [{"code": code, "system": system, **more}]}


def extension(name: str, **value: Any) -> dict[str, Any]:
    return {"url": f"{EXTENSIONS}/{name}", **value}


def openings(code: str, network: str | None = None) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [{"url": "acceptingPatients", "valueCodeableConcept": coded(code)}]
    if network:
        parts.append({"url": "fromNetwork", "valueReference": {"reference": network}})
    return extension("newpatients", extension=parts)


DIRECTORY: list[dict[str, Any]] = [
    {
        "resourceType": "Practitioner",
        "id": "ada",
        "meta": {"lastUpdated": "2026-05-06T10:00:00Z"},
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}],
        "name": [{"family": "BIRCH", "given": ["ADA", "Q"], "suffix": ["PH.D."]}],
        "gender": "female",
        "qualification": [
            {
                "code": coded("103TC0700X", "http://nucc.org/provider-taxonomy"),
                "extension": [
                    extension(
                        "practitioner-qualification",
                        extension=[
                            {"url": "status", "valueCode": "active"},
                            {"url": "whereValid", "valueCodeableConcept": coded("CO")},
                        ],
                    )
                ],
            }
        ],
        "communication": [coded("es-US", "urn:ietf:bcp:47")],
    },
    {
        "resourceType": "PractitionerRole",
        "id": "ada-at-oak",
        "practitioner": {"reference": "https://directory.example.com/fhir/Practitioner/ada"},
        "organization": {"reference": "Organization/oak"},
        "location": [{"reference": "Location/denver"}],
        "healthcareService": [{"reference": "HealthcareService/video"}],
        "telecom": [{"system": "fax", "value": "303-555-0199"}, {"system": "phone", "value": "303-555-0101"}],
        "extension": [
            extension("network-reference", valueReference={"reference": "Organization/aetna-net"}),
            extension("network-reference", valueReference={"reference": "Organization/own-net"}),
            openings("newpt", "Organization/own-net"),
            openings("nopt", "Organization/aetna-net"),
        ],
        "availableTime": [
            {"daysOfWeek": ["mon", "tue"], "availableStartTime": "09:00:00", "availableEndTime": "12:00:00"}
        ],
    },
    {"resourceType": "Organization", "id": "oak", "name": "OAK COUNSELING"},
    {"resourceType": "Organization", "id": "aetna-net", "name": "Aetna"},
    {"resourceType": "Organization", "id": "own-net", "name": "Quillwort Preferred Network"},
    {
        "resourceType": "Location",
        "id": "denver",
        "address": {"line": ["12 OAK ST"], "city": "DENVER", "state": "CO", "postalCode": "802021234"},
        "extension": [extension("accessibility", valueCodeableConcept=coded("adacomp"))],
    },
    {
        "resourceType": "HealthcareService",
        "id": "video",
        "extension": [
            openings("newpt"),
            extension("delivery-method", extension=[{"url": "type", "valueCodeableConcept": coded("virtual")}]),
        ],
    },
]


@pytest.mark.parametrize("lines", [True, False])
def test_the_resources_of_a_directory_are_joined_into_one_colleague(tmp_path: Path, lines: bool) -> None:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": resource} for resource in DIRECTORY]}
    (row,) = rows(tmp_path, DIRECTORY if lines else bundle, lines=lines)
    assert isinstance(row, Incoming)
    assert row.facts.values == {
        "name": "Ada Birch",
        "npi": "1234567893",
        "credentials": Listing((Item("PhD"),), open=True),
        "license_states": Listing((Item("CO"),), open=True),
        "languages": Listing((Item("Spanish"),), open=True),
        "tags": Listing((Item("Clinical Psychologist"),), open=True),
        "practice": "Oak Counseling",
        "street": "12 Oak St",
        "city": "Denver",
        "state": "CO",
        "zip": "80202",
        "accessibility": "wheelchair accessible",
        "hours": "Mon, Tue 09:00-12:00",
        "phone": "303-555-0101",
        "telehealth": True,
        # The group's own service takes patients: that is not her word, nor that of any network.
        "panels": Listing((Item("Aetna", "full"), Item("Quillwort Preferred Network", "open")), open=True),
    }
    assert row.facts.as_of == "2026-05-06"


def test_openings_of_the_role_itself_are_hers_and_other_offices_are_kept(tmp_path: Path) -> None:
    second = {
        "resourceType": "PractitionerRole",
        "id": "ada-elsewhere",
        "practitioner": {"reference": "Practitioner/ada"},
        "location": [{"reference": "Location/golden"}],
        "extension": [openings("existptonly")],
    }
    golden = {"resourceType": "Location", "id": "golden", "address": {"city": "Golden", "state": "CO"}}
    (row,) = rows(tmp_path, [*DIRECTORY, second, golden], lines=True)
    assert isinstance(row, Incoming)
    assert row.facts.values["accepting"] == Accepting("no") and row.facts.values["city"] == "Denver"
    assert [(unread.column, unread.words) for unread in row.unread] == [("Other office", "Golden, CO")]


def test_who_is_of_another_field_or_gone_is_left_out(tmp_path: Path) -> None:
    gone = {**DIRECTORY[0], "id": "gone", "active": False}
    internist = {
        "resourceType": "Practitioner",
        "id": "bo",
        "name": [{"family": "Elm", "given": ["Bo"]}],
        "qualification": [{"code": coded("207R00000X", "http://nucc.org/provider-taxonomy")}],
    }
    reasons = [row.reason for row in rows(tmp_path, [gone, internist], lines=True) if isinstance(row, Skipped)]
    assert reasons == ["no longer in the directory", "no mental-health taxonomy code"]
    (taken,) = rows(tmp_path, [internist], lines=True, all_taxonomies=True)
    assert isinstance(taken, Incoming) and taken.facts.values["name"] == "Bo Elm"


def test_a_directory_that_is_cut_off_says_where(tmp_path: Path) -> None:
    file = tmp_path / "cut.ndjson"
    file.write_text(json.dumps(DIRECTORY[0]) + "\n" + json.dumps(DIRECTORY[1])[:40], encoding="utf-8")
    with pytest.raises(Refused, match=r"line 2 of cut\.ndjson"):
        open_source(file, TODAY)


scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=6)


def _holding(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)


anything = st.recursive(scalars, _holding, max_leaves=6)


@given(st.data())
def test_whatever_stands_in_a_place_of_a_directory_costs_at_most_the_person(data: st.DataObject) -> None:
    from refer_cli.exchange.fhir_directory import Directory, row_of
    from refer_cli.exchange.format import Settings
    from refer_cli.exchange.npi_answer import row_of as registry_row

    spoiled = []
    for resource in DIRECTORY:
        key = data.draw(st.sampled_from(sorted(resource)))
        kept = key in ("resourceType", "id")
        spoiled.append(resource if kept else {**resource, key: data.draw(anything)})
    directory = Directory(spoiled)
    for practitioner in directory.practitioners:
        row_of(directory, practitioner, 1, Settings(TODAY, all_taxonomies=True))
    key = data.draw(st.sampled_from(sorted(ADA_AT_THE_REGISTRY)))
    registry_row({**ADA_AT_THE_REGISTRY, key: data.draw(anything)}, 1, TODAY, False)
