"""Licences first, then compacts, each by state, date and credential; what is not sure grants nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.places import compacts
from refer_cli.places.compacts import Basis, authority_in_force, video_basis
from refer_cli.places.states import STATES

TODAY = date(2026, 11, 24)
PSYPACT = ("PSYPACT APIT",)
WA = frozenset({"WA"})
AZ = frozenset({"AZ"})
CODES = st.sampled_from(sorted(STATES))


def test_the_data_names_states_and_gives_every_source() -> None:
    facts = json.loads((Path(compacts.__file__).parent / "compacts.json").read_text("utf-8"))
    assert len(facts["psypact"]["members"]) == 43
    assert len(facts["counseling"]["enacted"]["states"]) == 39
    assert not {"AK", "CA", "HI", "IA", "LA", "MA", "NM", "NY", "OR"} & set(facts["psypact"]["members"])
    assert set(facts["psypact"]["members"]) <= set(STATES)
    assert set(facts["psypact"]["effective"]) <= set(facts["psypact"]["members"])
    assert set(facts["counseling"]["live"]) <= set(facts["counseling"]["enacted"]["states"]) <= set(STATES)
    for compact in ("psypact", "counseling", "social_work"):
        assert facts[compact]["source"]
        assert facts[compact]["as_of"]
    for dated in (*facts["psypact"]["effective"].values(), *facts["counseling"]["live"].values()):
        assert date.fromisoformat(dated["from"]) <= TODAY
        assert dated["source"]
        assert dated["grade"] in "ABC"


def test_psypact_between_members_says_what_to_verify() -> None:
    note = authority_in_force("PSYPACT APIT", WA, ("PsyD",), "CO", TODAY)
    assert note == (
        "PSYPACT, while in a member state: WA and CO reported as members as of 2026-02; verify with the board of CO"
    )


@pytest.mark.parametrize("target", ["OR", "CA", "NY", "HI"])
def test_psypact_reaches_no_state_that_is_not_a_member(target: str) -> None:
    assert authority_in_force("PSYPACT APIT", WA, ("PhD",), target, TODAY) is None


def test_psypact_needs_a_home_state_that_is_a_member() -> None:
    assert authority_in_force("PSYPACT APIT", frozenset({"OR"}), ("PhD",), "WA", TODAY) is None
    assert authority_in_force("PSYPACT APIT", frozenset(), ("PhD",), "WA", TODAY) is None
    assert authority_in_force("PSYPACT APIT", frozenset({"OR", "CO"}), ("PhD",), "WA", TODAY) is not None


@pytest.mark.parametrize("credential", ["PhD", "Ph.D.", "PsyD", "Psy.D.", "EdD", "Licensed Psychologist", "PhD, ABPP"])
def test_psypact_is_for_doctoral_psychologists(credential: str) -> None:
    assert authority_in_force("PSYPACT APIT", WA, (credential,), "CO", TODAY) is not None


@pytest.mark.parametrize(
    "credentials",
    [(), ("LPC",), ("LCSW", "LMFT"), ("MD",), ("Psychologist Resident",), ("Limited Psychologist",),
     ("Licensed Psychological Associate",), ("Masters Level Psychologist",)],
)  # fmt: skip
def test_psypact_is_for_nobody_else(credentials: tuple[str, ...]) -> None:
    assert authority_in_force("PSYPACT APIT", WA, credentials, "CO", TODAY) is None


@pytest.mark.parametrize(
    ("target", "last_day_without"),
    [
        ("VT", date(2024, 6, 30)),
        ("CO", date(2020, 6, 30)),
        ("MT", date(2025, 4, 15)),
        ("TX", date(2020, 6, 30)),
    ],
)
def test_psypact_begins_on_its_day(target: str, last_day_without: date) -> None:
    first_day = date.fromordinal(last_day_without.toordinal() + 1)
    home = frozenset({"AZ"})
    assert authority_in_force("PSYPACT APIT", home, ("PhD",), target, last_day_without) is None
    assert authority_in_force("PSYPACT APIT", home, ("PhD",), target, first_day) is not None


@pytest.mark.parametrize("text", ["psypact apit", "APIT", "PSYPACT (APIT)", "PSYPACT: APIT, TAP", "PSYPACT E.Passport"])
def test_ways_to_write_the_apit(text: str) -> None:
    assert authority_in_force(text, WA, ("PhD",), "CO", TODAY) is not None


def test_psypact_alone_asks_which_authority() -> None:
    note = authority_in_force("PSYPACT", WA, ("PhD",), "CO", TODAY)
    assert note is not None
    assert "ask whether the authority held is the APIT" in note


@pytest.mark.parametrize(
    "text",
    ["PSYPACT TAP", "PSYPACT APIT (no)", "PSYPACT APIT pending", "PSYPACT APIT?", "no PSYPACT",
     "PSYPACT APIT expired", "", "telehealth", "Interstate Medical Licensure Compact"],
)  # fmt: skip
def test_another_text_grants_nothing(text: str) -> None:
    assert authority_in_force(text, WA, ("PhD",), "CO", TODAY) is None


def test_a_counseling_privilege_between_live_states() -> None:
    note = authority_in_force("Counseling Compact: OH", AZ, ("LPC",), "OH", TODAY)
    assert note == (
        "Counseling Compact privilege for OH: AZ live since 2025-09-30, OH since 2026-01-05"
        " (as of 2026-06-13); verify with the board of OH"
    )


def test_a_state_known_from_a_private_site_is_reported() -> None:
    note = authority_in_force("Counseling Compact: IN", AZ, ("LPC",), "IN", TODAY)
    assert note is not None
    assert "reported live" in note


def test_a_privilege_is_for_its_own_states_only() -> None:
    assert authority_in_force("Counseling Compact: OH", AZ, ("LPC",), "IN", TODAY) is None
    assert authority_in_force("Counseling Compact", AZ, ("LPC",), "OH", TODAY) is None
    assert authority_in_force("Counseling Compact: somewhere", AZ, ("LPC",), "OH", TODAY) is None
    for text in ("counseling compact: ohio, Indiana", "Counseling Compact privilege for OH and IN",
                 "Counselling Compact OH/IN"):  # fmt: skip
        assert authority_in_force(text, AZ, ("LPC",), "OH", TODAY) is not None
        assert authority_in_force(text, AZ, ("LPC",), "IN", TODAY) is not None


def test_enacted_is_not_usable() -> None:
    assert authority_in_force("Counseling Compact: CO", AZ, ("LPC",), "CO", TODAY) is None
    assert authority_in_force("Counseling Compact: OH", frozenset({"CO"}), ("LPC",), "OH", TODAY) is None


def test_both_states_must_be_live_on_the_day() -> None:
    assert authority_in_force("Counseling Compact: OH", AZ, ("LPC",), "OH", date(2026, 1, 4)) is None
    assert authority_in_force("Counseling Compact: OH", AZ, ("LPC",), "OH", date(2026, 1, 5)) is not None
    georgia = frozenset({"GA"})
    assert authority_in_force("Counseling Compact: OH", georgia, ("LPC",), "OH", date(2026, 6, 1)) is None
    assert authority_in_force("Counseling Compact: OH", georgia, ("LPC",), "OH", date(2026, 6, 2)) is not None


@pytest.mark.parametrize(
    "credential", ["LPC", "L.P.C.", "LPC-S", "LPC, NCC", "Licensed Professional Counselor", "LMHC"]
)
def test_independent_counselors_qualify(credential: str) -> None:
    assert authority_in_force("Counseling Compact: OH", AZ, (credential,), "OH", TODAY) is not None


@pytest.mark.parametrize(
    "credential",
    ["LPC Associate", "LPC-A", "LPC-I", "LPC-IT", "LAC", "LPCA", "LMHCA", "LCMHCA", "CSWA", "LCSW", "LMFT",
     "PhD", "Resident in Counseling", "NCC", "PLPC", ""],
)  # fmt: skip
def test_associates_and_other_professions_do_not(credential: str) -> None:
    assert authority_in_force("Counseling Compact: OH", AZ, (credential,), "OH", TODAY) is None


@pytest.mark.parametrize(("home", "lower", "upper"), [("MN", "LPC", "LPCC"), ("OH", "LPC", "LPCC")])
def test_of_two_titles_only_the_independent_one_counts(home: str, lower: str, upper: str) -> None:
    homes = frozenset({home})
    assert authority_in_force("Counseling Compact: AZ", homes, (lower,), "AZ", TODAY) is None
    assert authority_in_force("Counseling Compact: AZ", homes, (upper,), "AZ", TODAY) is not None


@given(CODES, CODES, st.sampled_from(["LCSW", "LICSW", "LMSW"]))
def test_the_social_work_compact_grants_nothing_yet(home: str, target: str, credential: str) -> None:
    for text in (
        "Social Work Licensure Compact",
        f"Social Work Compact: {target}",
        "Social Work Licensure Compact multistate",
    ):
        assert authority_in_force(text, frozenset({home}), (credential,), target, TODAY) is None


def test_a_licence_wins_over_a_compact() -> None:
    states = frozenset({"WA", "CO"})
    assert video_basis(states, PSYPACT, ("PhD",), "WA", "CO", TODAY) == Basis("license", None)
    assert video_basis(states, (), ("LPC",), None, "CO", TODAY) == Basis("license", None)


def test_an_unknown_licence_is_presumed_for_the_office_only() -> None:
    assert video_basis(None, (), (), "OR", "OR", TODAY) == Basis("presumed", None)
    assert video_basis(None, (), (), "OR", "WA", TODAY) is None
    assert video_basis(None, (), (), None, "OR", TODAY) is None


def test_a_known_list_that_lacks_the_state_is_no_licence() -> None:
    assert video_basis(frozenset({"OR"}), (), ("LPC",), "WA", "WA", TODAY) is None
    assert video_basis(frozenset(), PSYPACT, ("PhD",), "WA", "CO", TODAY) is None


def test_a_compact_is_the_basis_where_no_licence_is() -> None:
    basis = video_basis(WA, ("something else", "PSYPACT APIT"), ("PhD",), "WA", "CO", TODAY)
    assert basis is not None
    assert basis.kind == "compact"
    assert basis.note is not None
    assert "verify with the board" in basis.note
    assert video_basis(None, PSYPACT, ("PhD",), "WA", "CO", TODAY) == basis
    assert video_basis(WA, (), ("PhD",), "WA", "CO", TODAY) is None


@given(st.frozensets(CODES, max_size=3), CODES, CODES, st.sampled_from([("PhD",), ("LPC",), ("LMFT",), ()]))
def test_only_a_licence_a_compact_or_a_presumption(
    licensed: frozenset[str], office: str, target: str, credentials: tuple[str, ...]
) -> None:
    authorities = ("PSYPACT APIT", f"Counseling Compact: {target}")
    basis = video_basis(licensed, authorities, credentials, office, target, TODAY)
    if target in licensed:
        assert basis == Basis("license", None)
    elif credentials in (("LMFT",), ()):
        assert basis is None
    elif basis is not None:
        assert basis.kind == "compact"
        assert basis.note
