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
