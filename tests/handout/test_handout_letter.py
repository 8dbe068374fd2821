"""The letter: what it may say with consent, and that it says nothing without."""

from __future__ import annotations

import email
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest
from random_books import place

from refer_cli.handout.guide import guide_for
from refer_cli.handout.letter import Agreed, Letter, Sender, agreed_from, letter_draft, letter_text, letter_to
from refer_cli.matching.options import TypedRequest
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.understand import understand

ME = Sender("Rosa Linden", ("LPC",), "Linden House", "303-555-0199", "rosa@example.com")
SCOPE = guide_for(REASONS["outside-scope"])
AGREED = Agreed("2026-11-20", ("eating disorder",), SCOPE.letter, soon=True, meanwhile=SCOPE.meanwhile)


def test_without_consent_there_is_only_the_question_and_the_name_below() -> None:
    letter = letter_to("Ada Birch", "ada@example.com", ME)
    assert letter.subject == "May I send somebody your way?"
    assert letter.body == (
        "Dear Ada Birch,\n\n"
        "May I send somebody your way?\n\n"
        "If you have room, please tell me how you like a first call to come.\n"
        "If you have none just now, a short no helps me as well.\n\n"
        "With kind regards,\nRosa Linden, LPC\nLinden House\n303-555-0199 · rosa@example.com\n"
    )


def test_with_consent_it_says_what_was_agreed_and_leaves_the_name_to_the_hand() -> None:
    body = " ".join(letter_to("Ada Birch", "ada@example.com", ME, AGREED).body.split())
    for said in (
        "November 20, 2026",
        "Name: ____",
        "eating disorder",
        "not trained to treat",
        "within the next weeks",
        "first session with you is held",
    ):
        assert said in body
    unasked = letter_to("Ada Birch", None, Sender(), AGREED._replace(needs=(), soon=False)).body
    assert "They seek help with: ____\n" in unasked
    assert "To begin: ____\n" in unasked and "when you have room" not in unasked
    waiting = letter_to("Ada Birch", None, ME, AGREED._replace(soon=False), waitlist=True).body
    assert "To begin: [check] when you have room\n" in waiting
    assert unasked.endswith("With kind regards,\n____\n")


@pytest.mark.parametrize("slug", REASONS)
def test_no_line_of_a_letter_is_too_long_for_mail(slug: str) -> None:
    body = letter_to("Ada Birch", None, ME, AGREED._replace(reason=guide_for(REASONS[slug]).letter)).body
    assert max(map(len, body.splitlines())) <= 78


def test_a_draft_opens_unsent_and_bears_no_date() -> None:
    letter = letter_to('Ada "Addie" Birch, Łódź', "ada@example.com", ME, AGREED)
    message = email.message_from_bytes(letter_draft(letter, ME), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].addr_spec == "ada@example.com"
    assert message["To"].addresses[0].display_name == 'Ada "Addie" Birch, Łódź'
    assert message["From"].addresses[0].display_name == "Rosa Linden"
    assert message["Date"] is None and message["Message-ID"] is None
    assert message.get_body().get_content().splitlines() == letter.body.splitlines()
    assert letter_draft(letter, ME) == letter_draft(letter, ME)


def test_a_draft_to_nobody_known_has_no_address() -> None:
    message = email.message_from_bytes(letter_draft(letter_to("Flo Gum", None, Sender()), Sender()), policy=default)
    assert message["To"] is None and message["From"] is None
    assert letter_to("Flo Gum", None, ME).link is None


def test_a_link_brings_the_whole_letter() -> None:
    letter = Letter("Ada Birch", "ada+work@example.com", "May I & you?", "One\n\nTwo: 50% ü\n")
    assert letter.link is not None
    parts = urlsplit(letter.link)
    assert parts.scheme == "mailto"
    assert parts.path == "ada%2Bwork@example.com"
    assert parse_qs(parts.query) == {"subject": ["May I & you?"], "body": ["One\r\n\r\nTwo: 50% ü\r\n"]}


def test_a_letter_as_text_says_to_whom_it_goes() -> None:
    one = letter_text(letter_to("Ada Birch", "ada@example.com", ME))
    assert one.startswith("To: Ada Birch <ada@example.com>\nSubject: May I send somebody your way?\n\nDear Ada Birch,")
    assert letter_text(letter_to("Flo Gum", None, ME)).startswith("To: Flo Gum\n")


def test_a_letter_holds_all_that_was_agreed_and_asks_for_it() -> None:
    asked = TypedRequest.of(
        reason="cannot-afford", need=("anxiety",), insurance=("Aetna",), max_fee="80", age_group="teen", for_="couple",
        telehealth=True, in_person=True, language=("Spanish",), approach=("EMDR",), city="Denver",
        avoid=("Larkspur School",),
    )  # fmt: skip
    said = guide_for(REASONS["cannot-afford"])
    request = understand(asked, None, REASONS, place).request
    body = letter_to("Ada Birch", None, ME, agreed_from(request, "2026-11-20", said.letter, said.meanwhile)).body
    for line in (
        "They seek help with: anxiety", "Age group: teen", "Sessions for: a couple", "Sessions: in person or by video",
        "Language: Spanish", "They wish for: EMDR", "Insurance: Aetna", "They can pay up to: $80 a session",
    ):  # fmt: skip
        assert f"\n{line}\n" in body, line
    assert "Do you have room in Aetna at that fee, and how do you like" in body
    assert "Denver" not in body and "Larkspur" not in body


def test_what_only_the_therapist_can_promise_is_marked() -> None:
    body = " ".join(letter_to("Ada Birch", None, ME, AGREED).body.split())
    assert f"- [check] {SCOPE.meanwhile}" in body
    assert body.count("- [check]") == 3
    full = guide_for(REASONS["caseload-full"])
    letter = letter_to("Ada Birch", None, ME, Agreed("2026-11-20", (), full.letter, meanwhile=full.meanwhile)).body
    assert "keep seeing" not in letter


@pytest.mark.parametrize(
    "filler", ["", " of the Old Mill Counseling and Psychotherapy Associates of Northern Colorado"]
)
@pytest.mark.parametrize("address", ["ada@example.com", f"ada.{'birch' * 9}@example.com"])
def test_a_name_adds_no_address_to_a_draft_however_long_it_is(filler: str, address: str) -> None:
    name = f'Ada "Kay" <eve@example.com>, Bo (x){filler}; z:'
    draft = letter_draft(letter_to(name, address, ME), ME._replace(name=name))
    read = email.message_from_bytes(draft, policy=default)
    assert [one.addr_spec for one in read["to"].addresses] == [address]
    assert [one.addr_spec for one in read["from"].addresses] == ["rosa@example.com"]
