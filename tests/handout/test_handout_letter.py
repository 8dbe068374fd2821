"""The letter: what it may say with consent, and that it says nothing without."""

from __future__ import annotations

import email
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest

from refer_cli.handout.guide import guide_for
from refer_cli.handout.letter import Agreed, Letter, Sender, draft, letter_to, text
from refer_cli.matching.reasons import REASONS

ME = Sender("Rosa Linden", ("LPC",), "Linden House", "303-555-0199", "rosa@example.com")
AGREED = Agreed("2026-11-20", ("eating disorder",), guide_for(REASONS["outside-scope"]).letter, soon=True)


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
        "2026-11-20",
        "Name: ____",
        "eating disorder",
        "not trained to treat",
        "within the next weeks",
        "first session with you is held",
    ):
        assert said in body
    unasked = letter_to("Ada Birch", None, Sender(), AGREED._replace(needs=(), soon=False)).body
    assert "They seek help with ____." in unasked
    assert "when you have room" in unasked
    assert unasked.endswith("With kind regards,\n____\n")


@pytest.mark.parametrize("slug", REASONS)
def test_no_line_of_a_letter_is_too_long_for_mail(slug: str) -> None:
    body = letter_to("Ada Birch", None, ME, AGREED._replace(reason=guide_for(REASONS[slug]).letter)).body
    assert max(map(len, body.splitlines())) <= 78


def test_a_draft_opens_unsent_and_bears_no_date() -> None:
    letter = letter_to('Ada "Addie" Birch, Łódź', "ada@example.com", ME, AGREED)
    message = email.message_from_bytes(draft(letter, ME), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].addr_spec == "ada@example.com"
    assert message["To"].addresses[0].display_name == 'Ada "Addie" Birch, Łódź'
    assert message["From"].addresses[0].display_name == "Rosa Linden"
    assert message["Date"] is None and message["Message-ID"] is None
    assert message.get_body().get_content().splitlines() == letter.body.splitlines()
    assert draft(letter, ME) == draft(letter, ME)


def test_a_draft_to_nobody_known_has_no_address() -> None:
    message = email.message_from_bytes(draft(letter_to("Flo Gum", None, Sender()), Sender()), policy=default)
    assert message["To"] is None and message["From"] is None
    assert letter_to("Flo Gum", None, ME).link is None


def test_a_link_brings_the_whole_letter() -> None:
    letter = Letter("Ada Birch", "ada+work@example.com", "May I & you?", "One\n\nTwo: 50% ü\n")
    assert letter.link is not None
    parts = urlsplit(letter.link)
    assert parts.scheme == "mailto"
    assert parts.path == "ada%2Bwork@example.com"
    assert parse_qs(parts.query) == {"subject": ["May I & you?"], "body": ["One\r\n\r\nTwo: 50% ü\r\n"]}


def test_letters_as_text_stand_one_after_the_other() -> None:
    both = text([letter_to("Ada Birch", "ada@example.com", ME), letter_to("Flo Gum", None, ME)])
    assert both.startswith("To: Ada Birch <ada@example.com>\nSubject: May I send somebody your way?\n\nDear Ada Birch,")
    assert "\nTo: Flo Gum\n" in both
