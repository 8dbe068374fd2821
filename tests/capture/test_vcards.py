"""vCards as programs really write them: one strange property costs that property, never the card."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.capture.contacts import contact_of
from refer_cli.capture.found import Fact
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand
from refer_cli.capture.vcards import cards, is_vcard


class NoCities:
    """A gazetteer that knows no city."""

    def cities(self, name: str) -> tuple[()]:
        return ()


def card(*lines: str | bytes, version: str = "3.0", end: str = "\r\n") -> bytes:
    """A card of these lines."""
    whole = [b"BEGIN:VCARD", f"VERSION:{version}".encode()]
    whole += [line if isinstance(line, bytes) else line.encode() for line in lines]
    return end.encode().join([*whole, b"END:VCARD", b""])


def values(data: bytes, name: str) -> list[str]:
    """What the first card of a file says under a name."""
    return [entry.text() for entry in next(iter(cards(data))).all(name)]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (card("FN:Ada Birch"), "FN", ["Ada Birch"]),
        (card("fn:Ada Birch", end="\n"), "FN", ["Ada Birch"]),
        (card("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB Birch"), "FN", ["Zoë Birch"]),
        (card("FN;ENCODING=QUOTED-PRINTABLE:Zo=EB Birch"), "FN", ["Zoë Birch"]),
        (card("ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91and=C3=BA=91s"), "ORG", ["Ñandús"]),
        (card("FN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:Iks=F1ska"), "FN", ["Iksńska"]),
        (card("NOTE;ENCODING=QUOTED-PRINTABLE:takes =", "=C3=86tna=0D=0Aand =", "Cigna"), "NOTE",
         ["takes Ætna\nand Cigna"]),
        (card("NOTE;ENCODING=QUOTED-PRINTABLE:takes =", "", "=C3=86tna"), "NOTE", ["takes Ætna"]),
        (card("ORG;ENCODING=QUOTED-PRINTABLE:Birch=", "", "TEL:303-555-0101"), "TEL", ["303-555-0101"]),
        (card(b"ADR:;;L\xe4mmerweg 12;Kleindorf"), "ADR", [";;Lämmerweg 12;Kleindorf"]),
        (card("NOTE:takes Ae", " tna"), "NOTE", ["takes Aetna"]),
        (card("NOTE:two\\nlines\\, one comma\\; and http\\://example.com"), "NOTE",
         ["two\nlines, one comma; and http://example.com"]),
        (card("NOTE:C:\\\\new\\nand so on"), "NOTE", ["C:\\new\nand so on"]),
        (card("NOTE:a line", "broken by hand", "EMAIL:ada@example.com"), "NOTE", ["a line\nbroken by hand"]),
        (card("PHOTO;ENCODING=BASE64:/9j/4AAQ", "SkZJRgABAQ", "AAAA==", "", "EMAIL:ada@example.com"), "EMAIL",
         ["ada@example.com"]),
        (card('EMAIL;X-ID="a:b;c":ada@example.com'), "EMAIL", ["ada@example.com"]),
        (card("FN:Ada\u202e Birch\x07"), "FN", ["Ada Birch"]),
    ],
)  # fmt: skip
def test_a_property_is_read_as_it_was_meant(data: bytes, name: str, said: list[str]) -> None:
    assert values(data, name) == said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_any_encoding_is_a_card(encoding: str) -> None:
    data = card("FN:Zoë Birch").decode().encode(encoding)
    assert is_vcard(data)
    assert values(data, "FN") == ["Zoë Birch"]


def test_a_label_with_colons_leaves_the_address_in_its_parts() -> None:
    data = card("ADR;TYPE=work;LABEL=1 Elm St^nDenver: upstairs:^nUSA:;;1 Elm St;Denver;CO;80202;USA", version="4.0")
    (address,) = contact_of(next(iter(cards(data)))).addresses
    assert (address.street, address.city, address.region, address.code) == ("1 Elm St", "Denver", "CO", "80202")


def test_a_card_that_breaks_off_keeps_what_stands_there() -> None:
    data = card("FN:Ada Birch", "NOTE;ENCODING=QUOTED-PRINTABLE:takes =C3=86t").replace(b"END:VCARD\r\n", b"")[:-3]
    (only,) = cards(data + b"=C3")
    assert not only.whole
    assert only.first("FN") == "Ada Birch"


def test_the_next_card_begins_where_one_has_no_end() -> None:
    data = card("FN:Ada Birch").replace(b"END:VCARD\r\n", b"") + card("FN:Bo Elm")
    assert [(one.first("FN"), one.whole) for one in cards(data)] == [("Ada Birch", False), ("Bo Elm", True)]


def test_a_card_within_a_card_is_nobody_of_its_own() -> None:
    agent = card("FN:Cy Oak").decode().strip().split("\r\n")
    data = card("FN:Ada Birch", "AGENT:", *agent, "EMAIL:ada@example.com")
    assert [(one.first("FN"), one.first("EMAIL")) for one in cards(data)] == [("Ada Birch", "ada@example.com")]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:Birch;Ada;;;", "FN:Birch Ada"), "Ada Birch"),
        (("N:Birch;Ada;May;Dr.;", "FN:Dr. Ada May Birch"), "Ada May Birch"),
        (("N:;Ada Birch;;;", "FN:Ada Birch"), "Ada Birch"),
        (("FN:Ada Birch",), "Ada Birch"),
        (("N:Birch;Ada;;;",), "Ada Birch"),
        (("N:birch;ada;;;", "FN:Ada Birch"), "Ada Birch"),
        (("N:;Perla 45;;;", "FN:Perla 45"), "Perla 45"),
    ],
)
def test_the_parts_of_a_name_win_over_how_it_is_shown(lines: tuple[str, ...], name: str) -> None:
    contact = contact_of(next(iter(cards(card(*lines)))))
    assert (contact.full_name(), contact.no_person()) == (name, None)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("N:;;;;", "FN:Birch Counseling", "ORG:Birch Counseling", "X-ABShowAs:COMPANY"), "company"),
        (("FN:Birch Counseling", "ORG:Birch Counseling"), "company"),
        (("KIND:org", "FN:ACME", "N:Me;Ac;;;"), "no person (org)"),
        (("KIND:group", "FN:Tuesday group"), "no person (group)"),
        (("ORG:Birch Counseling",), "company"),
        (("EMAIL:ada@example.com",), "no name: ada@example.com"),
        (("FN:ada@example.com",), "no name"),
        (("FN:Smile Dental", "N:;Smile Dental;;;"), "practice or company"),
        (("FN:Elm Counseling", "N:Counseling;Elm;;;"), "practice or company"),
        ((), "no name"),
    ],
)
def test_a_card_of_nobody_says_why(lines: tuple[str, ...], said: str) -> None:
    reason = contact_of(next(iter(cards(card(*lines))))).no_person()
    assert reason is not None
    assert said in reason


def test_one_who_works_under_the_own_name_is_a_person() -> None:
    data = card("N:Birch;Ada;;;", "FN:Ada Birch", "ORG:Ada Birch")
    assert contact_of(next(iter(cards(data)))).no_person() is None


def test_labels_of_a_group_name_what_stands_in_it() -> None:
    data = card(
        "N:Birch;Ada;;;", "item1.TEL:303-555-0101", "item1.X-ABLabel:_$!<WorkFAX>!$_", "TEL;TYPE=WhatsApp:303-555-0102",
        "item2.X-ABRELATEDNAMES:Bo", "item2.X-ABLabel:_$!<Spouse>!$_",
    )  # fmt: skip
    contact = contact_of(next(iter(cards(data))))
    assert [(phone.words, phone.kind) for phone in contact.phones] == [
        ("303-555-0101", "WorkFAX"), ("303-555-0102", "mobile"),
    ]  # fmt: skip
    assert contact.others == (("Spouse", "Bo"),)


def test_what_android_adds_is_kept_under_its_name() -> None:
    data = card("N:Birch;Ada", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Adie;1;;;", "X-PHONETIC-FIRST-NAME:A")
    assert contact_of(next(iter(cards(data)))).others == (("Nickname", "Adie"),)


def test_add_colleague_reads_the_same_card() -> None:
    data = card(
        "N;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg", "FN:Müller Jörg, LCSW", "TEL:+44 20 7946 0018",
        "EMAIL:jorg@example.com", "NOTE:takes Aetna. Not OHP.", version="2.1",
    )  # fmt: skip
    (person,) = understand(read(data), date(2026, 11, 24), NoCities()).people
    facts = {(fact.field, fact.value) for fact in person.facts if isinstance(fact, Fact)}
    assert person.name == "Jörg Müller"
    assert {
        ("credentials", "LCSW"),
        ("phone", "+44 20 7946 0018"),
        ("email", "jorg@example.com"),
        ("panels", "Aetna"),
    } <= facts


def test_a_company_is_no_colleague_in_a_text_either() -> None:
    data = card("N:;;;;", "FN:Birch Supplies AG", "ORG:Birch Supplies AG") + card("N:Elm;Bo;;;", "FN:Bo Elm")
    assert [person.name for person in understand(read(data), date(2026, 11, 24), NoCities()).people] == ["Bo Elm"]


LINES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [b"BEGIN:VCARD", b"END:VCARD", b"FN:Ada Birch", b"N:Birch;Ada", b"AGENT:", b"NOTE;QUOTED-PRINTABLE:a=",
             b"=",
             b"ADR;LABEL=a:b:;;;", b"TEL;TYPE=fax:1", b"PHOTO;BASE64:", b" folded", b"ORG:\\", b"N:;;;;;;;;", b"KIND:",
             b"item1.X-ABLABEL:", b"REV:99999999", b"X-:x", b"FN;CHARSET=hex:a", b"FN;CHARSET=\x00:a\xff"]
        ),
    )
)  # fmt: skip


@given(LINES)
def test_no_bytes_stop_the_reader(lines: list[bytes]) -> None:
    data = b"BEGIN:VCARD\r\n" + b"\r\n".join(lines)
    for one in cards(data):
        contact = contact_of(one)
        assert contact.no_person() is not None or contact.full_name()
        assert not any(sign in contact.full_name() for sign in "\x00\x1b\u202e\ufeff")


@given(
    st.integers(0, 3), st.lists(st.sampled_from(["FN:Ada Birch", "TEL:303-555-0101", "NOTE:a", "X-A:b"]), max_size=4)
)
def test_every_card_is_counted(people: int, lines: list[str]) -> None:
    assert sum(1 for _ in cards(card(*lines) * people)) == people
