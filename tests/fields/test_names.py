"""Names as people write them: one person, however the cell is filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.names import read_name


@pytest.mark.parametrize(
    ("written", "name", "credentials"),
    [
        ("Ada Birch", "Ada Birch", ()),
        ("Birch, Ada", "Ada Birch", ()),
        ("Birch, Ada, LCSW", "Ada Birch", ("LCSW",)),
        ("Birch LCSW, Ada", "Ada Birch", ("LCSW",)),
        ("LCSW, Rosa Delgado", "Rosa Delgado", ("LCSW",)),
        ("Dr. Ada Birch PsyD", "Ada Birch", ("PsyD",)),
        ("Birch, Dr. Ada", "Ada Birch", ()),
        ("Ada Birch, Ph.D., LMFT", "Ada Birch", ("PhD", "LMFT")),
        ("Ada Birch, MD/PhD", "Ada Birch", ("MD", "PhD")),
        ("Ada Birch - LCSW, CADC", "Ada Birch", ("LCSW", "CADC")),
        ("Ada Birch,LCSW", "Ada Birch", ("LCSW",)),
        ("Keiko Tanaka LPC", "Keiko Tanaka", ("LPC",)),
        ("ada birch lcsw", "ada birch", ("LCSW",)),
        ("Amaranth Mistle, LMHC*", "Amaranth Mistle", ("LMHC",)),
        ("** Ada Birch **", "Ada Birch", ()),
        ("ADA O'NEIL, PHD", "Ada O'Neil", ("PhD",)),
        ("PARK, SUSAN", "Susan Park", ()),
        ("Susan Park PhD LLC", "Susan Park", ("PhD",)),
        ("MARY MCDONALD", "Mary McDonald", ()),
        ("Sam Oak, Jr., PhD", "Sam Oak Jr.", ("PhD",)),
        ("Oak Jr., Sam", "Sam Oak Jr.", ()),
        ("van der Berg, Jan", "Jan van der Berg", ()),
        ("de la Cruz, Maria Elena", "Maria Elena de la Cruz", ()),
        ("Smith Jones, Mary Ann", "Mary Ann Smith Jones", ()),
        ("Yulan (Shelly) Quince, LMHC*", "Yulan (Shelly) Quince", ("LMHC",)),
        ("Jenny Ma", "Jenny Ma", ()),
        ("JENNY MA", "Jenny Ma", ()),
        ("Jenny Ma, MA", "Jenny Ma", ("MA",)),
        ("Kim Do, DO", "Kim Do", ("DO",)),
        ("Lee, MD", "Lee", ("MD",)),
        ("Dee", "Dee", ()),
        ("Provider 2", "Provider 2", ()),
        ("Ada Birch, Licensed Psychologist", "Ada Birch", ("LP",)),
        ("Ada Birch and Bo Elm", "Ada Birch and Bo Elm", ()),
        ("Birch-Elm, A.", "A. Birch-Elm", ()),
    ],
)
def test_names(written: str, name: str, credentials: tuple[str, ...]) -> None:
    reading = read_name(written)
    assert (reading.name, reading.credentials, reading.left) == (name, credentials, ())


def test_what_stands_beside_a_name_goes_where_it_belongs() -> None:
    assert read_name("Ada Birch (she/her)").pronouns == "she/her"
    assert read_name("Ada Birch, LCSW, Elm Counseling LLC").practice == "Elm Counseling LLC"
    assert read_name("Ada Birch (Spanish)").left == ("Spanish",)
    assert read_name("Ada Birch, RYT-200, LCSW").unknown_letters == ("RYT-200",)


@pytest.mark.parametrize("written", ["", "TBD", "n/a", "???", "vacant", "---"])
def test_nobody_is_no_name(written: str) -> None:
    assert read_name(written).name is None


NAME = st.from_regex(r"[B-DF-HJ-NP-TV-Z][a-z]{3,8}", fullmatch=True)


@given(NAME, NAME, st.sampled_from(["LCSW", "PhD", "LMFT", "PsyD", "LPC"]))
def test_a_name_is_the_same_however_it_is_written(given_name: str, family: str, letters: str) -> None:
    if read_name(f"{given_name} {family}").credentials:
        return  # a word that is a credential as well
    spellings = ("{0} {1}, {2}", "{1}, {0}, {2}", "{0} {1} {2}", "{2}, {0} {1}", "Dr. {0} {1}, {2}", "{1}, {0} {2}")
    for spelling in spellings:
        reading = read_name(spelling.format(given_name, family, letters))
        assert (reading.name, reading.credentials) == (f"{given_name} {family}", (letters,)), spelling
