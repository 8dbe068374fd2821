"""Letters peeled from names, names parsed and turned round, and words that are no names."""

from __future__ import annotations

import pytest

from refer_cli.capture.naming import looks_like_name, looks_like_practice, names_with_letters, tidy_name
from refer_cli.capture.people import lettered


@pytest.mark.parametrize(
    ("text", "name", "letters"),
    [
        ("Jane Roe PsyD", "Jane Roe", ("PsyD",)),
        ("Ray Sun LCSW: openings Tuesdays", "Ray Sun", ("LCSW",)),
        ("Jane Roe, Ph.D., ABPP", "Jane Roe", ("PhD", "ABPP")),
        ("Dr. Neil Sandoval (PsyD)", "Neil Sandoval", ("PsyD",)),
        ("Abena Osei (she/her), LMFT, Reno", "Abena Osei", ("LMFT",)),
        ("Farid Rahimi, psychologist (PsyD)", "Farid Rahimi", ("PsyD",)),
        ("Ivy Lam, PhD", "Ivy Lam", ("PhD",)),
        ("Jane Roe, MA, LPC, Boston, MA", "Jane Roe", ("MA", "LPC")),
        ("Jane Roe, LCSW. Student health insurance, pending.", "Jane Roe", ("LCSW",)),
        ("Jane Roe, LPC, PhD candidate", "Jane Roe", ("LPC",)),
        ("Jane Roe, LPC, Psy.D. Student", "Jane Roe", ("LPC",)),
        ("Jane Roe, LPC, PsyD. student", "Jane Roe", ("LPC",)),
    ],
)
def test_letters_are_peeled_before_the_name_is_parsed(text: str, name: str, letters: tuple[str, ...]) -> None:
    (found,) = names_with_letters(text)
    assert (found.name, found.credentials) == (name, letters)


@pytest.mark.parametrize("text", ["Bob Oak, LPC (supervised by Ann Lee, LPC)", "Bob Oak, LPC. Hi Ann Lee, PhD"])
def test_a_supervisor_and_an_addressee_are_no_second_person(text: str) -> None:
    assert [person.name for person in lettered(text)] == ["Bob Oak"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Roe, Jane", "Jane Roe"), ("JANE MCROE", "Jane McRoe"), ("Blue Cross", None), ("Denver Counseling", None)],
)
def test_a_line_that_is_a_name(text: str, name: str | None) -> None:
    assert looks_like_name(text) == name


def test_a_practice_is_no_person() -> None:
    assert looks_like_practice("Birch Counseling, LLC") and tidy_name("Cedar Neuropsychology Associates") is None
