"""Words behind or around an entry that take it back: no cell makes a yes or a no of what is in doubt."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.cells import CellReading, read_cell
from refer_cli.fields.spelling import SpellingContext, write_value
from refer_cli.fields.values import Listing

CONTEXT = SpellingContext("CO", date(2026, 11, 24))
TERMS = st.sampled_from(
    [
        ("specialties", "trauma", "grief"),
        ("specialties", "OCD", "anxiety"),
        ("populations", "teen", "couple"),
        ("languages", "Spanish", "French"),
        ("approaches", "EMDR", "CBT"),
        ("panels", "Aetna", "Cigna"),
    ]
)
SIGNS = st.sampled_from([" ", ", ", " - ", ": ", " (", "; "])


def spelled(reading: CellReading) -> dict[str, str]:
    return {name: write_value(name, value) for name, value in reading.values.items()}


def affirmed(field: str, cell: str) -> tuple[str, ...]:
    listing = read_cell(field, cell, CONTEXT).values.get(field)
    return tuple(item.name for item in listing.affirmed) if isinstance(listing, Listing) else ()


def denied(field: str, cell: str) -> tuple[str, ...]:
    listing = read_cell(field, cell, CONTEXT).values.get(field)
    return tuple(item.name for item in listing.items if item.mark == "no") if isinstance(listing, Listing) else ()


@given(TERMS, SIGNS, st.sampled_from(["no longer", "not anymore", "not any more", "never"]))
def test_what_has_ended_is_a_no(term: tuple[str, str, str], sign: str, afterthought: str) -> None:
    field, name, other = term
    cell = f"{name}{sign}{afterthought}{')' if '(' in sign else ''}; {other}"
    assert (affirmed(field, cell), denied(field, cell)) == ((other,), (name,)), cell


@given(
    TERMS,
    SIGNS,
    st.sampled_from(
        ["not now", "not yet", "not currently", "soon", "used to", "formerly", "in the past", "starting in March",
         "until May", "in January", "from next year", "until 12/31", "starting 2027"]
    ),
)  # fmt: skip
def test_what_is_not_so_now_is_neither_yes_nor_no(term: tuple[str, str, str], sign: str, afterthought: str) -> None:
    field, name, other = term
    cell = f"{name}{sign}{afterthought}{')' if '(' in sign else ''}"
    reading = read_cell(field, f"{other}; {cell}", CONTEXT)
    listing = reading.values[field]
    assert isinstance(listing, Listing)
    assert listing.names() == (other,) and listing.open, cell
    assert afterthought.split()[-1] in " ".join(reading.left)


@given(TERMS, SIGNS, st.sampled_from(["; ", ", ", ". ", "\n"]))
def test_a_yes_or_a_no_is_of_its_own_entry_alone(term: tuple[str, str, str], sign: str, between: str) -> None:
    field, name, other = term
    end = ")" if "(" in sign else ""
    cell = f"{name}{sign}no{end}{between}{other.capitalize()}{sign}yes{end}"
    if between == ". " and end:
        return
    assert (affirmed(field, cell), denied(field, cell)) == ((other,), (name,)), cell


@given(TERMS)
def test_a_mark_behind_a_list_is_of_its_last_entry(term: tuple[str, str, str]) -> None:
    field, name, other = term
    for cell in (f"{name}, {other} (no)", f"{name}, {other}, no", f"{name}; {other} no", f"{name} yes {other} no"):
        assert (affirmed(field, cell), denied(field, cell)) == ((name,), (other,)), cell


@pytest.mark.parametrize(
    ("field", "cell", "values", "left"),
    [
        ("panels", "Aetna no BCBS yes", {"panels": "Aetna (no); Blue Cross Blue Shield"}, ()),
        ("specialties", "trauma - NOT complex", {}, ("trauma - NOT complex",)),
        ("specialties", "anxiety (mild)", {"specialties": "anxiety; ..."}, ("mild",)),
        ("specialties", "mild", {}, ("mild",)),
        ("specialties", "used to do EMDR", {}, ("used to do EMDR",)),
        ("specialties", "refuses trauma", {}, ("refuses trauma",)),
        ("specialties", "now grief", {}, ("now grief",)),
        ("approaches", "instead of CBT", {}, ("instead of CBT",)),
        ("approaches", "hates CBT", {}, ("hates CBT",)),
        ("panels", "Aetna no more", {"panels": "Aetna (no)"}, ()),
        ("populations", "kids from 5 to 12", {"populations": "child"}, ()),
    ],
)
def test_what_is_in_doubt_is_left(field: str, cell: str, values: dict[str, str], left: tuple[str, ...]) -> None:
    reading = read_cell(field, cell, CONTEXT)
    assert (spelled(reading), reading.left) == (values, left)


@pytest.mark.parametrize(
    ("field", "cell", "values", "left"),
    [
        ("accepting", "yes for teens only", {}, ("yes for teens only",)),
        ("accepting", "yes - existing clients only", {}, ("yes - existing clients only",)),
        ("accepting", "Yes (EAP only)", {}, ("Yes (EAP only)",)),
        ("accepting", "yes, couples", {}, ("yes, couples",)),
        ("accepting", "Yes (telehealth only)", {"accepting": "yes"}, ("Yes (telehealth only)",)),
        ("accepting", "Active", {}, ("Active",)),
        ("accepting", "not full", {"accepting": "yes"}, ()),
        ("pro_bono", "yes for vets", {}, ("yes for vets",)),
        ("pro_bono", "some vets", {}, ("some vets",)),
        ("pro_bono", "yes, limited", {"pro_bono": "yes"}, ("yes, limited",)),
        ("fee", "150, pro bono vets", {"fee": "150"}, ("pro bono vets",)),
        ("telehealth", "yes, vets", {}, ("yes, vets",)),
        ("panels", "Aetna (EAP only), Cigna", {"panels": "Cigna; ..."}, ("Aetna (EAP only)",)),
    ],
)
def test_a_yes_for_some_clients_is_no_yes_for_all(
    field: str, cell: str, values: dict[str, str], left: tuple[str, ...]
) -> None:
    reading = read_cell(field, cell, CONTEXT)
    assert (spelled(reading), reading.left) == (values, left)


@pytest.mark.parametrize(
    ("cell", "refused"),
    [
        ("Don't refer to teens", False),
        ("Do not refer video clients", False),
        ("don't refer couples", False),
        ("her husband retired; do not use the side door", False),
        ("do not use video with her", False),
        ("Don't refer to her", True),
        ("do not use this therapist", True),
        ("never use her again", True),
        ("do not refer: boundary issues with teens", True),
        ("Do not refer clients here", True),
    ],
)
def test_a_refusal_of_some_clients_or_of_a_door_marks_nobody(cell: str, refused: bool) -> None:
    values = read_cell("notes", cell, CONTEXT).values
    assert ("do_not_refer" in values) == refused and "accepting" not in values


@pytest.mark.parametrize(
    ("cell", "populations"),
    [
        ("18-64", "adult; older adult (no)"),
        ("adults 18-64", "adult; older adult (no)"),
        ("adults, no seniors", "adult; older adult (no)"),
        ("18+", "adult; older adult"),
        ("adults", "adult"),
        ("ages 5-12", "child"),
    ],
)
def test_a_span_of_ages_says_where_it_ends(cell: str, populations: str) -> None:
    assert spelled(read_cell("populations", cell, CONTEXT)) == {"populations": populations}
