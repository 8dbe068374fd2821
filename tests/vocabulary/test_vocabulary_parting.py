"""What people write in one go, parted into terms; what is none stays as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.vocabulary.normaliser import KINDS, vocabulary
from refer_cli.vocabulary.parting import entry_name, part, part_among

KIND = st.sampled_from(KINDS)
SIGN = st.sampled_from([",", ";", "|", "/", "&"])
NEEDS = st.lists(st.sampled_from(vocabulary("need").names()), min_size=2, max_size=4)


def names(kind: str, text: str, state: str | None = None) -> list[str]:
    parted = part(kind, text, state)
    pairs = zip(parted.terms, parted.marks, strict=True)
    return [f"{entry_name(term)} ({mark})" if mark else entry_name(term) for term, mark in pairs]


@pytest.mark.parametrize(
    ("kind", "text", "terms"),
    [
        ("need", "Trauma/PTSD", ["trauma", "PTSD"]),
        ("need", "anxiety and depression", ["anxiety", "depression"]),
        ("need", "anxiety, depression, and OCD", ["anxiety", "depression", "OCD"]),
        ("need", "grief and loss", ["grief"]),
        ("need", "grief and loss & trauma", ["grief", "trauma"]),
        ("need", "some ED, trauma (certified)", ["eating disorder (takes)", "trauma (certified)"]),
        ("need", "1) trauma 2) OCD", ["trauma", "OCD"]),
        ("need", "LGBTQ+/trauma", ["LGBTQ+ issues", "trauma"]),
        ("need", "OCD treatment\nanxiety disorders", ["OCD", "anxiety"]),
        ("need", "Anxeity / depresion", ["anxiety", "depression"]),
        ("approach", "ERP trained, EMDR certified", ["ERP (trained)", "EMDR (certified)"]),
        ("insurer", "Aetna, Cigna & BCBS", ["Aetna", "Cigna", "Blue Cross Blue Shield"]),
        ("insurer", "BC/BS, Aetna/Cigna", ["Blue Cross Blue Shield", "Aetna", "Cigna"]),
        ("insurer", "Aetna (full); Medicaid (no)", ["Aetna (full)", "Medicaid (no)"]),
        ("insurer", "Aetna full | Cigna - open", ["Aetna (full)", "Cigna (open)"]),
        ("insurer", "Kaiser/Added Choice", ["Kaiser/Added Choice"]),
        ("insurer", "Aetna Choice POS II, Cigna (PPO)", ["Aetna/Choice POS II", "Cigna/PPO"]),
        ("insurer", "Aetna - closed panel", ["Aetna (full)"]),
        ("population", "Adults & teens", ["adult", "teen"]),
        ("language", "bilingual (Spanish)", ["Spanish"]),
        ("language", "English, spanish speaking", ["English", "Spanish"]),
        ("credential", "PhD LP", ["PhD", "LP"]),
    ],
)
def test_terms_are_parted(kind: str, text: str, terms: list[str]) -> None:
    assert names(kind, text) == terms
    assert part(kind, text).left == ()


@pytest.mark.parametrize(
    ("kind", "text", "terms", "left"),
    [
        ("insurer", "most, not Kaiser", ["Kaiser (no)"], ("most",)),
        ("insurer", "most plans but not Kaiser", ["Kaiser (no)"], ("most plans",)),
        ("insurer", "all except Medicaid, Kaiser", ["Medicaid (no)"], ("all", "Kaiser")),
        ("insurer", "Aetna?", [], ("Aetna?",)),
        ("insurer", "Aetna (pending), Cigna", ["Cigna"], ("Aetna (pending)",)),
        ("insurer", "Aetna (leaving), Cigna thru Headway", [], ("Aetna (leaving)", "Cigna thru Headway")),
        ("insurer", "Cigna - see website", [], ("Cigna - see website",)),
        ("insurer", "Aetna / blah", ["Aetna"], ("blah",)),
        ("need", "trauma and blah", ["trauma"], ("blah",)),
        ("population", "no kids, couples", ["child (no)"], ("couples",)),
        ("population", "no kids or couples", ["child (no)", "couple (no)"], ()),
        ("need", "blah di blah and so", [], ("blah di blah and so",)),
    ],
)
def test_what_is_no_term_or_in_doubt_stays_as_it_stands(
    kind: str, text: str, terms: list[str], left: tuple[str, ...]
) -> None:
    assert names(kind, text) == terms
    assert part(kind, text).left == left


@pytest.mark.parametrize("text", ["Aetna, Cigna, etc.", "Aetna, Cigna ...", "Aetna; Cigna and others"])
def test_a_text_says_that_there_are_more(text: str) -> None:
    assert names("insurer", text) == ["Aetna", "Cigna"]
    assert part("insurer", text).open
    assert not part("insurer", "Aetna, Cigna").open


@given(KIND, st.data())
def test_every_term_and_alias_stays_whole(kind: str, data: st.DataObject) -> None:
    term = data.draw(st.sampled_from(vocabulary(kind).terms))
    spelling = data.draw(st.sampled_from((term.name, *term.aliases)))
    assert names(kind, spelling) == [term.name]


@given(
    KIND,
    st.lists(st.sampled_from(vocabulary("need").names()), min_size=2, max_size=4),
    st.sampled_from([",", ";", "|", "/", "&"]),
)
def test_terms_come_apart_whatever_joins_them(kind: str, terms: list[str], sign: str) -> None:
    assert set(names("need", f" {sign} ".join(terms))) == set(terms)


@given(st.text(max_size=60))
def test_nothing_is_ever_refused_or_lost(text: str) -> None:
    entries, is_open = part_among(KINDS, text)
    kept = "".join(entry.text for entry in entries)
    missing = set("".join(sign for sign in text if sign.isalpha())) - set(kept)
    assert is_open or not missing or text.lower().strip().startswith(("and", "or", "plus", "also"))


@pytest.mark.parametrize(
    ("text", "carrier", "plan", "mark"),
    [
        ("Aetna Student Health", "Aetna", "Student Health", None),
        ("UPMC for Kids", "UPMC Health Plan", "for Kids", None),
        ("UPMC for Kids (no)", "UPMC Health Plan", "for Kids", "no"),
    ],
)
def test_a_plan_that_the_vocabulary_names_is_no_remark(text: str, carrier: str, plan: str, mark: str | None) -> None:
    (entry,), _ = part_among(("insurer",), text, "PA")
    assert entry.understood is not None
    assert (entry.understood.name, entry.understood.plan, entry.mark) == (carrier, plan, mark)
    (remark,), _ = part_among(("insurer",), "Aetna for kids", "PA")
    assert remark.understood is None
