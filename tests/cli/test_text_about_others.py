"""Captured texts that speak of others, or deny: nobody else's fact and no longer reach of a "no" gets on the card."""

from __future__ import annotations

from typing import Any

import pytest


def captured(refer: Any, text: str) -> list[dict[str, Any]]:
    """The people that a text gives, as they would be stored."""
    return [person["colleague"] for person in refer.ok("add-colleague", "--dry-run", "--json", text).json["people"]]


@pytest.mark.parametrize(
    "text",
    [
        "Mia Poe LCSW, Denver. Tom Fir's license was suspended.",
        "Mia Poe LCSW, Denver. Dr. Fir's license was revoked.",
        "Mia Poe LCSW, Denver. Tom Fir lost his license in 2024.",
        "Mia Poe LCSW, Denver, license suspended for Tom Poe in her group",
        "Mia Poe LCSW, Denver. Board complaint against Tom Fir",
        "Mia Poe LCSW, Denver. She took over for Tom Fir, who retired",
        "Mia Poe LCSW, Denver. Tom says her license was suspended",
        "Mia Poe LCSW, Denver, works with unlicensed interns",
    ],
)
def test_a_warning_about_another_marks_nobody_here(refer: Any, text: str) -> None:
    (mia,) = captured(refer, text)
    assert mia["name"] == "Mia Poe"
    assert (mia["do_not_refer"], mia["accepting"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Mia Poe LCSW, Denver, license suspended", "license suspended"),
        ("Mia Poe LCSW, Virginia Beach, license suspended", "license suspended"),
        ("Mia Poe LCSW, Denver Colorado license suspended", "license suspended"),
        ("Mia Poe LCSW, Denver. Mia's license was suspended.", "license was suspended"),
        ("Mia Poe, unlicensed, Denver, anxiety", "unlicensed"),
        ("Mia Poe, Denver, not licensed, anxiety", "not licensed"),
    ],
)
def test_a_warning_about_the_one_described_does(refer: Any, text: str, reason: str) -> None:
    (mia,) = captured(refer, text)
    assert mia["do_not_refer"] == reason


@pytest.mark.parametrize(
    ("text", "denied", "not_so"),
    [
        ("Jane Roe LCSW, used to take Aetna, Boulder, Cigna", ["Aetna"], []),
        ("Jane Roe LCSW, not on Aetna, EMDR, Boulder", ["Aetna"], []),
        ("Jane Roe LCSW, Denver, doesn't take Aetna, Quartz or Cigna", ["Aetna", "Quartz", "Cigna"], []),
        ("Jane Roe LCSW, Denver, doesn't see kids, couples therapy, Gottman", [], ["child"]),
        ("Jane Roe LCSW, Denver, doesn't see kids, teens or couples", [], ["child", "teen", "couple"]),
    ],
)
def test_a_denial_ends_where_its_own_kind_does(refer: Any, text: str, denied: list[str], not_so: list[str]) -> None:
    (jane,) = captured(refer, text)
    assert (jane.get("panels_denied", []), jane.get("populations_denied", [])) == (denied, not_so)
    assert not jane["panels"] and not jane.get("approaches_denied")
    assert jane["city"] in ("Boulder", "Denver")


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe LCSW, formerly Jane Poe, Denver",
        "Jane Roe LCSW (formerly Jane Poe LPC), Denver",
        "Jane Roe LCSW, Denver, postdoc under Dr. Ann Oak",
        "Jane Roe LCSW, Denver. Ann Oak says she's great",
        "Jane Roe LCSW, Denver. Ann Oak said she takes Aetna",
        "Ann Oak says Jane Roe LCSW is great",
        "Jane Roe LCSW, Denver, one pro bono place with Ann Oak",
    ],
)
def test_another_name_makes_no_second_colleague_and_gives_no_fact(refer: Any, text: str) -> None:
    answer = refer.ok("add-colleague", "--dry-run", "--json", text).json
    (jane,) = (person["colleague"] for person in answer["people"])
    assert (jane["name"], jane["credentials"]) == ("Jane Roe", ["LCSW"])
    assert (jane["pro_bono"], jane["panels"]) == (None, None)
    assert any("Oak" in words or "Poe" in words for words in answer["not_understood"])


def test_what_follows_a_former_name_is_still_said_of_her(refer: Any) -> None:
    (jane,) = captured(refer, "Jane Roe LCSW, formerly Jane Poe, Denver, anxiety")
    assert (jane["city"], [one["name"] for one in jane["specialties"]]) == ("Denver", ["anxiety"])


def sureness(refer: Any, text: str, field: str) -> list[tuple[str, str]]:
    """What the text says of one field, each with how sure it is."""
    (person,) = refer.ok("add-colleague", "--dry-run", "--json", text).json["people"]
    return [(fact["value"], fact["sure"]) for fact in person["facts"] if fact["field"] == field]


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("Jane Roe LCSW, Denver, takes Aetna for EAP only", "panels", [("Aetna", "unsure")]),
        ("Jane Roe LCSW, takes Aetna (EAP only), Cigna", "panels", [("Aetna", "unsure"), ("Cigna", "written")]),
        ("Jane Roe LCSW, Denver, pro bono for veterans only", "pro_bono", [("yes", "unsure")]),
        ("Jane Roe LCSW, was out of network with Aetna, now in network", "panels", [("Aetna (no)", "unsure")]),
        (
            "Jane Roe LCSW, not on Aetna, now in network with Cigna",
            "panels",
            [("Aetna (no)", "denied"), ("Cigna", "written")],
        ),
        ("Jane Roe LCSW, Denver, doesn't take new clients by phone", "accepting", []),
        ("Jane Roe LCSW, Denver, doesn't take new clients", "accepting", [("no", "written")]),
        (
            "Jane Roe LCSW, licensed in Colorado and pending in Utah",
            "license_states",
            [("CO", "written"), ("UT", "unsure")],
        ),
        (
            "Jane Roe LCSW, applied for her Wyoming license, licensed in CO",
            "license_states",
            [("WY", "unsure"), ("CO", "written")],
        ),
        ("Jane Roe LCSW, applied for her Wyoming license", "license_states", [("WY", "unsure")]),
    ],
)
def test_what_holds_for_some_or_held_once_is_no_plain_answer(
    refer: Any, text: str, field: str, said: list[tuple[str, str]]
) -> None:
    assert sureness(refer, text, field) == said


def test_a_practice_ends_at_its_comma(refer: Any) -> None:
    (jane,) = captured(refer, "Jane Roe, LMFT, Birch Counseling, Denver CO, 303-555-0190, anxiety")
    assert (jane["practice"], jane["city"], jane["state"]) == ("Birch Counseling", "Denver", "CO")


def test_a_day_that_is_stored_was_understood(refer: Any) -> None:
    answer = refer.ok("add-colleague", "--dry-run", "--json", "Met Jane Roe LCSW on 2026-03-01, Denver, anxiety").json
    assert answer["people"][0]["colleague"]["first_met"] == "2026-03-01"
    assert answer["not_understood"] == []
