"""Plans as they stand on insurance cards: the carrier parted from its plan, and what is never taken for a plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.spelling import parse_item, parse_value, write_value
from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import Term, vocabulary

INSURERS = vocabulary("insurer")


@pytest.mark.parametrize(
    ("typed", "state", "carrier", "plan"),
    [
        ("Aetna Choice POS II", None, "Aetna", "Choice POS II"),
        ("Aetna - Choice POS 2", None, "Aetna", "Choice POS II"),
        ("Aetna (POS)", None, "Aetna", "POS"),
        ("Aetna, PPO", None, "Aetna", "PPO"),
        ("PPO Aetna", None, "Aetna", "PPO"),
        ("Aetna HMO/PPO", None, "Aetna", "HMO/PPO"),
        ("UHC Choice Plus", None, "UnitedHealthcare", "Choice Plus"),
        ("UnitedHealthcare Choice Plus network", None, "UnitedHealthcare", "Choice Plus"),
        ("United PPO", None, "UnitedHealthcare", "PPO"),
        ("Cigna OAP", None, "Cigna", "Open Access Plus"),
        ("cigna local plus", None, "Cigna", "LocalPlus"),
        ("Humana Gold Plus", None, "Humana", "Gold Plus"),
        ("AARP Medicare Advantage", None, "UnitedHealthcare", "AARP Medicare Advantage"),
        ("Kaiser/Added Choice", None, "Kaiser", "Added Choice"),
        ("Aetna Medicare Advantage", None, "Aetna", "Medicare Advantage"),
        ("Medicare Advantage Humana", None, "Humana", "Medicare Advantage"),
        ("Blue KC Preferred-Care Blue", "KS", "Blue Cross Blue Shield of Kansas City", "Preferred-Care Blue"),
        ("Preferred-Care Blue", None, "Blue Cross Blue Shield of Kansas City", "Preferred-Care Blue"),
        ("BlueSelect", "MO", "Blue Cross Blue Shield of Kansas City", "BlueSelect"),
        ("BCBS PPO", "OR", "Regence BCBS", "PPO"),
        ("Blue Cross Blue Shield PPO of Kansas City", "MO", "Blue Cross Blue Shield of Kansas City", "PPO"),
        ("Tricare Prime", None, "TRICARE", "Prime"),
        # Where a carrier is, and words that every insurer has, say no plan.
        ("Molina Healthcare of Washington", "WA", "Molina", None),
        ("Aetna insurance plans", None, "Aetna", None),
        # A programme and the plan that runs it in that state.
        ("KanCare Sunflower", "KS", "Sunflower Health Plan", None),
        ("Sunflower KanCare", "KS", "Sunflower Health Plan", None),
        ("Medicaid (Sunflower)", "KS", "Sunflower Health Plan", None),
        ("OHP/CareOregon", "OR", "CareOregon", None),
        ("OHP CareOregon", None, "CareOregon", None),
        ("Apple Health Molina", "WA", "Molina", None),
        ("TRICARE Humana Military", None, "TRICARE East", None),
        # One name, another plan in each state.
        ("BlueChoice", "MD", "CareFirst", "BlueChoice"),
        ("BlueChoice", "SC", "Blue Cross Blue Shield of South Carolina", "BlueChoice"),
        ("BlueCare", "TN", "BlueCare Tennessee", None),
        ("BlueCare", "FL", "Florida Blue", "BlueCare"),
        ("Select Health", "SC", "First Choice by Select Health", None),
        ("Select Health", "UT", "SelectHealth", None),
        ("Trillium Health Resources", "NC", "Trillium Health Resources", None),
    ],
)
def test_a_name_on_a_card_is_its_carrier_with_a_plan(
    typed: str, state: str | None, carrier: str, plan: str | None
) -> None:
    understood = INSURERS.understand(typed, state)
    assert (understood.name, understood.known, understood.plan) == (carrier, True, plan)


@pytest.mark.parametrize(
    ("typed", "proposals"),
    [
        ("United Way", ()),
        ("VA Premier", ()),
        ("Oscar Wilde", ()),
        ("Aetna and Cigna", ("Aetna", "Cigna")),
        ("Aetna/Cigna", ("Aetna", "Cigna")),
        ("Aetna out of network", ("Aetna",)),
        ("Aetna maybe", ("Aetna",)),
        ("Aetna 800-555-0101", ("Aetna",)),
        ("Blue Cross of Nowhere", ("Blue Cross Blue Shield",)),
        ("BlueChoice", ("CareFirst", "Blue Cross Blue Shield of South Carolina")),
        ("PPO", ()),
        ("HMO/POS", ()),
    ],
)
def test_what_is_no_plan_is_asked_about(typed: str, proposals: tuple[str, ...]) -> None:
    understood = INSURERS.understand(typed)
    assert (understood.known, understood.plan, understood.proposals) == (False, None, proposals)


def test_a_plan_that_stands_for_its_carrier_and_a_local_name_are_said() -> None:
    assert INSURERS.understand("Gold Plus").assumption == "Gold Plus is taken as Humana, whose plan it is"
    assert INSURERS.understand("BCBS PPO", "OR").assumption == "BCBS is taken as Regence BCBS in OR"
    assert INSURERS.understand("Aetna Choice POS II").assumption is None


def test_types_of_plans_are_known_as_such() -> None:
    assert all(map(INSURERS.plans.are_types, ("PPO", "hmo/pos", "EPO", "HDHP")))
    assert not any(map(INSURERS.plans.are_types, ("", "Aetna", "Choice POS II Zebra")))


def test_the_plans_of_a_carrier_have_one_name_a_spelling() -> None:
    for term in INSURERS.terms:
        meanings: dict[str, set[str]] = {}
        for plan, spellings in term.details.get("plans", {}).items():
            for spelling in (plan, *spellings):
                meanings.setdefault(fold(spelling), set()).add(plan)
        assert {spelling: plans for spelling, plans in meanings.items() if len(plans) > 1} == {}, term.name


def test_a_plan_that_stands_for_its_carrier_is_no_insurer_of_its_own() -> None:
    for term in INSURERS.terms:
        for state, names in ((None, term.details.get("cards", ())), *term.details.get("cards_in", {}).items()):
            for name in names:
                assert INSURERS.find(name, state) is None, name
                assert INSURERS.understand(name, state).name == term.name, name


def test_a_plan_that_administers_medicaid_says_where_and_who_says_so() -> None:
    states = set(INSURERS.words["states"])
    administering = [term for term in INSURERS.terms if term.details.get("medicaid_in")]
    assert len(administering) >= 120
    for term in administering:
        assert set(term.details["medicaid_in"]) <= states, term.name
        if "source" in term.details:
            assert term.details["as_of"].startswith("20"), term.name
    in_kansas = {term.name for term in administering if "KS" in term.details["medicaid_in"]}
    assert in_kansas == {"Sunflower Health Plan", "UnitedHealthcare Community Plan", "Healthy Blue"}
    in_washington = {term.name for term in administering if "WA" in term.details["medicaid_in"]}
    assert in_washington == {
        "Community Health Plan of Washington",
        "Coordinated Care",
        "Molina",
        "UnitedHealthcare Community Plan",
        "Wellpoint",
    }


@given(st.sampled_from(INSURERS.terms), st.sampled_from(["Silver Heron 12", "Option 4", "PPO", "Copper Heron (HMO)"]))
def test_a_plan_never_leads_to_another_carrier(term: Term, plan: str) -> None:
    name = term.name
    understood = INSURERS.understand(f"{name} {plan}")
    assert understood.name == name if understood.known else understood.proposals in ((), (name,))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Aetna Choice POS II (full)", "Aetna/Choice POS II (full)"),
        ("Kaiser/Added Choice", "Kaiser/Added Choice"),
        ("Cigna/OAP", "Cigna/Open Access Plus"),
        ("UHC/Optum", "UnitedHealthcare"),
        ("Blue KC Preferred-Care Blue", "Blue Cross Blue Shield of Kansas City/Preferred-Care Blue"),
    ],
)
def test_a_panel_is_kept_as_carrier_and_plan(typed: str, stored: str) -> None:
    item, _ = parse_item("panels", typed, "KS")
    # A carrier that nobody knows makes a typed list open; what the program wrote itself comes back as it was.
    value = parse_value("panels", typed, "KS", True).value
    assert write_value("panels", value) == stored
    assert parse_value("panels", stored, "KS", True).value == value
    assert stored.startswith(item.name)


def test_a_slip_in_a_name_of_several_words_is_no_plan_of_the_first() -> None:
    understood = INSURERS.understand("UnitedHealthcare Oxfrod")
    assert (understood.name, understood.plan) == ("Oxford", None)
    assert understood.assumption == "UnitedHealthcare Oxfrod is taken as Oxford"


BLUE_NAMES = ("Blue Cross {}", "Blue Cross of {}", "BCBS {}", "BCBS of {}", "{} Blue", "{} Blue Cross", "{} BCBS")
STATES = INSURERS.words["states"]


@given(st.sampled_from(sorted(STATES)), st.sampled_from(sorted(STATES)), st.sampled_from(BLUE_NAMES), st.booleans())
def test_a_blue_is_the_one_of_the_state_that_its_name_says(named: str, client: str, words: str, spelled: bool) -> None:
    typed = words.format(STATES[named] if spelled else named)
    at_home = INSURERS.understand(typed, named)
    understood = INSURERS.understand(typed, client)
    assert at_home.known
    assert "Blue Cross Blue Shield" in {at_home.name, *INSURERS.broader(at_home.name)}
    assert at_home.name == understood.name
    assert understood.name != "Blue Cross Blue Shield"
    if named != client:
        own = INSURERS.understand("BCBS", client).name
        others = {state for state in STATES if INSURERS.understand("BCBS", state).name == understood.name}
        assert understood.name != own or {named, client} <= others


@given(
    st.sampled_from(sorted(STATES)),
    st.sampled_from(sorted(STATES)),
    st.sampled_from(["{} Medicaid", "Medicaid {}", "Medicaid of {}", "Medicaid ({})"]),
    st.booleans(),
)
def test_a_programme_of_another_state_is_never_the_own_one(named: str, client: str, words: str, spelled: bool) -> None:
    understood = INSURERS.understand(words.format(STATES[named] if spelled else named), client)
    assert (understood.name, understood.known) == ("Medicaid", True)
    assert understood.plan == (None if named == client else STATES[named])


@pytest.mark.parametrize(
    ("typed", "state", "carrier", "plan"),
    [
        ("Blue Cross NC", "SC", "Blue Cross Blue Shield of North Carolina", None),
        ("Blue Cross (NC)", "SC", "Blue Cross Blue Shield of North Carolina", None),
        ("BCBSNC", "SC", "Blue Cross Blue Shield of North Carolina", None),
        ("Blue Cross NC PPO", "SC", "Blue Cross Blue Shield of North Carolina", "PPO"),
        ("Blue Medicare (Blue Cross NC)", "SC", "Blue Cross Blue Shield of North Carolina", "Medicare"),
        ("Blue Shield CA", "WA", "Blue Shield of California", None),
        ("Blue Cross Kansas City", "NC", "Blue Cross Blue Shield of Kansas City", None),
        ("Molina SC", "NC", "Molina", "South Carolina"),
        ("Molina SC", "SC", "Molina", None),
        ("Ambetter of North Carolina", "SC", "Ambetter", "North Carolina"),
        ("Anthem VA", "NC", "Anthem", "Virginia"),
        ("Anthem VA", "VA", "Anthem", None),
        ("Healthy Blue SC", "NC", "Healthy Blue", "South Carolina"),
        ("Apple Health WA", "OR", "Medicaid", "Washington"),
        ("MA", "MN", "Medicaid", None),
        ("MA", "PA", "Medicaid", None),
        ("UCare MA", "MN", "UCare", None),
        ("Aetna of Texas", "NM", "Aetna", None),
        ("in network with Blue Cross", "IN", "in network with Blue Cross", None),
    ],
)
def test_a_state_beside_a_name_says_whose_it_is(typed: str, state: str, carrier: str, plan: str | None) -> None:
    understood = INSURERS.understand(typed, state)
    assert (understood.name, understood.plan) == (carrier, plan)


def test_letters_that_mean_a_programme_in_some_states_mean_nothing_elsewhere() -> None:
    assert not INSURERS.understand("MA", "OR").known
    assert not INSURERS.understand("MA").known
